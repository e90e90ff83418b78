#if Postgres
    import CreditLedger
    import Foundation
    import Synchronization
    import Testing

    @testable import CreditLedgerPostgres

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
        static func run(_ script: String) async throws {
            try await onThread { () throws(StoreError) in
                try connection().runScript(script)
            }
        }

        /// A bare connection of the superuser.
        static func connection() throws(StoreError) -> PostgresConnection {
            let connection = try PostgresConnection(
                ConnectionString(url, connectTimeout: .seconds(10)), patience: .seconds(60))
            try connection.beginPipeline()
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
                try await TestServer.run(
                    """
                    SET search_path = \(name); SET session_replication_role = replica;
                    TRUNCATE entries, transactions, wallets, grants, holds, bases, books, snapshots,
                        charges;
                    """)
                return store
            }
            let name = name()
            let store = try await store(in: name)
            made.withLock { $0.emptied = (store, name) }
            return store
        }

        func drop() async throws {
            let (names, stores) = made.withLock { ($0.names, $0.stores) }
            for store in stores { await store.close() }
            let script = names.map { "DROP SCHEMA IF EXISTS \($0) CASCADE;" }.joined()
            if !names.isEmpty {
                try await TestServer.run("SET client_min_messages = error; " + script)
            }
        }
    }
#endif
