import ArgumentParser
import Testing

@testable import LedgerTool

@Suite("LedgerSource")
struct LedgerSourceTests {
    @Test(
        "what a ledger can be filled from",
        arguments: [
            ("scenario:a.json", LedgerSource.scenario(path: "a.json")),
            ("scenario:/a:b/c.json", .scenario(path: "/a:b/c.json")),
            ("workload:7", .workload(seed: 7, steps: 1_000)),
            ("workload:18446744073709551615:1", .workload(seed: .max, steps: 1)),
        ])
    func wellFormed(_ text: String, _ source: LedgerSource) throws {
        #expect(try LedgerSource(argument: text) == source)
    }

    @Test(
        "what else is refused, with the forms that there are",
        arguments: [
            "", "scenario", "scenario:", "workload:", "workload:x", "workload:1:0",
            "workload:1:-5", "workload:1:2:3", "workload:-1", "workload:1:", "Scenario:a", "a.json",
        ])
    func malformed(_ text: String) {
        #expect(throws: ValidationError.self) { try LedgerSource(argument: text) }
    }
}
