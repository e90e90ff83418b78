#if SQLite
    internal import CSQLite
    internal import CreditLedger
    internal import CreditLedgerSQL

    // A file is ours by its application id, and its version is the number of the last migration
    // that was made in it. Migrations are only ever added: each file has been through the same ones
    // in the same order. All that are missing are made in one transaction, so a file is never
    // between two versions, whoever is killed meanwhile and however many open it at once.

    /// What stands in a file, and how it comes to be there.
    enum SQLiteSchema {
        /// `CrLd`: what tells a ledger's file from other applications'.
        static let application: Int64 = 0x4372_4C64
        /// The first release of SQLite that has all that is used here: strict tables, and JSON.
        static let oldestSQLite: Int32 = 3_038_000

        /// The steps from an empty file to this version's; the first is number 1.
        static let migrations: [String] = [firstMigration]

        static var version: Int64 { Int64(migrations.count) }

        /// What a file is.
        enum State: Hashable {
            /// Nothing has been written to it.
            case empty
            /// A ledger, made by migrations up to this one.
            case ledger(version: Int64)
        }

        /// Looks at a file without changing it.
        ///
        /// - Throws: ``StoreError/Kind/misconfigured`` if it is no database, another application's
        ///   or a newer version's.
        static func inspect(_ connection: SQLiteConnection) throws(StoreError) -> State {
            guard sqlite3_libversion_number() >= oldestSQLite else {
                throw StoreError(
                    .misconfigured, "The SQLite library is older than version 3.38.")
            }
            let statement = SQLStatement(
                """
                SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema)
                FROM pragma_application_id, pragma_user_version
                """)
            let found = try connection.first(statement) { cursor throws(StoreError) in
                (
                    application: try cursor.required(cursor.integer()),
                    version: try cursor.required(cursor.integer()),
                    things: try cursor.required(cursor.integer())
                )
            }
            guard let found else { throw SQLiteError(SQLITE_NOTADB).storeError }
            if found.application == 0, found.version == 0, found.things == 0 { return .empty }
            guard found.application == application else {
                throw StoreError(.misconfigured, "The file belongs to another application.")
            }
            guard found.version > 0 else {
                throw StoreError(.corrupt, "The file has lost the number of its schema.")
            }
            guard found.version <= version else {
                throw StoreError(
                    .misconfigured,
                    """
                    The file was written by a newer version of the library: \
                    its schema is number \(found.version), this version knows \(version).
                    """)
            }
            return .ledger(version: found.version)
        }

        /// Makes the migrations that are missing.
        ///
        /// - Throws: ``StoreError`` if one fails; then none was made.
        static func migrate(_ connection: SQLiteConnection) throws(StoreError) {
            guard try inspect(connection) != .ledger(version: version) else { return }
            do throws(StoreError) {
                try connection.execute(SQLStatement("BEGIN IMMEDIATE"))
                // Somebody may have been faster while this one waited for the lock.
                try makeMissing(in: connection, at: inspect(connection))
                try connection.execute(SQLStatement("COMMIT"))
            } catch {
                connection.abandon()
                throw error
            }
        }

        private static func makeMissing(
            in connection: SQLiteConnection, at state: State
        ) throws(StoreError) {
            do throws(SQLiteError) {
                if state == .empty {
                    try connection.run("PRAGMA application_id = \(application)")
                }
                let done = if case .ledger(let version) = state { Int(version) } else { 0 }
                for step in migrations.dropFirst(done) { try connection.run(step) }
                try connection.run("PRAGMA user_version = \(version)")
            } catch {
                throw error.storeError
            }
            guard state == .empty else { return }
            let identity = String(UInt64.random(in: .min ... .max), radix: 36)
            try connection.execute(
                SQLStatement("INSERT INTO store (id, identity) VALUES (1, $1)", [.text(identity)]))
        }

        /// The random name of the store that feed positions carry.
        static func identity(_ connection: SQLiteConnection) throws(StoreError) -> String {
            let statement = SQLStatement("SELECT identity FROM store")
            let identity = try connection.first(statement) { cursor throws(StoreError) in
                try cursor.required(cursor.text())
            }
            guard let identity else {
                throw StoreError(.corrupt, "The file has lost its identity.")
            }
            return identity
        }
    }

    extension SQLiteSchema {
        /// Opens the connection that writes, and brings its database up to this version.
        static func openWriter(
            _ place: SQLiteConnection.Place, busyMilliseconds: Int32
        ) throws(StoreError) -> SQLiteConnection {
            let connection = try SQLiteConnection(place)
            connection.wait(milliseconds: busyMilliseconds)
            _ = try inspect(connection)
            if case .file = place {
                try setWriteAheadLog(connection, patience: .milliseconds(busyMilliseconds))
            }
            do throws(SQLiteError) {
                try connection.run(
                    """
                    PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
                    PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
                    PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32768;
                    PRAGMA wal_autocheckpoint = 4000;
                    """)
            } catch {
                throw error.storeError
            }
            try migrate(connection)
            return connection
        }

        /// Opens a connection that reads.
        static func openReader(
            _ path: String, busyMilliseconds: Int32
        ) throws(StoreError) -> SQLiteConnection {
            let connection = try SQLiteConnection(.file(path, mayWrite: false))
            connection.wait(milliseconds: busyMilliseconds)
            switch try inspect(connection) {
            case .ledger(version): break
            case .ledger:
                throw StoreError(
                    .misconfigured,
                    """
                    The file was written by an older version of the library: \
                    open it once for writing, which brings it up to date.
                    """)
            case .empty:
                throw StoreError(.misconfigured, "The file is empty: it holds no ledger yet.")
            }
            do throws(SQLiteError) {
                try connection.run("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8192")
            } catch {
                throw error.storeError
            }
            return connection
        }

        /// Has readers and the writer not wait for each other.
        ///
        /// SQLite does not wait for this lock by itself, so it is asked again.
        private static func setWriteAheadLog(
            _ connection: SQLiteConnection, patience: Duration
        ) throws(StoreError) {
            let clock = ContinuousClock()
            let end = clock.now + patience
            while true {
                do throws(StoreError) {
                    let mode = try connection.first(SQLStatement("PRAGMA journal_mode = WAL")) {
                        cursor throws(StoreError) in try cursor.required(cursor.text())
                    }
                    guard mode == "wal" else {
                        throw StoreError(
                            .misconfigured,
                            "The file system can't hold a write-ahead log: it needs a local disk.")
                    }
                    return
                } catch {
                    guard error.kind == .unavailable, clock.now < end else { throw error }
                    sqlite3_sleep(5)
                }
            }
        }
    }
#endif
