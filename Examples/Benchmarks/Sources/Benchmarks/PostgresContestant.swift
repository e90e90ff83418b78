import Bare
import CreditLedger
import CreditLedgerPostgres
import Foundation

/// Schemas of one database.
struct PostgresContestant: Contestant {
    let url: String
    let connections: Int
    var callers: [Int] { [1, 8, 64] }

    func schema(_ place: String) -> String { "benchmark_\(place)" }

    func open(_ place: String) async throws -> PostgresStore {
        try await PostgresStore(
            url, configuration: .init(schema: schema(place), connections: connections))
    }

    func close(_ store: PostgresStore) async throws { await store.close() }

    /// The first column of the first row, as a number.
    private func number(_ statement: String) throws -> Int {
        let run = unsafe bare_postgres_execute(url, statement)
        _ = unsafe try BareProgram.result(run)
        return Int(unsafe run.rows)
    }

    func remove(_ place: String) throws {
        _ = try number("DROP SCHEMA IF EXISTS \(schema(place)) CASCADE")
    }

    func copy(_ place: String, to other: String) async throws {
        try remove(other)
        try await close(try await open(other))
        _ = unsafe try BareProgram.result(bare_postgres_copy(url, schema(place), schema(other)))
    }

    func bytes(of place: String) throws -> Int {
        try number(
            "SELECT coalesce(sum(pg_total_relation_size(oid)), 0)::bigint FROM pg_class WHERE "
                + "relkind = 'r' AND relnamespace = '\(schema(place))'::regnamespace")
    }

    func bareWrite(_ recorded: String, to target: String, callers: Int) throws -> Run {
        unsafe try BareProgram.result(
            bare_postgres_write(url, schema(recorded), schema(target), Int64(callers)))
    }

    func bareOpen(_ place: String, _ customer: CustomerID, times: Int) throws -> Run {
        unsafe try BareProgram.result(
            bare_postgres_open(url, schema(place), customer.text, Int64(times)))
    }

    func bareLoad(_ place: String, _ customer: CustomerID, times: Int) throws -> Run {
        unsafe try BareProgram.result(
            bare_postgres_load(url, schema(place), customer.text, Int64(times)))
    }

    func bareScan(_ place: String) throws -> Run {
        unsafe try BareProgram.result(bare_postgres_scan(url, schema(place)))
    }
}
