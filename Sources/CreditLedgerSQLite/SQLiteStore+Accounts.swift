#if SQLite
    internal import CSQLite
    public import CreditLedger
    internal import CreditLedgerSQL
    internal import Foundation

    extension SQLiteStore {
        /// Sums accounts up by passes over the rows of transactions; see ``LedgerStore``.
        ///
        /// Customers who follow each other lie scattered over the file, so a cold one is read page
        /// by page from anywhere. A range of them is read in parts by several connections at once:
        /// a disk answers many in little more time than one. Memory holds the sums of the wallets
        /// that are answered, however many rows there are.
        public func accountSums(
            of customers: CustomerRange
        ) async throws(StoreError) -> [AccountSums] {
            guard case .after(let last, let limit) = customers, let readers, readers.helpers > 1
            else {
                return try await read(isConsistent: true) { connection throws(StoreError) in
                    try connection.accountSums(of: customers) {
                        first, last, fold throws(StoreError) in
                        try connection.sumUp(from: first, through: last, into: &fold)
                    }
                }
            }
            let wanted = try await read { connection throws(StoreError) in
                try connection.customers(after: last, limit: limit)
            }
            let parts = wanted.parts(readers.helpers, atLeast: Self.leastPart)
            let answers = await withTaskGroup(of: (Int, SumsResult).self) { group in
                for (number, part) in parts.enumerated() {
                    group.addTask {
                        (number, await self.sums(from: part.first, through: part.last))
                    }
                }
                var answers: [SumsResult] = parts.map { _ in .success([]) }
                for await (number, answer) in group { answers[number] = answer }
                return answers
            }
            var sums: [AccountSums] = []
            for answer in answers { sums += try answer.get() }
            // Customers may have come since the parts were laid down.
            return sums.count > limit ? Array(sums.prefix(limit)) : sums
        }

        private typealias SumsResult = Result<[AccountSums], StoreError>

        /// Fewer customers than these are not worth a connection of their own.
        private static let leastPart = 32

        /// The sums of one part, as of one moment.
        private func sums(from first: CustomerID, through last: CustomerID) async -> SumsResult {
            do throws(StoreError) {
                let sums = try await read(isConsistent: true) { connection throws(StoreError) in
                    try connection.accountSums(from: first, through: last) {
                        first, last, fold throws(StoreError) in
                        try connection.sumUp(from: first, through: last, into: &fold)
                    }
                }
                return .success(sums)
            } catch {
                return .failure(error)
            }
        }
    }

    extension [CustomerID] {
        /// The first and the last of each of some parts that are about as long.
        fileprivate func parts(
            _ most: Int, atLeast least: Int
        ) -> [(first: CustomerID, last: CustomerID)] {
            let length = Swift.max(least, (count + most - 1) / most)
            return stride(from: 0, to: count, by: length).map { start in
                (self[start], self[Swift.min(start + length, count) - 1])
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
                    guard let units = try cursor.units() else { throw SQLiteCursor.unreadable }
                    if run.isOf(cursor) {
                        run.credits += Credits(units: units)
                    } else {
                        try run.end(into: &fold)
                        run = try SQLiteRun(&cursor, Credits(units: units))
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
        /// The bytes of its four columns, one after another, and how many each has.
        private var bytes: [UInt8] = []
        private var lengths: [Int] = []

        private static let columns: Range<Int32> = 2..<6

        init() {}

        /// A run that begins with the row of a cursor, from its third column on.
        init(_ cursor: inout SQLiteCursor, _ credits: Credits) throws(StoreError) {
            self.credits = credits
            for column in Self.columns {
                let found = unsafe cursor.bytes(in: column)
                unsafe bytes.append(contentsOf: found)
                lengths.append(found.count)
            }
            customer = try cursor.name()
            wallet = try cursor.id()
            kind = try cursor.required(cursor.text())
            grantKind = try cursor.required(cursor.text())
        }

        /// Whether the row of a cursor goes on with it.
        func isOf(_ cursor: SQLiteCursor) -> Bool {
            guard customer != nil else { return false }
            return unsafe bytes.withUnsafeBytes { known in
                var start = 0
                for (column, length) in zip(Self.columns, lengths) {
                    let found = unsafe cursor.bytes(in: column)
                    guard unsafe found.elementsEqual(known[start..<start + length]) else {
                        return false
                    }
                    start += length
                }
                return true
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
