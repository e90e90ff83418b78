#if Postgres
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// The schema that a ledger lives in, and its numbered versions.
    ///
    /// Hosts that start at once migrate one after the other, under an advisory lock; all steps of a
    /// migration are one transaction. A version's statements never change once it was published.
    struct PostgresSchema: Sendable {
        let name: String
        private let applicationRole: String?

        /// The steps from an empty schema to the newest version, in order.
        static let steps: [String] = [
            [
                SchemaTables.journal, SchemaTables.terms, SchemaTables.present, SchemaTables.guards,
                SchemaFunctions.refusal, SchemaFunctions.append, SchemaShortcuts.one,
                SchemaShortcuts.group, SchemaFunctions.reschedule, SchemaViews.views,
            ].joined(separator: "\n")
        ]

        /// The version that this library works with.
        static let version = Int64(steps.count)

        init(name: String, applicationRole: String?) throws(StoreError) {
            for text in [name, applicationRole ?? "role"]
            where !(1...63).contains(text.utf8.count) || text.utf8.contains(0) {
                throw StoreError(
                    .misconfigured, "A schema's or role's name has 1 to 63 bytes, without a NUL.")
            }
            guard !name.hasPrefix("pg_"), name != "public" else {
                throw StoreError(
                    .misconfigured,
                    "The ledger needs a schema of its own, and this is PostgreSQL's.")
            }
            self.name = name
            self.applicationRole = applicationRole
        }

        /// The name as SQL takes it.
        var quotedName: String { Self.quoted(name) }

        static func quoted(_ name: String) -> String {
            "\""
                + name.split(separator: "\"", omittingEmptySubsequences: false)
                .joined(separator: "\"\"") + "\""
        }

        // MARK: Migrating

        /// Brings the schema to this version, if it is older or missing.
        ///
        /// - Throws: ``StoreError/Kind/misconfigured`` if it is newer, or may not be changed.
        func migrate(on connection: PostgresConnection) throws(StoreError) {
            if applicationRole == nil, try version(on: connection) == Self.version { return }
            let patience = connection.patience
            connection.patience = .seconds(3600)
            defer { connection.patience = patience }
            do throws(StoreError) {
                try connection.runScript("BEGIN; SET LOCAL statement_timeout = 0")
                try connection.execute(
                    SQLStatement(
                        "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
                        [.text("CreditLedger " + name)]))
                let isMissing = try connection.first(
                    SQLStatement("SELECT to_regnamespace($1) IS NULL", [.text(quotedName)])
                ) { (row) throws(StoreError) in try row.flag() }
                if isMissing == true { try connection.runScript("CREATE SCHEMA \(quotedName)") }
                try migrateUnderLock(on: connection)
                try connection.runScript("COMMIT")
            } catch {
                // A connection that was lost has rolled back already.
                if !connection.isBroken { try? connection.runScript("ROLLBACK") }
                throw error
            }
        }

        private func migrateUnderLock(on connection: PostgresConnection) throws(StoreError) {
            let version = try version(on: connection)
            guard version <= Self.version else { throw Self.newer(version) }
            for step in Self.steps.dropFirst(Int(max(0, version))) {
                try connection.runScript(step)
            }
            if version == 0 {
                try connection.runScript("INSERT INTO store (version) VALUES (\(Self.version))")
            } else if version < Self.version {
                try connection.runScript("UPDATE store SET version = \(Self.version)")
            }
            if let applicationRole { try grant(to: applicationRole, on: connection) }
        }

        /// The version of the schema; 0 if there is none yet.
        private func version(on connection: PostgresConnection) throws(StoreError) -> Int64 {
            let exists = try connection.first(
                SQLStatement(
                    "SELECT to_regclass($1) IS NOT NULL", [.text(quotedName + ".store")])
            ) { (row) throws(StoreError) in try row.flag() }
            guard exists == true else { return 0 }
            return try connection.first(SQLStatement("SELECT version FROM store")) {
                (row) throws(StoreError) in try row.required(row.integer())
            } ?? 0
        }

        /// Grants what a host needs: to read, to append, and to change what is no journal.
        private func grant(
            to role: String, on connection: PostgresConnection
        ) throws(StoreError) {
            let role = Self.quoted(role)
            let journal = SchemaTables.journalTables.joined(separator: ", ")
            let present = SchemaTables.presentTables.joined(separator: ", ")
            try connection.runScript(
                """
                GRANT USAGE ON SCHEMA \(quotedName) TO \(role);
                REVOKE ALL ON ALL TABLES IN SCHEMA \(quotedName) FROM \(role);
                GRANT SELECT ON ALL TABLES IN SCHEMA \(quotedName) TO \(role);
                GRANT INSERT ON \(journal), \(present) TO \(role);
                GRANT UPDATE, DELETE ON \(present) TO \(role);
                GRANT USAGE ON ALL SEQUENCES IN SCHEMA \(quotedName) TO \(role);
                GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA \(quotedName) TO \(role);
                """)
        }

        private static func newer(_ version: Int64) -> StoreError {
            StoreError(
                .misconfigured,
                "The schema is of version \(version), and this library knows up to \(Self.version)."
            )
        }

        // MARK: Checking

        /// Checks that the schema is of this version, and that new entries will stand behind all
        /// others in the feed.
        ///
        /// They do unless the journal was restored into a cluster that has counted fewer
        /// transactions: then the offset of its counting is raised, which only who migrates may do.
        func check(
            on connection: PostgresConnection, repairing: Bool
        ) throws(StoreError) {
            let version = try version(on: connection)
            guard version <= Self.version else { throw Self.newer(version) }
            guard version == Self.version else {
                throw StoreError(
                    .misconfigured,
                    version == 0
                        ? "The schema does not exist, and this store may not make it."
                        : "The schema is of an older version, and this store may not migrate it.")
            }
            guard try isBehind(connection) else { return }
            guard repairing else {
                throw StoreError(
                    .misconfigured,
                    "The journal was restored; a store that migrates has to be opened once.")
            }
            try connection.runScript("BEGIN; SELECT xid_offset FROM store FOR UPDATE")
            if try isBehind(connection) { try connection.execute(SQLStatement(Self.raising)) }
            try connection.runScript("COMMIT")
        }

        private func isBehind(_ connection: PostgresConnection) throws(StoreError) -> Bool {
            try connection.first(SQLStatement(Self.behind)) { (row) throws(StoreError) in
                try row.flag()
            } ?? false
        }

        private static let behind = """
            SELECT coalesce(max(e.xid) >= (
                SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint + xid_offset FROM store
            ), false) FROM entries e
            """

        private static let raising = """
            UPDATE store SET xid_offset = (SELECT max(xid) FROM entries)
                - pg_snapshot_xmax(pg_current_snapshot())::text::bigint + 1
            """
    }
#endif
