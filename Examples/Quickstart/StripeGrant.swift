import CreditLedger

extension Quickstart {
    /// Stripe's grant of 10 dollars, applied whole to one line of an invoice.
    mutating func stripeGrant() async throws {
        page.heading("5. Stripe: a grant and its two transactions")
        let customer = try CustomerID("stripe-customer")
        try set("2024-09-18T00:00:00Z")
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, name: "Billing credits"), for: customer
        ).outcome

        try set(Instant(milliseconds: 1_726_619_434_000))
        try await ledger.topUp(TopUp(wallet, granted: .money(Money(minorUnits: 1000, .usd))))

        try set(Instant(milliseconds: 1_729_211_351_000))
        let drawn = try await ledger.drawDown(Self.stripeInvoice(), for: customer).outcome
        try expect(drawn.due == .zero(.usd), "the grant pays the whole line")

        let list = try await ledger.transactions(TransactionQuery(wallet: wallet))
        page.table(
            ["when", "transaction", ">USD", "invoice", "line"],
            list.items.map { listed in
                let application = listed.transaction.application
                return [
                    listed.instant.minute, listed.transaction.kind.rawValue,
                    application?.amount.figure ?? "\(listed.transaction.credits).00",
                    application?.invoice.text ?? "", application?.line.text ?? "",
                ]
            })
        let balance = try await ledger.balance(of: wallet)
        page.say("Newest first. The wallet is worth \(balance.worth.figure) USD now.")
    }

    /// The invoice, whose id is all that a repeated drawdown is known by.
    static func stripeInvoice() throws -> Invoice {
        try Invoice(
            id: InvoiceID("in_1Q0BoLL6nFOS1ekDbwBM5ER1"), currency: .usd,
            lines: [
                Invoice.Line(
                    LineID("il_1QB443L6nFOS1ekDwRiN3Z4n"), .charge, Money(minorUnits: 1000, .usd))
            ])
    }
}
