import CreditLedger
import CreditLedgerTesting

/// A hold and its capture, for a line of its own of the customer's open invoice.
struct Holds: Traffic {
    struct Operation: Sendable {
        let customer: CustomerID
        let hold: HoldCredits
        let invoice: InvoiceID
        let line: LineID
    }

    static let moreGrants = 1
    static let entriesEach = 2

    private let customers: Int
    private let hold: HoldCredits
    private let invoice: InvoiceID
    private var generator: SeededGenerator
    private var made = 0

    init(_ plan: Plan, _ world: World) throws {
        customers = world.customers
        generator = SeededGenerator(seed: UInt64(plan.seed))
        hold = HoldCredits(try Money(minorUnits: 1, .usd), for: .charge, until: .latest)
        invoice = try InvoiceID("in_january")
    }

    var sums: Sums { Sums(redeemed: Int64(made)) }

    mutating func fill(_ operations: inout [Operation], count: Int) throws {
        operations.removeAll(keepingCapacity: true)
        for _ in 0..<count {
            let index = Int.random(in: 0..<customers, using: &generator)
            operations.append(
                Operation(
                    customer: try World.name(index), hold: hold, invoice: invoice,
                    line: try LineID("call_\(made)")))
            made += 1
        }
    }

    static func perform(_ operation: Operation, on ledger: Ledger) async throws -> Bool {
        let hold = try await ledger.hold(operation.hold, for: operation.customer)
        let captured = try await ledger.capture(
            CaptureHold(
                hold.outcome.id, operation.hold.amount, invoice: operation.invoice,
                line: operation.line),
            of: operation.customer)
        return captured.outcome.applied == operation.hold.amount
    }
}
