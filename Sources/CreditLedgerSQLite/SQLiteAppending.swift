#if SQLite
    internal import CreditLedger
    internal import CreditLedgerSQL

    // A commit is a handful of inserts. The row of `entries` comes first: its unique indexes and
    // its foreign key refuse a commit that is too late, too early or sent twice before anything of
    // it is written, so that an entry that is refused costs one statement and no savepoint.

    /// The statements that write commits, prepared once for a connection.
    final class SQLiteAppending {
        private typealias End = (revision: Int64, lastID: EntryID)

        /// The ends of the journals that were written to of late.
        ///
        /// An entry that stands is never changed, so what is known of one stays true, whoever else
        /// writes.
        private var ends: [CustomerID: End] = [:]
        private static let endLimit = 10_000

        private let lastID: SQLiteStatement
        private let entry: SQLiteStatement
        private let transaction: SQLiteStatement
        private let base: SQLiteStatement
        private let book: SQLiteStatement
        private let due: SQLiteStatement
        private let snapshot: SQLiteStatement
        let versions: SQLiteVersions

        init(_ connection: SQLiteConnection) throws(SQLiteError) {
            lastID = try connection.prepare(
                "SELECT last_id FROM entries WHERE customer = ? AND revision = ?")
            entry = try connection.prepare(
                """
                INSERT INTO entries (customer, revision, previous, id, last_id, instant, command,
                    key, invoice, line, content)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
            transaction = try connection.prepare(
                """
                INSERT INTO transactions (customer, id, revision, position, again, kind, status,
                    wallet_id, grant_id, grant_kind, credits_whole, credits_fraction,
                    issued_whole, issued_fraction, remaining_whole, remaining_fraction,
                    invoice, line, amount_whole, amount_fraction, currency, undoes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
            base = try connection.prepare(
                "INSERT INTO bases (customer, base, revision) VALUES (?, ?, ?)")
            book = try connection.prepare("INSERT INTO books (customer, due) VALUES (?, ?)")
            due = try connection.prepare(
                """
                UPDATE books SET due = ?2
                WHERE customer = ?1 AND (due IS NULL OR due > ?2)
                """)
            snapshot = try connection.prepare(
                """
                INSERT INTO snapshots (customer, revision, content) VALUES (?, ?, ?)
                ON CONFLICT (customer) DO UPDATE
                SET revision = excluded.revision, content = excluded.content
                """)
            versions = try SQLiteVersions(connection)
        }

        /// Forgets what is known of entries that were taken back.
        func forget() { ends = [:] }

        /// The last id of the entry at a revision, if there is one.
        func lastID(
            of customer: CustomerID, at revision: Int64
        ) throws(StoreError) -> EntryID? {
            if let end = ends[customer], end.revision == revision { return end.lastID }
            lastID.begin()
            defer { lastID.end() }
            lastID.bind(customer)
            lastID.bind(revision)
            guard try lastID.advance() else { return nil }
            var cursor = lastID.cursor
            return try cursor.id()
        }

        /// Writes the row that takes the lock and the claims.
        ///
        /// - Returns: whether no constraint refused it.
        func write(_ row: EntryRow) throws(StoreError) -> Bool {
            entry.begin()
            defer { entry.end() }
            entry.bind(row.customer)
            entry.bind(row.revision)
            entry.bind(row.previous)
            entry.bind(row.id)
            entry.bind(row.lastID)
            entry.bind(row.instant)
            entry.bind(row.command)
            entry.bind(row.key)
            entry.bind(row.invoice)
            entry.bind(row.line)
            entry.bind(row.content)
            do throws(SQLiteError) {
                _ = try entry.step()
                if ends.count == Self.endLimit { ends = [:] }
                ends[row.customer] = (row.revision, row.lastID)
                return true
            } catch {
                guard error.isConstraint else { throw error.storeError }
                return false
            }
        }

        /// Writes everything else of an entry.
        func writeRest(of row: EntryRow) throws(StoreError) {
            for index in row.transactions.indices {
                try write(row.transactions[index], of: row)
            }
            for further in row.furtherBases {
                try base.insert { statement in
                    statement.bind(row.customer)
                    statement.bind(further)
                    statement.bind(row.revision)
                }
            }
            try versions.write(row)
        }

        private func write(
            _ row: TransactionRow, of entry: EntryRow
        ) throws(StoreError) {
            let moved = row.transaction
            transaction.begin()
            defer { transaction.end() }
            transaction.bind(entry.customer)
            transaction.bind(moved.id)
            transaction.bind(entry.revision)
            transaction.bind(Int64(row.position))
            transaction.bind(row.again)
            transaction.bind(moved.kind.rawValue)
            transaction.bind(moved.status.rawValue)
            transaction.bind(moved.wallet)
            transaction.bind(moved.grant)
            transaction.bind(moved.grantKind.rawValue)
            transaction.bind(units: moved.credits.units)
            transaction.bind(units: moved.issued.units)
            transaction.bind(units: moved.remaining.units)
            if let application = moved.application {
                transaction.bind(application.invoice)
                transaction.bind(application.line)
                transaction.bind(units: application.amount.units)
                transaction.bind(application.amount.currency.code)
                transaction.bind(application.undoes)
            } else {
                for _ in 0..<6 { transaction.bindNull() }
            }
            _ = try transaction.advance()
        }

        /// Notes that a book has begun.
        func begin(_ customer: CustomerID, due: Instant?) throws(StoreError) {
            try book.insert { statement in
                statement.bind(customer)
                statement.bind(due)
            }
        }

        /// Moves the kept instant earlier.
        func lower(_ customer: CustomerID, to instant: Instant) throws(StoreError) {
            try due.insert { statement in
                statement.bind(customer)
                statement.bind(instant)
            }
        }

        func keep(
            _ kept: CommitRows.Snapshot, of customer: CustomerID
        ) throws(StoreError) {
            try snapshot.insert { statement in
                statement.bind(customer)
                statement.bind(kept.revision)
                statement.bind(blob: kept.content)
            }
        }
    }

    extension SQLiteStatement {
        /// Binds and runs a statement that answers nothing.
        func insert(_ bind: (SQLiteStatement) -> Void) throws(StoreError) {
            begin()
            defer { end() }
            bind(self)
            _ = try advance()
        }
    }

    extension SQLiteConnection {
        /// Appends a commit in the transaction that is open.
        ///
        /// - Throws: ``StoreError``; something of it may be written then. A refusal that is
        ///   answered has written nothing.
        func append(_ rows: CommitRows) throws(StoreError) -> CommitOutcome {
            let appending: SQLiteAppending
            if let started = self.appending {
                appending = started
            } else {
                appending = try startAppending()
            }
            guard let first = rows.entries.first else { throw Self.contradiction }
            if isCareful, let taken = try duplicate(of: rows) { return taken }
            if first.previous != nil {
                let last = try appending.lastID(of: rows.customer, at: rows.expected)
                guard let last, last < first.id else { return try refusal(of: rows) }
            }
            guard try appending.write(first) else { return try refusal(of: rows) }
            try appending.writeRest(of: first)
            for further in rows.entries.dropFirst() {
                guard try appending.write(further) else { throw Self.contradiction }
                try appending.writeRest(of: further)
            }
            if first.previous == nil {
                try appending.begin(rows.customer, due: rows.nextDue)
            } else if let nextDue = rows.nextDue {
                try appending.lower(rows.customer, to: nextDue)
            }
            if let snapshot = rows.snapshot { try appending.keep(snapshot, of: rows.customer) }
            return .committed
        }

        private func startAppending() throws(StoreError) -> SQLiteAppending {
            do throws(SQLiteError) {
                let started = try SQLiteAppending(self)
                appending = started
                return started
            } catch {
                throw error.storeError
            }
        }

        /// What stands in the way of a commit: an earlier entry's claim, or else the revision.
        private func refusal(of rows: CommitRows) throws(StoreError) -> CommitOutcome {
            if let taken = try duplicate(of: rows) { return taken }
            let statement = SQLStatement(
                "SELECT max(revision) FROM entries WHERE customer = $1", [.name(rows.customer)])
            let revision =
                try first(statement) {
                    cursor throws(StoreError) in try cursor.integer()
                } ?? nil
            guard revision ?? 0 == rows.expected else {
                return .conflict(revision: revision ?? 0)
            }
            throw Self.contradiction
        }

        private static var contradiction: StoreError {
            StoreError(
                .corrupt, "The ids of the entries do not ascend, or stand in the store already.")
        }
    }
#endif
