#if SQLite
    internal import CSQLite
    public import CreditLedger
    internal import CreditLedgerSQL
    internal import Foundation

    extension SQLiteStore {
        /// Sums accounts up by one pass over the rows of transactions; see ``LedgerStore``.
        public func accountSums(
            of customers: CustomerRange
        ) async throws(StoreError) -> [AccountSums] {
            try await read(isConsistent: true) { connection throws(StoreError) in
                try connection.accountSums(of: customers) {
                    first, last, fold throws(StoreError) in
                    try connection.sumUp(from: first, through: last, into: &fold)
                }
            }
        }
    }

    extension SQLiteConnection {
        /// Sums up what settled transactions moved, run by run: SQLite's own sums would leave 64
        /// bits.
        fileprivate func sumUp(
            from first: CustomerID, through last: CustomerID, into fold: inout AccountFold
        ) throws(StoreError) {
            let statement = SQLStatement(
                """
                SELECT credits_whole, credits_fraction, customer, wallet_id, kind, grant_kind \
                FROM transactions WHERE customer BETWEEN $1 AND $2 AND status = 'settled' \
                ORDER BY customer
                """, [.name(first), .name(last)])
            var run = SQLiteRun()
            try using(statement) { kept throws(StoreError) in
                while try kept.advance() {
                    var cursor = kept.cursor
                    let credits = Credits(units: try cursor.required(cursor.units()))
                    if run.isOf(cursor) {
                        run.credits += credits
                    } else {
                        try run.end(into: &fold)
                        run = try SQLiteRun(&cursor, credits)
                    }
                }
            }
            try run.end(into: &fold)
        }
    }

    /// Rows that follow each other and differ only in what they moved.
    private struct SQLiteRun {
        var credits: Credits = 0
        private var customer: CustomerID?
        private var wallet = WalletID(high: 0, low: 0)
        private var kind = ""
        private var grantKind = ""
        /// The bytes of the four columns.
        private var bytes: [[UInt8]] = []

        private static let columns: Range<Int32> = 2..<6

        init() {}

        /// A run that begins with the row of a cursor, from its third column on.
        init(_ cursor: inout SQLiteCursor, _ credits: Credits) throws(StoreError) {
            self.credits = credits
            bytes = Self.columns.map { unsafe Array(cursor.bytes(in: $0)) }
            customer = try cursor.name()
            wallet = try cursor.id()
            kind = try cursor.required(cursor.text())
            grantKind = try cursor.required(cursor.text())
        }

        /// Whether the row of a cursor goes on with it.
        func isOf(_ cursor: SQLiteCursor) -> Bool {
            guard customer != nil else { return false }
            return Self.columns.allSatisfy { column in
                let found = unsafe cursor.bytes(in: column)
                let known = bytes[Int(column - Self.columns.lowerBound)]
                return unsafe known.withUnsafeBytes { known in
                    guard known.count == found.count, let left = known.baseAddress,
                        let right = found.baseAddress
                    else { return false }
                    return unsafe memcmp(left, right, known.count) == 0
                }
            }
        }

        /// Adds what it moved, if anything did.
        func end(into fold: inout AccountFold) throws(StoreError) {
            guard let customer else { return }
            try fold.move(
                credits, of: customer, in: wallet, kind: kind, grantKind: grantKind)
        }
    }

    extension SQLiteCursor {
        /// The bytes of a column; they are gone when the statement goes on.
        @unsafe
        fileprivate func bytes(in column: Int32) -> UnsafeRawBufferPointer {
            let start = unsafe sqlite3_column_blob(statement, column)
            let count = unsafe Int(sqlite3_column_bytes(statement, column))
            return unsafe UnsafeRawBufferPointer(start: start, count: count)
        }
    }
#endif
