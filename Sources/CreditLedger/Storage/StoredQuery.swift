/// What a store can tell of wallets without knowing the time: which there are, and whose.
public struct StoredWalletQuery: Hashable, Sendable {
    /// Only this customer's.
    public var customer: CustomerID?
    /// Only those created in this half-open span.
    public var created: TimeSpan
    /// The page.
    public var page: PageRequest<Wallet>

    /// All wallets unless a filter is given.
    public init(
        customer: CustomerID? = nil, created: TimeSpan = .always,
        page: PageRequest<Wallet> = .newest
    ) {
        self.customer = customer
        self.created = created
        self.page = page
    }
}

/// A wallet as a store lists it; what it is stands in its customer's book.
public struct StoredWallet: Hashable, Sendable {
    /// Its id.
    public let id: WalletID
    /// Whose it is.
    public let customer: CustomerID

    /// A wallet of a customer.
    public init(id: WalletID, customer: CustomerID) {
        self.id = id
        self.customer = customer
    }
}

/// What a store can tell of grants without knowing the time.
public struct StoredGrantQuery: Hashable, Sendable {
    /// Only this customer's.
    public var customer: CustomerID?
    /// Only this wallet's.
    public var wallet: WalletID?
    /// Only of this kind.
    public var kind: GrantKind?
    /// Only those made in this half-open span.
    public var created: TimeSpan
    /// The page.
    public var page: PageRequest<Grant>

    /// All grants unless a filter is given.
    public init(
        customer: CustomerID? = nil, wallet: WalletID? = nil, kind: GrantKind? = nil,
        created: TimeSpan = .always, page: PageRequest<Grant> = .newest
    ) {
        self.customer = customer
        self.wallet = wallet
        self.kind = kind
        self.created = created
        self.page = page
    }

    /// Whether the filter lets a grant by.
    public func matches(_ grant: GrantRecord) -> Bool {
        (wallet.map { $0 == grant.wallet } ?? true)
            && (kind.map { $0 == grant.terms.kind } ?? true)
            && created.contains(grant.terms.createdAt)
    }
}

/// A grant as a store lists it.
public struct StoredGrant: Hashable, Sendable {
    /// What the journal last said of it.
    public let record: GrantRecord
    /// Whose it is.
    public let customer: CustomerID

    /// A grant of a customer.
    public init(record: GrantRecord, customer: CustomerID) {
        self.record = record
        self.customer = customer
    }
}
