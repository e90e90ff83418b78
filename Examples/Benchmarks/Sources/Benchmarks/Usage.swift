import CreditLedger
import CreditLedgerTesting

/// The figures of usage in real time: holds, captures, and threshold checks with unbilled usage.
extension Benchmarks {
    /// A hold and its capture, each for a line of its own of one open invoice per customer.
    static func holds(customers: Int) async throws {
        let world = try await World.make(customers: customers, grants: 3)
        let count = max(100_000, customers)
        let money = try Money("0.01", .usd)
        let until = try Instant("2026-01-01T00:10:00Z")
        let invoice = try InvoiceID("in_january")
        var figures: [Double] = []
        for round in 0..<5 {
            let lines = try (0..<count).map { try LineID("call_\(round)_\($0)") }
            let figure = try await Measure.nanoseconds(per: count) {
                for index in 0..<count {
                    let customer = world.customers[index &* 7_919 % customers]
                    let hold = try await world.ledger.hold(
                        HoldCredits(money, for: .charge, until: until), for: customer)
                    _ = try await world.ledger.capture(
                        CaptureHold(
                            hold.outcome.id, money, invoice: invoice, line: lines[index]),
                        of: customer)
                }
            }
            figures.append(figure)
        }
        let name = customers == 1 ? "1 customer" : "\(customers) customers"
        report("hold + capture, \(name)", perSecond(Measure.median(figures)))
    }

    /// A hold and its capture on one customer by many callers at once, who share commits.
    static func concurrentHolds(callers: Int) async throws {
        let world = try await World.make(customers: 1, grants: 3)
        let (ledger, customer) = (world.ledger, world.customers[0])
        let money = try Money("0.01", .usd)
        let until = try Instant("2026-01-01T00:10:00Z")
        let invoice = try InvoiceID("in_january")
        var figures: [Double] = []
        for round in 0..<5 {
            let each = 20_000 / callers
            let figure = try await Measure.nanoseconds(per: each * callers) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for caller in 0..<callers {
                        group.addTask {
                            for index in 0..<each {
                                let hold = try await ledger.hold(
                                    HoldCredits(money, for: .charge, until: until), for: customer)
                                let line = try LineID("call_\(round)_\(caller)_\(index)")
                                _ = try await ledger.capture(
                                    CaptureHold(
                                        hold.outcome.id, money, invoice: invoice, line: line),
                                    of: customer)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
            }
            figures.append(figure)
        }
        report("hold + capture, 1 customer, \(callers) callers", perSecond(Measure.median(figures)))
    }

    /// A drawdown in a wallet with a threshold rule that does not fire, with and without usage.
    static func thresholdChecks(usageLines: Int) async throws {
        let rule = try TopUpRule(
            method: .fixed(paid: 100, granted: nil), trigger: .threshold(10, orEqual: false))
        var figures: [Double] = []
        for round in 0..<5 {
            let clock = ManualClock(try Instant("2026-01-01T00:00:00Z"))
            let ledger = Ledger(store: InMemoryStore(), clock: clock)
            let customer = try CustomerID("metered")
            let wallet = try await ledger.createWallet(
                CreateWallet(currency: .usd, rules: [rule], paid: 1_000_000), for: customer
            ).outcome
            for _ in 0..<2 {
                try await ledger.topUp(TopUp(wallet, granted: .credits(1_000_000)), of: customer)
            }
            if usageLines > 0 {
                let lines = try (0..<usageLines).map {
                    Invoice.Line(try LineID("meter_\($0)"), .charge, try Money("1.25", .usd))
                }
                try await ledger.reportUsage(
                    try UsageReport(currency: .usd, lines: lines), for: customer)
            }
            let line = [Invoice.Line(try LineID("usage"), .charge, try Money("0.01", .usd))]
            let invoices = try (0..<20_000).map {
                try Invoice(id: InvoiceID("in_\(round)_\($0)"), currency: .usd, lines: line)
            }
            let figure = try await Measure.nanoseconds(per: invoices.count) {
                for invoice in invoices {
                    _ = try await ledger.drawDown(invoice, for: customer)
                }
            }
            figures.append(figure)
        }
        report(
            "drawdown + threshold check, \(usageLines) usage lines",
            perSecond(Measure.median(figures)))
    }

    /// The export of a journal of drawdowns, in each format.
    static func exports(transactions count: Int) async throws {
        let world = try await World.make(customers: 1_000, grants: 3)
        for index in 0..<count {
            let line = Invoice.Line(try LineID("usage"), .charge, try Money("0.01", .usd))
            let invoice = try Invoice(id: InvoiceID("in_\(index)"), currency: .usd, lines: [line])
            _ = try await world.ledger.drawDown(invoice, for: world.customers[index % 1_000])
        }
        for format in ExportFormat.allCases {
            var figures: [Double] = []
            for _ in 0..<5 {
                let figure = try await Measure.nanoseconds(per: count + 3_000) {
                    var bytes = 0
                    for try await text in world.ledger.export(format) { bytes += text.utf8.count }
                    precondition(bytes > count * 50)
                }
                figures.append(figure)
            }
            report("export to \(format.rawValue), transactions", perSecond(Measure.median(figures)))
        }
    }
}
