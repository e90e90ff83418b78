import CreditLedger

/// The three wallets of a customer whose month is told.
struct Month {
    let customer: CustomerID
    let welcome: WalletID
    let calls: WalletID
    let prepaid: WalletID

    var wallets: [WalletID] { [welcome, calls, prepaid] }
}

extension Quickstart {
    /// A month of a customer with three wallets: an invoice, a void, a reinstatement, an expiry.
    mutating func monthOfUse() async throws -> Month {
        page.heading("6. A month of use over three wallets")
        let month = try await openWallets()
        page.table(
            ["wallet", ">credits", ">USD each", "pays for", "until"],
            [
                ["Welcome", "25", "1.00", "usage, first of all", "2026-02-20"],
                ["API calls", "4000", "0.01", "usage of the API", "no end"],
                ["Prepaid", "100", "1.00", "everything, last", "no end"],
            ])

        page.say("\nThe invoice of January:")
        try set("2026-02-01T00:00:00Z")
        let invoice = try january()
        let preview = try await ledger.previewDrawdown(invoice, for: month.customer)
        let drawn = try await ledger.drawDown(invoice, for: month.customer).outcome
        try expect(
            preview.applied == drawn.applied && preview.due == drawn.due,
            "a preview tells what the drawdown does")
        page.table(
            ["line", "fee type", ">USD", ">Welcome", ">API calls", ">Prepaid", ">due"],
            zip(invoice.lines, drawn.lines).map { line, result in
                [line.id.text, line.feeType.rawValue, line.amount.figure]
                    + month.wallets.map { paid(line.id, by: $0, in: drawn) } + [result.due.figure]
            })

        page.say(
            "The API credits can pay nothing but the API: the welcome credits made room for them.")

        page.say("\nWhat happened then:")
        var rows = [try await balances("after the invoice", of: month)]
        try set("2026-02-05T00:00:00Z")
        try await ledger.voidCredits(VoidCredits(month.prepaid, Credits("1.5")))
        rows.append(try await balances("1.5 prepaid credits voided", of: month))

        try set("2026-02-10T00:00:00Z")
        try await ledger.reinstate(
            Reinstate(invoice.id, lines: [LineID("api"): Money("45.00", .usd)]),
            for: month.customer)
        rows.append(try await balances("45.00 USD of the API given back", of: month))

        try set("2026-02-20T00:00:00Z")
        try await ledger.advance(month.customer)
        rows.append(try await balances("the welcome credits expire", of: month))
        page.table(["day", "what", ">Welcome", ">API calls", ">Prepaid", ">worth USD"], rows)
        return month
    }

    private func openWallets() async throws -> Month {
        let customer = try CustomerID("acme")
        try set("2026-01-01T00:00:00Z")
        let usage = Scope(feeTypes: [.charge])
        let welcome = try await ledger.createWallet(
            CreateWallet(
                currency: .usd, name: "Welcome", priority: 10, scope: usage,
                expiresAt: Instant("2026-02-20T00:00:00Z"), granted: 25),
            for: customer)
        let calls = try await ledger.createWallet(
            CreateWallet(
                currency: .usd, rate: Rate("0.01"), name: "API calls", priority: 20,
                scope: Scope(feeTypes: [.charge], prices: [PriceCode("api")]), paid: 4000),
            for: customer)
        let prepaid = try await ledger.createWallet(
            CreateWallet(currency: .usd, name: "Prepaid", paid: 100), for: customer)
        return Month(
            customer: customer, welcome: welcome.outcome, calls: calls.outcome,
            prepaid: prepaid.outcome)
    }

    private func january() throws -> Invoice {
        try Invoice(
            id: InvoiceID("january"), currency: .usd,
            lines: [
                Invoice.Line(LineID("plan"), .subscription, Money("49.00", .usd)),
                Invoice.Line(
                    LineID("api"), .charge, Money("63.20", .usd), price: PriceCode("api")),
                Invoice.Line(
                    LineID("storage"), .charge, Money("12.50", .usd), price: PriceCode("storage")),
                Invoice.Line(LineID("minimum"), .commitment, Money("30.00", .usd)),
            ])
    }

    /// What a wallet paid of a line.
    private func paid(_ line: LineID, by wallet: WalletID, in drawn: Drawdown) -> String {
        let parts = drawn.applications.filter { $0.line == line && $0.wallet == wallet }
        return parts.isEmpty ? "" : parts.map(\.amount.figure).joined(separator: " + ")
    }

    /// What remains in the wallets, in credits and in all in money.
    private func balances(_ what: String, of month: Month) async throws -> [String] {
        let snapshot = try await ledger.snapshot(of: month.customer)
        let worth = snapshot.balances.reduce(into: Money.zero(.usd).decimal) {
            $0 += $1.worth.decimal
        }
        return [snapshot.asOf.day, what] + snapshot.balances.map { "\($0.settled)" }
            + [try Money(worth, .usd).figure]
    }
}
