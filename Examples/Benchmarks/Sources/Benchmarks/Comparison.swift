import Foundation

/// Rounds of a store and of its bare program, in turn.
struct Comparison {
    private var pairs: [(store: Run, bare: Run)] = []

    static var title: String {
        row("", "store /s", "p50 / p99 us", "bare /s", "p50 / p99 us", "ratio")
    }

    mutating func add(_ store: Run, _ bare: Run) { pairs.append((store, bare)) }

    /// Prints the medians, and the median of the ratios.
    func report(_ name: String) {
        let ratio = Measure.median(pairs.map { $0.store.perSecond / $0.bare.perSecond })
        print(
            Self.row(
                name, Measure.median(pairs.map(\.store.perSecond)), latencies(\.store),
                Measure.median(pairs.map(\.bare.perSecond)), latencies(\.bare), ratio))
    }

    private func latencies(_ side: KeyPath<(store: Run, bare: Run), Run>) -> String {
        let p50 = Measure.median(pairs.map { $0[keyPath: side].p50 })
        let p99 = Measure.median(pairs.map { $0[keyPath: side].p99 })
        return p50 > 0 ? String(format: "%.0f / %.0f", p50 / 1e3, p99 / 1e3) : ""
    }

    static func row(
        _ name: String, _ store: Double, _ times: String, _ bare: Double, _ bareTimes: String,
        _ ratio: Double
    ) -> String {
        row(
            name, String(format: "%.0f", store), times, String(format: "%.0f", bare), bareTimes,
            String(format: "%.2f", ratio))
    }

    private static func row(_ cells: String...) -> String {
        cells.enumerated().map { index, cell in
            let width = [44, 10, 17, 10, 17, 6][index]
            let padding = String(repeating: " ", count: max(0, width - cell.count))
            return index == 0 ? cell + padding : padding + " " + cell
        }.joined()
    }
}
