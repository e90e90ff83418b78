import CreditLedger
import CreditLedgerTesting
import Testing

@testable import WalletService

/// A wallet that is topped up often must not bury what stands below its grants.
@Suite("Many grants on a page")
struct ManyGrantsTests {
    private let customer: CustomerID

    init() throws {
        customer = try CustomerID("acme")
    }

    /// A wallet until 2027 with so many top-ups of 5 credits each.
    private func wallet(_ count: Int, in ledger: Ledger) async throws -> WalletID {
        let end = try Instant("2027-01-01T00:00:00Z")
        let id = try await ledger.createWallet(
            CreateWallet(currency: .usd, expiresAt: end), for: customer
        ).outcome
        for _ in 0..<count {
            try await ledger.topUp(TopUp(id, granted: .credits(5)), of: customer)
        }
        return id
    }

    private func ledger() throws -> Ledger {
        Ledger(clock: ManualClock(try Instant("2026-12-01T00:00:00Z")))
    }

    @Test("ten are seen at once, and the others on request; a few more are not folded away")
    func folded() async throws {
        for (count, shown) in [(3, 3), (12, 12), (13, 10), (60, 10)] {
            let ledger = try ledger()
            _ = try await wallet(count, in: ledger)
            let snapshot = try await ledger.snapshot(of: customer)
            let bars = GrantBars(
                Array(snapshot.grants.prefix(GrantBars.limit)),
                in: try #require(snapshot.wallets.first), balance: snapshot.balances[0],
                now: snapshot.asOf)
            let folded = min(count, GrantBars.limit) - shown
            #expect(bars.shown.rows.count == shown)
            #expect((bars.folded?.rows.count ?? 0) == folded)
            #expect(bars.foldedCount == "\(folded)")
        }
    }

    @Test("the page folds them, and stays well formed")
    func page() async throws {
        let service = try ServiceUnderTest()
        let id = try await service.ledger.createWallet(
            CreateWallet(currency: .usd), for: customer
        ).outcome
        for _ in 0..<13 {
            try await service.ledger.topUp(TopUp(id, granted: .credits(5)), of: customer)
        }
        let page = try await Visitor.signedIn(to: service).look("/customers/acme")
        let markup = Markup(page.text)
        #expect(markup.faults == [])
        #expect(
            markup.tags.filter { $0.name == "details" } == [
                Markup.Tag(name: "details", attributes: ["class": "more"])
            ])
        #expect(page.text.contains("<summary>3 more grants</summary>"))
        #expect(markup.values("aria-label").count { $0.hasPrefix("Top-up: 5 of 5 left") } == 13)
    }

    @Test("those that end together are told in one line")
    func ends() async throws {
        let ledger = try ledger()
        let id = try await wallet(3, in: ledger)
        try await ledger.topUp(TopUp(id, granted: .credits(7), name: "Pack"), of: customer)
        let forecast = try await ledger.forecast(of: id, until: try Instant("2027-02-01T00:00:00Z"))
        let section = WalletSection(
            wallet: try await ledger.wallet(id), balance: forecast.start, forecast: forecast,
            past: [], isCut: false, open: try await ledger.snapshot(of: customer).grants, ended: [])
        #expect(
            section.steps.map(\.causes) == [
                [
                    "3 grants “Top-up” end, and 15 expire", "“Pack” ends, and 7 expire",
                    "The wallet closes",
                ]
            ])
        #expect(section.steps.map(\.stepChange) == ["−22"])
    }

    @Test("top-ups that nobody paid for end apart from those that expire")
    func unpaid() async throws {
        let ledger = try ledger()
        let id = try await wallet(2, in: ledger)
        for _ in 0..<2 {
            try await ledger.topUp(TopUp(id, paid: .credits(9), payment: .due), of: customer)
        }
        let forecast = try await ledger.forecast(of: id, until: try Instant("2027-02-01T00:00:00Z"))
        let causes = TermsText.causes(forecast.steps.flatMap(\.causes), names: [:])
        #expect(causes.contains("2 grants “Automatic top-up” end unpaid"))
        #expect(causes.contains("2 grants “Automatic top-up” end, and 10 expire"))
    }
}
