import CreditLedger

extension Quickstart {
    /// PayPal's basic wallet of 110 credits for subscription fees: TOPUP, VOID, invoice,
    /// termination.
    mutating func payPalWallet() async throws {
        page.heading("1. PayPal: a prepaid wallet")
        page.say("110 credits at 1.00 USD, for subscription fees, until 2026-08-12.")
        let customer = try CustomerID("ext_cus_1234567890abcdef")
        try set("2026-01-01T00:00:00Z")
        let created = try await ledger.createWallet(
            CreateWallet(
                currency: .usd, rate: Rate("1.0"), name: "Prepaid Wallet",
                scope: Scope(feeTypes: [.subscription]),
                expiresAt: Instant("2026-08-12T12:43:31Z"), paid: Credits("110.0")),
            for: customer)
        let wallet = created.outcome
        var diary = Diary(ledger, wallet)
        try await diary.note("create the wallet", created)

        try set("2026-01-15T00:00:00Z")
        try await diary.note(
            "TOPUP 10 and 5",
            ledger.topUp(
                TopUp(wallet, paid: .credits(Credits("10.0")), granted: .credits(Credits("5.0")))))

        try set("2026-01-20T00:00:00Z")
        try await diary.note("VOID 8", ledger.voidCredits(VoidCredits(wallet, Credits("8.0"))))

        try set("2026-02-01T00:00:00Z")
        let invoice = try Invoice(
            id: InvoiceID("january"), currency: .usd,
            lines: [
                Invoice.Line(LineID("seats"), .subscription, Money("100.00", .usd)),
                Invoice.Line(LineID("usage"), .charge, Money("20.00", .usd)),
            ])
        let drawn = try await ledger.drawDown(invoice, for: customer)
        try await diary.note("pay an invoice", drawn)

        try set("2026-03-01T00:00:00Z")
        let terminated = try await ledger.terminateWallet(wallet)
        try await diary.note("terminate", terminated)
        diary.write(to: &page)

        let refused = try await refusal {
            try await ledger.topUp(TopUp(wallet, paid: .credits(1)))
        }
        page.say("Of the invoice over 120.00 USD, credits paid \(drawn.outcome.applied.figure).")
        page.say("Usage is out of the wallet's scope, so \(drawn.outcome.due.figure) is due.")
        page.say("The termination forfeited \(terminated.outcome) credits.")
        page.say("A top-up of the terminated wallet is refused: \(refused.code).")
    }
}
