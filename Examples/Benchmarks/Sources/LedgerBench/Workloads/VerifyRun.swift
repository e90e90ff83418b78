import CreditLedger

/// Recomputes all books from their journals, again and again.
enum VerifyRun {
    static func report(_ plan: Plan) async throws -> Report {
        try await withLedger(plan, Place(plan)) {
            try await $0.report(plan, rounds: plan.rounds)
        }
    }

    /// A ledger with a history, and what it verifies as.
    struct Standing: Sendable {
        fileprivate let world: World
        fileprivate let first: Verification
        fileprivate let commits: Int
        fileprivate let written: Int
        fileprivate let grown: Int

        var transactions: Int { first.transactions }
    }

    /// Makes a ledger with drawdowns, and does something with it.
    ///
    /// - Parameters:
    ///   - plan: how many customers and drawdowns.
    ///   - place: where.
    ///   - work: what to do.
    /// - Returns: what it came to.
    /// - Throws: ``Failure``, or what `work` throws.
    static func withLedger<Result>(
        _ plan: Plan, _ place: Place, _ work: (Standing) async throws -> Result
    ) async throws -> Result {
        try await place.whileItStands {
            let open = try await place.open()
            var world = try World(plan, open.store)
            try await world.populate(more: Drawdowns.moreGrants, callers: plan.populators)
            var traffic = try Drawdowns(plan, world)
            var drive = Drive<Drawdowns>(plan, callers: plan.populators)
            let before = ProcessMemory.settled
            let written = try await drive.run(
                &traffic, operations: plan.operations, on: world.ledger)
            let grown = ProcessMemory.settled - before
            // The first look goes before, uncounted, and compares the accounts too.
            let first = try await Proof(ledger: world.ledger).check(
                customers: world.customers,
                sums: world.given(more: Drawdowns.moreGrants) + traffic.sums)
            let result = try await work(
                Standing(
                    world: world, first: first,
                    commits: plan.observes ? world.count.commits : first.entries,
                    written: written.operations, grown: grown))
            await open.close()
            return result
        }
    }
}

extension VerifyRun.Standing {
    /// Verifies it so many times.
    func report(_ plan: Plan, rounds: Int) async throws -> Report {
        var stretch = Stretch()
        for _ in 0..<rounds {
            let (spent, verification) = try await Self.verified(world.ledger)
            guard verification == first else { throw Failure.wrong("verify: not the same again") }
            stretch.operations += verification.transactions
            stretch.elapsed += spent
            stretch.times.append(spent)
        }
        var report = Report(plan, stretch)
        let seconds = median(stretch.times.map { Double($0) / 1e9 })
        report.add("seconds_per_verification", seconds)
        report.add("transactions_per_second", Double(first.transactions) / seconds)
        report.add("verified_transactions", first.transactions)
        report.add(
            world, commits: commits, transactions: written, grown: grown,
            peak: ProcessMemory.peak)
        return report
    }

    /// Away from the main thread, like the callers of the other workloads.
    @concurrent
    private static func verified(_ ledger: Ledger) async throws -> (Int64, Verification) {
        let began = MonotonicTime.now
        let verification = try await ledger.verify()
        return (MonotonicTime.now - began, verification)
    }
}
