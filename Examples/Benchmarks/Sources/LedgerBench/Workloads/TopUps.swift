import CreditLedger
import CreditLedgerTesting

/// Top-ups of five paid credits, for customers taken at random.
struct TopUps: Traffic {
    struct Operation: Sendable {
        let customer: CustomerID
        let wallet: WalletID
    }

    static let moreGrants = 0
    static let entriesEach = 1

    private let wallets: [WalletID]
    private var generator: SeededGenerator
    private var made = 0

    init(_ plan: Plan, _ world: World) throws {
        wallets = world.wallets
        generator = SeededGenerator(seed: UInt64(plan.seed))
    }

    var sums: Sums { Sums(purchased: Int64(made) * 500) }

    mutating func fill(_ operations: inout [Operation], count: Int) throws {
        operations.removeAll(keepingCapacity: true)
        for _ in 0..<count {
            let index = Int.random(in: 0..<wallets.count, using: &generator)
            operations.append(
                Operation(customer: try World.name(index), wallet: wallets[index]))
            made += 1
        }
    }

    static func perform(_ operation: Operation, on ledger: Ledger) async throws -> Bool {
        let receipt = try await ledger.topUp(
            TopUp(operation.wallet, paid: .credits(5)), of: operation.customer)
        return receipt.outcome.paid != nil
    }
}
