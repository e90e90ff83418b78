/// Adds paid credits, granted credits, or both (R5.1).
public struct TopUp: Hashable, Sendable {
    /// How much of one kind to add, in credits or in money.
    public enum Sum: Hashable, Sendable {
        /// So many credits.
        case credits(Credits)
        /// What this money buys at the wallet's rate, rounded up to the grid (R1.4).
        case money(Money)
    }

    /// The wallet.
    public var wallet: WalletID
    /// Paid credits to add.
    public var paid: Sum?
    /// Granted credits to add.
    public var granted: Sum?
    /// Whether the money of the paid credits is collected already or due.
    public var payment: Payment
    /// 0 to 100; lower pays first.
    public var priority: Int
    /// What the credits may pay for, within the wallet's scope.
    public var scope: Scope
    /// From when on they can be used; default: now.
    ///
    /// The past is allowed.
    public var effectiveAt: Instant?
    /// From when on they can't be used.
    public var expiresAt: Instant?
    /// Money actually paid per credit, in the wallet's currency; default: the rate for paid
    /// credits, 0 for granted ones.
    ///
    /// One that is given holds for the paid credits or, where only granted ones are added, for
    /// these.
    public var costBasis: Money?
    /// Whether the wallet's limits of one paid top-up are ignored (R5.3).
    public var ignoresLimits: Bool
    /// A name for people.
    public var name: String
    /// The host's pairs.
    public var metadata: Metadata

    /// A top-up of at least one kind of credits.
    public init(
        _ wallet: WalletID, paid: Sum? = nil, granted: Sum? = nil, payment: Payment = .collected,
        priority: Int = 50, scope: Scope = .everything, effectiveAt: Instant? = nil,
        expiresAt: Instant? = nil, costBasis: Money? = nil, ignoresLimits: Bool = false,
        name: String = "", metadata: Metadata = .none
    ) {
        self.wallet = wallet
        self.paid = paid
        self.granted = granted
        self.payment = payment
        self.priority = priority
        self.scope = scope
        self.effectiveAt = effectiveAt
        self.expiresAt = expiresAt
        self.costBasis = costBasis
        self.ignoresLimits = ignoresLimits
        self.name = name
        self.metadata = metadata
    }
}

/// Takes credits away from a wallet, in consumption order, or from one grant of it (R5.4).
public struct VoidCredits: Hashable, Sendable {
    /// The wallet.
    public var wallet: WalletID
    /// How many credits.
    public var credits: Credits
    /// The one grant to take them from; default: any of the wallet, in consumption order.
    public var grant: GrantID?

    /// Takes `credits` away.
    public init(_ wallet: WalletID, _ credits: Credits, from grant: GrantID? = nil) {
        self.wallet = wallet
        self.credits = credits
        self.grant = grant
    }
}

/// Changes a grant's terms; what it leaves out stays as it is (R4.3b).
public struct ChangeGrant: Hashable, Sendable {
    /// The grant.
    public var grant: GrantID
    /// 0 to 100; cleared: 50.
    public var priority: Change<Int>
    /// From when on it can't be used; cleared: never by its own terms.
    public var expiresAt: Change<Instant>
    /// A name for people; cleared: empty.
    public var name: Change<String>
    /// The host's pairs, as a whole; cleared: none.
    public var metadata: Change<Metadata>

    /// A change of what it names.
    public init(
        _ grant: GrantID, priority: Change<Int> = .keep, expiresAt: Change<Instant> = .keep,
        name: Change<String> = .keep, metadata: Change<Metadata> = .keep
    ) {
        self.grant = grant
        self.priority = priority
        self.expiresAt = expiresAt
        self.name = name
        self.metadata = metadata
    }

    var namesAnything: Bool {
        priority.isNamed || expiresAt.isNamed || name.isNamed || metadata.isNamed
    }
}

/// Pays an invoice with credits (R6).
public struct DrawDown: Hashable, Sendable {
    /// The invoice.
    public var invoice: Invoice
    /// The unbilled usage that it bills, which is cleared in the same step (R9.3).
    public var usage: BilledUsage

    /// Pays `invoice`, which bills `usage`.
    public init(_ invoice: Invoice, clearing usage: BilledUsage = .none) {
        self.invoice = invoice
        self.usage = usage
    }
}

/// Gives credits back from an invoice that was drawn down (R7).
public struct Reinstate: Hashable, Sendable {
    /// The invoice.
    public var invoice: InvoiceID
    /// Per line the money to give back; all that is still applied if `nil`.
    public var lines: [LineID: Money]?
    /// A new expiry, by which grants that closed as expired open again where their wallet is still
    /// ACTIVE; other grants keep theirs (R7.3c).
    public var reopenUntil: Instant?

    /// Gives back all of `invoice`, or `lines` of it.
    public init(
        _ invoice: InvoiceID, lines: [LineID: Money]? = nil, reopenUntil: Instant? = nil
    ) {
        self.invoice = invoice
        self.lines = lines
        self.reopenUntil = reopenUntil
    }
}
