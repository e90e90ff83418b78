import Bare
import CreditLedger
import CreditLedgerPostgres
import CreditLedgerSQLite
import Foundation

/// Where one ledger of a run stands: memory, a file, or a schema.
///
/// What it needs must not be there before, and is not there afterwards.
struct Place: Sendable {
    let choice: StoreChoice
    let connections: Int
    /// What tells it from other places of the run.
    let name: String

    init(_ plan: Plan, _ name: String = "a") {
        self.choice = plan.store
        self.connections = plan.connections
        self.name = name
    }

    /// Its file, where it is one.
    var file: String {
        guard case .sqlite(let path) = choice else { return "" }
        return name == "a" ? path : "\(path)-\(name)"
    }

    /// Its schema, where it is one; of this process alone.
    var schema: String { "ledger_bench_\(ProcessInfo.processInfo.processIdentifier)_\(name)" }

    private var files: [String] { ["", "-wal", "-shm"].map { file + $0 } }

    /// Fails if something stands there that is not the run's own.
    func checkThatItIsFree() throws {
        guard case .sqlite = choice else { return }
        for file in files where FileManager.default.fileExists(atPath: file) {
            throw Failure.store("\(file) is there already, and is not overwritten.")
        }
    }

    func open() async throws -> OpenStore {
        switch choice {
        case .memory, .unknown: return OpenStore(store: InMemoryStore(), close: {})
        case .sqlite:
            let store = try await SQLiteStore(path: file)
            return OpenStore(store: store, close: { await store.close() })
        case .postgres(let connection):
            let store = try await PostgresStore(
                connection, configuration: .init(schema: schema, connections: connections))
            return OpenStore(store: store, close: { await store.close() })
        }
    }

    /// Makes another place like this one; nothing of it waits to be written when it returns.
    func copy(to other: Place) async throws {
        try other.remove()
        switch choice {
        case .memory, .unknown: break
        case .sqlite:
            for (from, to) in zip(files, other.files).prefix(2)
            where FileManager.default.fileExists(atPath: from) {
                try FileManager.default.copyItem(atPath: from, toPath: to)
            }
            sync()
        case .postgres(let connection):
            await (try await other.open()).close()
            _ = unsafe try BareRun(bare_postgres_copy(connection, schema, other.schema))
        }
    }

    /// What it takes on disk, indexes included.
    func bytes() throws -> Int {
        switch choice {
        case .memory, .unknown: return 0
        case .sqlite:
            return files.prefix(2).reduce(0) { sum, file in
                let attributes = try? FileManager.default.attributesOfItem(atPath: file)
                return sum + (attributes?[.size] as? Int ?? 0)
            }
        case .postgres(let connection):
            let statement =
                "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class "
                + "WHERE relkind = 'r' AND relnamespace = '\(schema)'::regnamespace"
            return unsafe try BareRun(bare_postgres_execute(connection, statement)).rows
        }
    }

    /// Lets the system forget what it keeps of a file in memory; a server's can't be asked to.
    func forget() {
        for file in files.prefix(2) { _ = unsafe bare_forget(file) }
    }

    /// Takes away what was made there.
    func remove() throws {
        switch choice {
        case .memory, .unknown: break
        case .sqlite:
            for file in files where FileManager.default.fileExists(atPath: file) {
                try FileManager.default.removeItem(atPath: file)
            }
        case .postgres(let connection):
            let statement = "DROP SCHEMA IF EXISTS \(schema) CASCADE"
            _ = unsafe try BareRun(bare_postgres_execute(connection, statement))
        }
    }

    /// Does something with the place, and takes it away whatever comes of that.
    func whileItStands<Result>(_ work: () async throws -> Result) async throws -> Result {
        try checkThatItIsFree()
        do {
            let result = try await work()
            try remove()
            return result
        } catch {
            try? remove()
            throw error
        }
    }
}

/// A store, and how to let go of it.
struct OpenStore: Sendable {
    let store: any LedgerStore
    let close: @Sendable () async -> Void
}
