/// Who takes the money of due top-ups: the host's payment provider, as the ledger sees it (R5.5).
///
/// The ledger never charges before the pending top-up is committed, never from two hosts at once,
/// and never again before it has asked what became of the attempt before. What a collector has to
/// add is that ``charge(_:)`` passes the payment's id on as the provider's idempotency key, and
/// that ``status(of:)`` finds a charge by that id even after the provider has forgotten the key: by
/// the provider's search, or by the host's own records.
///
/// Both may take long, throw or never answer: that reads as unknown, and is looked into later. At
/// ``CollectionPolicy/timeout`` the call's task is cancelled, and nobody waits for its answer. A
/// collector that sends nothing once its task is cancelled keeps `notFound` easy to promise.
///
/// A request that is still under way is ``PaymentStatus/unknown``, never `notFound`. Where a
/// provider can't see such a request, the idempotency key alone keeps the second charge from being
/// taken: it has to be remembered for longer than a request can be under way.
public protocol PaymentCollector: Sendable {
    /// Charges the customer, at most once per payment id.
    ///
    /// - Parameter payment: what to charge, and under which id.
    /// - Returns: what the provider said.
    /// - Throws: anything; the outcome is then unknown.
    func charge(_ payment: DuePayment) async throws -> PaymentOutcome

    /// Finds out what became of earlier attempts.
    ///
    /// - Parameter payment: the payment, as it was to be charged.
    /// - Returns: what the provider knows. ``PaymentStatus/notFound`` is a promise that no attempt
    ///   was made or will still go through: the ledger charges then.
    /// - Throws: anything; the status is then unknown, and nothing is charged.
    func status(of payment: DuePayment) async throws -> PaymentStatus
}

/// A payment that is to be collected for a due top-up.
public struct DuePayment: Hashable, Sendable, Identifiable {
    /// The pending transaction's id: the idempotency key of every attempt.
    public let id: TransactionID
    /// Who pays.
    public let customer: CustomerID
    /// The wallet that is topped up.
    public let wallet: WalletID
    /// The grant that waits for the money.
    public let grant: GrantID
    /// The credits that it brings.
    public let credits: Credits
    /// What to charge: the credits at their cost basis, in whole minor units.
    public let amount: Money
    /// The rule that asked for it; `nil` for a top-up that somebody asked for.
    public let rule: RuleID?
    /// The grant's name.
    public let name: String
    /// The grant's metadata.
    public let metadata: Metadata
    /// Which attempt it is, from 1; of any host.
    public let attempt: Int
}

/// What a payment provider says to a charge.
public enum PaymentOutcome: Hashable, Sendable {
    /// The money has been taken.
    case charged
    /// It was not taken and will not be, and why.
    case declined(reason: String)
    /// Nobody knows yet.
    case unknown
}

/// What a payment provider knows of a charge.
public enum PaymentStatus: Hashable, Sendable {
    /// The money has been taken.
    case charged
    /// It was not taken and will not be, and why.
    case declined(reason: String)
    /// An attempt is under way, or nobody knows.
    case unknown
    /// No attempt was ever made, and none that was sent will still go through.
    case notFound
}

/// What one look at a due payment came to.
public enum PaymentResult: Hashable, Sendable {
    /// The money has been taken, and the credits are there.
    case charged
    /// The provider declined; the top-up has failed, and the rule that asked for it is paused.
    case declined(reason: String)
    /// Nobody knows; the status is asked for before any further attempt.
    case unknown
    /// The money has been taken for a top-up that was cancelled before, and is owed back.
    case refundOwed(Money)
    /// It was cancelled, and the provider took nothing for it.
    case cancelled
    /// Somebody is at it, or it has to wait, until then.
    case leased(until: Instant)
    /// Its rule is paused, so it is not collected (R8.6).
    case paused
    /// It is not due any more, or never was.
    case notDue
}

/// How patient and how busy the collection of payments is.
public struct CollectionPolicy: Hashable, Sendable {
    /// How many customers are charged at a time; at least 1.
    public var concurrency: Int
    /// How long to wait for one answer of the collector; at most a day.
    public var timeout: Duration
    /// How long an attempt keeps others away, in whole seconds of the ledger's clock; in any case
    /// longer than two answers may take.
    ///
    /// What it is longer by is how far the clocks of two hosts may be apart.
    public var leaseSeconds: Int64
    /// How long to wait after a first unknown outcome, in whole seconds; doubled for each further
    /// one.
    public var retrySeconds: Int64
    /// The longest such wait, in whole seconds.
    public var longestRetrySeconds: Int64

    /// Values that suit card payments.
    ///
    /// - Parameters:
    ///   - concurrency: how many customers are charged at a time.
    ///   - timeout: how long to wait for one answer.
    ///   - leaseSeconds: how long an attempt keeps others away.
    ///   - retrySeconds: how long to wait after a first unknown outcome.
    ///   - longestRetrySeconds: the longest such wait.
    public init(
        concurrency: Int = 8, timeout: Duration = .seconds(60), leaseSeconds: Int64 = 300,
        retrySeconds: Int64 = 60, longestRetrySeconds: Int64 = 3_600
    ) {
        self.concurrency = concurrency
        self.timeout = timeout
        self.leaseSeconds = leaseSeconds
        self.retrySeconds = retrySeconds
        self.longestRetrySeconds = longestRetrySeconds
    }

    /// When to look again after so many attempts.
    func retry(after attempt: Int, from now: Instant) -> Instant {
        let longest = max(1, longestRetrySeconds)
        let doublings = min(max(attempt, 1) - 1, 30)
        let (seconds, overflow) = max(1, retrySeconds).multipliedReportingOverflow(
            by: 1 << Int64(doublings))
        return now.adding(seconds: overflow ? longest : min(longest, seconds))
    }

    /// How long to wait for an answer, bounded whatever the knob was set to.
    var patience: Duration { min(max(.zero, timeout), .seconds(86_400)) }

    /// `patience` in whole seconds, rounded up.
    private var patienceSeconds: Int64 {
        patience.components.seconds + (patience.components.attoseconds > 0 ? 1 : 0)
    }

    /// When an attempt that begins now ends at the latest.
    func leaseEnd(from now: Instant) -> Instant {
        now.adding(seconds: max(leaseSeconds, 2 * patienceSeconds + 1))
    }

    /// Whether a question that is put now is answered, or given up, before a lease ends.
    func answerIsDue(from now: Instant, by end: Instant) -> Bool {
        now.adding(seconds: patienceSeconds) < end
    }
}
