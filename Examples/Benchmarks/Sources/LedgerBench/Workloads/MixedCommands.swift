import CreditLedger
import CreditLedgerTesting

/// 70 % drawdowns, 20 % top-ups, 5 % voids and 5 % reinstatements, each with a key of its own; the
/// customers by Zipf's law.
///
/// What is added is used before what the customers began with, and more is used than added, so that
/// the busiest customers' books do not fill up with open grants.
struct MixedCommands: Traffic {
    enum Work: Sendable {
        case drawDown(Invoice)
        case topUp(WalletID)
        case void(WalletID)
        case reinstate(InvoiceID)
    }

    struct Operation: Sendable {
        let customer: CustomerID
        let key: IdempotencyKey
        let work: Work
    }

    /// An invoice that was drawn down in an earlier block.
    private struct Drawn: Sendable {
        let customer: Int
        let number: Int
    }

    static let moreGrants = 1
    static let entriesEach = 1
    private static let remembered = 65_536

    private let wallets: [WalletID]
    private let zipf: ZipfSampler
    private let lines: [Invoice.Line]
    private var generator: SeededGenerator
    private var made = 0
    private var drawn: [Drawn] = []
    private var drawnOfBlock: [Drawn] = []
    private(set) var sums = Sums()

    init(_ plan: Plan, _ world: World) throws {
        wallets = world.wallets
        zipf = ZipfSampler(count: world.customers)
        generator = SeededGenerator(seed: UInt64(plan.seed))
        lines = [Invoice.Line(try LineID("usage"), .charge, try Money(minorUnits: 100, .usd))]
        drawn.reserveCapacity(Self.remembered)
        drawnOfBlock.reserveCapacity(Self.remembered)
    }

    mutating func fill(_ operations: inout [Operation], count: Int) throws {
        operations.removeAll(keepingCapacity: true)
        drawn.append(contentsOf: drawnOfBlock.prefix(Self.remembered - drawn.count))
        drawnOfBlock.removeAll(keepingCapacity: true)
        for _ in 0..<count {
            operations.append(try next())
            made += 1
        }
    }

    private mutating func next() throws -> Operation {
        let customer = zipf.next(using: &generator)
        let key = try IdempotencyKey("k\(made)")
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<20:
            sums.purchased += 300
            return try operation(customer, key, .topUp(wallets[customer]))
        case 20..<25:
            sums.voided += 100
            return try operation(customer, key, .void(wallets[customer]))
        case 25..<30 where !drawn.isEmpty:
            let place = Int.random(in: 0..<drawn.count, using: &generator)
            drawn.swapAt(place, drawn.count - 1)
            let invoice = drawn.removeLast()
            sums.redeemed -= 100
            return try operation(
                invoice.customer, key, .reinstate(InvoiceID("in_\(invoice.number)")))
        default:
            sums.redeemed += 100
            if drawnOfBlock.count < Self.remembered {
                drawnOfBlock.append(Drawn(customer: customer, number: made))
            }
            let invoice = try Invoice(id: InvoiceID("in_\(made)"), currency: .usd, lines: lines)
            return try operation(customer, key, .drawDown(invoice))
        }
    }

    private func operation(
        _ customer: Int, _ key: IdempotencyKey, _ work: Work
    ) throws -> Operation {
        Operation(customer: try World.name(customer), key: key, work: work)
    }

    static func perform(_ operation: Operation, on ledger: Ledger) async throws -> Bool {
        let (customer, context) = (operation.customer, Context(key: operation.key))
        switch operation.work {
        case .drawDown(let invoice):
            let receipt = try await ledger.drawDown(invoice, for: customer, context: context)
            return receipt.outcome.applied == invoice.total && !receipt.replayed
        case .topUp(let wallet):
            let topUp = TopUp(wallet, paid: .credits(3), priority: 10)
            let receipt = try await ledger.topUp(topUp, of: customer, context: context)
            return receipt.outcome.paid != nil && !receipt.replayed
        case .void(let wallet):
            let receipt = try await ledger.voidCredits(
                VoidCredits(wallet, 1), of: customer, context: context)
            return receipt.outcome == 1 && !receipt.replayed
        case .reinstate(let invoice):
            let receipt = try await ledger.reinstate(
                Reinstate(invoice), for: customer, context: context)
            return receipt.outcome.reinstated == 1 && !receipt.replayed
        }
    }
}
