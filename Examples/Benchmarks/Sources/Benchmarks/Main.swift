import CreditLedger
import CreditLedgerTesting
import Foundation

/// The figures of the ledger over the in-memory store, through its public façade, one caller.
///
/// Arguments: numbers of customers for the drawdowns (by default all three), or `memory` or `usage`
/// for those alone; `stores` and where for the durable stores, which says what else it takes.
@main
struct Benchmarks {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "stores" { return try await stores(arguments.dropFirst()) }
        let sizes = arguments.compactMap { Int($0) }
        if arguments.contains("usage") { return try await usage() }
        // First, while no memory has been freed that could be used again.
        if sizes.isEmpty || arguments.contains("memory") { try await memory() }
        if arguments.contains("memory") { return }
        for size in sizes.isEmpty ? [1_000, 100_000, 1_000_000] : sizes {
            try await drawdowns(customers: size)
        }
        try await topUps()
        try await largeDrawdown()
        if sizes.isEmpty { try await usage() }
    }

    /// Usage in real time, and the way out of the ledger.
    static func usage() async throws {
        try await holds(customers: 1)
        try await holds(customers: 100_000)
        try await concurrentHolds(callers: 100)
        for lines in [0, 50] { try await thresholdChecks(usageLines: lines) }
        try await exports(transactions: 100_000)
    }

    /// Drawdowns of one line; a customer has one wallet and 3 open grants.
    static func drawdowns(customers: Int) async throws {
        let world = try await World.make(customers: customers, grants: 3)
        let count = max(200_000, min(customers, 1_000_000))
        var figures: [Double] = []
        var memory: [Double] = []
        for round in 0..<5 {
            let line = [Invoice.Line(try LineID("usage"), .charge, try Money("0.01", .usd))]
            // What the caller makes of its own data is not the ledger's time.
            let invoices = try (0..<count).map {
                try Invoice(id: InvoiceID("in_\(round)_\($0)"), currency: .usd, lines: line)
            }
            let before = Measure.residentBytes() ?? 0
            let figure = try await Measure.nanoseconds(per: count) {
                for index in 0..<count {
                    // A stride over all customers, as traffic has no order.
                    let customer = world.customers[index &* 7_919 % customers]
                    _ = try await world.ledger.drawDown(invoices[index], for: customer)
                }
            }
            figures.append(figure)
            memory.append(Double((Measure.residentBytes() ?? 0) - before) / Double(count))
        }
        report("drawdowns, \(customers) customers", perSecond(Measure.median(figures)))
        let bytes = String(format: "%10.0f", Measure.median(memory))
        report("  bytes per journalled transaction", bytes)
    }

    static func topUps() async throws {
        var figures: [Double] = []
        for _ in 0..<5 {
            let world = try await World.make(customers: 1_000, grants: 2)
            let figure = try await Measure.nanoseconds(per: 50_000) {
                for index in 0..<50_000 {
                    let place = index % 1_000
                    _ = try await world.ledger.topUp(
                        TopUp(world.wallets[place], paid: .credits(5)),
                        of: world.customers[place])
                }
            }
            figures.append(figure)
        }
        report("top-ups, 1000 customers", perSecond(Measure.median(figures)))
    }

    /// One drawdown of 1,000 lines over 100 grants with mixed scopes.
    static func largeDrawdown() async throws {
        var figures: [Double] = []
        for _ in 0..<5 {
            let clock = ManualClock(try Instant("2026-01-01T00:00:00Z"))
            let ledger = Ledger(store: InMemoryStore(), clock: clock)
            let customer = try CustomerID("large")
            let wallet = try await ledger.createWallet(
                CreateWallet(currency: .usd), for: customer
            ).outcome
            let prices = try (0..<20).map { try PriceCode("price_\($0)") }
            for index in 0..<100 {
                let scope =
                    switch index % 4 {
                    case 0: Scope(feeTypes: [.charge])
                    case 1: Scope(prices: [prices[index % 20], prices[(index + 7) % 20]])
                    case 2: Scope(feeTypes: [.subscription, .commitment])
                    default: Scope.everything
                    }
                try await ledger.topUp(
                    TopUp(
                        wallet, granted: .credits(100), priority: index % 10, scope: scope),
                    of: customer)
            }
            let lines = try (0..<1_000).map { index in
                Invoice.Line(
                    try LineID("line_\(index)"), FeeType.allCases[index % 3],
                    try Money("9.75", .usd), price: index % 5 == 0 ? nil : prices[index % 20])
            }
            let invoice = try Invoice(id: InvoiceID("in_large"), currency: .usd, lines: lines)
            let figure = try await Measure.nanoseconds(per: 1) {
                let receipt = try await ledger.drawDown(invoice, for: customer)
                precondition(receipt.outcome.applications.count >= 900)
            }
            figures.append(figure)
        }
        report(
            "one drawdown of 1000 lines over 100 grants",
            String(format: "%10.2f ms", Measure.median(figures) / 1e6))
    }

    /// Resident growth per customer with one wallet and two grants.
    static func memory() async throws {
        let before = Measure.residentBytes() ?? 0
        let world = try await World.make(customers: 1_000_000, grants: 2)
        let after = Measure.residentBytes() ?? 0
        report(
            "bytes per customer (1 wallet, 2 grants)",
            String(format: "%10.0f", Double(after - before) / Double(world.customers.count)))
    }
}
