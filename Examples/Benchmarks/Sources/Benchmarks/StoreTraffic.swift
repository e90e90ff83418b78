import CreditLedger
import Foundation

/// Customers of a durable store and what callers do for them, through the public façade.
struct StoreTraffic: Sendable {
    let ledger: Ledger
    let customers: [CustomerID]
    /// The first wallet of each customer.
    var wallets: [WalletID] = []

    init(_ store: any LedgerStore, customers: [CustomerID]) {
        ledger = Ledger(
            store: store,
            configuration: Ledger.Configuration(cacheCapacity: max(customers.count * 2, 1_000)))
        self.customers = customers
    }

    static func names(_ count: Int) throws -> [CustomerID] {
        try (0..<count).map { try CustomerID("customer-\($0)") }
    }

    /// Does something for every customer, by many callers at once.
    ///
    /// - Parameters:
    ///   - callers: how many at once; each has customers of its own.
    ///   - count: how often in all; every customer in turn.
    ///   - work: what to do for the customer at the first number, for the so-manieth time.
    /// - Returns: how long it took, in all and each time.
    /// - Throws: what `work` throws.
    func time(
        callers: Int, count: Int,
        _ work: @escaping @Sendable (_ customer: Int, _ time: Int) async throws -> Void
    ) async throws -> Run {
        let total = customers.count
        let start = ContinuousClock.now
        let times = try await withThrowingTaskGroup(of: [Int64].self) { group in
            for caller in 0..<callers {
                group.addTask {
                    var times: [Int64] = []
                    times.reserveCapacity(count / callers + 1)
                    for index in stride(from: caller, to: count, by: callers) {
                        let began = ContinuousClock.now
                        try await work(index % total, index / total)
                        times.append(Self.nanoseconds(since: began))
                    }
                    return times
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        return Run(elapsed: Double(Self.nanoseconds(since: start)), times: times)
    }

    static func nanoseconds(since start: ContinuousClock.Instant) -> Int64 {
        let spent = start.duration(to: .now).components
        return spent.seconds * 1_000_000_000 + spent.attoseconds / 1_000_000_000
    }

    /// Gives every customer a wallet with so many open grants.
    ///
    /// - Parameters:
    ///   - grants: how many.
    ///   - callers: how many customers are made at once.
    /// - Throws: what the ledger has against the commands.
    func populate(grants: Int, callers: Int) async throws {
        _ = try await time(callers: callers, count: customers.count) { index, _ in
            let wallet = try await ledger.createWallet(
                CreateWallet(currency: .usd, paid: 1_000_000), for: customers[index]
            ).outcome
            for _ in 1..<max(grants, 1) {
                try await ledger.topUp(
                    TopUp(wallet, granted: .credits(1_000_000)), of: customers[index])
            }
        }
    }

    /// Loads every book, so that none is loaded while the clock runs, and learns of the wallets.
    mutating func warm() async throws {
        wallets.removeAll()
        for customer in customers {
            let snapshot = try await ledger.snapshot(of: customer)
            wallets += snapshot.wallets.prefix(1).map(\.id)
        }
    }

    /// Drawdowns of one line, each with a key of its own.
    func drawDown(callers: Int, count: Int, round: String) async throws -> Run {
        let lines = [Invoice.Line(try LineID("usage"), .charge, try Money("0.01", .usd))]
        return try await time(callers: callers, count: count) { index, time in
            let invoice = try Invoice(
                id: InvoiceID("in_\(round)_\(time)"), currency: .usd, lines: lines)
            let context = Context(key: try IdempotencyKey("key-\(round)-\(time)"))
            _ = try await ledger.drawDown(invoice, for: customers[index], context: context)
        }
    }

    /// Drawdowns of one customer, as fast as may be: it is a history that is wanted.
    func drawDownAlone(count: Int) async throws {
        let lines = [Invoice.Line(try LineID("usage"), .charge, try Money("0.01", .usd))]
        _ = try await time(callers: 256, count: count) { _, time in
            let invoice = try Invoice(
                id: InvoiceID("in_\(time)"), currency: .usd, lines: lines)
            let context = Context(key: try IdempotencyKey("key-\(time)"))
            _ = try await ledger.drawDown(invoice, for: customers[0], context: context)
        }
    }

    /// Top-ups of paid credits, each with a key of its own.
    func topUp(callers: Int, count: Int, round: String) async throws -> Run {
        try await time(callers: callers, count: count) { index, time in
            let context = Context(key: try IdempotencyKey("top-\(round)-\(time)"))
            _ = try await ledger.topUp(
                TopUp(wallets[index], paid: .credits(5)), of: customers[index], context: context)
        }
    }
}
