import CreditLedger
import CreditLedgerTesting

/// Sweeps over all customers, of whom 1 % have a grant that has just expired.
enum SweepRun {
    private static let day: Int64 = 86_400_000

    static func report(_ plan: Plan) async throws -> Report {
        let place = Place(plan)
        return try await place.whileItStands {
            let open = try await place.open()
            let start = SystemClock().now
            let clock = ManualClock(start)
            var world = try World(plan, open.store, clock: clock)
            try await world.populate(callers: plan.populators)
            let report = try await measure(world, plan, clock, start)
            await open.close()
            return report
        }
    }

    /// In each round others are due: those of every hundredth number, from the round's on.
    private static func due(_ plan: Plan, _ round: Int) -> [Int] {
        Array(stride(from: round % max(plan.customers, 1), to: plan.customers, by: 100))
    }

    private static func measure(
        _ world: World, _ plan: Plan, _ clock: ManualClock, _ start: Instant
    ) async throws -> Report {
        var (sums, given) = (world.given(more: 0), 0)
        let rounds = 0...plan.rounds
        for round in rounds {
            let ends = try Instant(milliseconds: start.milliseconds + Int64(round + 1) * day)
            let due = due(plan, round)
            given += try await Crowd.gather(plan.populators, of: due.count) { index in
                try await world.ledger.topUp(
                    TopUp(world.wallets[due[index]], granted: .credits(7), expiresAt: ends),
                    of: World.name(due[index]))
            } into: { _, _ in
            }
        }
        sums.promoted += Int64(given) * 700
        sums.expired = Int64(given) * 700
        var stretch = Stretch()
        let before = ProcessMemory.settled
        world.count.reset()
        // The first round goes before, uncounted.
        for round in rounds {
            clock.set(try Instant(milliseconds: start.milliseconds + Int64(round + 1) * day))
            let began = MonotonicTime.now
            let done = try await world.ledger.advanceDue()
            let spent = MonotonicTime.now - began
            let count = due(plan, round).count
            guard done.advanced == count, done.failureCount == 0 else {
                throw Failure.wrong("\(done.advanced) books were advanced, not \(count).")
            }
            guard round > 0 else { continue }
            stretch.operations += done.advanced
            stretch.elapsed += spent
            stretch.times.append(spent)
        }
        let (grown, peak) = (ProcessMemory.settled - before, ProcessMemory.peak)
        _ = try await Proof(ledger: world.ledger).check(customers: world.customers, sums: sums)
        var report = Report(plan, stretch)
        report.add("seconds_per_sweep", median(stretch.times.map { Double($0) / 1e9 }))
        report.add("books_advanced", due(plan, plan.rounds).count)
        report.add("sweeps", plan.rounds)
        report.add(
            world, commits: stretch.operations, transactions: given, grown: grown, peak: peak)
        return report
    }
}
