import CreditLedger
import HTTPTypes
import Metrics
import Testing

@testable import WalletService

@Suite("Metrics")
struct MetricsTests {
    @Test("are written as Prometheus reads them")
    func text() {
        let registry = MetricsRegistry()
        registry.describe("trials_total", "Trials,\nback\\slash.")
        let counter = Counter(
            label: "trials_total", dimensions: [("zone", "a\"b\\c\nd"), ("code", "1")],
            factory: registry)
        counter.increment(by: 2)
        counter.increment()
        Counter(label: "trials_total", factory: registry).increment()
        Gauge(label: "some.depth", factory: registry).record(1.5)
        #expect(
            registry.text == #"""
                # TYPE some_depth gauge
                some_depth 1.5
                # HELP trials_total Trials,\nback\\slash.
                # TYPE trials_total counter
                trials_total 1
                trials_total{code="1",zone="a\"b\\c\nd"} 3

                """#)
    }

    @Test("spread times over buckets, each with those below it")
    func histogram() {
        let registry = MetricsRegistry()
        let timer = Timer(label: "wait_seconds", factory: registry)
        for milliseconds in [1, 1, 30, 60_000] { timer.recordMilliseconds(milliseconds) }
        let lines = registry.text.split(separator: "\n").map(String.init)
        #expect(lines.first == "# TYPE wait_seconds histogram")
        for line in [
            #"wait_seconds_bucket{le="0.0005"} 0"#, #"wait_seconds_bucket{le="0.001"} 2"#,
            #"wait_seconds_bucket{le="0.025"} 2"#, #"wait_seconds_bucket{le="0.05"} 3"#,
            #"wait_seconds_bucket{le="10"} 3"#, #"wait_seconds_bucket{le="+Inf"} 4"#,
            "wait_seconds_sum 60.032", "wait_seconds_count 4",
        ] {
            #expect(lines.contains(line), "\(line)")
        }
    }

    @Test("lose no count to threads")
    func concurrent() async {
        let registry = MetricsRegistry()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    for _ in 0..<1_000 {
                        Counter(label: "n", factory: registry).increment()
                        Timer(label: "t", factory: registry).recordNanoseconds(1)
                    }
                }
            }
        }
        #expect(registry.text.contains("\nn 8000\n"))
        #expect(registry.text.contains("\nt_count 8000\n"))
    }

    @Test("name the call and not the path, and no method that HTTP does not have")
    func requests() async throws {
        let service = try ServiceUnderTest()
        _ = try await service.call(.get, "/health")
        _ = try await service.call(.get, "/health")
        _ = try await service.call(.post, "/health", "{}")
        _ = try await service.call(.get, "/v1/customers/acme-secret/nothing")
        _ = try await service.call(try #require(HTTPRequest.Method("BREW")), "/health")
        let reply = try await service.call(.get, "/metrics", token: nil)
        #expect(reply.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
        for line in [
            #"http_requests_total{method="GET",path="/health",status="200"} 2"#,
            #"http_requests_total{method="POST",path="-",status="405"} 1"#,
            #"http_requests_total{method="GET",path="-",status="404"} 1"#,
            #"http_requests_total{method="other",path="-",status="405"} 1"#,
            #"http_request_duration_seconds_count{method="GET",path="/health"} 2"#,
            "http_requests_in_flight 1",
        ] {
            #expect(reply.text.contains(line + "\n"), "\(line)")
        }
        #expect(!reply.text.contains("acme") && !reply.text.contains("BREW"))
    }

    @Test("count what the ledger does, and never say for whom")
    func ledger() async throws {
        let service = try ServiceUnderTest()
        let customer = try CustomerID("acme")
        let create = CreateWallet(currency: try Currency("USD"), paid: 10)
        let key = CreditLedger.Context(key: try IdempotencyKey("k1"))
        let wallet = try await service.ledger.createWallet(create, for: customer, context: key)
        try await service.ledger.createWallet(create, for: customer, context: key)
        await #expect(throws: LedgerError.self) {
            try await service.ledger.voidCredits(
                VoidCredits(wallet.outcome, 11), of: customer)
        }
        let sweeping = Sweeping(
            desk: service.assembly.desk, metrics: service.assembly.metrics.ledger,
            interval: .seconds(60))
        await sweeping.sweep()
        let text = service.assembly.metrics.registry.text
        for line in [
            "ledger_commits_total 1", "ledger_committed_entries_total 1",
            "ledger_replays_total 1", #"ledger_refusals_total{code="insufficientCredits"} 1"#,
            "ledger_commit_duration_seconds_count 1", "ledger_conflicts_total 0",
            "ledger_sweeps_total 1",
        ] {
            #expect(text.contains(line + "\n"), "\(line)\n\(text)")
        }
        #expect(!text.contains("acme"))
    }
}
