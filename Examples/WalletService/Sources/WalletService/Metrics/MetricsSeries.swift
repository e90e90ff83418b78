internal import CoreMetrics
internal import Synchronization

/// One series of a metric: a value, or a few.
protocol MetricsSeries: AnyObject, Sendable {
    /// What Prometheus calls it.
    var kind: String { get }

    /// Writes its lines.
    func write(_ name: String, _ dimensions: [Dimension], to text: inout String)
}

/// Counts, in whole numbers.
final class CountSeries: MetricsSeries, CounterHandler {
    private let count = Atomic<Int64>(0)

    var kind: String { "counter" }

    func increment(by amount: Int64) { count.wrappingAdd(amount, ordering: .relaxed) }

    func reset() { count.store(0, ordering: .relaxed) }

    func write(_ name: String, _ dimensions: [Dimension], to text: inout String) {
        let count = count.load(ordering: .relaxed)
        text += "\(name)\(PrometheusText.labels(dimensions)) \(count)\n"
    }
}

/// Sums what is no whole number.
final class SumSeries: MetricsSeries, FloatingPointCounterHandler {
    private let sum = Mutex(0.0)

    var kind: String { "counter" }

    func increment(by amount: Double) { sum.withLock { $0 += amount } }

    func reset() { sum.withLock { $0 = 0 } }

    func write(_ name: String, _ dimensions: [Dimension], to text: inout String) {
        let sum = sum.withLock { $0 }
        text += "\(name)\(PrometheusText.labels(dimensions)) \(PrometheusText.number(sum))\n"
    }
}

/// A value that rises and falls.
final class GaugeSeries: MetricsSeries, MeterHandler, RecorderHandler {
    private let value = Mutex(0.0)

    var kind: String { "gauge" }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { self.value.withLock { $0 = value } }
    func increment(by amount: Double) { value.withLock { $0 += amount } }
    func decrement(by amount: Double) { value.withLock { $0 -= amount } }
    func record(_ value: Int64) { set(Double(value)) }
    func record(_ value: Double) { set(value) }

    func write(_ name: String, _ dimensions: [Dimension], to text: inout String) {
        let value = value.withLock { $0 }
        text += "\(name)\(PrometheusText.labels(dimensions)) \(PrometheusText.number(value))\n"
    }
}

/// How values are spread; times are counted in seconds.
final class HistogramSeries: MetricsSeries, RecorderHandler, TimerHandler {
    /// Upper bounds of the buckets, in seconds: from half a millisecond to ten seconds.
    static let bounds = [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ]

    private struct Spread {
        /// How many values each bucket holds; the last one has no bound.
        var counts = [Int](repeating: 0, count: HistogramSeries.bounds.count + 1)
        var sum = 0.0
    }

    private let spread = Mutex(Spread())

    var kind: String { "histogram" }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }

    func record(_ value: Int64) { record(Double(value)) }

    func record(_ value: Double) {
        let bucket = Self.bounds.firstIndex { value <= $0 } ?? Self.bounds.count
        spread.withLock {
            $0.counts[bucket] += 1
            $0.sum += value
        }
    }

    func write(_ name: String, _ dimensions: [Dimension], to text: inout String) {
        let spread = spread.withLock { $0 }
        var count = 0
        for (bound, values) in zip(Self.bounds + [.infinity], spread.counts) {
            count += values
            let limit = Dimension("le", PrometheusText.number(bound))
            text += "\(name)_bucket\(PrometheusText.labels(dimensions + [limit])) \(count)\n"
        }
        let labels = PrometheusText.labels(dimensions)
        text += "\(name)_sum\(labels) \(PrometheusText.number(spread.sum))\n"
        text += "\(name)_count\(labels) \(count)\n"
    }
}
