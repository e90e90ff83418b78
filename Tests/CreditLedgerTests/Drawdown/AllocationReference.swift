@testable import CreditLedger

/// R6.3 by its words, one chain at a time; slow on purpose, and sharing nothing with the
/// allocation.
struct AllocationReference {
    /// Chains that were shifted along, by the number of earlier payers in them.
    private(set) var chains: [Int: Int] = [:]
    private var paid: [[Int]]
    private var due: [Int]
    private let world: AllocationWorld
    private let isLiteral: Bool

    /// The allocation by the rule, of which `isLiteral` enumerates every chain.
    ///
    /// That is, every chain that repeats no line. Else a line that a shorter or earlier chain has
    /// reached is not reached again, which is fast enough for 100 lines. Tests hold the two against
    /// each other.
    init(_ world: AllocationWorld, isLiteral: Bool) {
        self.world = world
        self.isLiteral = isLiteral
        self.due = world.dues
        self.paid = world.worths.map { _ in world.dues.map { _ in 0 } }
        for payer in world.worths.indices { takeTurn(payer) }
    }

    /// Ordered by payer, then line.
    var shares: [Allocation.Share] {
        var shares: [Allocation.Share] = []
        for (payer, row) in paid.enumerated() {
            for (line, amount) in row.enumerated() where amount > 0 {
                shares.append(.init(payer: payer, line: line, amount: Int128(amount)))
            }
        }
        return shares
    }

    private mutating func takeTurn(_ payer: Int) {
        var money = world.worths[payer]
        for line in due.indices where world.mayPay(payer, line) {
            let amount = min(money, due[line])
            paid[payer][line] += amount
            due[line] -= amount
            money -= amount
        }
        while money > 0, let chain = firstShortestChain(from: payer) {
            var amount = min(money, due[chain.lines[chain.givers.count]])
            for (line, giver) in zip(chain.lines, chain.givers) {
                amount = min(amount, paid[giver][line])
            }
            for (payer, line) in zip([payer] + chain.givers, chain.lines) {
                paid[payer][line] += amount
            }
            for (giver, line) in zip(chain.givers, chain.lines) { paid[giver][line] -= amount }
            due[chain.lines[chain.givers.count]] -= amount
            money -= amount
            chains[chain.givers.count, default: 0] += 1
        }
    }

    /// Line, earlier payer that pays it, another line that one may pay, and so on, ending in a
    /// line.
    private struct Chain {
        var lines: [Int]
        var givers: [Int] = []
    }

    private func firstShortestChain(from payer: Int) -> Chain? {
        var chains = due.indices.filter { world.mayPay(payer, $0) }.map { Chain(lines: [$0]) }
        var reached = Set(chains.flatMap(\.lines))
        while !chains.isEmpty {
            if let found = chains.first(where: { due[$0.lines[$0.givers.count]] > 0 }) {
                return found
            }
            var longer: [Chain] = []
            for chain in chains {
                for giver in 0..<payer where paid[giver][chain.lines[chain.givers.count]] > 0 {
                    for line in due.indices where world.mayPay(giver, line) {
                        guard isLiteral ? !chain.lines.contains(line) : !reached.contains(line)
                        else { continue }
                        reached.insert(line)
                        longer.append(
                            Chain(lines: chain.lines + [line], givers: chain.givers + [giver]))
                    }
                }
            }
            chains = longer
        }
        return nil
    }
}
