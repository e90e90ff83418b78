import CreditLedger

/// A kind of operations, made before the clock starts and done while it runs.
protocol Traffic: Sendable {
    associatedtype Operation: Sendable

    /// The open grants of a customer beyond two, at first.
    static var moreGrants: Int { get }
    /// How many journal entries an operation makes.
    static var entriesEach: Int { get }

    init(_ plan: Plan, _ world: World) throws

    /// What the operations that were made so far move in all.
    var sums: Sums { get }

    /// Makes the next operations, in place of those that are done.
    ///
    /// Operations of one block are done in any order, so none depends on another of its block.
    mutating func fill(_ operations: inout [Operation], count: Int) throws

    /// Does an operation.
    ///
    /// - Returns: whether it came to what it must.
    static func perform(_ operation: Operation, on ledger: Ledger) async throws -> Bool
}

extension Drive {
    /// Does further operations on a ledger.
    mutating func run(
        _ traffic: inout Kind, operations: Int, on ledger: Ledger
    ) async throws -> Stretch {
        let (callers, sampling) = (callers, sampling)
        return try await run(&traffic, operations: operations) { block in
            try await Self.together(callers, block) { block, caller in
                try await Share(block, caller, of: callers, sampling: sampling) {
                    try await Kind.perform($0, on: ledger)
                }
            }
        }
    }
}

/// What operations move in all, in cents and in cents' worth of credits.
struct Sums: Sendable {
    var purchased: Int64 = 0
    var promoted: Int64 = 0
    var redeemed: Int64 = 0
    var voided: Int64 = 0
    var expired: Int64 = 0

    static func + (left: Sums, right: Sums) -> Sums {
        Sums(
            purchased: left.purchased + right.purchased, promoted: left.promoted + right.promoted,
            redeemed: left.redeemed + right.redeemed, voided: left.voided + right.voided,
            expired: left.expired + right.expired)
    }
}
