import CreditLedger
internal import Foundation
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

    @Test("R9: the example between invoices does what the README says")
    func betweenInvoices() async throws {
        let ledger = Ledger()
        let acme = try CustomerID("acme")
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, paid: 100), for: acme
        ).outcome
        // example of usage: begin
        let hold = try await ledger.hold(
            HoldCredits(Money("0.60", .usd), for: .charge, until: Instant(Date.now + 600)),
            for: acme
        ).outcome
        // The model answers, and it did cost less than it might have.
        let cost = try CaptureHold(
            hold.id, Money("0.4125", .usd), invoice: InvoiceID("in_2"), line: LineID("request-1"))
        try await ledger.capture(cost, of: acme)

        let batch = try Invoice.Line(LineID("batch"), .charge, Money("9.30", .usd))
        try await ledger.reportUsage(
            UsageReport(currency: .usd, period: UsagePeriod("2026-05"), lines: [batch]), for: acme)

        let balance = try await ledger.balance(of: wallet)
        // balance.available is 99.5875, balance.ongoing is 90.2875.
        // example of usage: end
        #expect("\(balance.available)" == "99.5875")
        #expect("\(balance.ongoing)" == "90.2875")
        #expect(hold.amount.description == "0.6 USD")
    }

    @Test("The README shows the examples as they stand here")
    func text() throws {
        #expect(
            try shown(below: "Twenty lines") == ["import CreditLedger", ""] + marked("example"))
        #expect(try shown(below: "Between invoices") == marked("example of usage"))
    }

    private func shown(below heading: String) throws -> [String] {
        try DocumentFile("README.md").block("swift", below: heading)
    }

    /// The lines of this file between two marks.
    private func marked(_ name: String) throws -> [String] {
        let source = try DocumentFile("Tests/CreditLedgerTests/Documentation/ReadmeTests.swift")
        return source.lines
            .drop { $0 != "        // \(name): begin" }.dropFirst()
            .prefix { $0 != "        // \(name): end" }
            .map { $0.hasPrefix("        ") ? String($0.dropFirst(8)) : $0 }
    }
}
