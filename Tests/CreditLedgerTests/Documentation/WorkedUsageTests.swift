import CreditLedger
import Testing

/// The worked numbers of Docs/usage-and-holds.md about what is used and not billed yet.
@Suite("Docs/usage-and-holds.md: usage")
struct WorkedUsageTests {
    @Test("R9.1, R9.3: one wallet between two invoices")
    func everyFigure() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(CreateWallet(currency: .usd, paid: 100))
        try await worked.hold("12")
        try await worked.report([("batch", .charge, "30")])
        try await worked.topUp(TopUp(id, paid: .credits(25), payment: .due))
        let balance = try await worked.balance(id)
        let lines = [
            "settled   \(balance.settled)", "held      \(balance.held)",
            "available \(balance.available)", "ongoing   \(balance.ongoing)",
            "pending   \(balance.pending)", "expected  \(balance.expected)",
        ]
        try await expect(
            "Docs/usage-and-holds.md", "Worked: one wallet between two invoices", shows: lines,
            by: worked)
    }

    @Test("R9.3: whose credits the usage would take")
    func whose() async throws {
        let worked = try WorkedLedger()
        let welcome = try await worked.wallet(
            CreateWallet(
                currency: .usd, priority: 10, scope: Scope(feeTypes: [.charge]), granted: 10))
        let prepaid = try await worked.wallet(CreateWallet(currency: .usd, paid: 20))
        var lines: [String] = []
        for calls in ["12", "40"] {
            try await worked.report([("calls", .charge, calls), ("seats", .subscription, "5")])
            let (first, last) = try await (worked.balance(welcome), worked.balance(prepaid))
            lines.append(
                "calls \(calls), seats 5: welcome \(first.ongoing), prepaid \(last.ongoing)")
        }
        let (first, last) = try await (worked.balance(welcome), worked.balance(prepaid))
        lines.append("available as before: welcome \(first.available), prepaid \(last.available)")
        try await expect(
            "Docs/usage-and-holds.md", "Worked: whose credits the usage would take", shows: lines,
            by: worked)
    }

    @Test("R9.2, R9.3: two periods and an invoice")
    func periods() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(CreateWallet(currency: .usd, paid: 50))
        var lines: [String] = []
        for (period, amount) in [("january", "8"), ("february", "3"), ("january", "9.5")] {
            try await worked.report([("calls", .charge, amount)], period: period)
            lines.append("\(period) \(amount): ongoing \(try await worked.balance(id).ongoing)")
        }
        let repeated = try await worked.report([("calls", .charge, "9.5")], period: "january")
        #expect(repeated.entry == nil)
        let january = try worked.invoice("in_1", [("calls", .charge, "9.5")])
        try await worked.ledger.drawDown(
            january, for: worked.acme, clearing: .periods([UsagePeriod("january")]))
        let balance = try await worked.balance(id)
        lines.append("january billed: available \(balance.available), ongoing \(balance.ongoing)")
        try await expect(
            "Docs/usage-and-holds.md", "Worked: two periods and an invoice", shows: lines,
            by: worked)
    }

    @Test("R8.3, R9.3: a top-up before the invoice")
    func firing() async throws {
        let worked = try WorkedLedger()
        let rule = try TopUpRule(
            method: .target(50, kind: .paid), trigger: .threshold(10, orEqual: false))
        let id = try await worked.wallet(
            CreateWallet(currency: .usd, rate: Rate("0.5"), rules: [rule], paid: 40))
        var lines: [String] = []
        for amount in ["15", "16"] {
            let receipt = try await worked.report([("calls", .charge, amount)])
            lines.append(
                "\(amount) USD used: ongoing \(try await worked.balance(id).ongoing), "
                    + (receipt.transactions.isEmpty ? "no top-up" : "a top-up"))
            for case .ruleFired(let why) in receipt.entry?.effects ?? [] {
                lines += [
                    "ongoing   \(why.ongoing)", "pending   \(why.pending)",
                    "threshold \(try #require(why.threshold))",
                    "target    \(try #require(why.target))",
                    "missing   \(try #require(why.missing))",
                    "paid      \(try #require(why.paid))",
                ]
            }
        }
        try await expect(
            "Docs/usage-and-holds.md", "Worked: a top-up before the invoice", shows: lines,
            by: worked)
    }
}
