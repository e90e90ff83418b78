internal import CreditLedger
internal import Synchronization

/// A test clock: a time that stands still until it is moved, and the customer who lives in it.
struct TestClock: Hashable, Sendable, Identifiable {
    /// What was asked for under a key, so that a request that comes twice is done once.
    enum Request: Hashable, Sendable {
        case create(frozenTime: Instant, name: String?, customer: CustomerID?)
        case advance(to: Instant)
    }

    /// A request and its key.
    struct KeyedRequest: Hashable, Sendable {
        let key: String
        let request: Request
    }

    /// So long a clock lives, in seconds: 30 days.
    static let lifetimeSeconds: Int64 = 30 * 86_400
    /// So far a clock can be moved at once, in seconds: two years.
    static let farthestSeconds: Int64 = 731 * 86_400
    /// So many requests are remembered.
    private static let memory = 100

    /// `clock_` and a UUID.
    let id: String
    /// When it was made, in real time.
    let createdAt: Instant
    /// Where it stands.
    var frozenTime: Instant
    let name: String?
    let customer: CustomerID?
    /// The latest requests on it that had a key, oldest first.
    private(set) var requests: [KeyedRequest] = []

    init(
        id: String, createdAt: Instant, frozenTime: Instant, name: String?, customer: CustomerID?,
        requests: [KeyedRequest] = []
    ) {
        self.id = id
        self.createdAt = createdAt
        self.frozenTime = frozenTime
        self.name = name
        self.customer = customer
        self.requests = requests
    }

    /// When it is deleted, in seconds since 1970 of real time.
    var deletesAfter: Int64 { createdAt.seconds + Self.lifetimeSeconds }

    /// Remembers a request, if it has a key.
    mutating func remember(_ request: Request, under key: String?) {
        guard let key else { return }
        requests.append(KeyedRequest(key: key, request: request))
        requests.removeFirst(max(0, requests.count - Self.memory))
    }
}

/// What test clocks refuse: the rules are Stripe's, and the ledger knows of none of them.
enum TestClockRefusal: Error, Hashable, Sendable {
    /// There is no such clock.
    case unknown
    /// The customer lives on this clock already, and can't be moved to another.
    case attached(to: String)
    /// A clock moves forwards only.
    case notForward
    /// A clock moves two years at once at most.
    case tooFar
    /// The key was used for another request.
    case keyReused
}

/// The time of a test clock, as a ledger reads it.
final class FrozenTime: LedgerClock {
    private let instant: Mutex<Instant>

    init(_ instant: Instant) {
        self.instant = Mutex(instant)
    }

    var now: Instant { instant.withLock { $0 } }

    func move(to instant: Instant) {
        self.instant.withLock { $0 = instant }
    }
}

extension Instant {
    /// Whole seconds since 1970, rounded down.
    var seconds: Int64 {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1_000)
        return rest < 0 ? seconds - 1 : seconds
    }

    /// The instant so many seconds after 1970; `nil` outside the years that the ledger knows.
    init?(seconds: Int64) {
        let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000)
        guard !overflow, let instant = try? Instant(milliseconds: milliseconds) else { return nil }
        self = instant
    }
}
