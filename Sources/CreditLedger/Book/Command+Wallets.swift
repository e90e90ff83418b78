/// Opens a wallet for a customer (R3.1).
public struct CreateWallet: Hashable, Sendable {
    /// The currency of its credits' worth.
    ///
    /// Never changes.
    public var currency: Currency
    /// Money per credit.
    ///
    /// Never changes.
    public var rate: Rate
    /// A name for people.
    public var name: String
    /// The host's own id, unique among the customer's wallets.
    public var externalID: String?
    /// 0 to 100; lower pays first.
    public var priority: Int
    /// What its credits may pay for.
    public var scope: Scope
    /// When it becomes ACTIVE.
    public var activation: Activation
    /// From when on its credits can't be used.
    public var expiresAt: Instant?
    /// Whole seconds from expiry to close (R4.4).
    public var graceSeconds: Int64
    /// Limits of one paid top-up; the initial credits are not subject to them.
    public var limits: TopUpLimits
    /// Its top-up rules, in order.
    public var rules: [TopUpRule]
    /// The host's pairs.
    public var metadata: Metadata
    /// Initial paid credits; 0 means none.
    public var paid: Credits
    /// Initial granted credits; 0 means none.
    public var granted: Credits
    /// Whether the money of the initial paid credits is collected already or due.
    public var payment: Payment

    /// A wallet of one credit per unit of money unless a rate is given.
    public init(
        currency: Currency, rate: Rate = .one, name: String = "", externalID: String? = nil,
        priority: Int = 50, scope: Scope = .everything, activation: Activation = .atOnce,
        expiresAt: Instant? = nil, graceSeconds: Int64 = 0, limits: TopUpLimits = .none,
        rules: [TopUpRule] = [], metadata: Metadata = .none, paid: Credits = 0,
        granted: Credits = 0, payment: Payment = .collected
    ) {
        self.currency = currency
        self.rate = rate
        self.name = name
        self.externalID = externalID
        self.priority = priority
        self.scope = scope
        self.activation = activation
        self.expiresAt = expiresAt
        self.graceSeconds = graceSeconds
        self.limits = limits
        self.rules = rules
        self.metadata = metadata
        self.paid = paid
        self.granted = granted
        self.payment = payment
    }
}

/// Changes a wallet's terms; what it leaves out stays as it is (R3.4).
public struct UpdateWallet: Hashable, Sendable {
    /// The wallet.
    public var wallet: WalletID
    /// A name for people; cleared: empty.
    public var name: Change<String>
    /// The host's own id.
    public var externalID: Change<String>
    /// 0 to 100; cleared: 50.
    public var priority: Change<Int>
    /// The fee types of its scope; cleared: all three.
    public var feeTypes: Change<Set<FeeType>>
    /// The price codes of its scope; cleared: any.
    public var prices: Change<Set<PriceCode>>
    /// When a PENDING wallet becomes active; cleared: it waits for `activate`.
    public var activatesAt: Change<Instant>
    /// From when on its credits can't be used; cleared: never.
    public var expiresAt: Change<Instant>
    /// Whole seconds from expiry to close; cleared: 0.
    public var graceSeconds: Change<Int64>
    /// The fewest paid credits of one top-up.
    public var minimumTopUp: Change<Credits>
    /// The most paid credits of one top-up.
    public var maximumTopUp: Change<Credits>
    /// The whole new list of rules (R3.4c); cleared: none.
    public var rules: Change<[TopUpRule]>
    /// The host's pairs, as a whole; cleared: none.
    public var metadata: Change<Metadata>

    /// An update that changes what it names.
    public init(
        _ wallet: WalletID, name: Change<String> = .keep, externalID: Change<String> = .keep,
        priority: Change<Int> = .keep, feeTypes: Change<Set<FeeType>> = .keep,
        prices: Change<Set<PriceCode>> = .keep, activatesAt: Change<Instant> = .keep,
        expiresAt: Change<Instant> = .keep, graceSeconds: Change<Int64> = .keep,
        minimumTopUp: Change<Credits> = .keep, maximumTopUp: Change<Credits> = .keep,
        rules: Change<[TopUpRule]> = .keep, metadata: Change<Metadata> = .keep
    ) {
        self.wallet = wallet
        self.name = name
        self.externalID = externalID
        self.priority = priority
        self.feeTypes = feeTypes
        self.prices = prices
        self.activatesAt = activatesAt
        self.expiresAt = expiresAt
        self.graceSeconds = graceSeconds
        self.minimumTopUp = minimumTopUp
        self.maximumTopUp = maximumTopUp
        self.rules = rules
        self.metadata = metadata
    }

    /// Whether any field is named at all.
    var namesAnything: Bool {
        name.isNamed || externalID.isNamed || priority.isNamed || feeTypes.isNamed
            || prices.isNamed || activatesAt.isNamed || expiresAt.isNamed || graceSeconds.isNamed
            || minimumTopUp.isNamed || maximumTopUp.isNamed || rules.isNamed || metadata.isNamed
    }
}
