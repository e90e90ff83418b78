import ArgumentParser
import Testing

@testable import LedgerBench

@Suite("The command line")
struct OptionsTests {
    private func plan(_ arguments: String...) throws -> Plan {
        try WorkloadOptions.parse(arguments).plan
    }

    @Test("what is left out is decided by the store")
    func defaults() throws {
        let memory = try plan("drawdown")
        #expect(memory.store == .memory)
        #expect(memory.operations == 200_000 && memory.warmup == 20_000)
        #expect(memory.sampling == 16 && !memory.observes && memory.cache == nil)
        let file = try plan("drawdown", "--store", "sqlite:/tmp/x")
        #expect(file.store == .sqlite(path: "/tmp/x"))
        #expect(file.operations == 20_000 && file.warmup == 2_000)
        #expect(file.sampling == 1 && file.observes)
        #expect(try plan("invoice").grants == 100)
        #expect(try plan("grants").grants == 1_000)
    }

    @Test("what is given is taken")
    func given() throws {
        let plan = try plan(
            "mixed", "--customers", "5", "--operations", "7", "--callers", "3", "--seed", "9",
            "--warmup", "0", "--cache", "2", "--rounds", "4", "--sampling", "2", "--observe")
        #expect(plan.workload == .mixed)
        #expect((plan.customers, plan.operations, plan.callers) == (5, 7, 3))
        #expect((plan.seed, plan.warmup, plan.cache) == (9, 0, 2))
        #expect((plan.rounds, plan.sampling, plan.observes) == (4, 2, true))
    }

    @Test(
        "a store that is none, or a number out of range, is refused",
        arguments: [
            ["nonsense"], ["topup", "--store", "redis:x"], ["topup", "--store", "sqlite:"],
            ["topup", "--store", "postgres:"], ["topup", "--store", "memory:x"],
            ["topup", "--callers", "0"], ["topup", "--callers", "-1"],
            ["topup", "--customers", "0"], ["topup", "--operations", "0"],
            ["topup", "--operations", "1000000001"], ["topup", "--operations", "many"],
            ["topup", "--rounds", "0"], ["topup", "--sampling", "0"], ["topup", "--cache", "0"],
            ["topup", "--warmup", "-1"], ["topup", "--seed", "4294967296"],
            ["invoice", "--lines", "1"], ["invoice", "--grants", "1"], ["open"], [],
        ])
    func refused(_ arguments: [String]) {
        #expect(throws: (any Error).self) { try WorkloadOptions.parse(arguments) }
    }

    @Test("a database's URL is libpq's, and no label shows it")
    func postgres() throws {
        let url = "postgres://u:secret@host/db"
        #expect(try plan("topup", "--store", url).store == .postgres(connection: url))
        let words = try plan("topup", "--store", "postgres:host=db user=u").store
        #expect(words == .postgres(connection: "host=db user=u"))
        #expect(words.label == "postgres")
    }

    @Test("lengths of history grow a hundredfold, up to what was asked for")
    func lengths() {
        #expect(HistoryRun.lengths(upTo: 100_000) == [10, 1_000, 100_000])
        #expect(HistoryRun.lengths(upTo: 200_000) == [10, 1_000, 100_000, 200_000])
        #expect(HistoryRun.lengths(upTo: 5) == [5])
        #expect(GrantsRun.numbers(upTo: 1_000) == [1, 10, 100, 1_000])
        #expect(GrantsRun.numbers(upTo: 30) == [1, 10, 30])
    }
}
