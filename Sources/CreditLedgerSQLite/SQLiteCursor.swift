#if SQLite
    internal import CSQLite
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// How SQLite writes amounts: the whole part and the fraction in columns of their own, as one
    /// amount does not fit 64 bits.
    enum SQLiteDialect: SQLDialect {
        static func amount(_ column: String) -> String { "\(column)_whole, \(column)_fraction" }
    }

    /// The row that a statement stands at, read from left to right.
    @safe
    struct SQLiteCursor: SQLCursor {
        let statement: OpaquePointer
        private var column: Int32 = 0

        init(_ statement: OpaquePointer) {
            unsafe self.statement = unsafe statement
        }

        /// Goes to the next column, and answers it unless it is empty.
        private mutating func next(
            _ type: Int32, or other: Int32? = nil
        ) throws(StoreError) -> Int32? {
            let place = column
            column += 1
            let found = unsafe sqlite3_column_type(statement, place)
            guard found != SQLITE_NULL else { return nil }
            guard found == type || found == other else { throw Self.unreadable }
            return place
        }

        static let unreadable = StoreError(
            .corrupt, "A column holds another type of value than it should.")

        mutating func integer() throws(StoreError) -> Int64? {
            guard let place = try next(SQLITE_INTEGER) else { return nil }
            return unsafe sqlite3_column_int64(statement, place)
        }

        mutating func flag() throws(StoreError) -> Bool {
            let number = try required(integer())
            guard number == 0 || number == 1 else { throw Self.unreadable }
            return number == 1
        }

        mutating func text() throws(StoreError) -> String? {
            guard let place = try next(SQLITE_TEXT) else { return nil }
            guard let text = unsafe String(exactly: buffer(place)) else {
                throw StoreError(.corrupt, "A column holds text that is no UTF-8.")
            }
            return text
        }

        mutating func bytes() throws(StoreError) -> [UInt8]? {
            guard let place = try next(SQLITE_TEXT, or: SQLITE_BLOB) else { return nil }
            return unsafe Array(buffer(place))
        }

        mutating func identifier() throws(StoreError) -> (high: UInt64, low: UInt64)? {
            guard let place = try next(SQLITE_BLOB) else { return nil }
            let bytes = unsafe UnsafeRawBufferPointer(buffer(place))
            guard bytes.count == 16 else { throw Self.unreadable }
            let high = unsafe bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
            let low = unsafe bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
            return (UInt64(bigEndian: high), UInt64(bigEndian: low))
        }

        mutating func instant() throws(StoreError) -> Instant? {
            guard let milliseconds = try integer() else { return nil }
            let instant = Instant(unchecked: milliseconds)
            guard instant >= .earliest, instant <= .latest else { throw Self.unreadable }
            return instant
        }

        mutating func units() throws(StoreError) -> Int128? {
            guard let whole = try integer() else {
                guard try integer() == nil else { throw Self.unreadable }
                return nil
            }
            guard let fraction = try integer(), Int128(fraction.magnitude) < GridNumber.one,
                whole == 0 || fraction == 0 || whole.signum() == fraction.signum()
            else { throw Self.unreadable }
            return Int128(whole) * GridNumber.one + Int128(fraction)
        }

        /// The bytes of a text or blob; they are gone when the statement goes on.
        @unsafe
        private func buffer(_ place: Int32) -> UnsafeBufferPointer<UInt8> {
            let start = unsafe sqlite3_column_blob(statement, place)
            let count = unsafe Int(sqlite3_column_bytes(statement, place))
            return unsafe UnsafeBufferPointer(
                start: start?.assumingMemoryBound(to: UInt8.self), count: count)
        }
    }
#endif
