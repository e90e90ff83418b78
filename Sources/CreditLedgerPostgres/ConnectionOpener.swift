#if Postgres
    internal import CLibPQ
    internal import CreditLedger
    internal import CreditLedgerSQL
    internal import Synchronization

    /// Makes connections that are ready for the ledger: the right database, schema and settings.
    final class ConnectionOpener: Sendable {
        let clockWatch: ClockWatch?
        let schema: PostgresSchema
        private let string: ConnectionString
        private let configuration: PostgresStore.Configuration

        init(
            _ connection: String, _ configuration: PostgresStore.Configuration
        ) throws(StoreError) {
            self.configuration = configuration
            self.string = try ConnectionString(
                connection, connectTimeout: configuration.connectTimeout)
            self.schema = try PostgresSchema(
                name: configuration.schema, applicationRole: configuration.applicationRole)
            self.clockWatch = configuration.clockTolerance.map {
                ClockWatch(
                    clock: configuration.clock, tolerance: $0, interval: configuration.clockInterval
                )
            }
        }

        /// Connects to a database whose schema is of this version.
        ///
        /// - Throws: ``StoreError/Kind/misconfigured`` or ``StoreError/Kind/unavailable``.
        func open() throws(StoreError) -> PostgresConnection {
            let connection = try connect()
            try schema.check(on: connection, repairing: configuration.migrates)
            return connection
        }

        /// Connects for the first time: makes the schema or brings it up to date, if it may, and
        /// compares the clocks.
        ///
        /// - Returns: the random name that tells this store's positions from another's.
        func prepare() throws(StoreError) -> String {
            let connection = try connect()
            try clockWatch?.check(on: connection)
            if configuration.migrates { try schema.migrate(on: connection) }
            try schema.check(on: connection, repairing: configuration.migrates)
            let identity = try connection.first(SQLStatement("SELECT identity FROM store")) {
                (row) throws(StoreError) in try row.required(row.text())
            }
            guard let identity else {
                throw StoreError(.corrupt, "The table of the store's identity is empty.")
            }
            return identity
        }

        private func connect() throws(StoreError) -> PostgresConnection {
            let patience = max(.milliseconds(100), configuration.statementTimeout)
            let connection = try PostgresConnection(string, patience: patience + .seconds(5))
            try connection.beginPipeline()
            guard connection.serverEncoding == "UTF8" else {
                throw StoreError(.misconfigured, "The database's encoding is not UTF8.")
            }
            let milliseconds = max(
                1,
                patience.components.seconds * 1000
                    + patience.components.attoseconds / 1_000_000_000_000_000)
            var settings = [
                ("search_path", schema.quotedName), ("jit", "off"),
                ("default_transaction_isolation", "read committed"),
                // A host that vanishes must not hold its customers, and the feed, for hours.
                ("tcp_keepalives_idle", "30"), ("tcp_keepalives_interval", "5"),
                ("tcp_keepalives_count", "3"),
                ("idle_in_transaction_session_timeout", "60000"),
            ]
            if string.sets("statement_timeout") {
                // Whoever sets it for the server means to wait as long, here too.
                connection.patience = .seconds(86_400)
            } else {
                settings.append(("statement_timeout", "\(milliseconds)"))
            }
            for (name, value) in settings {
                _ = try connection.run(
                    "SELECT set_config($1, $2, false)", WireParameters([.text(name), .text(value)]))
            }
            if !string.sets("synchronous_commit") {
                // What is answered as committed has to be so after a loss of power (S4).
                _ = try connection.run(
                    """
                    SELECT set_config('synchronous_commit', 'on', false)
                    WHERE current_setting('synchronous_commit') = 'off'
                    """, WireParameters())
            }
            return connection
        }
    }

    extension PostgresConnection {
        /// The encoding of the database.
        fileprivate var serverEncoding: String? {
            unsafe PQparameterStatus(handle, "server_encoding").map { unsafe String(cString: $0) }
        }
    }
#endif
