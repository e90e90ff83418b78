import CreditLedger
import Testing

/// The README's example is the marked lines of this file, so it compiles, and it runs here.
@Suite("README")
struct ReadmeTests {
    @Test("The example does what the README says")
    func example() async throws {
        // example: begin
        let ledger = Ledger()
        let acme = try CustomerID("acme")

        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, name: "Prepaid", paid: 100), for: acme
        ).outcome
        let bonus = TopUp(
            wallet, granted: .credits(20), scope: Scope(feeTypes: [.charge]), name: "Bonus")
        try await ledger.topUp(bonus, context: Context(key: IdempotencyKey("bonus-2026")))

        let invoice = try Invoice(
            id: InvoiceID("in_1"), currency: .usd,
            lines: [
                Invoice.Line(LineID("seats"), .subscription, Money("49.99", .usd)),
                Invoice.Line(LineID("usage"), .charge, Money("75.50", .usd)),
            ])
        let drawdown = try await ledger.drawDown(invoice, for: acme).outcome
        // drawdown.applied is 120 USD; drawdown.due is 5.49 USD, for the payment method.

        let balance = try await ledger.balance(of: wallet)  // balance.available is 0
        let books = try await ledger.trialBalance(of: acme)  // books.isBalanced is true
        // example: end
        #expect(drawdown.applied.description == "120 USD")
        #expect(drawdown.due.description == "5.49 USD")
        #expect(balance.available == 0)
        #expect(books.isBalanced)
        #expect(drawdown.applications.first?.amount.description == "20 USD")
        #expect(drawdown.applications.first?.line.text == "usage")
    }

    @Test("The README shows the example as it stands here")
    func text() throws {
        let source = try DocumentFile("Tests/CreditLedgerTests/Documentation/ReadmeTests.swift")
        let marked = source.lines
            .drop { $0 != "        // example: begin" }.dropFirst()
            .prefix { $0 != "        // example: end" }
            .map { $0.hasPrefix("        ") ? String($0.dropFirst(8)) : $0 }
        let shown = try DocumentFile("README.md").block("swift", below: "Twenty lines")
        #expect(shown == ["import CreditLedger", ""] + marked)
    }
}
