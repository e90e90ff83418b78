import CreditLedger
import CreditLedgerTesting

/// Customers with one wallet each, made through the public façade.
struct World {
    let ledger: Ledger
    let clock: ManualClock
    var customers: [CustomerID] = []
    var wallets: [WalletID] = []

    /// Makes customers with one wallet each.
    ///
    /// - Parameters:
    ///   - count: how many customers.
    ///   - grants: how many open grants each has; the first two come with the wallet.
    /// - Returns: the world with its ledger, at the beginning of 2026.
    /// - Throws: what the ledger has against the commands.
    static func make(customers count: Int, grants: Int) async throws -> World {
        let clock = ManualClock(try Instant("2026-01-01T00:00:00Z"))
        let ledger = Ledger(
            store: InMemoryStore(), clock: clock, ids: TimeOrderedIDs(seed: 1),
            configuration: Ledger.Configuration(cacheCapacity: max(count * 2, 1_000)))
        var world = World(ledger: ledger, clock: clock)
        world.customers.reserveCapacity(count)
        world.wallets.reserveCapacity(count)
        for index in 0..<count {
            let customer = try CustomerID("customer-\(index)")
            let wallet = try await ledger.createWallet(
                CreateWallet(currency: .usd, paid: 1_000_000, granted: 1_000_000),
                for: customer)
            if grants > 2 {
                for _ in 2..<grants {
                    try await ledger.topUp(
                        TopUp(wallet.outcome, paid: .credits(1_000_000)), of: customer)
                }
            }
            world.customers.append(customer)
            world.wallets.append(wallet.outcome)
        }
        return world
    }
}
