internal import CreditLedger
internal import CreditLedgerPostgres
internal import CreditLedgerSQLite

/// Where the service keeps its ledger.
enum StoreChoice: Sendable {
    case memory
    case sqlite(path: String)
    /// A connection as libpq takes it, which may hold a password.
    case postgres(connection: String, schema: String)

    /// What a person is told of it: never where a database is, or who connects.
    var label: String {
        switch self {
        case .memory: "memory"
        case .sqlite(let path): "SQLite, \(path)"
        case .postgres(_, let schema): "PostgreSQL, schema \(schema)"
        }
    }

    /// Where test clocks are kept if nothing else is said: beside the file of the store.
    var clocksPath: String? {
        guard case .sqlite(let path) = self else { return nil }
        return path + "-test-clocks.json"
    }

    /// Opens the store; one that is not there is made.
    func open() async throws(StoreError) -> OpenStore {
        switch self {
        case .memory:
            return OpenStore(store: InMemoryStore()) {}
        case .sqlite(let path):
            let store = try await SQLiteStore(path: path)
            return OpenStore(store: store) { await store.close() }
        case .postgres(let connection, let schema):
            let store = try await PostgresStore(connection, configuration: .init(schema: schema))
            return OpenStore(store: store) { await store.close() }
        }
    }
}

/// A store that is open, and how it is closed.
struct OpenStore: Sendable {
    let store: any LedgerStore
    let close: @Sendable () async -> Void
}
