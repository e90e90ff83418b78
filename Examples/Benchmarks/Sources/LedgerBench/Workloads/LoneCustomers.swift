import CreditLedger

/// Customers who come one after another, each with a history or with grants of its own.
struct LoneCustomers {
    let ledger: Ledger
    private let plan: Plan
    private let lines: [Invoice.Line]
    private(set) var count = 0
    private var sums = Sums()
    private var transactions = 0
    private var entries = 0
    /// What the timed drawdowns took.
    var times: [Int64] = []

    init(_ ledger: Ledger, _ plan: Plan) {
        self.ledger = ledger
        self.plan = plan
        lines = (try? Drawdowns.line).map { [$0] } ?? []
    }

    /// Times drawdowns of a new customer.
    ///
    /// - Parameters:
    ///   - after: how many drawdowns go before, untimed.
    ///   - grants: how many open grants the customer has.
    ///   - window: how many drawdowns are timed.
    /// - Returns: what each of them took, in nanoseconds.
    /// - Throws: what the ledger has against it, or ``Failure`` for a wrong result.
    mutating func time(after: Int, grants: Int, window: Int) async throws -> [Int64] {
        let customer = try World.name(count)
        count += 1
        let ledger = ledger
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, paid: 1_000_000), for: customer
        ).outcome
        let topUp = TopUp(wallet, paid: .credits(1_000_000))
        let more = grants - 1
        // Many callers share commits, where these are slow.
        _ = try await Crowd.gather(plan.populators, of: more) { _ in
            _ = try await ledger.topUp(topUp, of: customer)
        } into: { _, _ in
        }
        let lines = lines
        _ = try await Crowd.gather(plan.populators, of: after) { index in
            let invoice = try Invoice(id: InvoiceID("in_\(index)"), currency: .usd, lines: lines)
            _ = try await ledger.drawDown(invoice, for: customer)
        } into: { _, _ in
        }
        let invoices = try (0..<window).map {
            try Invoice(id: InvoiceID("timed_\($0)"), currency: .usd, lines: lines)
        }
        let (spent, wrong) = try await Self.timed(invoices, customer, ledger)
        guard wrong == 0 else { throw Failure.wrong("\(wrong) drawdowns came to something else.") }
        times += spent
        sums.purchased += Int64(grants) * 100_000_000
        sums.redeemed += Int64(after + window) * Drawdowns.cents
        transactions += grants + after + window
        entries += grants + after + window
        return spent
    }

    /// Away from the main thread, like the callers of the other workloads.
    @concurrent
    private static func timed(
        _ invoices: [Invoice], _ customer: CustomerID, _ ledger: Ledger
    ) async throws -> (times: [Int64], wrong: Int) {
        var times: [Int64] = []
        times.reserveCapacity(invoices.count)
        var wrong = 0
        for invoice in invoices {
            let began = MonotonicTime.now
            let receipt = try await ledger.drawDown(invoice, for: customer)
            times.append(MonotonicTime.now - began)
            if receipt.outcome.applied != invoice.total { wrong += 1 }
        }
        return (times, wrong)
    }

    /// Checks the ledger, and reports what was timed with the workload's own figures.
    ///
    /// - Parameters:
    ///   - plan: what was measured.
    ///   - world: the ledger's counts.
    ///   - grown: by how many bytes the process grew.
    ///   - peak: how many it had at most.
    ///   - own: adds the workload's own figures.
    /// - Returns: all figures.
    /// - Throws: ``Failure`` if something differs.
    func report(
        _ plan: Plan, _ world: World, grown: Int, peak: Int, own: (inout Report) -> Void
    ) async throws -> Report {
        let commits = world.count.commits
        let verification = try await Proof(ledger: ledger).check(customers: count, sums: sums)
        guard verification.entries == entries else {
            throw Failure.wrong("\(verification.entries) entries, not \(entries)")
        }
        let stretch = Stretch(
            operations: times.count, elapsed: times.reduce(0, +), wrong: 0, times: times)
        var report = Report(plan, stretch, customers: count)
        own(&report)
        report.add(
            world, commits: plan.observes ? commits : entries, transactions: transactions,
            grown: grown, peak: peak)
        return report
    }
}
