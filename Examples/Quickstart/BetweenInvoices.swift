import CreditLedger
import CreditLedgerTesting

extension Quickstart {
    /// An AI product between two invoices: a hold for each request, usage that is reported, a
    /// top-up that says why and is charged, the invoice, and what will expire.
    mutating func betweenInvoices() async throws {
        page.heading("7. An AI product between invoices")
        page.say("A credit is a cent, for usage only. 1000 were bought; a trial gives 500 until")
        page.say("15 June. Below 400 credits a rule buys what is missing to 2000, which is charged")
        page.say("to a card and good for 60 days.")
        let month = try await AIMonth(ledger, clock)
        try await serveRequests(of: month)
        let fired = try await reportUsage(of: month)
        explain(fired)
        try await charge(month)
        try await bill(month)
        try await lookAhead(month)
    }

    private mutating func serveRequests(of month: AIMonth) async throws {
        page.say("\nEach request holds what it may cost at most, and captures what it did cost:")
        var rows: [[String]] = []
        for request in AIMonth.requests {
            try set(request.at)
            let until = try Instant(request.until)
            do {
                let hold = try await ledger.hold(
                    HoldCredits(Money(request.most, .usd), for: .charge, until: until),
                    for: month.customer
                ).outcome
                rows.append(try await month.row("hold for \(request.name)", request.most))
                let captured = try await ledger.capture(
                    CaptureHold(
                        hold.id, Money(request.cost, .usd), invoice: month.invoice,
                        line: LineID(request.name)),
                    of: month.customer
                ).outcome
                let applied = captured.applied.amount
                rows.append(try await month.row("capture for \(request.name)", applied))
            } catch LedgerError.refused(let refusal) {
                let what = "\(request.name): \(refusal.code)"
                rows.append(try await month.row(what, request.most))
            }
        }
        page.table(AIMonth.titles, rows)
    }

    /// Reports the month's usage twice; the second report makes the rule fire.
    private mutating func reportUsage(of month: AIMonth) async throws -> RuleFiring {
        page.say("\nWhat batch jobs use is metered and reported, and moves nothing:")
        var rows: [[String]] = []
        var fired: RuleFiring?
        for (day, used) in [("2026-05-10", "4.20"), ("2026-05-20", "9.30")] {
            try set("\(day)T00:00:00Z")
            let receipt = try await ledger.reportUsage(month.usage(used), for: month.customer)
            rows.append(try await month.row("batch jobs so far", used))
            for case .ruleFired(let why) in receipt.entry?.effects ?? [] { fired = why }
        }
        page.table(AIMonth.titles, rows)
        guard let fired else { throw Unexpected("The rule did not fire.") }
        return fired
    }

    private mutating func explain(_ why: RuleFiring) {
        let figures = [why.threshold, why.target, why.missing, why.paid].map {
            $0.map { "\($0)" } ?? "none"
        }
        page.say("\nWhy the rule fired, as its entry tells:")
        page.table(
            [">ongoing", ">awaited", ">threshold", ">target", ">missing", ">bought"],
            [["\(why.ongoing)", "\(why.pending)"] + figures])
    }

    /// Charges the card; the first answer is lost, so the second time the ledger asks first.
    private mutating func charge(_ month: AIMonth) async throws {
        page.say("\nThe collector charges the card. Its first answer is lost:")
        let card = CardProvider()
        var rows: [[String]] = []
        for time in ["00:01", "00:03"] {
            try set("2026-05-20T\(time):00Z")
            let done = try await ledger.collectDuePayments(by: card)
            let answer = done.charged == 1 ? "charged" : done.unknown == 1 ? "unknown" : "other"
            rows.append(try await month.row("collect: \(answer)", ""))
        }
        page.table(AIMonth.titles, rows)
        let taken = card.taken.map(\.amount.figure).joined(separator: ", ")
        try expect(card.taken.count == 1, "a card is charged once")
        page.say("The card was charged once: \(taken) USD.")
    }

