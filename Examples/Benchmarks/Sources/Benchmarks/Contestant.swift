import Bare
import CreditLedger
import CreditLedgerPostgres
import CreditLedgerSQLite
import Foundation

/// A kind of durable store, and the bare program that it is compared with.
///
/// A place is where one ledger stands: a file of a folder, or a schema of a server.
protocol Contestant: Sendable {
    associatedtype Store: LedgerStore

    /// How many callers at once are measured.
    var callers: [Int] { get }
    func open(_ place: String) async throws -> Store
    func close(_ store: Store) async throws
    func remove(_ place: String) throws
    /// Makes a place like another; nothing of it waits to be written when it returns.
    func copy(_ place: String, to other: String) async throws
    func bytes(of place: String) throws -> Int
    /// Writes what `recorded` has beyond `target`, as well as it can be done for so many callers.
    func bareWrite(_ recorded: String, to target: String, callers: Int) throws -> Run
    func bareOpen(_ place: String, _ customer: CustomerID, times: Int) throws -> Run
    func bareLoad(_ place: String, _ customer: CustomerID, times: Int) throws -> Run
    func bareScan(_ place: String) throws -> Run
}

/// Files beside each other whose names begin alike.
struct SQLiteContestant: Contestant {
    let path: String
    var callers: [Int] { [1, 100, 1_000] }

    func file(_ place: String) -> String { "\(path)-\(place)" }

    func open(_ place: String) async throws -> SQLiteStore {
        try await SQLiteStore(path: file(place))
    }

    func close(_ store: SQLiteStore) async throws { await store.close() }

    func remove(_ place: String) throws {
        for suffix in ["", "-wal", "-shm"] {
            let file = file(place) + suffix
            guard FileManager.default.fileExists(atPath: file) else { continue }
            try FileManager.default.removeItem(atPath: file)
        }
    }

    func copy(_ place: String, to other: String) async throws {
        try remove(other)
        for suffix in ["", "-wal"] {
            let file = file(place) + suffix
            guard FileManager.default.fileExists(atPath: file) else { continue }
            try FileManager.default.copyItem(atPath: file, toPath: self.file(other) + suffix)
        }
        sync()
    }

    func bytes(of place: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: file(place))
        return (attributes[.size] as? Int) ?? 0
    }

    func bareWrite(_ recorded: String, to target: String, callers: Int) throws -> Run {
        try BareProgram.result(
            unsafe bare_sqlite_write(file(recorded), file(target), Int64(callers)))
    }

    func bareOpen(_ place: String, _ customer: CustomerID, times: Int) throws -> Run {
        try BareProgram.result(unsafe bare_sqlite_open(file(place), customer.text, Int64(times)))
    }

    func bareLoad(_ place: String, _ customer: CustomerID, times: Int) throws -> Run {
        try BareProgram.result(unsafe bare_sqlite_load(file(place), customer.text, Int64(times)))
    }

    func bareScan(_ place: String) throws -> Run {
        try BareProgram.result(unsafe bare_sqlite_scan(file(place)))
    }
}

/// Schemas of one database.
struct PostgresContestant: Contestant {
    let url: String
    var callers: [Int] { [1, 8, 64] }

    func schema(_ place: String) -> String { "benchmark_\(place)" }

    func open(_ place: String) async throws -> PostgresStore {
        try await PostgresStore(url, configuration: .init(schema: schema(place)))
    }

    func close(_ store: PostgresStore) async throws { await store.close() }

    /// The first column of the first row, as a number.
    private func number(_ statement: String) throws -> Int {
        let run = unsafe bare_postgres_execute(url, statement)
        _ = try BareProgram.result(unsafe run)
        return Int(unsafe run.rows)
    }

    func remove(_ place: String) throws {
        _ = try number("DROP SCHEMA IF EXISTS \(schema(place)) CASCADE")
    }

    func copy(_ place: String, to other: String) async throws {
        try remove(other)
        try await close(try await open(other))
        _ = try BareProgram.result(unsafe bare_postgres_copy(url, schema(place), schema(other)))
    }

    func bytes(of place: String) throws -> Int {
        try number(
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class WHERE "
                + "relkind = 'r' AND relnamespace = '\(schema(place))'::regnamespace")
    }

    func bareWrite(_ recorded: String, to target: String, callers: Int) throws -> Run {
        try BareProgram.result(
            unsafe bare_postgres_write(url, schema(recorded), schema(target), Int64(callers)))
    }

    func bareOpen(_ place: String, _ customer: CustomerID, times: Int) throws -> Run {
        try BareProgram.result(
            unsafe bare_postgres_open(url, schema(place), customer.text, Int64(times)))
    }

    func bareLoad(_ place: String, _ customer: CustomerID, times: Int) throws -> Run {
        try BareProgram.result(
            unsafe bare_postgres_load(url, schema(place), customer.text, Int64(times)))
    }

    func bareScan(_ place: String) throws -> Run {
        try BareProgram.result(unsafe bare_postgres_scan(url, schema(place)))
    }
}
