import Testing

@testable import CreditLedger

/// What the entry of an automatic top-up says of why it was made (R8.3, R8.4).
@Suite("Why a rule added credits")
struct RuleFiringTests {
    /// A desk with a wallet of ten credits, at a dollar each, and one rule.
    private func desk(
        _ method: TopUpMethod, _ trigger: TopUpTrigger, limits: TopUpLimits = .none,
        paid: Credits = 10
    ) throws -> Desk {
        var desk = try Desk()
        _ = try desk.wallet(
            CreateWallet(
                currency: .usd, limits: limits,
                rules: [TopUpRule(method: method, trigger: trigger)], paid: paid),
            at: "2026-01-01T00:00:00Z")
        return desk
    }

    private func invoice(_ dollars: String) throws -> Command {
        .drawDown(
            DrawDown(
                try Invoice(
                    id: InvoiceID("in_1"), currency: .usd,
                    lines: [Invoice.Line(LineID("use"), .charge, Money(dollars, .usd))])))
    }

    private func firings(_ entries: [JournalEntry]) -> [RuleFiring] {
        entries.flatMap(\.effects).compactMap { effect in
            if case .ruleFired(let firing) = effect { firing } else { nil }
        }
    }

    /// The one firing of the last entry, and that the same entry made its grants.
    private func lastFiring(_ desk: Desk) throws -> RuleFiring {
        let entry = try #require(desk.journal.last)
        let firing = try #require(firings([entry]).first)
        #expect(firings([entry]).count == 1)
        #expect(firing.wallet == desk.book.wallets[0].id)
        #expect(firing.rule == desk.book.wallets[0].rules[0].id)
        let made = entry.effects.compactMap { effect -> GrantTerms? in
            if case .grantOpened(let opened) = effect { opened.terms } else { nil }
        }
        #expect(made.allSatisfy { $0.source == .rule(firing.rule) })
        #expect(made.first { $0.kind == .paid }?.issued == firing.paid)
        #expect(made.first { $0.kind == .granted }?.issued == firing.granted)
        #expect(desk.folded == desk.book)
        return firing
    }

    private func firing(
        _ desk: Desk, ongoing: Credits, pending: Credits = 0, threshold: Credits? = nil,
        target: Credits? = nil, missing: Credits? = nil, paid: Credits? = nil,
        granted: Credits? = nil
    ) -> RuleFiring {
        RuleFiring(
            wallet: desk.book.wallets[0].id, rule: desk.book.wallets[0].rules[0].id,
            ongoing: ongoing, pending: pending, threshold: threshold, target: target,
            missing: missing, paid: paid, granted: granted)
    }

