internal import CreditLedger
internal import CreditLedgerTesting
internal import Foundation
internal import Testing

@Suite("PlayedScenario")
struct PlayedScenarioTests {
    private static func play(
        _ steps: String..., until instant: Instant? = nil
    ) async throws -> PlayedScenario {
        let json = ScenarioText.scenario([ScenarioText.story] + steps)
        let scenario = try Scenario(json: Data(json.utf8), name: "test")
        return try await ScenarioRunner { InMemoryStore() }.play(scenario, until: instant)
    }

    @Test("The ledger is as the steps left it, and its wallets and grants have their names")
    func kept() async throws {
        let played = try await Self.play(ScenarioText.drawDown())
        #expect(played.surprises == [])
        #expect(try played.clock.now == Instant("2026-01-02T00:00:00Z"))
        #expect(Set(played.wallets.keys) == ["a", "b"])
        let wallet = try #require(played.wallets["a"])
        #expect(played.name(of: wallet) == "a")
        #expect(try await played.ledger.balance(of: wallet).settled == 3)
        let customer = try CustomerID("acme")
        let grants = try await played.ledger.snapshot(of: customer).grants
        #expect(grants.map { played.name(of: $0.id) } == ["b/1", "a/1"])
        let unknown = try GrantID("00000000-0000-7000-8000-000000000000")
        #expect(played.name(of: unknown) == nil)
    }

    @Test("A step that comes otherwise than expected is told, and the rest is played")
    func surprises() async throws {
        let played = try await Self.play(
            ScenarioText.drawDown(#", "expect": { "applied": "7" }"#),
            ScenarioText.step("void", #""wallet": "a", "credits": "99""#),
            ScenarioText.step("void", #""wallet": "a", "credits": "1""#))
        guard case .failed(3, "applied 7", "applied 6")? = played.surprises.first,
            case .failed(4, "void to succeed", _)? = played.surprises.last
        else {
            Issue.record("\(played.surprises)")
            return
        }
        #expect(played.surprises.count == 2)
        let wallet = try #require(played.wallets["a"])
        #expect(try await played.ledger.balance(of: wallet).settled == 2)
    }

    @Test("R2.3: what falls due until the clock's last instant is journalled, and has its name")
    func later() async throws {
        let instant = try Instant("2026-02-02T00:00:00Z")
        let played = try await Self.play(until: instant)
        #expect(played.clock.now == instant)
        let wallet = try #require(played.wallets["a"])
        let statement = try await played.ledger.statement(
            of: wallet, from: .earliest, to: .latest)
        #expect(statement.lines.allSatisfy { $0.entry != nil })
        let names = statement.lines.map { played.name(of: $0.transaction.grant) }
        #expect(names == ["a/1", "a/2", "a/3"])
    }

    @Test("An instant before the last step moves no clock")
    func earlier() async throws {
        let played = try await Self.play(ScenarioText.drawDown(), until: .earliest)
        #expect(try played.clock.now == Instant("2026-01-02T00:00:00Z"))
    }
}
