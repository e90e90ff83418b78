import CreditLedger

/// Measures a kind of operations on a ledger of its own.
enum TrafficRun<Kind: Traffic> {
    static func report(_ plan: Plan) async throws -> Report {
        let place = Place(plan)
        return try await place.whileItStands {
            let open = try await place.open()
            var world = try World(plan, open.store)
            try await world.populate(more: Kind.moreGrants, callers: plan.populators)
            let report = try await measure(world, plan)
            await open.close()
            return report
        }
    }

    /// Measures on customers that are there.
    private static func measure(_ world: World, _ plan: Plan) async throws -> Report {
        var traffic = try Kind(plan, world)
        var drive = Drive<Kind>(plan)
        let warm = try await drive.run(&traffic, operations: plan.warmup, on: world.ledger)
        let before = ProcessMemory.settled
        world.count.reset()
        let stretch = try await drive.run(
            &traffic, operations: plan.operations, on: world.ledger)
        let commits = world.count.commits
        let (grown, peak) = (ProcessMemory.settled - before, ProcessMemory.peak)
        guard stretch.wrong + warm.wrong == 0 else {
            throw Failure.wrong("\(stretch.wrong + warm.wrong) operations came to something else.")
        }
        let verification = try await Proof(ledger: world.ledger).check(
            customers: world.customers, sums: world.given(more: Kind.moreGrants) + traffic.sums)
        let operations = plan.warmup + plan.operations
        guard verification.entries == world.entries + operations * Kind.entriesEach else {
            throw Failure.wrong("\(verification.entries) entries for \(operations) operations")
        }
        // The warm-up's operations are of the same kinds, so its share is that of their number.
        let share = Double(plan.operations) / Double(operations)
        let transactions = Double(verification.transactions - world.transactions) * share
        var report = Report(plan, stretch)
        report.add(
            world, commits: plan.observes ? commits : plan.operations * Kind.entriesEach,
            transactions: Int(transactions), grown: grown, peak: peak)
        return report
    }
}

extension Plan {
    /// How many callers make customers: commits of a durable store are shared by many.
    var populators: Int { store == .memory ? 1 : 256 }
}
