import CreditLedger
import Testing

/// The worked numbers of Docs/usage-and-holds.md about holds and captures.
@Suite("Docs/usage-and-holds.md: holds")
struct WorkedHoldTests {
    private func parts(_ hold: Hold, by worked: WorkedLedger) -> String {
        hold.parts.map { "\(worked.name($0.grant)) \($0.credits)" }.joined(separator: ", ")
    }

    private func moved(_ transactions: [Transaction], by worked: WorkedLedger) -> [String] {
        transactions.map { "\(worked.name($0.grant)): \($0.kind) \($0.credits)" }
    }

    @Test("R9.4: from hold to capture")
    func requests() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(CreateWallet(currency: .usd))
        try await worked.topUp(TopUp(id, granted: .credits(4), name: "bonus"))
        try await worked.topUp(TopUp(id, paid: .credits(10), name: "bought"))
        var lines: [String] = []
        func note(_ what: String) async throws {
            let balance = try await worked.balance(id)
            lines.append("\(what): held \(balance.held), available \(balance.available)")
        }
        let first = try await worked.hold("6")
        try await note("6 USD held of " + parts(first, by: worked))
        do {
            _ = try await worked.hold("20")
        } catch let error as LedgerError {
            lines.append("20 USD, all or nothing: \(error.code)")
        }
        let second = try await worked.hold("20", allowsPart: true)
        try await note("20 USD, or a part: \(second.amount) held")
        let receipt = try await worked.capture(first, "5", line: "request-1")
        lines += worked.payments(receipt.outcome)
        try await note("5 USD captured, the rest is free")
        try await worked.ledger.releaseHold(second.id, of: worked.acme)
        try await note("the other hold released")
        try await expect(
            "Docs/usage-and-holds.md", "Worked: from hold to capture", shows: lines, by: worked)
    }

    @Test("R6.9: captured first, drawn down later")
    func drawdown() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(CreateWallet(currency: .usd))
        try await worked.topUp(TopUp(id, paid: .credits(20), name: "bought"))
        for (line, amount) in [("request-1", "0.4125"), ("request-2", "1.8775")] {
            try await worked.capture(worked.hold("2"), amount, line: line)
        }
        let drawdown = try await worked.draw(
            worked.invoice(
                "in_1",
                [
                    ("request-1", .charge, "0.4125"), ("request-2", .charge, "1.8775"),
                    ("batch", .charge, "19.99"),
                ]))
        let lines =
            worked.payments(drawdown)
            + drawdown.lines.map { "\($0.id): applied \($0.applied), due \($0.due)" }
            + ["applied \(drawdown.applied), due \(drawdown.due)"]
        try await expect(
            "Docs/usage-and-holds.md", "Worked: captured first, drawn down later", shows: lines,
            by: worked)
    }

    @Test("R6.9: fractions of a cent")
    func fractions() async throws {
        var lines: [String] = []
        for credits in ["4.012", "4.008"] {
            let worked = try WorkedLedger()
            let id = try await worked.wallet(CreateWallet(currency: .usd))
            try await worked.topUp(TopUp(id, granted: .credits(Credits(credits)), name: "bonus"))
            try await worked.capture(worked.hold("4.005"), "4.005", line: "request-1")
            let drawdown = try await worked.draw(
                worked.invoice("in_1", [("request-1", .charge, "10")]))
            lines.append("of \(credits) credits: applied \(drawdown.applied), due \(drawdown.due)")
            guard lines.count == 2 else { continue }
            try await expect(
                "Docs/usage-and-holds.md", "Worked: fractions of a cent", shows: lines, by: worked)
        }
    }

    @Test("R1.4, R6.5: three cents a credit, held")
    func threeCents() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(CreateWallet(currency: .usd, rate: Rate("0.03")))
        try await worked.topUp(TopUp(id, granted: .credits(10), name: "bonus"))
        let hold = try await worked.hold("0.1")
        var lines = ["0.1 USD held: \(hold.credits(of: id)) credits"]
        let part = try await worked.capture(hold, "0.05", line: "request-1").outcome
        lines += worked.payments(part, withCredits: true)
        let whole = try await worked.capture(worked.hold("0.1"), "0.1", line: "request-2").outcome
        lines += worked.payments(whole, withCredits: true)
        try await expect(
            "Docs/usage-and-holds.md", "Worked: three cents a credit, held", shows: lines,
            by: worked)
    }

    @Test("R4.4a: a hold that outlives its grant")
    func outlives() async throws {
        let worked = try WorkedLedger(at: "2026-01-31T23:00:00Z")
        let id = try await worked.wallet(CreateWallet(currency: .usd))
        try await worked.topUp(
            TopUp(
                id, granted: .credits(10), expiresAt: Instant("2026-02-01T00:00:00Z"),
                name: "january"))
        let hold = try await worked.hold("6", until: "2026-02-03T00:00:00Z")
        try worked.go(to: "2026-02-02T00:00:00Z")
        let advanced = try await worked.ledger.advance(worked.acme)
        var lines = ["at its expiry"] + moved(advanced.flatMap(\.transactions), by: worked)
        let balance = try await worked.balance(id)
        lines.append("settled \(balance.settled), closing \(balance.closing)")
        let receipt = try await worked.capture(hold, "5", line: "request-1")
        lines += ["captured a day later"] + moved(receipt.transactions, by: worked)
        lines.append("closing \(try await worked.balance(id).closing)")
        try await expect(
            "Docs/usage-and-holds.md", "Worked: a hold that outlives its grant", shows: lines,
            by: worked)
    }

    @Test("R8.5a: what a threshold rule sees of a hold")
    func threshold() async throws {
        let worked = try WorkedLedger()
        let rule = try TopUpRule(
            method: .fixed(paid: nil, granted: 5), trigger: .threshold(10, orEqual: false))
        let id = try await worked.wallet(CreateWallet(currency: .usd, rules: [rule], paid: 15))
        var lines: [String] = []
        func note(_ what: String, _ entry: JournalEntry?) async throws {
            let fired = entry?.transactions.contains { $0.kind == .granted } ?? false
            lines.append(
                "\(what): ongoing \(try await worked.balance(id).ongoing), "
                    + (fired ? "fired" : "not fired"))
        }
        let hold = try await worked.ledger.hold(
            HoldCredits(
                Money("6", .usd), for: .charge, until: Instant("2026-01-01T01:00:00Z")),
            for: worked.acme)
        try await note("6 held", hold.entry)
        try await note(
            "5 captured", worked.capture(hold.outcome, "5", line: "request-1").entry)
        try await expect(
            "Docs/usage-and-holds.md", "Worked: what a threshold rule sees of a hold",
            shows: lines, by: worked)
    }
}
