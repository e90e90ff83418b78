/// Whether credits were bought or given (R4.1).
public enum GrantKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Given: promotion, goodwill, bonus. Used before paid ones of the same expiry.
    case granted
    /// Bought by the customer.
    case paid
}

/// Whether the money of paid credits has been taken, and if not, who takes it (R5.2, R5.5).
public enum Payment: String, Hashable, Sendable, Codable, CaseIterable {
    /// Already taken: the credits can be used at once.
    case collected
    /// The host takes it: the credits wait for `settleTopUp`.
    case due
    /// The ledger's ``PaymentCollector`` takes it: the credits wait for its answer.
    case chargeAutomatically

    /// Whether the credits wait for their money.
    public var isDue: Bool { self != .collected }
}

/// What a grant came from.
public enum GrantSource: Hashable, Sendable, Codable {
    /// The credits that its wallet was created with.
    case initial
    /// A `topUp`.
    case topUp
    /// A top-up rule of its wallet.
    case rule(RuleID)
}

/// Where a grant stands, as of one instant.
public enum GrantStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// Awaits its payment.
    case pending
    /// Becomes effective later.
    case scheduled
    /// Can be used.
    case active
    /// Expired, but not yet closed: it pays only for the time before its expiry (R4.4).
    case closing
    /// Emptied by use or by `voidCredits`.
    case depleted
    /// Closed: what remained expired.
    case expired
    /// Closed by `voidGrant`.
    case voided
    /// Closed by the termination of its wallet.
    case forfeited
    /// Its payment failed or was cancelled.
    case failed
}

/// The way by which a grant left its book for good.
public enum GrantDoor: String, Hashable, Sendable, Codable, CaseIterable {
    /// By time, or by `expireGrant`.
    case expired
    /// By `voidGrant`.
    case voided
    /// By the termination of its wallet.
    case forfeited
    /// Its payment failed or was cancelled.
    case failed

    package var status: GrantStatus {
        switch self {
        case .expired: .expired
        case .voided: .voided
        case .forfeited: .forfeited
        case .failed: .failed
        }
    }
}

/// What a grant is, apart from what is left of it (R4.1).
public struct GrantTerms: Hashable, Sendable {
    /// Paid or granted.
    public let kind: GrantKind
    /// The credits that it was issued with.
    public let issued: Credits
    /// 0 to 100; lower pays first within its wallet's priority.
    public internal(set) var priority: Int
    /// What it may pay for, within its wallet's scope.
    public let scope: Scope
    /// From when on it can be used.
    public internal(set) var effectiveAt: Instant
    /// From when on it can't be used, by its own terms; never if `nil`.
    public internal(set) var expiresAt: Instant?
    /// Money actually paid per credit, in the wallet's currency.
    public let costBasis: Money
    /// What it came from.
    public let source: GrantSource
    /// How its paid credits are, or were, paid for; `nil` for granted ones.
    public let payment: Payment?
    /// A name for people.
    public internal(set) var name: String
    /// The host's pairs.
    public internal(set) var metadata: Metadata
    /// The transaction that issued it.
    public let transaction: TransactionID
    /// When it was made.
    public let createdAt: Instant

    package init(
        kind: GrantKind, issued: Credits, priority: Int, scope: Scope, effectiveAt: Instant,
        expiresAt: Instant?, costBasis: Money, source: GrantSource, payment: Payment?,
        name: String, metadata: Metadata, transaction: TransactionID, createdAt: Instant
    ) {
        self.kind = kind
        self.issued = issued
        self.priority = priority
        self.scope = scope
        self.effectiveAt = effectiveAt
        self.expiresAt = expiresAt
        self.costBasis = costBasis
        self.source = source
        self.payment = payment
        self.name = name
        self.metadata = metadata
        self.transaction = transaction
        self.createdAt = createdAt
    }
}

extension GrantTerms {
    /// What the credits cost: the issued credits at their cost basis, rounded down to whole minor
    /// units of the currency, so that nobody is ever charged for a fraction of one.
    ///
    /// It is what a ``PaymentCollector`` charges for a due top-up.
    public var price: Money {
        // In range, as the top-up that is to be charged was checked.
        let exact = costBasis.price(of: issued) ?? 0
        return Money(units: exact - exact % costBasis.currency.minorUnit, costBasis.currency)
    }
}

extension Money {
    /// What credits cost at this much per credit, in grid units, rounded down to the grid; `nil`
    /// beyond what 128 bits hold.
    func price(of credits: Credits) -> Int128? {
        units > 0 ? Rate(units: units).worth(of: credits) : 0
    }
}

/// A grant as of one instant: its terms, what is left of it, and where it stands.
public struct Grant: Hashable, Sendable, Identifiable {
    /// The grant's id.
    public let id: GrantID
    /// The wallet that it is in.
    public let wallet: WalletID
    /// What it is, apart from what is left of it.
    public let terms: GrantTerms
    /// The credits that are left, held ones included; 0 while it awaits its payment.
    public let remaining: Credits
    /// The credits of `remaining` that are held for something.
    public let held: Credits
    /// Where it stands.
    public let status: GrantStatus
    /// Whether an entry of the journal has made it.
    ///
    /// One that fell due by time since the last entry is read without being journalled (R2.4); what
    /// journals it gives it another id, so this one is not to be kept. Advance the book for that.
    public let isJournalled: Bool
}
