import CreditLedger

/// Customers with one wallet each, and the ledger that keeps them.
struct World: Sendable {
    let ledger: Ledger
    let count: CommitCount
    private let usage: Int?
    /// Whether the ledger tells of each commit.
    let observed: Bool
    let customers: Int
    /// How many journal entries were made before the workload.
    private(set) var entries = 0
    /// How many transactions these hold.
    private(set) var transactions = 0
    /// The wallet of each customer.
    private(set) var wallets: [WalletID]
    /// What the process grew by for each customer with one wallet and two grants, if all were made
    /// at once.
    private(set) var bytesPerCustomer: Double?

    /// A ledger without customers.
    ///
    /// - Parameters:
    ///   - plan: what is measured.
    ///   - store: where.
    ///   - customers: how many there will be; by default as many as the plan says.
    ///   - clock: where the time comes from.
    /// - Throws: nothing but what its own ids have against it.
    init(
        _ plan: Plan, _ store: any LedgerStore, customers: Int? = nil,
        clock: any LedgerClock = SystemClock()
    ) throws {
        var configuration = Ledger.Configuration()
        if let cache = plan.cache { configuration.cacheCapacity = cache }
        self.customers = customers ?? plan.customers
        observed = plan.observes
        usage = plan.usage
        count = CommitCount()
        ledger = Ledger(
            store: store, clock: clock, ids: TimeOrderedIDs(seed: plan.seed),
            configuration: configuration, observer: plan.observes ? count : nil)
        // Written to, so that it does not grow while the customers are counted.
        wallets = Array(
            repeating: try WalletID("00000000-0000-7000-8000-000000000000"), count: self.customers)
    }

    /// Customers whom another ledger has made in what is now this store, or in one like it.
    init(_ plan: Plan, _ store: any LedgerStore, like other: World) throws {
        try self.init(plan, store, customers: other.customers)
        wallets = other.wallets
        entries = other.entries
        transactions = other.transactions
        bytesPerCustomer = other.bytesPerCustomer
    }

    /// Loads every book, so that none is loaded while the clock runs.
    func load(callers: Int) async throws {
        let ledger = ledger
        _ = try await Crowd.gather(callers, of: customers) { index in
            _ = try await ledger.snapshot(of: try Self.name(index))
        } into: { _, _ in
        }
    }

    /// What a customer is called.
    static func name(_ index: Int) throws -> CustomerID { try CustomerID("customer-\(index)") }

    /// Gives every customer a wallet with a paid and a granted grant, and `more` paid ones.
    ///
    /// - Parameters:
    ///   - more: how many grants beyond two.
    ///   - callers: how many customers are made at once.
    /// - Throws: what the ledger has against it.
    mutating func populate(more: Int = 0, callers: Int) async throws {
        let before = ProcessMemory.settled
        let (ledger, rules) = (ledger, try rules)
        entries += try await Crowd.gather(callers, of: customers) { index in
            try await ledger.createWallet(
                CreateWallet(currency: .usd, rules: rules, paid: 1_000_000, granted: 1_000_000),
                for: try Self.name(index)
            ).outcome
        } into: { index, wallet in
            self.wallets[index] = wallet
        }
        bytesPerCustomer = Double(ProcessMemory.settled - before) / Double(customers)
        let wallets = self.wallets
        for _ in 0..<more {
            entries += try await Crowd.gather(callers, of: customers) { index in
                _ = try await ledger.topUp(
                    TopUp(wallets[index], paid: .credits(1_000_000)), of: try Self.name(index))
            } into: { _, _ in
            }
        }
        transactions = customers * (2 + more)
        guard let usage, usage > 0 else { return }
        let report = try UsageReport(currency: .usd, lines: Self.usage(usage))
        entries += try await Crowd.gather(callers, of: customers) { index in
            _ = try await ledger.reportUsage(report, for: try Self.name(index))
        } into: { _, _ in
        }
    }

    /// A threshold rule that never fires, where usage is to be looked at.
    private var rules: [TopUpRule] {
        get throws {
            guard usage != nil else { return [] }
            return [
                try TopUpRule(
                    method: .fixed(paid: 100, granted: nil),
                    trigger: .threshold(10, orEqual: false))
            ]
        }
    }

    private static func usage(_ lines: Int) throws -> [Invoice.Line] {
        try (0..<lines).map {
            Invoice.Line(try LineID("meter_\($0)"), .charge, try Money(minorUnits: 125, .usd))
        }
    }

    /// What the customers were given when they were made.
    func given(more: Int) -> Sums {
        let each = Int64(customers) * 100_000_000
        return Sums(purchased: each * Int64(1 + more), promoted: each)
    }
}
