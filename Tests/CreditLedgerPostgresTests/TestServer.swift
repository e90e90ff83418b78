#if Postgres
    import CreditLedger
    import CreditLedgerSQL
    import Foundation
    import Synchronization
    import Testing

    @testable import CreditLedgerPostgres

    /// All tests that need a server, one after the other: a transaction that one of them leaves
    /// open would hold back the feeds of all others.
    @Suite("PostgreSQL", .enabled(if: TestServer.isThere), .serialized)
    enum PostgresTests {}

    /// The server that the tests use, if the environment names one.
    enum TestServer {
        /// A superuser's connection string.
        static let url = ProcessInfo.processInfo.environment["CREDITLEDGER_POSTGRES_URL"] ?? ""

        static var isThere: Bool { !url.isEmpty }

        /// Runs something with stores in schemas of their own, which are dropped at the end.
        static func withSchemas<Answer>(
            _ body: (TestSchemas) async throws -> Answer
        ) async throws -> Answer {
            let schemas = TestSchemas()
            let result: Result<Answer, any Error>
            do {
                result = .success(try await body(schemas))
            } catch {
                result = .failure(error)
            }
            try await schemas.drop()
            return try result.get()
        }

        /// Runs SQL as the superuser.
        static func run(_ script: String, as url: String = url) async throws {
            try await onThread { () throws(StoreError) in
                try connection(url).runScript(script)
            }
        }

        /// The first column of each row that a query answers.
        static func texts(_ query: String) async throws -> [String] {
            try await onThread { () throws(StoreError) in
                try connection().rows(SQLStatement(query)) { (row) throws(StoreError) in
                    try row.required(row.text())
                }
            }
        }

        /// The connection string of another user of the same database.
        static func url(as user: String, password: String = "open sesame") throws -> String {
            let settings = try ConnectionString(url, connectTimeout: .seconds(10)).settings
            return settings.filter { !["user", "password", "options"].contains($0.keyword) }
                .map { "\($0.keyword)='\($0.value)' " }.joined()
                + "user='\(user)' password='\(password)'"
        }

        /// A bare connection of the superuser.
        static func connection(_ url: String = url) throws(StoreError) -> PostgresConnection {
            let connection = try PostgresConnection(
                ConnectionString(url, connectTimeout: .seconds(10)), patience: .seconds(60))
            try connection.beginPipeline()
            return connection
        }

        /// A bare connection to a schema.
        static func connection(in schema: String) throws(StoreError) -> PostgresConnection {
            let connection = try connection()
            try connection.runScript("SET search_path = \(schema)")
            return connection
        }

        /// Blocks a thread of its own.
        static func onThread<Answer: Sendable>(
            _ body: @escaping @Sendable () throws(StoreError) -> Answer
        ) async throws -> Answer {
            try await withCheckedContinuation { continuation in
                Thread.detachNewThread {
                    continuation.resume(returning: Result { try body() })
                }
            }.get()
        }
    }

    /// The schemas of one test.
    final class TestSchemas: Sendable {
        private let made = Mutex(Made())

        private struct Made {
            var names: [String] = []
            var stores: [PostgresStore] = []
            var roles: [String] = []
            var emptied: (store: PostgresStore, name: String)?
        }

        /// A name that no other schema has.
        func name() -> String {
            let name =
                "test_" + UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased()
            made.withLock { $0.names.append(name) }
            return name
        }

        /// A store in a new schema, with the clock unwatched unless asked for.
        func store(
            _ change: (inout PostgresStore.Configuration) -> Void = { _ in }
        ) async throws -> PostgresStore {
            try await store(in: name(), change)
        }

        /// One more host of a schema.
        func store(
            in schema: String, as url: String = TestServer.url,
            _ change: (inout PostgresStore.Configuration) -> Void = { _ in }
        ) async throws -> PostgresStore {
            var configuration = PostgresStore.Configuration(
                schema: schema, connections: 4, clockTolerance: nil)
            change(&configuration)
            let store = try await PostgresStore(url, configuration: configuration)
            made.withLock { $0.stores.append(store) }
            return store
        }

        /// The one store that is emptied each time, which is much faster than a new schema.
        func emptied() async throws -> PostgresStore {
            if let (store, name) = made.withLock({ $0.emptied }) {
                let tables = SchemaTables.journalTables + SchemaTables.presentTables
                try await TestServer.run(
                    """
                    SET search_path = \(name); SET session_replication_role = replica;
                    \(tables.map { "DELETE FROM \($0);" }.joined())
                    """)
                return store
            }
            let name = name()
            let store = try await store(in: name)
            made.withLock { $0.emptied = (store, name) }
            return store
        }

        /// Has a role dropped at the end.
        func alsoDrop(role: String) { made.withLock { $0.roles.append(role) } }

        func drop() async throws {
            let (names, stores, roles) = made.withLock { ($0.names, $0.stores, $0.roles) }
            for store in stores { await store.close() }
            let script = names.map { "DROP SCHEMA IF EXISTS \($0) CASCADE;" }.joined()
            if !names.isEmpty {
                try await TestServer.run("SET client_min_messages = error; " + script)
            }
            for role in roles {
                try await TestServer.run("DROP OWNED BY \(role); DROP ROLE \(role)")
            }
        }
    }
#endif