    @Test("R8.3 threshold and fixed credits: the balance that was below, and what was added")
    func thresholdFixed() throws {
        var desk = try desk(.fixed(paid: 20, granted: 2), .threshold(5, orEqual: false))
        try desk.perform(invoice("6"), at: "2026-01-02T00:00:00Z")
        #expect(
            try lastFiring(desk)
                == firing(desk, ongoing: 4, threshold: 5, paid: 20, granted: 2))
    }

    @Test("R8.3, R9.3 usage that nobody has billed lowers the balance that the firing tells")
    func thresholdByUsage() throws {
        var desk = try desk(.fixed(paid: 20, granted: nil), .threshold(5, orEqual: false))
        let line = Invoice.Line(try LineID("use"), .charge, try Money("12.5", .usd))
        try desk.perform(
            .reportUsage(UsageReport(currency: .usd, lines: [line])), at: "2026-01-02T00:00:00Z")
        #expect(
            try lastFiring(desk)
                == firing(desk, ongoing: Credits("-2.5"), threshold: 5, paid: 20))
    }

    @Test("R8.3 what awaits its payment is told apart, also of another top-up")
    func thresholdWithPending() throws {
        var desk = try desk(.target(50, kind: .paid), .threshold(5, orEqual: true))
        try desk.perform(
            .topUp(TopUp(desk.book.wallets[0].id, paid: .credits(1), payment: .due)),
            at: "2026-01-02T00:00:00Z")
        try desk.perform(invoice("6"), at: "2026-01-03T00:00:00Z")
        #expect(
            try lastFiring(desk)
                == firing(
                    desk, ongoing: 4, pending: 1, threshold: 5, target: 50, missing: 45, paid: 45))
    }

    @Test("R8.4 target: raised to the wallet's minimum, cut to its maximum, granted as it is")
    func thresholdTarget() throws {
        let cases: [(GrantKind, TopUpLimits, paid: Credits?, granted: Credits?)] = [
            (.paid, .none, 46, nil),
            (.paid, TopUpLimits(minimum: 60), 60, nil),
            (.paid, TopUpLimits(maximum: 30), 30, nil),
            (.paid, TopUpLimits(minimum: 46, maximum: 46), 46, nil),
            (.granted, TopUpLimits(minimum: 60), nil, 46),
            (.granted, TopUpLimits(maximum: 30), nil, 46),
        ]
        for (kind, limits, paid, granted) in cases {
            var desk = try desk(
                .target(50, kind: kind), .threshold(5, orEqual: false), limits: limits)
            try desk.perform(invoice("6"), at: "2026-01-02T00:00:00Z")
            #expect(
                try lastFiring(desk)
                    == firing(
                        desk, ongoing: 4, threshold: 5, target: 50, missing: 46, paid: paid,
                        granted: granted))
        }
    }

    @Test("R8.2 interval and fixed credits: no threshold, and what awaited from the run before")
    func intervalFixed() throws {
        var desk = try desk(.fixed(paid: 7, granted: nil), .interval(.monthly))
        let entries = try desk.advance(to: "2026-03-01T00:00:00Z")
        #expect(
            firings(entries) == [
                firing(desk, ongoing: 10, paid: 7),
                firing(desk, ongoing: 10, pending: 7, paid: 7),
            ])
        #expect(try lastFiring(desk).pending == 7)
    }

    @Test("R8.4 interval and target: what was missing; nothing is said where nothing was")
    func intervalTarget() throws {
        var desk = try desk(.target(12, kind: .granted), .interval(.monthly))
        try desk.advance(to: "2026-02-01T00:00:00Z")
        #expect(
            try lastFiring(desk)
                == firing(desk, ongoing: 10, target: 12, missing: 2, granted: 2))
        // In March the balance is at the target, and an instant without change has no entry.
        #expect(try desk.advance(to: "2026-03-01T00:00:00Z") == [])
        try desk.perform(invoice("5"), at: "2026-03-02T00:00:00Z")
        try desk.advance(to: "2026-04-01T00:00:00Z")
        #expect(
            try lastFiring(desk)
                == firing(desk, ongoing: 7, target: 12, missing: 5, granted: 5))
    }

    @Test("R8.4 no firing: not below the threshold, one pending, or credits out of range")
    func nothingAdded() throws {
        var atThreshold = try desk(.fixed(paid: 20, granted: nil), .threshold(4, orEqual: false))
        try atThreshold.perform(invoice("6"), at: "2026-01-02T00:00:00Z")
        #expect(firings(atThreshold.journal) == [])

        var pending = try desk(.fixed(paid: 1, granted: nil), .threshold(5, orEqual: false))
        try pending.perform(invoice("6"), at: "2026-01-02T00:00:00Z")
        let wallet = pending.book.wallets[0].id
        try pending.perform(
            .voidCredits(VoidCredits(wallet, 1)), at: "2026-01-03T00:00:00Z")
        #expect(firings(pending.journal).count == 1)

        var tooMuch = try Desk()
        let rule = try TopUpRule(
            method: .fixed(paid: Credits("60000000000000"), granted: nil),
            trigger: .threshold(5, orEqual: false))
        _ = try tooMuch.wallet(
            CreateWallet(currency: .usd, rate: Rate("2"), rules: [rule], paid: 10),
            at: "2026-01-01T00:00:00Z")
        try tooMuch.perform(invoice("18"), at: "2026-01-02T00:00:00Z")
        #expect(firings(tooMuch.journal) == [])
        #expect(tooMuch.book.lots.count == 1)
    }
}
