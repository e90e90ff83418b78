import CreditLedger
import CreditLedgerTesting

/// Invoices of one line, each of an id of its own, for customers taken at random.
struct Drawdowns: Traffic {
    struct Operation: Sendable {
        let customer: CustomerID
        let invoice: Invoice
    }

    static let moreGrants = 1
    static let entriesEach = 1
    static let cents: Int64 = 1

    private let customers: Int
    // Shared by all invoices, so that it is the caller's and not counted as the ledger's.
    private let lines: [Invoice.Line]
    private var generator: SeededGenerator
    private var made = 0

    init(_ plan: Plan, _ world: World) throws {
        customers = world.customers
        generator = SeededGenerator(seed: UInt64(plan.seed))
        lines = [try Self.line]
    }

    static var line: Invoice.Line {
        get throws {
            Invoice.Line(try LineID("usage"), .charge, try Money(minorUnits: cents, .usd))
        }
    }

    var sums: Sums { Sums(redeemed: Int64(made) * Self.cents) }

    mutating func fill(_ operations: inout [Operation], count: Int) throws {
        operations.removeAll(keepingCapacity: true)
        for _ in 0..<count {
            let index = Int.random(in: 0..<customers, using: &generator)
            operations.append(
                Operation(
                    customer: try World.name(index),
                    invoice: try Invoice(
                        id: InvoiceID("in_\(made)"), currency: .usd, lines: lines)))
            made += 1
        }
    }

    static func perform(_ operation: Operation, on ledger: Ledger) async throws -> Bool {
        let receipt = try await ledger.drawDown(operation.invoice, for: operation.customer)
        return receipt.outcome.applied == operation.invoice.total
    }
}
