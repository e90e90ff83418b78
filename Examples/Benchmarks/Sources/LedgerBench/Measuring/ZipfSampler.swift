import CreditLedgerTesting
import Foundation

/// Chooses among `count` things, the n-th of which is n times rarer than the first.
///
/// The table of what the first n weigh together makes a choice exact at the cost of a search in it.
struct ZipfSampler: Sendable {
    private let weights: [Double]

    init(count: Int) {
        var weights: [Double] = []
        weights.reserveCapacity(count)
        var sum = 0.0
        for rank in 1...max(count, 1) {
            sum += 1 / Double(rank)
            weights.append(sum)
        }
        self.weights = weights
    }

    /// A place from 0 on.
    func next(using generator: inout SeededGenerator) -> Int {
        let point = Double.random(in: 0..<weights[weights.count - 1], using: &generator)
        var (low, high) = (0, weights.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if weights[middle] > point { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
