extension Report {
    /// The figures that every run has: what was asked for, and what it took.
    ///
    /// - Parameters:
    ///   - plan: what was measured.
    ///   - stretch: what it came to.
    ///   - customers: how many there were, if the plan does not say.
    init(_ plan: Plan, _ stretch: Stretch, customers: Int? = nil) {
        self.init(plan, customers: customers)
        let latencies = Latencies(stretch.times)
        add("operations", stretch.operations)
        add("seconds", Double(stretch.elapsed) / 1e9)
        add("operations_per_second", Double(stretch.operations) * 1e9 / Double(stretch.elapsed))
        add("p50_us", Double(latencies.percentile(50)) / 1e3)
        add("p99_us", Double(latencies.percentile(99)) / 1e3)
        add("max_us", Double(latencies.longest) / 1e3)
        add("timed", latencies.count)
        add("clock_ns", Int(MonotonicTime.cost))
    }

    /// What was asked for.
    init(_ plan: Plan, customers: Int? = nil) {
        self.init()
        add("workload", plan.workload.rawValue)
        add("store", plan.store.label)
        add("customers", customers ?? plan.customers)
        add("callers", plan.callers)
        add("seed", Int(plan.seed))
    }

    /// The figures of memory and of commits.
    ///
    /// - Parameters:
    ///   - world: the ledger's own counts.
    ///   - commits: how many there were while memory grew.
    ///   - transactions: how many were journalled meanwhile.
    ///   - grown: by how many bytes the process grew.
    ///   - peak: how many it had at most.
    mutating func add(_ world: World, commits: Int, transactions: Int, grown: Int, peak: Int) {
        let customers = self["customers"] ?? 1
        add("peak_bytes", peak)
        // Where customers come one after another, all that the process grew by is theirs.
        add("bytes_per_customer", world.bytesPerCustomer ?? Double(grown) / customers)
        add("bytes_per_transaction", Double(grown) / Double(max(transactions, 1)))
        add("transactions", transactions)
        add("commits", commits)
        add("conflicts", world.count.conflicts)
        add("observed", world.observed ? 1 : 0)
        add("verified", 1)
    }
}
