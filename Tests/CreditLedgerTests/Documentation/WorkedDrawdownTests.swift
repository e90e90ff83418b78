import CreditLedger
import Testing

/// The worked numbers of Docs/drawdown.md.
@Suite("Docs/drawdown.md")
struct WorkedDrawdownTests {
    private func wallet(_ name: String, _ credits: String, _ types: Set<FeeType>) throws
        -> CreateWallet
    {
        CreateWallet(
            currency: .usd, name: name, scope: Scope(feeTypes: types), granted: try Credits(credits)
        )
    }

    @Test("R6.2: skipped, and why")
    func skipped() async throws {
        let worked = try WorkedLedger()
        try await worked.wallet(CreateWallet(currency: .eur, name: "euros", granted: 10))
        try await worked.wallet(wallet("seats", "10", [.subscription]))
        try await worked.wallet(
            CreateWallet(
                currency: .usd, name: "waiting", priority: 60, activation: .onRequest, granted: 10))
        let open = try await worked.wallet(CreateWallet(currency: .usd))
        try await worked.topUp(
            TopUp(
                open, granted: .credits(10), effectiveAt: Instant("2026-02-01T00:00:00Z"),
                name: "later"))
        try await worked.topUp(TopUp(open, paid: .credits(10), payment: .due, name: "ordered"))
        try await worked.topUp(TopUp(open, paid: .credits(10), name: "there"))
        try worked.go(to: "2026-01-05T00:00:00Z")
        let drawdown = try await worked.draw(worked.invoice("in_1", [("usage", .charge, "10")]))
        let skipped = drawdown.skipped.map { "\(worked.name($0.grant)): \($0.reason)" }
        try await expect(
            "Docs/drawdown.md", "Worked: skipped, and why", shows: skipped + worked.told(drawdown),
            by: worked)
    }

    @Test("R6.3: making room")
    func makingRoom() async throws {
        let worked = try WorkedLedger()
        try await worked.wallet(wallet("A", "10", []))
        try await worked.wallet(wallet("B", "10", [.charge]))
        let drawdown = try await worked.draw(
            worked.invoice("in_1", [("usage", .charge, "10"), ("seats", .subscription, "10")]))
        try await expect(
            "Docs/drawdown.md", "Worked: making room", shows: worked.told(drawdown), by: worked)
    }

    @Test("R6.3b: a chain of three")
    func chainOfThree() async throws {
        let worked = try WorkedLedger()
        try await worked.wallet(wallet("A", "10", [.subscription, .commitment]))
        try await worked.wallet(wallet("B", "10", [.charge, .subscription]))
        try await worked.wallet(wallet("C", "6", [.charge]))
        let lines: [(String, FeeType, String)] = [
            ("usage", .charge, "10"), ("seats", .subscription, "10"),
            ("minimum", .commitment, "10"),
        ]
        let drawdown = try await worked.draw(worked.invoice("in_1", lines))
        try await expect(
            "Docs/drawdown.md", "Worked: a chain of three", shows: worked.told(drawdown), by: worked
        )
    }

    @Test("R6.4: half a cent too much")
    func trimming() async throws {
        let worked = try WorkedLedger()
        try await worked.wallet(wallet("A", "10.005", [.charge]))
        try await worked.wallet(wallet("B", "0.003", [.subscription]))
        try await worked.wallet(wallet("C", "0.004", [.commitment]))
        let lines: [(String, FeeType, String)] = [
            ("usage", .charge, "12"), ("seats", .subscription, "1"), ("minimum", .commitment, "1"),
        ]
        let drawdown = try await worked.draw(worked.invoice("in_1", lines))
        try await expect(
            "Docs/drawdown.md", "Worked: half a cent too much", shows: worked.told(drawdown),
            by: worked)
    }

    @Test("R1.4, R6.5: three cents a credit; R7.2: back in parts")
    func threeCents() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(
            CreateWallet(currency: .usd, rate: Rate("0.03"), name: "A", paid: 100))
        func left() async throws -> String {
            let balance = try await worked.balance(id)
            return "\(balance.settled) credits, worth \(balance.worth)"
        }
        var lines = [try await left()]
        for (invoice, amount) in [("in_1", "1"), ("in_2", "2")] {
            let drawdown = try await worked.draw(
                worked.invoice(invoice, [("usage", .charge, amount)]))
            lines += worked.payments(drawdown, withCredits: true)
            lines.append(try await left())
        }
        try await expect(
            "Docs/drawdown.md", "Worked: three cents a credit", shows: lines, by: worked)

        lines = []
        for part in ["0.5", "0.25", "0.25"] {
            let back = try await worked.ledger.reinstate(
                Reinstate(InvoiceID("in_1"), lines: [LineID("usage"): Money(part, .usd)]),
                for: worked.acme)
            lines.append("\(part) USD: \(back.outcome.reinstated) credits")
        }
        try await expect("Docs/drawdown.md", "Worked: back in parts", shows: lines, by: worked)
    }

    @Test("R7.3: back too late")
    func backTooLate() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(CreateWallet(currency: .usd))
        try await worked.topUp(
            TopUp(id, granted: .credits(10), expiresAt: Instant("2026-02-01T00:00:00Z"), name: "A"))
        try await worked.draw(worked.invoice("in_1", [("usage", .charge, "10")]))
        try worked.go(to: "2026-03-01T00:00:00Z")
        let late = try await worked.ledger.reinstate(
            Reinstate(InvoiceID("in_1"), lines: [LineID("usage"): Money("4", .usd)]),
            for: worked.acme)
        let generous = try await worked.ledger.reinstate(
            Reinstate(InvoiceID("in_1"), reopenUntil: Instant("2026-04-01T00:00:00Z")),
            for: worked.acme)
        let lines = [
            "4 USD in March: \(late.outcome.reinstated) credits back, "
                + "\(late.outcome.lost) of them lost",
            "6 USD with a new expiry: \(generous.outcome.reinstated) credits back, "
                + "\(generous.outcome.lost) of them lost",
            "available \(try await worked.balance(id).available)",
        ]
        try await expect("Docs/drawdown.md", "Worked: back too late", shows: lines, by: worked)
    }
}
