import CreditLedger

extension Quickstart {
    /// PayPal's four ways for a wallet to top itself up, with the figures of its documents.
    mutating func payPalTopUps() async throws {
        page.heading("2. PayPal: four automatic top-ups")
        page.say(
            "Each wallet begins with 2 paid and 1 granted credits. What a rule buys is pending")
        page.say("until the host has collected the money and settles it.")
        try await fixedOnSchedule()
        try await fixedBelowThreshold()
        try await targetOnSchedule()
        try await targetBelowThreshold()
    }

    private mutating func fixedOnSchedule() async throws {
        page.say("\nFixed, on a schedule: 5.5 paid and 1 granted credits every week.")
        let rule = try TopUpRule(
            method: .fixed(paid: Credits("5.5"), granted: Credits("1.0")),
            trigger: .interval(.weekly), startsAt: Instant("2025-07-24T17:30:15Z"),
            expiresAt: Self.end)
        let customer = try CustomerID("fixed-on-schedule")
        try set("2025-07-20T00:00:00Z")
        var diary = try await open(rule, .everything, for: customer)

        try set("2025-08-01T00:00:00Z")
        let runs = try await ledger.advance(customer)
        try await diary.note(runs)
        try await settle(runs, &diary)
        diary.write(to: &page)
    }

    private mutating func fixedBelowThreshold() async throws {
        page.say("\nFixed, below a threshold: 5.5 paid and 1 granted credits below 10.")
        let rule = try TopUpRule(
            method: .fixed(paid: Credits("5.5"), granted: Credits("1.0")),
            trigger: .threshold(Credits("10.0"), orEqual: false))
        let customer = try CustomerID("fixed-below-threshold")
        try set("2025-07-20T00:00:00Z")
        var diary = try await open(rule, .everything, for: customer)

        try set("2025-07-21T00:00:00Z")
        let pending = try await ledger.snapshot(of: customer).grants.filter {
            $0.status == .pending
        }
        for grant in pending { try await diary.note("settle", ledger.settleTopUp(grant.id)) }
        diary.write(to: &page)
    }

    private mutating func targetOnSchedule() async throws {
        page.say("\nTarget, on a schedule: up to 200 credits every week.")
        let rule = try TopUpRule(
            method: .target(Credits("200.0"), kind: .paid), trigger: .interval(.weekly),
            startsAt: Instant("2025-07-01T17:30:15Z"), expiresAt: Self.end)
        let customer = try CustomerID("target-on-schedule")
        try set("2025-07-10T00:00:00Z")
        var diary = try await open(rule, Scope(feeTypes: [.subscription]), for: customer)

        try set("2025-07-16T00:00:00Z")
        let runs = try await ledger.advance(customer)
        try await diary.note(runs)
        try await settle(runs, &diary)
        try set("2025-07-18T00:00:00Z")
        try await diary.note("pay 50.00 USD", pay("july", "50.00", of: customer))
        try set("2025-07-23T00:00:00Z")
        try await diary.note(ledger.advance(customer))
        diary.write(to: &page)
    }

    private mutating func targetBelowThreshold() async throws {
        page.say("\nTarget, below a threshold: up to 200 credits below 10.")
        let rule = try TopUpRule(
            method: .target(Credits("200.0"), kind: .paid),
            trigger: .threshold(Credits("10.00"), orEqual: false),
            startsAt: Instant("2025-07-29T17:30:15Z"), expiresAt: Self.end)
        let customer = try CustomerID("target-below-threshold")
        try set("2025-07-20T00:00:00Z")
        var diary = try await open(rule, Scope(feeTypes: [.subscription]), for: customer)

        try set("2025-07-30T00:00:00Z")
        let runs = try await ledger.advance(customer)
        try await diary.note(runs)
        try await settle(runs, &diary)
        try set("2025-08-01T00:00:00Z")
        try await diary.note("pay 190.00 USD", pay("july", "190.00", of: customer))
        try set("2025-08-02T00:00:00Z")
        try await diary.note("pay 0.50 USD", pay("august", "0.50", of: customer))
        diary.write(to: &page)
    }

    /// The documents' expiry of wallets and rules.
    private static var end: Instant {
        get throws { try Instant("2026-10-08T00:00:00Z") }
    }

    /// Opens a wallet with the documents' figures and one rule.
    private func open(
        _ rule: TopUpRule, _ scope: Scope, for customer: CustomerID
    ) async throws -> Diary {
        let created = try await ledger.createWallet(
            CreateWallet(
                currency: .usd, rate: Rate("1.0"), name: "Prepaid", scope: scope,
                expiresAt: Self.end, rules: [rule], paid: Credits("2.0"), granted: Credits("1.0")),
            for: customer)
        var diary = Diary(ledger, created.outcome)
        try await diary.note("create the wallet", created)
        return diary
    }

    /// Settles what rules bought.
    private func settle(_ runs: [JournalEntry], _ diary: inout Diary) async throws {
        for run in runs {
            for purchase in run.transactions where purchase.status == .pending {
                try await diary.note("settle", ledger.settleTopUp(purchase.grant))
            }
        }
    }

    /// Pays an invoice of one subscription fee.
    private func pay(
        _ invoice: String, _ amount: String, of customer: CustomerID
    ) async throws -> Receipt<Drawdown> {
        let line = try Invoice.Line(LineID("fee"), .subscription, Money(amount, .usd))
        return try await ledger.drawDown(
            Invoice(id: InvoiceID(invoice), currency: .usd, lines: [line]), for: customer)
    }
}
