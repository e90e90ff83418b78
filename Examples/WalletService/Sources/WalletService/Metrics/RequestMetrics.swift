internal import CoreMetrics
internal import HTTPTypes
internal import Synchronization

/// Counts requests and how long they take.
///
/// Paths are those of the calls, with their places unfilled, and methods those that HTTP has: what
/// clients send can make no new series.
final class RequestMetrics: Sendable {
    private struct Call: Hashable {
        let method: HTTPRequest.Method
        let path: String
        let status: Int
    }

    private struct Handles: Sendable {
        let count: any CounterHandler
        let duration: any TimerHandler
    }

    private let registry: MetricsRegistry
    private let inFlight: any MeterHandler
    private let handles = Mutex<[Call: Handles]>([:])

    init(_ registry: MetricsRegistry) {
        self.registry = registry
        registry.describe("http_requests_total", "Requests answered.")
        registry.describe(
            "http_request_duration_seconds", "From a request's head to its answer's.")
        registry.describe("http_requests_in_flight", "Requests that are being answered.")
        inFlight = registry.makeMeter(label: "http_requests_in_flight", dimensions: [])
    }

    func begin() { inFlight.increment(by: 1) }

    func end() { inFlight.decrement(by: 1) }

    /// Counts a request that was answered.
    func record(
        _ method: HTTPRequest.Method, _ path: String, _ status: HTTPResponse.Status,
        _ duration: Duration
    ) {
        let call = Call(
            method: Self.known.contains(method) ? method : Self.other, path: path,
            status: status.code)
        let handles = handles.withLock { handles in
            if let known = handles[call] { return known }
            let new = make(call)
            handles[call] = new
            return new
        }
        handles.count.increment(by: 1)
        handles.duration.recordNanoseconds(Int64(duration / .nanoseconds(1)))
    }

    /// A method's name; any that HTTP does not have is `other`.
    static func name(of method: HTTPRequest.Method) -> String {
        known.contains(method) ? method.rawValue : other.rawValue
    }

    private static let known: [HTTPRequest.Method] = [
        .get, .post, .put, .delete, .head, .patch, .options, .trace,
    ]
    private static let other = HTTPRequest.Method("other") ?? .connect

    private func make(_ call: Call) -> Handles {
        let place = [("method", call.method.rawValue), ("path", call.path)]
        return Handles(
            count: registry.makeCounter(
                label: "http_requests_total", dimensions: place + [("status", "\(call.status)")]),
            duration: registry.makeTimer(
                label: "http_request_duration_seconds", dimensions: place))
    }
}
