import CreditLedgerTesting

@testable import CreditLedger

/// Lines and payers in small numbers, as tests write them.
struct AllocationWorld: CustomStringConvertible {
    /// What each line is due.
    var dues: [Int]
    /// The class of each line.
    var lineClasses: [Int]
    /// What each payer is worth.
    var worths: [Int]
    /// The classes that each payer may pay.
    var classes: [Set<Int>]

    /// Every line is a class of its own: `lines` of a payer are the lines that it may pay.
    init(dues: [Int], payers: [(worth: Int, lines: Set<Int>)]) {
        self.dues = dues
        self.lineClasses = Array(dues.indices)
        self.worths = payers.map(\.worth)
        self.classes = payers.map(\.lines)
    }

    func mayPay(_ payer: Int, _ line: Int) -> Bool { classes[payer].contains(lineClasses[line]) }

    var allocation: Allocation {
        Allocation(
            lines: dues.indices.map { .init(due: Int128(dues[$0]), lineClass: lineClasses[$0]) },
            payers: worths.indices.map { payer in
                var set = Allocation.ClassSet()
                for lineClass in classes[payer].sorted() { set.insert(lineClass) }
                return .init(worth: Int128(worths[payer]), classes: set)
            })
    }

    var description: String {
        let payers = zip(worths, classes).map { "\($0) for \($1.sorted())" }
        return "dues \(dues), classes \(lineClasses), payers \(payers)"
    }
}

extension AllocationWorld {
    /// Any world: scopes of random density, often small amounts so that ties are many, and worths
    /// of about what is due, so that payers must make room for each other.
    static func random(
        lines: ClosedRange<Int>, payers: ClosedRange<Int>, using generator: inout SeededGenerator
    ) -> AllocationWorld {
        let lineCount = Int.random(in: lines, using: &generator)
        let classCount = Int.random(in: 1...max(1, lineCount), using: &generator)
        let density = Int.random(in: 10...70, using: &generator)
        let most = [1, 3, 10, 1_000].randomElement(using: &generator) ?? 1
        var world = AllocationWorld(dues: [], payers: [])
        for _ in 0..<lineCount {
            world.dues.append(Int.random(in: 0...most, using: &generator))
            world.lineClasses.append(Int.random(in: 0..<classCount, using: &generator))
        }
        let payerCount = Int.random(in: payers, using: &generator)
        let share = 2 * world.dues.reduce(0, +) / max(1, payerCount)
        for _ in 0..<payerCount {
            world.worths.append(Int.random(in: 1...max(1, share), using: &generator))
            world.classes.append(
                Set(
                    (0..<classCount).filter { _ in
                        Int.random(in: 0..<100, using: &generator) < density
                    }))
        }
        return world
    }

    /// A world of long chains: each payer may pay two or three neighbours in a shuffled row of
    /// lines.
    static func row(count: Int, using generator: inout SeededGenerator) -> AllocationWorld {
        var world = AllocationWorld(dues: [], payers: [])
        let row = Array(0..<count).shuffled(using: &generator)
        for line in 0..<count {
            world.dues.append(Int.random(in: 1...3, using: &generator))
            world.lineClasses.append(line)
        }
        var places = Array(0..<(count - 1)).shuffled(using: &generator)
        places += places.shuffled(using: &generator)
        for place in places {
            let end = min(count - 1, place + Int.random(in: 1...2, using: &generator))
            world.worths.append(Int.random(in: 1...3, using: &generator))
            world.classes.append(Set(row[place...end]))
        }
        return world
    }

    /// A world of layers of lines, whose payers may pay some of their layer and of the next one,
    /// and last a payer of the first layer alone: many chains of one length, which share their
    /// links.
    static func layered(using generator: inout SeededGenerator) -> AllocationWorld {
        var world = AllocationWorld(dues: [], payers: [])
        var layers: [[Int]] = []
        for _ in 0..<Int.random(in: 3...5, using: &generator) {
            let first = world.dues.count
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                world.dues.append(Int.random(in: 1...6, using: &generator))
            }
            layers.append(Array(first..<world.dues.count))
        }
        world.lineClasses = Array(world.dues.indices)
        if Bool.random(using: &generator) { world.lineClasses.shuffle(using: &generator) }
        let pairs = Array(zip(layers, layers.dropFirst()))
        for (layer, next) in (pairs + pairs).shuffled(using: &generator) {
            let some = layer.shuffled(using: &generator).prefix(2)
            let more = next.shuffled(using: &generator).prefix(2)
            world.worths.append(Int.random(in: 1...8, using: &generator))
            world.classes.append(Set(some).union(more))
        }
        world.worths.append(20)
        world.classes.append(Set(layers[0]))
        return world
    }
}
