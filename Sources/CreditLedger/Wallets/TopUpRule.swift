/// How much a rule adds when it runs (R8.4).
public enum TopUpMethod: Hashable, Sendable {
    /// The same credits each time; at least one of them, each positive.
    case fixed(paid: Credits?, granted: Credits?)
    /// What is missing to the target balance, as credits of one kind.
    case target(Credits, kind: GrantKind)
}

/// When a rule runs.
public enum TopUpTrigger: Hashable, Sendable {
    /// On its schedule (R8.2).
    case interval(Interval)
    /// When the expected balance is below the threshold, or at it if `orEqual` (R8.3).
    case threshold(Credits, orEqual: Bool)
}

/// The step of a schedule.
public enum Interval: String, Hashable, Sendable, Codable, CaseIterable {
    /// Seven days.
    case weekly
    /// One month.
    case monthly
    /// Three months.
    case quarterly
    /// Six months.
    case semiannual
    /// Twelve months.
    case yearly
}

/// A rule by which a wallet tops itself up (R8), validated.
public struct TopUpRule: Hashable, Sendable {
    /// How much it adds.
    public let method: TopUpMethod
    /// When it runs.
    public let trigger: TopUpTrigger
    /// When its schedule begins, or from when on its threshold is checked; default: when it was
    /// added.
    public let startsAt: Instant?
    /// From when on it no longer runs; never if `nil`.
    public let expiresAt: Instant?
    /// Whether the money of its paid credits is collected already or due.
    public let payment: Payment
    /// The name of the IANA time zone that its schedule is computed in.
    public let timeZone: String
    /// Whole seconds that the credits it adds stay valid, from the run; for ever if `nil`.
    public let timeToLiveSeconds: Int64?
    /// The host's pairs.
    public let metadata: Metadata

    /// A rule, checked field by field.
    /// - Throws: ``Refusal/invalidRule(field:value:reason:)`` naming the field: an amount that is
    ///   not positive, a fixed rule without credits, a target below its threshold, an unknown time
    ///   zone, an expiration that is not after the start, or a time to live that is not positive.
    public init(
        method: TopUpMethod, trigger: TopUpTrigger, startsAt: Instant? = nil,
        expiresAt: Instant? = nil, payment: Payment = .due, timeZone: String = "UTC",
        timeToLiveSeconds: Int64? = nil, metadata: Metadata = .none
    ) throws(Refusal) {
        try Self.check(method, trigger)
        if let startsAt, let expiresAt, expiresAt <= startsAt {
            throw .invalidRule(
                field: "expiresAt", value: "\(expiresAt)", reason: "is not after the start (R8.1)")
        }
        if let seconds = timeToLiveSeconds, seconds <= 0 {
            throw .invalidRule(
                field: "timeToLive", value: "\(seconds)", reason: "is not positive (R8.1)")
        }
        guard Schedule.isTimeZone(timeZone) else {
            throw .invalidRule(
                field: "timeZone", value: TextRule.excerpt(timeZone),
                reason: "is not a time zone of this system (R8.2)")
        }
        self.init(
            unchecked: method, trigger: trigger, startsAt: startsAt, expiresAt: expiresAt,
            payment: payment, timeZone: timeZone, timeToLiveSeconds: timeToLiveSeconds,
            metadata: metadata)
    }

    /// A rule that was checked when it was written: another machine may lack its time zone.
    init(
        unchecked method: TopUpMethod, trigger: TopUpTrigger, startsAt: Instant?,
        expiresAt: Instant?, payment: Payment, timeZone: String, timeToLiveSeconds: Int64?,
        metadata: Metadata
    ) {
        self.method = method
        self.trigger = trigger
        self.startsAt = startsAt
        self.expiresAt = expiresAt
        self.payment = payment
        self.timeZone = timeZone
        self.timeToLiveSeconds = timeToLiveSeconds
        self.metadata = metadata
    }

    private static func check(
        _ method: TopUpMethod, _ trigger: TopUpTrigger
    ) throws(Refusal) {
        if case .threshold(let credits, _) = trigger { try positive(credits, "threshold") }
        switch method {
        case .fixed(nil, nil):
            throw .invalidRule(
                field: "paid", value: "", reason: "is missing, and so is granted (R8.1)")
        case .fixed(let paid, let granted):
            if let paid { try positive(paid, "paid") }
            if let granted { try positive(granted, "granted") }
        case .target(let target, _):
            try positive(target, "target")
            if case .threshold(let credits, _) = trigger, target < credits {
                throw .invalidRule(
                    field: "target", value: "\(target)",
                    reason: "is below the threshold \(credits) (R8.1)")
            }
        }
    }

    private static func positive(_ credits: Credits, _ field: String) throws(Refusal) {
        guard credits > 0, credits.isInRange else {
            throw .invalidRule(
                field: field, value: "\(credits)", reason: "is not above 0 and below 10^14 (R8.1)")
        }
    }
}

/// Where a rule stands, as of one instant.
public enum RuleStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// It runs, or will from its start on.
    case active
    /// It waits for `resumeRule`: a payment of it failed (R8.6).
    case paused
    /// Its expiration or its wallet's expiry has passed, or its wallet was terminated.
    case ended
}

/// A rule of one wallet: its id, its terms, and what the ledger knows of it.
public struct RuleState: Hashable, Sendable, Identifiable {
    /// The rule's id.
    public let id: RuleID
    /// What it does.
    package let shared: Shared<TopUpRule>
    /// When it was added to its wallet.
    public let addedAt: Instant
    /// Whether it waits for `resumeRule`.
    public package(set) var isPaused: Bool

    package init(id: RuleID, rule: Shared<TopUpRule>, addedAt: Instant, isPaused: Bool = false) {
        self.id = id
        self.shared = rule
        self.addedAt = addedAt
        self.isPaused = isPaused
    }

    /// What it does.
    public var rule: TopUpRule { shared.value }

    /// The instant that its schedule counts from (R8.2), or its threshold is checked from.
    public var anchor: Instant { shared.startsAt ?? addedAt }
}
