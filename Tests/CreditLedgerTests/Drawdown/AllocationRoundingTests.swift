import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// R6.4, with a minor unit of 100 where nothing else is said.
@Suite("R6.4: rounding down to the minor unit")
struct AllocationRoundingTests {
    /// What each payer pays, as `[line: amount]`.
    private func paid(_ world: AllocationWorld, alreadyApplied: Int128 = 0) -> [[Int: Int]] {
        var paid = world.worths.map { _ in [Int: Int]() }
        let shares = world.allocation.shares(minorUnit: 100, alreadyApplied: alreadyApplied)
        for share in shares { paid[share.payer][share.line] = Int(share.amount) }
        return paid
    }

    @Test("R6.4: the excess comes off the payer that pays last")
    func lastPayer() {
        let world = AllocationWorld(dues: [1_000], payers: [(150, [0]), (275, [0])])
        #expect(paid(world) == [[0: 150], [0: 250]])
    }

    @Test("R6.4: off its last line first, and then off the payer before it")
    func lastLines() {
        let world = AllocationWorld(
            dues: [130, 20, 850], payers: [(130, [0, 1]), (20, [0, 1]), (30, [2])])
        #expect(paid(world) == [[0: 100], [:], [:]])
        let cut = AllocationWorld(
            dues: [110, 60, 830], payers: [(130, [0, 1]), (50, [0, 1, 2])])
        #expect(paid(cut) == [[0: 100], [:]])
        let kept = AllocationWorld(
            dues: [210, 60, 730], payers: [(260, [0, 1]), (30, [0, 1, 2])])
        #expect(paid(kept) == [[0: 200], [:]])
    }

    @Test("R6.4: an invoice that is covered is not rounded, whatever its lines")
    func covered() {
        let world = AllocationWorld(dues: [33, 167], payers: [(50, [0, 1]), (150, [0, 1])])
        #expect(paid(world) == [[0: 33, 1: 17], [1: 150]])
    }

    @Test("R6.4: less than one minor unit is nothing")
    func lessThanOne() {
        let world = AllocationWorld(dues: [100], payers: [(60, [0]), (39, [0])])
        #expect(paid(world) == [[:], [:]])
    }

    @Test("R6.4: a whole sum stays, though no share is whole")
    func wholeSum() {
        let world = AllocationWorld(dues: [1_000], payers: [(150, [0]), (250, [0])])
        #expect(paid(world) == [[0: 150], [0: 250]])
    }

    @Test("R6.9: what was captured counts in the sum, and only this drawdown's part is cut")
    func captures() {
        let world = AllocationWorld(dues: [1_000], payers: [(150, [0]), (275, [0])])
        #expect(paid(world, alreadyApplied: 75) == [[0: 150], [0: 275]])
        #expect(paid(world, alreadyApplied: 30) == [[0: 150], [0: 220]])
        #expect(paid(world, alreadyApplied: 1_074) == [[0: 150], [0: 176]])
    }

    @Test("R6.9: captures of an odd sum are never cut themselves")
    func capturesAlone() {
        let world = AllocationWorld(dues: [100], payers: [(5, [0])])
        #expect(paid(world, alreadyApplied: 50) == [[:]])
        #expect(paid(world, alreadyApplied: 95) == [[0: 5]])
        let nobody = AllocationWorld(dues: [50], payers: [])
        #expect(paid(nobody, alreadyApplied: 50).isEmpty)
    }

    @Test("R6.9: captures that leave an odd rest are covered to the last unit")
    func coveredWithCaptures() {
        let world = AllocationWorld(dues: [67], payers: [(67, [0])])
        #expect(paid(world, alreadyApplied: 33) == [[0: 67]])
    }

    @Test("R6.4: the last shares end, one is cut, and all before stay", arguments: 1...4)
    func properties(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var cut = 0
        for _ in 0..<500 {
            let world = AllocationWorld.random(
                lines: 1...6, payers: 1...6, using: &generator)
            let unit = Int128.random(in: 1...9, using: &generator)
            let captured = Int128.random(in: 0...20, using: &generator)
            let flow = world.allocation.flow()
            let shares = world.allocation.shares(minorUnit: unit, alreadyApplied: captured)
            let all = flow.reduce(0) { $0 + $1.amount }
            let kept = shares.reduce(0) { $0 + $1.amount }
            if all == Int128(world.dues.reduce(0, +)) {
                #expect(shares == flow, "\(world)")
                continue
            }
            let wanted = (all + captured) / unit * unit - captured
            #expect(kept == max(0, wanted), "\(world), unit \(unit), captured \(captured)")
            #expect(shares.dropLast() == flow[..<max(0, shares.count - 1)], "\(world)")
            if let last = shares.last {
                let whole = flow[shares.count - 1]
                #expect((last.payer, last.line) == (whole.payer, whole.line), "\(world)")
                #expect(last.amount > 0 && last.amount <= whole.amount, "\(world)")
            }
            if kept < all { cut += 1 }
        }
        #expect(cut > 50)
    }
}
