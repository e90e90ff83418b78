import CreditLedger
import Testing

@Suite("Rules that an update keeps")
struct KeptRulesTests {
    private func fixed(_ credits: Credits) throws -> TopUpRule {
        try TopUpRule(
            method: .fixed(paid: nil, granted: credits), trigger: .interval(.monthly))
    }

    @Test("R3.4c: of two equal rules, the first one repeated keeps the first one's id")
    func twins() throws {
        let (one, two) = (try fixed(1), try fixed(2))
        var desk = try Desk()
        let wallet = try desk.wallet(
            CreateWallet(currency: .usd, rules: [one, one, two]), at: "2026-01-01T00:00:00Z")
        let before = desk.book.wallets[0].rules
        try desk.perform(
            .updateWallet(UpdateWallet(wallet, rules: .set([two, one, try fixed(3)]))),
            at: "2026-01-10T00:00:00Z")
        let after = desk.book.wallets[0].rules
        #expect(after.map(\.id).prefix(2) == [before[2].id, before[0].id])
        #expect(
            after.map { $0.addedAt.description } == [
                "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-10T00:00:00Z",
            ])
        #expect(!before.map(\.id).contains(after[2].id))
    }

    @Test("R3.4c, R8.2: a kept rule keeps its anchor, a new one counts from now")
    func anchors() throws {
        let (one, two) = (try fixed(1), try fixed(2))
        var desk = try Desk()
        let wallet = try desk.wallet(
            CreateWallet(currency: .usd, rules: [one]), at: "2026-01-05T00:00:00Z")
        try desk.perform(
            .updateWallet(UpdateWallet(wallet, rules: .set([one, two]))),
            at: "2026-01-20T00:00:00Z")
        let entries = try desk.advance(to: "2026-02-28T00:00:00Z")
        #expect(
            entries.map(\.instant.description) == [
                "2026-02-05T00:00:00Z", "2026-02-20T00:00:00Z",
            ])
        #expect(entries.map { $0.transactions.map(\.credits) } == [[1], [2]])
    }

    @Test("R2.3b: at one instant rules run in the order of their creation, not of the list")
    func orderOfCreation() throws {
        let (one, two) = (try fixed(1), try fixed(2))
        var desk = try Desk()
        let wallet = try desk.wallet(
            CreateWallet(currency: .usd, rules: [one, two]), at: "2026-01-05T00:00:00Z")
        try desk.perform(
            .updateWallet(UpdateWallet(wallet, rules: .set([two, one]))),
            at: "2026-01-20T00:00:00Z")
        let entries = try desk.advance(to: "2026-02-05T00:00:00Z")
        #expect(entries.flatMap(\.transactions).map(\.credits) == [1, 2])
    }
}
