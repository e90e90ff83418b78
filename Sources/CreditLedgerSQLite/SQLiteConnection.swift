#if SQLite
    internal import CSQLite
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// One connection to a database and the statements that were prepared on it.
    ///
    /// It is not safe to share, so each stands in a ``SQLiteWorker``, which has one thread at a
    /// time use it.
    @safe
    final class SQLiteConnection {
        /// Where a connection leads, and what it may do there.
        enum Place: Sendable {
            /// The file at a path.
            case file(String, mayWrite: Bool)
            /// A database of its own, in memory.
            case memory
        }

        private let handle: OpaquePointer
        private let scratch = SQLiteScratch()
        private var statements: [String: SQLiteStatement] = [:]
        /// The statements of a commit, prepared by the first.
        var appending: SQLiteAppending?
        /// Whether a write must look for what stands in its way before it writes anything.
        var isCareful = false

        /// The statements that are kept; lists are the only texts that are put together.
        private static let statementLimit = 400

        /// Opens a database.
        init(_ place: Place) throws(StoreError) {
            let (path, flags) =
                switch place {
                case .memory: (":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY)
                case .file(let path, true): (path, SQLITE_OPEN_READWRITE)
                case .file(let path, false): (path, SQLITE_OPEN_READONLY)
                }
            var handle: OpaquePointer?
            let code = unsafe sqlite3_open_v2(
                path, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nil)
            guard code == SQLITE_OK, let handle = unsafe handle else {
                let error = unsafe SQLiteError(code, of: handle)
                unsafe sqlite3_close_v2(handle)
                throw error.storeError
            }
            unsafe self.handle = unsafe handle
        }

        deinit {
            appending = nil
            statements = [:]
            unsafe sqlite3_close_v2(handle)
        }

        /// How long to wait for another program's lock.
        func wait(milliseconds: Int32) {
            unsafe sqlite3_busy_timeout(handle, milliseconds)
        }

        /// Whether no transaction is open: an error of the disk ends one by itself.
        var isIdle: Bool { unsafe sqlite3_get_autocommit(handle) != 0 }

        /// The rows that the last statement changed.
        private var changes: Int { unsafe Int(sqlite3_changes(handle)) }

        /// Runs statements that answer nothing, separated by semicolons.
        func run(_ text: String) throws(SQLiteError) {
            let code = unsafe sqlite3_exec(handle, text, nil, nil, nil)
            guard code == SQLITE_OK else { throw unsafe SQLiteError(code, of: handle) }
        }

        /// Prepares a statement that its owner keeps.
        func prepare(_ text: String) throws(SQLiteError) -> SQLiteStatement {
            unsafe try SQLiteStatement(text, of: handle, scratch)
        }

        /// Begins an online copy into another connection.
        func copying(to target: SQLiteConnection) throws(SQLiteError) -> SQLiteCopying {
            unsafe try SQLiteCopying(from: handle, to: target.handle, of: target)
        }

        /// The kept statement of a text, or a new one if that is in use.
        private func statement(_ text: String) throws(SQLiteError) -> SQLiteStatement {
            if let kept = statements[text], !kept.isBusy { return kept }
            let statement = try prepare(text)
            if statements.count >= Self.statementLimit {
                statements = statements.filter { $0.value.isBusy }
            }
            statements[text] = statement
            return statement
        }

        /// Runs the kept statement of a text from its bound values to its end.
        func using<Answer>(
            _ statement: SQLStatement,
            _ body: (SQLiteStatement) throws(StoreError) -> Answer
        ) throws(StoreError) -> Answer {
            let kept: SQLiteStatement
            do throws(SQLiteError) {
                kept = try self.statement(statement.text)
            } catch {
                throw error.storeError
            }
            kept.begin()
            defer { kept.end() }
            kept.bind(statement.values)
            guard kept.isBound else {
                throw StoreError(.corrupt, "A statement has other parameters than values.")
            }
            return try body(kept)
        }
    }

    extension SQLiteConnection: SQLSession {
        typealias Cursor = SQLiteCursor
        typealias Dialect = SQLiteDialect

        func forEach(
            _ statement: SQLStatement, _ read: (inout SQLiteCursor) throws(StoreError) -> Void
        ) throws(StoreError) {
            try using(statement) { kept throws(StoreError) in
                while try kept.advance() {
                    var cursor = kept.cursor
                    try read(&cursor)
                }
            }
        }

        @discardableResult
        func execute(_ statement: SQLStatement) throws(StoreError) -> Int {
            try using(statement) { kept throws(StoreError) in
                while try kept.advance() {}
                return changes
            }
        }
    }

    extension SQLiteStatement {
        /// Goes on to the next row, with errors in the store's terms.
        func advance() throws(StoreError) -> Bool {
            do throws(SQLiteError) {
                return try step()
            } catch {
                throw error.storeError
            }
        }
    }

    extension SQLiteConnection {
        /// Runs a body of several reads on one state of the database.
        func consistently<Answer>(
            _ body: (SQLiteConnection) throws(StoreError) -> Answer
        ) throws(StoreError) -> Answer {
            // In memory, reads stand in the transaction of a group.
            guard isIdle else { return try body(self) }
            try execute(SQLStatement("BEGIN"))
            do throws(StoreError) {
                let answer = try body(self)
                try execute(SQLStatement("COMMIT"))
                return answer
            } catch {
                abandon()
                throw error
            }
        }

        /// Takes back what a transaction has done, if one is open.
        func abandon() {
            // An error here leaves nothing to do: SQLite has rolled back by itself.
            if !isIdle { _ = try? execute(SQLStatement("ROLLBACK")) }
            appending?.forget()
        }
    }
#endif
