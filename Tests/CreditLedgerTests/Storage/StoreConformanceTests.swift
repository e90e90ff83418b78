import CreditLedger
import Testing

@testable import CreditLedgerTesting

@Suite("The conformance suite")
struct StoreConformanceTests {
    @Test("proves the twenty-three clauses in order, each by a check or more")
    func clausesInOrder() {
        #expect(StoreConformance.clauses.map(\.number) == (1...23).map { "S\($0)" })
        for clause in StoreConformance.clauses {
            #expect(!clause.checkNames.isEmpty, "\(clause)")
            #expect(Set(clause.checkNames).count == clause.checkNames.count, "\(clause)")
        }
    }

    @Test(
        "notices a store that breaks a clause, and says which",
        arguments: StoreConformance.ofForwarding)
    func noticesBrokenStore(_ clause: StoreConformance.Clause) async throws {
        let suite = StoreConformance { BrokenStore(breaking: clause.number) }
        let findings = await suite.run(clause)
        let first = try #require(findings.first, "nothing was found wrong with \(clause)")
        #expect(findings.allSatisfy { $0.clause == clause.number })
        #expect(first.description.hasPrefix("\(clause.number), "))
    }

    @Test("has one check that takes long, and eight of several callers at once")
    func kindsOfChecks() {
        let checks = StoreConformance.clauses.flatMap(\.checks)
        #expect(checks.filter(\.isLong).count == 1)
        #expect(checks.filter(\.isRace).count == 8)
        #expect(StoreConformance.ofForwarding.count == StoreConformance.clauses.count)
    }

    @Test("notices a feed by numbers that were drawn before the commit (S18)")
    func noticesHastyStore() async throws {
        let clause = try #require(StoreConformance.clauses.first { $0.number == "S18" })
        let findings = await StoreConformance { HastyStore() }.run(clause)
        let check = "three readers who follow 24 writers"
        #expect(clause.checkNames.contains(check))
        #expect(findings.contains { $0.check == check })
    }

    @Test(
        "notices a store that breaks a part of a clause, by the check that is for it",
        arguments: [
            ("S3 refunds", "a grant whose money is owed back"),
            ("S3 captures", "lines to capture for"),
            ("S3 cost", "a line of an invoice with 2,000 captures"),
            ("S3 holds", "holds that have ended"),
            ("S6 lines", "a line that is captured for"),
            ("S10 holds", "a hold, and what changes it"),
        ])
    func noticesBrokenPart(_ part: String, _ check: String) async throws {
        let number = try #require(part.split(separator: " ").first)
        let clause = try #require(StoreConformance.clauses.first { $0.number == number })
        let checks = clause.checks.filter { $0.name == check }
        #expect(checks.count == 1)
        let alone = StoreConformance.Clause(
            number: clause.number, summary: clause.summary, checks: checks)
        let findings = await StoreConformance { BrokenStore(breaking: part) }.run(alone)
        #expect(findings != [], "\(check)")
        #expect(await StoreConformance { InMemoryStore() }.run(alone) == [])
    }

    @Test("takes an error of the store for a finding")
    func errorIsFinding() async {
        let suite = StoreConformance { throw StoreError(.unavailable, "no store today") }
        for clause in StoreConformance.clauses {
            let findings = await suite.run(clause)
            #expect(findings.count == clause.checkNames.count)
            #expect(findings.allSatisfy { $0.expected == "no error" })
        }
    }

    @Test("run() goes through every clause")
    func runsEverything() async {
        let suite = StoreConformance { throw StoreError(.unavailable, "no store today") }
        let clauses = Set(await suite.run().map(\.clause))
        #expect(clauses.count == StoreConformance.clauses.count)
    }
}
