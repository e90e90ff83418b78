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
        fileprivate let drawn: DrawnWorld

        var transactions: Int { drawn.verification.transactions }
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
            // The first look goes before, uncounted, and compares the accounts too.
            let drawn = try await DrawnWorld(plan, in: open.store)
            let result = try await work(Standing(drawn: drawn))
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
            let (spent, verification) = try await Self.verified(drawn.world.ledger)
            guard verification == drawn.verification else {
                throw Failure.wrong("verify: not the same again")
            }
            stretch.operations += verification.transactions
            stretch.elapsed += spent
            stretch.times.append(spent)
        }
        var report = Report(plan, stretch)
        let seconds = median(stretch.times.map { Double($0) / 1e9 })
        report.add("seconds_per_verification", seconds)
        report.add("transactions_per_second", Double(transactions) / seconds)
        report.add("verified_transactions", transactions)
        drawn.describe(in: &report)
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
