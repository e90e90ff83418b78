import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// Worked cases of R6.3, in lines and payers counted from 0.
@Suite("R6.3: worked cases")
struct AllocationTests {
    /// What each payer pays, as `[line: amount]`.
    private func paid(_ world: AllocationWorld) -> [[Int: Int]] {
        var paid = world.worths.map { _ in [Int: Int]() }
        for share in world.allocation.flow() { paid[share.payer][share.line] = Int(share.amount) }
        return paid
    }

    @Test("R6.3: the example: B takes the charge over, and A pays the subscription")
    func example() {
        let world = AllocationWorld(dues: [10, 10], payers: [(10, [0, 1]), (10, [0])])
        #expect(paid(world) == [[1: 10], [0: 10]])
    }

    @Test("R6.3: nothing to pay, or nobody to pay it")
    func empty() {
        #expect(paid(AllocationWorld(dues: [], payers: [])).isEmpty)
        #expect(paid(AllocationWorld(dues: [], payers: [(5, [])])) == [[:]])
        #expect(paid(AllocationWorld(dues: [5], payers: [])).isEmpty)
        #expect(paid(AllocationWorld(dues: [5], payers: [(5, [])])) == [[:]])
    }

    @Test("R6.3a: one line over three payers, in consumption order")
    func oneLine() {
        let world = AllocationWorld(dues: [25], payers: [(10, [0]), (10, [0]), (10, [0])])
        #expect(paid(world) == [[0: 10], [0: 10], [0: 5]])
    }

    @Test("R6.3a: one payer, in the invoice's order; a line of 0 is paid by nobody")
    func zeroLines() {
        let world = AllocationWorld(
            dues: [0, 10, 0, 10], payers: [(15, [0, 1, 2, 3]), (9, [0, 3])])
        #expect(paid(world) == [[1: 10, 3: 5], [3: 5]])
    }

    @Test("R6.3b: a line of 0 carries no chain")
    func zeroLineInChain() {
        let world = AllocationWorld(dues: [0, 10, 10], payers: [(10, [0, 1]), (10, [0])])
        #expect(paid(world) == [[1: 10], [:]])
    }

    @Test("R6.3b: a shift carries what the money, the payment and the due allow, each in turn")
    func amounts() {
        let byMoney = AllocationWorld(dues: [10, 10], payers: [(10, [0, 1]), (4, [0])])
        #expect(paid(byMoney) == [[0: 6, 1: 4], [0: 4]])
        let byPayment = AllocationWorld(dues: [10, 10], payers: [(4, [0, 1]), (20, [0])])
        #expect(paid(byPayment) == [[1: 4], [0: 10]])
        let byDue = AllocationWorld(dues: [10, 3], payers: [(10, [0, 1]), (20, [0])])
        #expect(paid(byDue) == [[0: 7, 1: 3], [0: 3]])
    }

    @Test("R6.3b: a chain of three earlier payers, each moving on by one line")
    func longChain() {
        let world = AllocationWorld(
            dues: [5, 5, 5, 5], payers: [(5, [0, 1]), (5, [1, 2]), (5, [2, 3]), (5, [0])])
        #expect(paid(world) == [[1: 5], [2: 5], [3: 5], [0: 5]])
    }

    @Test("R6.3b: the shorter chain first, though the longer one begins with an earlier line")
    func shortest() {
        // From line 0 by payers 0 and 1 to line 3; from line 2 by payer 2 to line 3.
        let world = AllocationWorld(
            dues: [5, 5, 5, 5], payers: [(5, [0, 1]), (5, [1, 3]), (5, [2, 3]), (5, [0, 2])])
        #expect(paid(world) == [[0: 5], [1: 5], [3: 5], [2: 5]])
    }

    @Test("R6.3b: of equally short chains, the first line in the invoice's order")
    func tieOfFirstLines() {
        // The payer of line 0 comes after that of line 1 in consumption order.
        let world = AllocationWorld(
            dues: [5, 5, 5], payers: [(5, [1, 2]), (5, [0, 2]), (5, [0, 1])])
        #expect(paid(world) == [[1: 5], [2: 5], [0: 5]])
    }

