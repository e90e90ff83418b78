import CreditLedger

/// A cold start: a store is opened and a first book loaded; and all balances of it are added up.
///
/// A file's pages are dropped from memory before each; a server's can't be.
enum OpenRun {
    static func report(_ plan: Plan) async throws -> Report {
        let place = Place(plan)
        return try await withStore(plan, place) { closed in
            try await closed.report(plan, place, rounds: plan.rounds)
        }
    }

    /// What was written to a store that is closed.
    struct Closed: Sendable {
        fileprivate let drawn: DrawnWorld
        let customer: CustomerID

        var transactions: Int { drawn.verification.transactions }
    }

    /// Makes a store with drawdowns, closes it and does something with it.
    ///
    /// - Parameters:
    ///   - plan: how many customers and drawdowns.
    ///   - place: where.
    ///   - work: what to do.
    /// - Returns: what it came to.
    /// - Throws: ``Failure``, or what `work` throws.
    static func withStore<Result>(
        _ plan: Plan, _ place: Place, _ work: (Closed) async throws -> Result
    ) async throws -> Result {
        try await place.whileItStands {
            let open = try await place.open()
            let drawn = try await DrawnWorld(plan, in: open.store)
            await open.close()
            return try await work(
                Closed(drawn: drawn, customer: try World.name(plan.customers / 2)))
        }
    }
}

extension OpenRun.Closed {
    /// Opens it and adds it up so many times.
    func report(_ plan: Plan, _ place: Place, rounds: Int) async throws -> Report {
        var stretch = Stretch()
        var balances: [Double] = []
        for _ in 0..<rounds {
            place.forget()
            let spent = try await opened(plan, place)
            stretch.operations += 1
            stretch.elapsed += spent
            stretch.times.append(spent)
            place.forget()
            balances.append(Double(try await addedUp(plan, place)) / 1e9)
        }
        let seconds = median(balances)
        var report = Report(plan, stretch)
        report.add("ms_to_first_load", median(stretch.times.map { Double($0) / 1e6 }))
        report.add("seconds_of_all_balances", seconds)
        report.add("transactions_per_second", Double(transactions) / seconds)
        report.add("added_transactions", transactions)
        drawn.describe(in: &report)
        return report
    }

    /// What it takes until the first book is there, in nanoseconds.
    @concurrent
    private func opened(_ plan: Plan, _ place: Place) async throws -> Int64 {
        let began = MonotonicTime.now
        let open = try await place.open()
        let snapshot = try await Ledger(store: open.store).snapshot(of: customer)
        let spent = MonotonicTime.now - began
        await open.close()
        guard snapshot.wallets.count == 1 else { throw Failure.wrong("A book has no wallet.") }
        return spent
    }

    /// What it takes to add all balances up, in nanoseconds.
    @concurrent
    private func addedUp(_ plan: Plan, _ place: Place) async throws -> Int64 {
        let open = try await place.open()
        let began = MonotonicTime.now
        let balance = try await Ledger(store: open.store).trialBalance()
        let spent = MonotonicTime.now - began
        await open.close()
        guard balance.wallets.count == plan.customers else {
            throw Failure.wrong("\(balance.wallets.count) wallets have a balance.")
        }
        try Proof.compare(balance, drawn.sums)
        return spent
    }
}
