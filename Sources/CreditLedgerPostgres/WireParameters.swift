#if Postgres
    internal import CLibPQ
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// The types of PostgreSQL that statements are given and answer, by their fixed numbers.
    enum WireType {
        static let unknown: Oid = 0
        static let flag: Oid = 16
        static let bytes: Oid = 17
        static let name: Oid = 19
        static let wide: Oid = 20
        static let short: Oid = 21
        static let narrow: Oid = 23
        static let text: Oid = 25
        static let json: Oid = 114
        static let boundText: Oid = 1043
        static let instant: Oid = 1184
        static let number: Oid = 1700
        static let identifier: Oid = 2950
    }

    /// The values of one statement in PostgreSQL's binary form.
    ///
    /// They are written on the caller's task, into one buffer, before any connection is taken.
    struct WireParameters: Sendable {
        private var buffer = WireBuffer()
        /// The length of each value; -1 for null.
        private(set) var lengths: [Int32] = []
        private(set) var types: [Oid] = []

        init() {}

        /// The values of a statement.
        init(_ values: [SQLValue]) {
            for value in values { append(value) }
        }

        mutating func append(_ value: SQLValue) {
            switch value {
            case .null: appendNull(WireType.unknown)
            case .integer(let number): append(WireType.wide) { $0.put(number) }
            case .flag(let flag): append(WireType.flag) { $0.put(flag) }
            case .text(let text): append(WireType.text) { $0.put(text) }
            case .identifier(let high, let low):
                append(WireType.identifier) {
                    $0.put(high)
                    $0.put(low)
                }
            case .instant(let instant): append(WireType.instant) { $0.put(instant) }
            }
        }

        /// One value of a type.
        mutating func append(_ type: Oid, _ write: (inout WireBuffer) -> Void) {
            let start = buffer.bytes.count
            write(&buffer)
            lengths.append(Int32(truncatingIfNeeded: buffer.bytes.count - start))
            types.append(type)
        }

        /// A value, or null.
        mutating func append<Value>(
            _ type: Oid, _ value: Value?, _ write: (inout WireBuffer, Value) -> Void
        ) {
            guard let value else { return appendNull(type) }
            append(type) { write(&$0, value) }
        }

        mutating func appendNull(_ type: Oid) {
            lengths.append(-1)
            types.append(type)
        }

        /// An array of one column of some rows; null if no row has anything there.
        ///
        /// - Parameters:
        ///   - type: the array's type.
        ///   - element: the type of its elements.
        ///   - rows: the rows.
        ///   - column: what a row has there.
        ///   - write: writes it.
        mutating func append<Row, Value>(
            _ type: WireArray, _ rows: [Row], _ column: (Row) -> Value?,
            _ write: (inout WireBuffer, Value) -> Void
        ) {
            let hasNull = rows.contains { column($0) == nil }
            if hasNull, rows.allSatisfy({ column($0) == nil }) || rows.isEmpty {
                return appendNull(type.array)
            }
            append(type.array) { buffer in
                buffer.put(Int32(rows.isEmpty ? 0 : 1))
                buffer.put(Int32(hasNull ? 1 : 0))
                buffer.put(Int32(bitPattern: type.element))
                guard !rows.isEmpty else { return }
                buffer.put(Int32(truncatingIfNeeded: rows.count))
                buffer.put(Int32(1))
                for row in rows {
                    guard let value = column(row) else {
                        buffer.put(Int32(-1))
                        continue
                    }
                    buffer.putCounted { write(&$0, value) }
                }
            }
        }

        /// Hands out what libpq takes, for the length of a call.
        func withPointers<Answer>(
            _ body: (
                Int32, UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<Int32>,
                UnsafePointer<Int32>
            ) -> Answer
        ) -> Answer {
            // What is read through these pointers lives until `body` has returned.
            unsafe buffer.bytes.withUnsafeBytes { bytes in
                unsafe withUnsafeTemporaryAllocation(
                    of: UnsafePointer<CChar>?.self, capacity: lengths.count + 1
                ) { pointers in
                    var offset = 0
                    for (index, length) in lengths.enumerated() {
                        // A value without bytes still needs an address, or it would be null.
                        let start =
                            unsafe bytes.baseAddress.map { unsafe $0 + offset }
                            ?? UnsafeRawPointer(bitPattern: 1)
                        let value = unsafe start?.assumingMemoryBound(to: CChar.self)
                        unsafe pointers.initializeElement(
                            at: index, to: length < 0 ? nil : value)
                        offset += max(0, Int(length))
                    }
                    return unsafe lengths.withUnsafeBufferPointer { lengths in
                        unsafe withUnsafeTemporaryAllocation(
                            of: Int32.self, capacity: lengths.count + 1
                        ) { formats in
                            unsafe formats.initialize(repeating: 1)
                            return unsafe body(
                                Int32(truncatingIfNeeded: lengths.count),
                                UnsafePointer(pointers.baseAddress.unsafelyUnwrapped),
                                (lengths.baseAddress
                                    ?? UnsafePointer(formats.baseAddress.unsafelyUnwrapped)),
                                UnsafePointer(formats.baseAddress.unsafelyUnwrapped))
                        }
                    }
                }
            }
        }
    }
#endif
