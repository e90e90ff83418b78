/// What single calls took, in nanoseconds.
struct Latencies: Sendable {
    private let sorted: [Int64]

    init(_ times: [Int64]) { sorted = times.sorted() }

    var count: Int { sorted.count }
    var longest: Int64 { sorted.last ?? 0 }

    /// The shortest time that so many percent of the calls did not exceed; 0 without any call.
    func percentile(_ percent: Int) -> Int64 {
        guard !sorted.isEmpty else { return 0 }
        let rank = (sorted.count * percent + 99) / 100
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }
}

/// The middle of several figures, or the mean of the two that are; 0 of none.
func median(_ figures: [Double]) -> Double {
    let sorted = figures.sorted()
    guard !sorted.isEmpty else { return 0 }
    return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
}