    private mutating func bill(_ month: AIMonth) async throws {
        page.say("\nMay's invoice counts what was captured, pays the rest, clears usage:")
        try set("2026-06-01T00:00:00Z")
        let invoice = try month.may()
        let drawn = try await ledger.drawDown(
            invoice, for: month.customer, clearing: .periods([AIMonth.period])
        ).outcome
        page.table(
            ["line", "fee type", ">USD", ">captured", ">now", ">due"],
            zip(invoice.lines, drawn.lines).map { line, result in
                let now = drawn.applications.filter { $0.line == line.id }
                let paid = now.map(\.amount.figure).joined(separator: " + ")
                let isCaptured = AIMonth.requests.contains { $0.name == line.id.text }
                return [
                    line.id.text, line.feeType.rawValue, line.amount.figure,
                    isCaptured ? result.applied.figure : "", paid,
                    result.due.figure,
                ]
            })
        let balance = try await month.balance()
        page.say(
            "Credits paid \(drawn.applied.figure) USD, \(drawn.due.figure) is due; ongoing is "
                + "\(balance.ongoing), as is what is available.")
        try expect(balance.ongoing == balance.available, "the usage is cleared")
    }

    private mutating func lookAhead(_ month: AIMonth) async throws {
        let forecast = try await ledger.forecast(
            of: month.wallet, until: Instant("2026-08-01T00:00:00Z"), customer: month.customer)
        page.say("\nWhat time alone will do until August:")
        page.table(
            ["day", "what", ">in wallet"],
            [[forecast.asOf.day, "today", "\(forecast.start.settled)"]]
                + forecast.steps.map { step in
                    let causes = step.causes.map { cause in
                        if case .grantClosed(_, let lost) = cause { return "\(lost) expire" }
                        return "\(cause)"
                    }
                    return [
                        step.at.day, causes.joined(separator: ", "), "\(step.balance.settled)",
                    ]
                })
    }
}

/// A month of the AI product: its wallet, its requests, its usage, its invoice.
private struct AIMonth {
    let ledger: Ledger
    let customer: CustomerID
    let wallet: WalletID
    let invoice: InvoiceID

    struct Request {
        let name: String
        let at: String
        let until: String
        /// In dollars, what it may cost and what it did.
        let most: String
        let cost: String
    }

    static let requests = [
        Request(
            name: "request-1", at: "2026-05-02T09:00:00Z", until: "2026-05-02T09:10:00Z",
            most: "0.60", cost: "0.4125"),
        Request(
            name: "request-2", at: "2026-05-02T09:05:00Z", until: "2026-05-02T09:15:00Z",
            most: "2.50", cost: "1.8775"),
        Request(
            name: "request-3", at: "2026-05-02T09:07:00Z", until: "2026-05-02T09:17:00Z",
            most: "20.00", cost: "20.00"),
    ]

    static let titles = [
        "when", "what", ">USD", ">in wallet", ">held", ">available", ">ongoing", ">awaited",
    ]

    static var period: UsagePeriod { get throws { try UsagePeriod("2026-05") } }

    init(_ ledger: Ledger, _ clock: ManualClock) async throws {
        self.ledger = ledger
        customer = try CustomerID("ai-product")
        invoice = try InvoiceID("may")
        clock.set(try Instant("2026-05-01T00:00:00Z"))
        let rule = try TopUpRule(
            method: .target(2000, kind: .paid), trigger: .threshold(400, orEqual: false),
            payment: .chargeAutomatically, timeToLiveSeconds: 60 * 86_400)
        wallet = try await ledger.createWallet(
            CreateWallet(
                currency: .usd, rate: Rate("0.01"), name: "Tokens",
                scope: Scope(feeTypes: [.charge]), rules: [rule], paid: 1000),
            for: customer
        ).outcome
        try await ledger.topUp(
            TopUp(
                wallet, granted: .credits(500), expiresAt: Instant("2026-06-15T00:00:00Z"),
                name: "Trial"),
            of: customer)
    }

    func usage(_ amount: String) throws -> UsageReport {
        try UsageReport(
            currency: .usd, period: Self.period,
            lines: [Invoice.Line(LineID("batch"), .charge, Money(amount, .usd))])
    }

    func may() throws -> Invoice {
        let requests = try Self.requests.prefix(2).map {
            try Invoice.Line(LineID($0.name), .charge, Money($0.cost, .usd))
        }
        return try Invoice(
            id: invoice, currency: .usd,
            lines: [Invoice.Line(LineID("plan"), .subscription, Money("12.00", .usd))] + requests
                + [Invoice.Line(LineID("batch"), .charge, Money("9.30", .usd))])
    }

    func balance() async throws -> Balance {
        try await ledger.balance(of: wallet, customer: customer)
    }

    /// What the wallet has after something.
    func row(_ what: String, _ money: String) async throws -> [String] {
        let balance = try await balance()
        let figures = [
            balance.settled, balance.held, balance.available, balance.ongoing, balance.pending,
        ]
        return [balance.asOf.minute, what, money] + figures.map { "\($0)" }
    }
}