    @Test("R6.3b: then the first payer in consumption order")
    func tieOfPayers() {
        let world = AllocationWorld(
            dues: [10, 5, 5], payers: [(5, [0, 2]), (5, [0, 1]), (5, [0])])
        #expect(paid(world) == [[2: 5], [0: 5], [0: 5]])
    }

    @Test("R6.3b: then the next line")
    func tieOfNextLines() {
        let world = AllocationWorld(dues: [5, 5, 5], payers: [(5, [0, 1, 2]), (5, [0])])
        #expect(paid(world) == [[1: 5], [0: 5]])
    }

    @Test("R6.3b: several chains in one turn, the longer ones after the shorter")
    func severalChains() {
        // Payer 3 takes line 1 over from payer 1, which pays line 3; then line 0 from payer 0,
        // which pays line 2 for payer 2, which pays line 4.
        let payers: [(Int, Set<Int>)] = [(4, [0, 2]), (4, [1, 3]), (4, [2, 4])]
        let dues = [4, 4, 4, 4, 4]
        let one = AllocationWorld(dues: dues, payers: payers + [(4, [0, 1])])
        #expect(paid(one) == [[0: 4], [3: 4], [2: 4], [1: 4]])
        let both = AllocationWorld(dues: dues, payers: payers + [(9, [0, 1])])
        #expect(paid(both) == [[2: 4], [3: 4], [4: 4], [0: 4, 1: 4]])
    }

    @Test("R6.3b: two chains of one length that part at their last line")
    func partingChains() {
        let world = AllocationWorld(
            dues: [8, 8, 4, 4], payers: [(8, [0, 1]), (8, [1, 2, 3]), (8, [0])])
        #expect(paid(world) == [[1: 8], [2: 4, 3: 4], [0: 8]])
    }

    @Test("R6.3b: what moves to a line that its payer pays already is one share with it")
    func sameLine() {
        let world = AllocationWorld(
            dues: [10, 10], payers: [(12, [0, 1]), (2, [0]), (3, [0]), (1, [0])])
        #expect(paid(world) == [[0: 4, 1: 8], [0: 2], [0: 3], [0: 1]])
    }

    @Test("R6.3b: what was found closed stays closed, and later payers are paid around it")
    func closed() {
        // Payer 1 finds no chain from line 0; payers 2 and 3 find one from line 1.
        let world = AllocationWorld(
            dues: [5, 5, 5], payers: [(5, [0]), (5, [0]), (5, [1, 2]), (5, [0, 1])])
        #expect(paid(world) == [[0: 5], [:], [2: 5], [1: 5]])
    }

    @Test("R1.1: the greatest worths and dues that an amount may have")
    func greatestAmounts() {
        let most = GridNumber.limit - 1
        var all = Allocation.ClassSet()
        all.insert(0)
        all.insert(1)
        var one = Allocation.ClassSet()
        one.insert(0)
        let allocation = Allocation(
            lines: [.init(due: most, lineClass: 0), .init(due: most, lineClass: 1)],
            payers: [.init(worth: most, classes: all), .init(worth: most, classes: one)])
        #expect(
            allocation.shares(minorUnit: GridNumber.one, alreadyApplied: 0) == [
                .init(payer: 0, line: 1, amount: most), .init(payer: 1, line: 0, amount: most),
            ])
    }

    @Test("A set of classes holds what was put in, below and above 64")
    func classSets() {
        var set = Allocation.ClassSet()
        let members = [0, 1, 63, 64, 127, 128, 9_999]
        for member in members.reversed() { set.insert(member) }
        #expect((0...10_100).filter { set.contains($0) } == members)
        var same = Allocation.ClassSet()
        for member in members { same.insert(member) }
        #expect(same == set)
    }
}
