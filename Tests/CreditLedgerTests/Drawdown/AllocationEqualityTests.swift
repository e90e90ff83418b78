import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// The allocation against the words of R6.3, share by share.
@Suite("R6.3: the flow is that of the rule, share by share")
struct AllocationEqualityTests {
    /// How many chains of each length the worlds of a test had, so that none passes by being easy.
    private struct Tally {
        var worlds = 0
        var chains: [Int: Int] = [:]

        /// Whether the world's shares are those of the rule.
        mutating func agrees(_ world: AllocationWorld, isLiteral: Bool) -> Bool {
            let reference = AllocationReference(world, isLiteral: isLiteral)
            worlds += 1
            chains.merge(reference.chains, uniquingKeysWith: +)
            let shares = world.allocation.flow()
            guard shares != reference.shares else { return true }
            Issue.record("\(world): got \(shares), expected \(reference.shares)")
            return false
        }
    }

    @Test(
        "R6.3: every world of up to 3 payers, up to 3 lines and small amounts",
        arguments: [(1, 2), (2, 1), (2, 2), (1, 3), (2, 3), (3, 2), (3, 3)])
    func smallWorlds(payers: Int, lines: Int) {
        var tally = Tally()
        let dues = Self.tuples(lines, of: payers * lines < 9 ? 0...2 : 1...2)
        let worths = Self.tuples(payers, of: 1...2)
        for relation in 0..<(1 << (payers * lines)) {
            let scopes = (0..<payers).map { payer in
                Set((0..<lines).filter { relation & (1 << (payer * lines + $0)) != 0 })
            }
            for due in dues {
                for worth in worths {
                    let world = AllocationWorld(
                        dues: due, payers: zip(worth, scopes).map { ($0, $1) })
                    guard tally.agrees(world, isLiteral: true) else { return }
                }
            }
        }
        #expect(tally.worlds == dues.count * worths.count << (payers * lines))
        // A chain over n earlier payers takes n + 1 payers and as many lines.
        for length in 1..<min(payers, lines) { #expect(tally.chains[length, default: 0] > 0) }
    }

    @Test(
        "R6.3: random worlds of up to 4 payers and 5 lines, every chain enumerated",
        arguments: 1...4)
    func literalWorlds(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var tally = Tally()
        for _ in 0..<1_000 {
            let world = AllocationWorld.random(
                lines: 0...5, payers: 0...4, using: &generator)
            let literal = AllocationReference(world, isLiteral: true)
            #expect(literal.shares == AllocationReference(world, isLiteral: false).shares)
            guard tally.agrees(world, isLiteral: true) else { return }
        }
        #expect(tally.chains[1, default: 0] > 10)
    }

    @Test("R6.3: random worlds of up to 8 payers and 8 lines", arguments: 1...8)
    func randomWorlds(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var tally = Tally()
        for _ in 0..<1_000 {
            let world = AllocationWorld.random(
                lines: 1...8, payers: 1...8, using: &generator)
            guard tally.agrees(world, isLiteral: false) else { return }
        }
        #expect(tally.chains[1, default: 0] > 100)
        #expect(tally.chains[2, default: 0] > 0)
    }

    @Test("R6.3: rows of neighbours, which make long chains and several lengths in one turn")
    func rows() {
        var generator = SeededGenerator(seed: 11)
        var tally = Tally()
        for round in 0..<1_000 {
            let world = AllocationWorld.row(count: 3 + round % 10, using: &generator)
            guard tally.agrees(world, isLiteral: false) else { return }
        }
        for length in 1...5 { #expect(tally.chains[length, default: 0] > 0) }
    }

    @Test("R6.3: layers of lines, whose chains share their links", arguments: 31...34)
    func layers(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var tally = Tally()
        for _ in 0..<500 {
            let world = AllocationWorld.layered(using: &generator)
            guard tally.agrees(world, isLiteral: false) else { return }
        }
        for length in 1...3 { #expect(tally.chains[length, default: 0] > 20) }
    }

    @Test("R6.3: over 64 lines, and over 64 classes")
    func manyClasses() {
        var generator = SeededGenerator(seed: 12)
        var tally = Tally()
        for _ in 0..<12 {
            let world = AllocationWorld.random(
                lines: 60...140, payers: 10...30, using: &generator)
            guard tally.agrees(world, isLiteral: false) else { return }
        }
        for count in [65, 70, 129] {
            let world = AllocationWorld.row(count: count, using: &generator)
            guard tally.agrees(world, isLiteral: false) else { return }
        }
        #expect(tally.chains.keys.contains { $0 > 5 })
    }

    /// All tuples of `count` numbers of a range.
    private static func tuples(_ count: Int, of range: ClosedRange<Int>) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return tuples(count - 1, of: range).flatMap { start in range.map { start + [$0] } }
    }
}
