import Bare
import CreditLedger
import CreditLedgerSQLite
import Foundation

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
        unsafe try BareProgram.result(
            bare_sqlite_write(file(recorded), file(target), Int64(callers)))
    }

    func bareOpen(_ place: String, _ customer: CustomerID, times: Int) throws -> Run {
        unsafe try BareProgram.result(bare_sqlite_open(file(place), customer.text, Int64(times)))
    }

    func bareLoad(_ place: String, _ customer: CustomerID, times: Int) throws -> Run {
        unsafe try BareProgram.result(bare_sqlite_load(file(place), customer.text, Int64(times)))
    }

    func bareScan(_ place: String) throws -> Run {
        unsafe try BareProgram.result(bare_sqlite_scan(file(place)))
    }
}
