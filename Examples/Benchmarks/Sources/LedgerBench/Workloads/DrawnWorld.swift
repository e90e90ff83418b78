import CreditLedger

/// Customers who have drawn down, proved: what the workloads that only read begin with.
struct DrawnWorld: Sendable {
    let world: World
    /// What stands in the accounts, by what was asked for.
    let sums: Sums
    /// What it verifies as.
    let verification: Verification
    let commits: Int
    /// How many drawdowns there were.
    let drawdowns: Int
    /// What the process grew by meanwhile, in bytes.
    let grown: Int

    /// Makes the plan's customers and drawdowns.
    ///
    /// - Parameters:
    ///   - plan: how many.
    ///   - store: where.
    /// - Throws: ``Failure``, or what the ledger has against it.
    init(_ plan: Plan, in store: any LedgerStore) async throws {
        var world = try World(plan, store)
        try await world.populate(more: Drawdowns.moreGrants, callers: plan.populators)
        var traffic = try Drawdowns(plan, world)
        var drive = Drive<Drawdowns>(plan, callers: plan.populators)
        let before = ProcessMemory.settled
        drawdowns = try await drive.run(
            &traffic, operations: plan.operations, on: world.ledger
        ).operations
        grown = ProcessMemory.settled - before
        sums = world.given(more: Drawdowns.moreGrants) + traffic.sums
        verification = try await Proof(ledger: world.ledger).check(
            customers: world.customers, sums: sums)
        commits = plan.observes ? world.count.commits : verification.entries
        self.world = world
    }

    /// Adds what every workload reports of its world.
    func describe(in report: inout Report) {
        report.add(
            world, commits: commits, transactions: drawdowns, grown: grown,
            peak: ProcessMemory.peak)
    }
}
