import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// What R6.3c promises, held against an independent maximum flow.
@Suite("R6.3c: nothing is stranded")
struct AllocationMaximumTests {
    /// The first thing that is wrong with the flow of a world, if any.
    private func fault(_ world: AllocationWorld, _ shares: [Allocation.Share]) -> String? {
        var byPayer = world.worths.map { _ in 0 }
        var byLine = world.dues.map { _ in 0 }
        for share in shares {
            guard share.amount > 0 else { return "an empty share" }
            guard world.mayPay(share.payer, share.line) else { return "out of scope" }
            byPayer[share.payer] += Int(share.amount)
            byLine[share.line] += Int(share.amount)
        }
        for (paid, worth) in zip(byPayer, world.worths) where paid > worth { return "over worth" }
        for (paid, due) in zip(byLine, world.dues) where paid > due { return "over due" }
        for (share, next) in zip(shares, shares.dropFirst())
        where (share.payer, share.line) >= (next.payer, next.line) { return "out of order" }
        for count in 0...world.worths.count
        where byPayer[..<count].reduce(0, +) != MaximumFlow(world, payers: count).value {
            return "not the maximum of the first \(count)"
        }
        return nil
    }

    @Test(
        "R6.3c: the first k payers pay the maximum flow of the first k, for every k",
        arguments: 1...6)
    func maximumOfEveryPrefix(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<300 {
            let world = AllocationWorld.random(
                lines: 0...8, payers: 0...8, using: &generator)
            #expect(fault(world, world.allocation.flow()) == nil, "\(world)")
        }
    }

    @Test("R6.3c: also of long rows of neighbours, and over 64 lines and classes")
    func longRows() {
        var generator = SeededGenerator(seed: 21)
        for count in [10, 20, 70] {
            let world = AllocationWorld.row(count: count, using: &generator)
            #expect(fault(world, world.allocation.flow()) == nil, "\(world)")
        }
    }

    @Test("R6.3c: 1,000 lines over 100 payers of mixed scopes pay the maximum flow")
    func large() {
        var generator = SeededGenerator(seed: 22)
        var world = AllocationWorld(dues: [], payers: [])
        for _ in 0..<1_000 {
            world.dues.append(Int.random(in: 1...1_000, using: &generator))
            world.lineClasses.append(Int.random(in: 0..<12, using: &generator))
        }
        for _ in 0..<100 {
            world.worths.append(Int.random(in: 1...10_000, using: &generator))
            let count = Int.random(in: 1...5, using: &generator)
            world.classes.append(Set((0..<12).shuffled(using: &generator).prefix(count)))
        }
        var classDues = [Int](repeating: 0, count: 12)
        for (due, lineClass) in zip(world.dues, world.lineClasses) { classDues[lineClass] += due }
        let shares = world.allocation.flow()
        for count in [25, 50, 75, 100] {
            let maximum = MaximumFlow(dues: classDues, worths: Array(world.worths[..<count])) {
                world.classes[$0].contains($1)
            }
            let paid = shares.filter { $0.payer < count }.reduce(0) { $0 + $1.amount }
            #expect(paid == Int128(maximum.value))
        }
        #expect(world.allocation.flow() != directly(world))
    }

    @Test("R6.3c: 10,000 lines of as many classes over 1,000 payers, in one long row")
    func extreme() {
        // Payer i may pay the lines 10i ... 10i + 10: each payer's last is the next one's first.
        var payers: [(worth: Int, lines: Set<Int>)] = []
        for payer in 0..<1_000 {
            payers.append((10, Set((10 * payer)...min(9_999, 10 * payer + 10))))
        }
        // The last pays the first line, too, which moves every other payer on by one.
        payers.append((1, [0]))
        var world = AllocationWorld(dues: [Int](repeating: 1, count: 10_000), payers: payers)
        world.worths[999] = 9
        let shares = world.allocation.flow()
        #expect(shares.count == 10_000)
        #expect(shares.last == .init(payer: 1_000, line: 0, amount: 1))
        #expect(shares.first == .init(payer: 0, line: 1, amount: 1))
    }

    /// The direct parts of R6.3a alone.
    private func directly(_ world: AllocationWorld) -> [Allocation.Share] {
        var due = world.dues
        var shares: [Allocation.Share] = []
        for payer in world.worths.indices {
            var money = world.worths[payer]
            for line in due.indices where world.mayPay(payer, line) {
                let amount = min(money, due[line])
                guard amount > 0 else { continue }
                due[line] -= amount
                money -= amount
                shares.append(.init(payer: payer, line: line, amount: Int128(amount)))
            }
        }
        return shares
    }
}
