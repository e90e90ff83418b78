#if Postgres
    internal import CLibPQ
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// The values of one statement in PostgreSQL's binary form.
    ///
    /// They are written on the caller's task, into one buffer, before any connection is taken.
    struct WireParameters: Sendable {
        private var buffer = WireBuffer()
        /// The length of each value; -1 for null.
        private(set) var lengths: [Int32] = []
        private(set) var types: [Oid] = []
        /// Whether the columns of rows are values, not arrays, as there is one row of each kind.
        private let isOfOne: Bool

        init(isOfOne: Bool = false) {
            self.isOfOne = isOfOne
        }

        /// The values of a statement.
        init(_ values: [SQLValue]) {
            isOfOne = false
            for value in values { append(value) }
        }

        mutating func append(_ value: SQLValue) {
            switch value {
            case .null: appendNull(WireType.unknown)
            case .integer(let number): append(number)
            case .flag(let flag): append(flag)
            case .text(let text): append(text)
            case .identifier(let high, let low): append(EntryID(high: high, low: low))
            case .instant(let instant): append(instant)
            }
        }

        /// One value, or null.
        mutating func append<Value: WireValue>(_ value: Value?) {
            guard let value else { return appendNull(Value.types.one) }
            let start = buffer.bytes.count
            value.write(to: &buffer)
            end(Value.types.one, from: start)
        }

        /// One column of some rows, as an array; null if no row has anything there.
        mutating func append<Row, Value: WireValue>(_ rows: [Row], _ column: (Row) -> Value?) {
            if isOfOne { return append(rows.first.flatMap(column)) }
            let types = Value.types
            let filled = rows.count { column($0) != nil }
            guard filled > 0 else { return appendNull(types.array) }
            let start = buffer.bytes.count
            // One dimension, whether there are nulls, the type, and the places from 1 on.
            buffer.put(Int32(1))
            buffer.put(Int32(filled < rows.count ? 1 : 0))
            buffer.put(types.one)
            buffer.put(Int32(truncatingIfNeeded: rows.count))
            buffer.put(Int32(1))
            for row in rows { buffer.putCounted(column(row)) }
            end(types.array, from: start)
        }

        private mutating func appendNull(_ type: Oid) {
            lengths.append(-1)
            types.append(type)
        }

        private mutating func end(_ type: Oid, from start: Int) {
            lengths.append(Int32(truncatingIfNeeded: buffer.bytes.count - start))
            types.append(type)
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
