/// Where a wallet stands in its life (R3.2, R3.3).
public enum WalletStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// Waits for its activation; its credits can't be used.
    case pending
    /// In use. It stays active in its grace, after its expiry.
    case active
    /// Ended for good, by `terminate` or by time.
    case terminated
}

/// When a new wallet becomes ACTIVE (R3.2).
public enum Activation: Hashable, Sendable, Codable {
    /// With its creation.
    case atOnce
    /// When the host activates it.
    case onRequest
    /// By time; at or before the creation it is at once.
    case at(Instant)
}

/// The least and the most that one paid top-up may add, in credits (R3.1); both ends allowed.
public struct TopUpLimits: Hashable, Sendable, Codable {
    /// The fewest paid credits of one top-up; none if `nil`.
    public let minimum: Credits?
    /// The most paid credits of one top-up; none if `nil`.
    public let maximum: Credits?

    /// Limits of one paid top-up, in credits.
    ///
    /// They are checked by the command that carries them.
    public init(minimum: Credits? = nil, maximum: Credits? = nil) {
        self.minimum = minimum
        self.maximum = maximum
    }

    /// No limits.
    public static let none = TopUpLimits()

    /// Whether one paid top-up may add `credits`.
    public func allow(_ credits: Credits) -> Bool {
        (minimum.map { $0 <= credits } ?? true) && (maximum.map { credits <= $0 } ?? true)
    }
}

/// What a wallet is, apart from what is in it: everything that its owner chose (R3.1).
public struct WalletTerms: Hashable, Sendable {
    /// A name for people.
    public internal(set) var name: String
    /// The host's own id, unique among the customer's wallets.
    public internal(set) var externalID: String?
    /// The currency that its credits are worth money in.
    ///
    /// Never changes.
    public let currency: Currency
    /// Money per credit.
    ///
    /// Never changes.
    public let rate: Rate
    /// 0 to 100; lower pays first.
    public internal(set) var priority: Int
    /// What its credits may pay for.
    public internal(set) var scope: Scope
    /// When it becomes, or became, ACTIVE.
    public internal(set) var activation: Activation
    /// From when on its credits can't be used; never if `nil`.
    public internal(set) var expiresAt: Instant?
    /// Whole seconds from the expiry of a grant or of the wallet to its close (R4.4).
    public internal(set) var graceSeconds: Int64
    /// The limits of one paid top-up.
    public internal(set) var limits: TopUpLimits
    /// The host's pairs.
    public internal(set) var metadata: Metadata

    package init(
        name: String, externalID: String?, currency: Currency, rate: Rate, priority: Int,
        scope: Scope, activation: Activation, expiresAt: Instant?, graceSeconds: Int64,
        limits: TopUpLimits, metadata: Metadata
    ) {
        self.name = name
        self.externalID = externalID
        self.currency = currency
        self.rate = rate
        self.priority = priority
        self.scope = scope
        self.activation = activation
        self.expiresAt = expiresAt
        self.graceSeconds = graceSeconds
        self.limits = limits
        self.metadata = metadata
    }

    /// The instant at which the wallet closes by time (R3.3), or `never`.
    package var closesAt: Instant {
        (expiresAt ?? .never).adding(seconds: graceSeconds)
    }

    package static let defaultPriority = 50
}

/// A wallet as of one instant: terms, status and rules.
///
/// Its balance is a ``Balance``.
public struct Wallet: Hashable, Sendable, Identifiable {
    /// The wallet's id.
    public let id: WalletID
    /// Whose wallet it is.
    public let customer: CustomerID
    /// Everything that its owner chose.
    public let terms: WalletTerms
    /// Where it stands in its life.
    public let status: WalletStatus
    /// When it was created.
    public let createdAt: Instant
    /// When it was terminated, if it was.
    public let terminatedAt: Instant?
    /// Its top-up rules in their order, as they stand.
    public let rules: [RuleState]

    /// A name for people.
    public var name: String { terms.name }
    /// The currency of its credits' worth.
    public var currency: Currency { terms.currency }
    /// Money per credit.
    public var rate: Rate { terms.rate }
}
