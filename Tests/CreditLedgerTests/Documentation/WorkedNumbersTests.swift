import CreditLedger
import Testing

/// The worked numbers of the other documents.
@Suite("Docs: worked numbers")
struct WorkedNumbersTests {
    @Test("R9.1: one wallet, every figure")
    func everyFigure() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(
            CreateWallet(currency: .usd, rate: Rate("0.5"), graceSeconds: 10 * 86_400, paid: 100))
        try await worked.topUp(
            TopUp(id, granted: .credits(40), expiresAt: Instant("2026-02-01T00:00:00Z")))
        try await worked.topUp(
            TopUp(id, granted: .credits(30), effectiveAt: Instant("2026-03-01T00:00:00Z")))
        try await worked.topUp(TopUp(id, paid: .credits(25), payment: .due))
        try worked.go(to: "2026-02-03T00:00:00Z")
        let balance = try await worked.balance(id)
        let lines = [
            "settled   \(balance.settled)", "available \(balance.available)",
            "scheduled \(balance.scheduled)", "pending   \(balance.pending)",
            "closing   \(balance.closing)", "expected  \(balance.expected)",
            "worth     \(balance.worth)",
        ]
        try await expect(
            "Docs/concepts.md", "Worked: one wallet, every figure", shows: lines, by: worked)
    }

    @Test("R10.3: six movements")
    func trialBalance() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(
            CreateWallet(currency: .usd, rate: Rate("0.5"), paid: 100, granted: 20))
        try await worked.draw(worked.invoice("in_1", [("usage", .charge, "15")]))
        try await worked.ledger.reinstate(
            Reinstate(InvoiceID("in_1"), lines: [LineID("usage"): Money("2.5", .usd)]),
            for: worked.acme)
        try await worked.ledger.voidCredits(VoidCredits(id, 8), of: worked.acme)
        try await worked.topUp(TopUp(id, paid: .credits(60), payment: .due))
        let trial = try await worked.ledger.trialBalance(of: worked.acme)
        let wallet = try #require(trial.wallets.first)
        func line(_ cells: [String]) -> String {
            zip(cells, [14, 7, 8, 0])
                .map { cell, width in
                    cell + String(repeating: " ", count: max(0, width - cell.count))
                }
                .joined()
        }
        var lines = [line(["account", "debits", "credits", "balance"])]
        for row in wallet.rows {
            lines.append(
                line(["\(row.account)", "\(row.debits)", "\(row.credits)", "\(row.balance)"]))
        }
        lines.append(
            line([
                "all", "\(wallet.debits)", "\(wallet.credits)", "\(wallet.credits - wallet.debits)",
            ]))
        #expect(try await worked.balance(id).worth == Money("43.50", .usd))
        try await expect("Docs/double-entry.md", "Worked: six movements", shows: lines, by: worked)
    }

    @Test("R11.3: the same key")
    func sameKey() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(CreateWallet(currency: .usd))
        var lines: [String] = []
        for (key, credits) in [
            ("bonus-1", 20), ("bonus-1", 20), ("bonus-1", 30), ("bonus-2", 0), ("bonus-2", 5),
        ]
            as [(String, Int32)]
        {
            let sum = TopUp.Sum.credits(Credits(integerLiteral: credits))
            let outcome: String
            do {
                let receipt = try await worked.topUp(TopUp(id, granted: sum), key: key)
                outcome =
                    "\(try await worked.balance(id).settled) credits, "
                    + (receipt.replayed ? "replayed" : "new")
            } catch let error as LedgerError {
                outcome = error.code
            }
            lines.append("\(key), \(credits): \(outcome)")
        }
        try await expect("Docs/idempotency.md", "Worked: the same key", shows: lines, by: worked)
    }

    @Test("R6.8: the same invoice")
    func sameInvoice() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(CreateWallet(currency: .usd, paid: 100))
        func told(_ name: String, _ amount: String) async throws -> String {
            let invoice = try worked.invoice(name, [("usage", .charge, amount)])
            do {
                let receipt = try await worked.ledger.drawDown(invoice, for: worked.acme)
                return "\(name), \(amount) USD: applied \(receipt.outcome.applied), "
                    + (receipt.replayed ? "replayed" : "new")
            } catch {
                return "\(name), \(amount) USD: \(error.code)"
            }
        }
        var lines = [
            try await told("in_1", "30"), try await told("in_1", "30"),
            try await told("in_1", "31"),
        ]
        try await worked.ledger.reinstate(
            Reinstate(InvoiceID("in_1"), lines: [LineID("usage"): Money("5", .usd)]),
            for: worked.acme)
        lines.append("5 USD of in_1 given back")
        lines += [try await told("in_1", "30"), try await told("in_1-b", "31")]
        lines.append("available \(try await worked.balance(id).available)")
        try await expect(
            "Docs/idempotency.md", "Worked: the same invoice", shows: lines, by: worked)
    }

    @Test("R4.1: three lots and a second run")
    func movingIn() async throws {
        let worked = try WorkedLedger(at: "2026-01-10T00:00:00Z")
        let id = try await worked.wallet(CreateWallet(currency: .usd, externalID: "old-7"))
        let lots = [
            TopUp(
                id, paid: .credits(40), effectiveAt: try Instant("2025-11-03T00:00:00Z"),
                costBasis: try Money("0.80", .usd), ignoresLimits: true, name: "lot-1"),
            TopUp(
                id, granted: .credits(25), effectiveAt: try Instant("2025-12-01T00:00:00Z"),
                expiresAt: try Instant("2026-03-01T00:00:00Z"), name: "lot-2"),
            TopUp(
                id, paid: .credits(10), effectiveAt: try Instant("2025-12-05T00:00:00Z"),
                ignoresLimits: true, name: "lot-3"),
        ]
        var lines: [String] = []
        for lot in lots.prefix(2) + lots {
            let receipt = try await worked.topUp(lot, key: "move-\(lot.name)")
            lines.append("\(lot.name): \(receipt.replayed ? "replayed" : "new")")
        }
        lines.append("settled \(try await worked.balance(id).settled)")
        let order = try await worked.ledger.snapshot(of: worked.acme).grants
            .map { "\(worked.name($0.id)) \($0.remaining)" }
        lines.append("used in this order: " + order.joined(separator: ", "))
        try await expect(
            "Docs/moving-balances-in.md", "Worked: three lots and a second run", shows: lines,
            by: worked)

        let trial = try await worked.ledger.trialBalance(of: worked.acme)
        let rows = try #require(trial.wallets.first).rows.map { "\($0.account) \($0.balance)" }
        try await expect(
            "Docs/moving-balances-in.md", "Worked: the three lots", shows: rows, by: worked)
    }
}
