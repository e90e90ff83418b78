#if Postgres
    internal import CLibPQ
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// What PostgreSQL writes in its own way.
    enum PostgresDialect: SQLDialect {
        static func amount(_ column: String) -> String { column }
    }

    /// One row of an answer, read from the left; it does not outlive the answer.
    @safe
    struct PostgresRow: SQLCursor {
        private let answer: OpaquePointer
        private let row: Int32
        private var column: Int32 = -1

        init(_ answer: OpaquePointer, row: Int32) {
            unsafe self.answer = answer
            self.row = row
        }

        mutating func integer() throws(StoreError) -> Int64? {
            guard let column = next() else { return nil }
            switch (column.type, column.count) {
            case (WireType.wide, 8): return Int64(bitPattern: column.number())
            case (WireType.narrow, 4): return Int64(Int32(truncatingIfNeeded: column.number()))
            case (WireType.short, 2): return Int64(Int16(truncatingIfNeeded: column.number()))
            default: throw Self.wrongType("number")
            }
        }

        mutating func flag() throws(StoreError) -> Bool {
            guard let column = next(), column.type == WireType.flag, column.count == 1 else {
                throw Self.wrongType("flag")
            }
            return column.number() != 0
        }

        mutating func text() throws(StoreError) -> String? {
            guard let column = next() else { return nil }
            guard column.isText else { throw Self.wrongType("text") }
            return column.text
        }

        mutating func bytes() throws(StoreError) -> [UInt8]? {
            guard let column = next() else { return nil }
            guard column.type == WireType.bytes || column.isText else {
                throw Self.wrongType("text")
            }
            return column.bytes
        }

        mutating func identifier() throws(StoreError) -> (high: UInt64, low: UInt64)? {
            guard let column = next() else { return nil }
            guard column.type == WireType.identifier, column.count == 16 else {
                throw Self.wrongType("id")
            }
            return (column.number(from: 0), column.number(from: 8))
        }

        mutating func instant() throws(StoreError) -> Instant? {
            guard let column = next() else { return nil }
            guard column.type == WireType.instant, column.count == 8,
                let instant = WireInstant.instant(Int64(bitPattern: column.number()))
            else { throw Self.wrongType("instant of whole milliseconds") }
            return instant
        }

        /// A time of the server's clock, to the millisecond.
        mutating func serverTime() throws(StoreError) -> Instant {
            guard let column = next(), column.type == WireType.instant, column.count == 8 else {
                throw Self.wrongType("time")
            }
            return WireInstant.rounded(Int64(bitPattern: column.number()))
        }

        mutating func units() throws(StoreError) -> Int128? {
            guard let column = next() else { return nil }
            guard column.type == WireType.number, let units = WireNumber.units(column.words) else {
                throw Self.wrongType("amount")
            }
            return units
        }

        /// The next column; `nil` if it is null.
        private mutating func next() -> WireColumn? {
            column += 1
            guard unsafe PQgetisnull(answer, row, column) == 0,
                let start = unsafe PQgetvalue(answer, row, column)
            else { return nil }
            return unsafe WireColumn(
                type: PQftype(answer, column), start: start,
                count: Int(PQgetlength(answer, row, column)))
        }

        private static func wrongType(_ expected: String) -> StoreError {
            StoreError(.corrupt, "A column that should hold a \(expected) holds something else.")
        }
    }

    /// One value of an answer in its binary form; it does not outlive the answer.
    @safe
    private struct WireColumn {
        let type: Oid
        private let buffer: UnsafeRawBufferPointer

        init(type: Oid, start: UnsafeMutablePointer<CChar>, count: Int) {
            self.type = type
            unsafe buffer = UnsafeRawBufferPointer(start: start, count: count)
        }

        var count: Int { unsafe buffer.count }

        var isText: Bool {
            switch type {
            case WireType.text, WireType.json, WireType.boundText, WireType.name: true
            default: false
            }
        }

        var text: String { unsafe String(decoding: buffer, as: UTF8.self) }

        var bytes: [UInt8] { unsafe Array(buffer) }

        /// Pairs of bytes.
        var words: [UInt16] {
            stride(from: 0, to: count - 1, by: 2).map { place in
                unsafe UInt16(buffer[place]) << 8 | UInt16(buffer[place + 1])
            }
        }

        /// Up to eight bytes as a number.
        func number(from start: Int = 0) -> UInt64 {
            var number: UInt64 = 0
            for place in start..<min(start + 8, count) {
                number = unsafe number << 8 | UInt64(buffer[place])
            }
            return number
        }
    }
#endif
