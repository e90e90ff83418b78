internal import CoreMetrics
internal import Synchronization

/// Keeps metrics in memory, for whoever asks at `/metrics`.
///
/// A factory of swift-metrics, so that libraries may add theirs. The same name with the same
/// dimensions is the same series, whoever makes it.
final class MetricsRegistry: MetricsFactory {
    private struct Key: Hashable {
        let name: String
        let dimensions: [Dimension]
    }

    private struct State {
        var series: [Key: any MetricsSeries] = [:]
        var descriptions: [String: String] = [:]
    }

    private let state = Mutex(State())

    /// Says what a metric counts.
    func describe(_ name: String, _ description: String) {
        state.withLock { $0.descriptions[PrometheusText.name(name)] = description }
    }

    /// All metrics in Prometheus' text format, 0.0.4.
    var text: String {
        let (series, descriptions) = state.withLock { ($0.series, $0.descriptions) }
        let ordered = series.sorted {
            $0.key.name != $1.key.name
                ? $0.key.name < $1.key.name
                : $0.key.dimensions.lexicographicallyPrecedes($1.key.dimensions)
        }
        var text = ""
        var name: String?
        for (key, series) in ordered {
            if key.name != name {
                name = key.name
                if let description = descriptions[key.name] {
                    text += "# HELP \(key.name) \(PrometheusText.help(description))\n"
                }
                text += "# TYPE \(key.name) \(series.kind)\n"
            }
            series.write(key.name, key.dimensions, to: &text)
        }
        return text
    }

    /// The series of a name and dimensions; one of another kind under that name is left alone.
    private func series<Series: MetricsSeries>(
        _ label: String, _ dimensions: [(String, String)], _ make: () -> Series
    ) -> Series {
        let key = Key(
            name: PrometheusText.name(label),
            dimensions: dimensions.map { Dimension(PrometheusText.name($0.0), $0.1) }.sorted())
        return state.withLock { state in
            if let series = state.series[key] { return series as? Series ?? make() }
            let series = make()
            state.series[key] = series
            return series
        }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions, CountSeries.init)
    }

    func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, dimensions, SumSeries.init)
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions, GaugeSeries.init)
    }

    func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        aggregate
            ? series(label, dimensions, HistogramSeries.init)
            : series(label, dimensions, GaugeSeries.init)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions, HistogramSeries.init)
    }

    // A counter only ever rises, so a series outlives whoever made it.

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}

/// A name and a value that tell one series of a metric from another.
struct Dimension: Hashable, Comparable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.name, left.value) < (right.name, right.value)
    }
}
