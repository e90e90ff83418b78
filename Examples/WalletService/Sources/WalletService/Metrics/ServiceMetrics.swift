internal import HTTPTypes

/// The metrics of one service: where they are kept, and what fills them.
struct ServiceMetrics: Sendable {
    let registry: MetricsRegistry
    let requests: RequestMetrics
    let ledger: LedgerMetrics

    init(_ registry: MetricsRegistry = MetricsRegistry()) {
        self.registry = registry
        requests = RequestMetrics(registry)
        ledger = LedgerMetrics(registry)
    }

    /// The call that tells of them; it needs no token, and tells of no customer.
    var api: API {
        let registry = registry
        return API(
            name: "Metrics", summary: "Counts and durations, for Prometheus.",
            dialect: NeutralDialect(),
            operations: [
                Operation(
                    method: .get, path: "/metrics", id: "metrics",
                    summary: "Requests, latencies, commits, conflicts and sweeps so far.",
                    answers: [
                        Operation.Success(
                            status: .ok, schema: .text(), mediaType: "text/plain")
                    ], isPublic: true
                ) { _ in Answer(text: registry.text, type: PrometheusText.mediaType) }
            ])
    }
}
