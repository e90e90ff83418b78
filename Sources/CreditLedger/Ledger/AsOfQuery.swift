/// Which wallets to list, as of now (R11.4).
public struct WalletQuery: Hashable, Sendable {
    /// Only this customer's.
    public var customer: CustomerID?
    /// Only those that have one of these statuses now; all if empty.
    public var statuses: Set<WalletStatus>
    /// Only those created in this half-open span.
    public var created: TimeSpan
    /// The page.
    public var page: PageRequest<Wallet>

    /// All wallets unless a filter is given.
    public init(
        customer: CustomerID? = nil, statuses: Set<WalletStatus> = [],
        created: TimeSpan = .always, page: PageRequest<Wallet> = .newest
    ) {
        self.customer = customer
        self.statuses = statuses
        self.created = created
        self.page = page
    }
}

/// Which grants to list, as of now (R11.4).
public struct GrantQuery: Hashable, Sendable {
    /// Only this customer's.
    public var customer: CustomerID?
    /// Only this wallet's.
    public var wallet: WalletID?
    /// Only of this kind.
    public var kind: GrantKind?
    /// Only those that have one of these statuses now; all if empty.
    public var statuses: Set<GrantStatus>
    /// Only those made in this half-open span.
    public var created: TimeSpan
    /// The page.
    public var page: PageRequest<Grant>

    /// All grants unless a filter is given.
    public init(
        customer: CustomerID? = nil, wallet: WalletID? = nil, kind: GrantKind? = nil,
        statuses: Set<GrantStatus> = [], created: TimeSpan = .always,
        page: PageRequest<Grant> = .newest
    ) {
        self.customer = customer
        self.wallet = wallet
        self.kind = kind
        self.statuses = statuses
        self.created = created
        self.page = page
    }
}
