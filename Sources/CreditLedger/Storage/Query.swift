/// A half-open span of time: from an instant on, up to and without another.
public struct TimeSpan: Hashable, Sendable {
    /// The first instant in it; the beginning of time if `nil`.
    public let from: Instant?
    /// The first instant after it; the end of time if `nil`.
    public let to: Instant?

    /// A span.
    public init(from: Instant? = nil, to: Instant? = nil) {
        self.from = from
        self.to = to
    }

    /// All of time.
    public static let always = TimeSpan()

    /// Whether an instant lies in it.
    public func contains(_ instant: Instant) -> Bool {
        (from.map { $0 <= instant } ?? true) && (to.map { instant < $0 } ?? true)
    }
}

/// Which transactions to list (R11.4).
public struct TransactionQuery: Hashable, Sendable {
    /// Only this customer's.
    public var customer: CustomerID?
    /// Only this wallet's.
    public var wallet: WalletID?
    /// Only this grant's.
    public var grant: GrantID?
    /// Only those that pay for, or give back from, this invoice; of one customer, if one is named.
    public var invoice: InvoiceID?
    /// Only of these kinds; all if empty.
    public var kinds: Set<TransactionKind>
    /// Only of these latest statuses; all if empty.
    public var statuses: Set<TransactionStatus>
    /// Only those whose first entry's instant lies in this span.
    public var span: TimeSpan
    /// The page.
    public var page: PageRequest<Transaction>

    /// All transactions unless a filter is given.
    public init(
        customer: CustomerID? = nil, wallet: WalletID? = nil, grant: GrantID? = nil,
        invoice: InvoiceID? = nil, kinds: Set<TransactionKind> = [],
        statuses: Set<TransactionStatus> = [], span: TimeSpan = .always,
        page: PageRequest<Transaction> = .newest
    ) {
        self.customer = customer
        self.wallet = wallet
        self.grant = grant
        self.invoice = invoice
        self.kinds = kinds
        self.statuses = statuses
        self.span = span
        self.page = page
    }

    /// Whether the filter lets a transaction by, the customer apart.
    public func matches(_ listed: JournalledTransaction) -> Bool {
        let transaction = listed.transaction
        return (wallet.map { $0 == transaction.wallet } ?? true)
            && (grant.map { $0 == transaction.grant } ?? true)
            && (invoice.map { $0 == transaction.application?.invoice } ?? true)
            && (kinds.isEmpty || kinds.contains(transaction.kind))
            && (statuses.isEmpty || statuses.contains(transaction.status))
            && span.contains(listed.instant)
    }
}

/// A transaction in its latest state, and where it first stood.
public struct JournalledTransaction: Hashable, Sendable, Identifiable {
    /// The transaction in its latest state.
    public let transaction: Transaction
    /// Whose it is.
    public let customer: CustomerID
    /// The entry that first named it.
    public let entry: EntryID
    /// That entry's instant.
    public let instant: Instant

    /// The transaction's id.
    public var id: TransactionID { transaction.id }

    /// A transaction and its place.
    public init(
        transaction: Transaction, customer: CustomerID, entry: EntryID, instant: Instant
    ) {
        self.transaction = transaction
        self.customer = customer
        self.entry = entry
        self.instant = instant
    }
}

/// Which journal entries to list (R11.4).
public struct EntryQuery: Hashable, Sendable {
    /// Only this customer's.
    public var customer: CustomerID?
    /// Only those with a transaction or an effect on this wallet.
    public var wallet: WalletID?
    /// Only those with a transaction or an effect on this grant.
    public var grant: GrantID?
    /// Only those that draw down, capture for or give back from this invoice.
    public var invoice: InvoiceID?
    /// Only those with this idempotency key.
    public var key: IdempotencyKey?
    /// Only those whose instant lies in this span.
    public var span: TimeSpan
    /// The page.
    public var page: PageRequest<JournalEntry>

    /// All entries unless a filter is given.
    public init(
        customer: CustomerID? = nil, wallet: WalletID? = nil, grant: GrantID? = nil,
        invoice: InvoiceID? = nil, key: IdempotencyKey? = nil, span: TimeSpan = .always,
        page: PageRequest<JournalEntry> = .newest
    ) {
        self.customer = customer
        self.wallet = wallet
        self.grant = grant
        self.invoice = invoice
        self.key = key
        self.span = span
        self.page = page
    }

    /// Whether the filter lets an entry by.
    public func matches(_ entry: JournalEntry) -> Bool {
        (customer.map { $0 == entry.customer } ?? true)
            && (invoice.map { $0 == entry.invoice } ?? true)
            && (key.map { $0 == entry.key } ?? true)
            && span.contains(entry.instant)
            && (wallet.map { entry.touches($0) } ?? true)
            && (grant.map { entry.touches($0) } ?? true)
    }
}

extension JournalEntry {
    /// Whether a transaction or an effect of this entry is of a wallet.
    public func touches(_ wallet: WalletID) -> Bool {
        transactions.contains { $0.wallet == wallet } || effects.contains { $0.touches(wallet) }
    }

    /// Whether a transaction or an effect of this entry is of a grant.
    public func touches(_ grant: GrantID) -> Bool {
        transactions.contains { $0.grant == grant } || effects.contains { $0.touches(grant) }
    }
}

extension Effect {
    /// Whether it is on a wallet.
    package func touches(_ wallet: WalletID) -> Bool {
        switch self {
        case .holdOpened(let hold), .holdChanged(let hold), .holdEnded(let hold, _):
            hold.parts.contains { $0.wallet == wallet }
        default: self.wallet == wallet
        }
    }

    /// Whether it is on a grant.
    package func touches(_ grant: GrantID) -> Bool {
        switch self {
        case .holdOpened(let hold), .holdChanged(let hold), .holdEnded(let hold, _):
            hold.parts.contains { $0.grant == grant }
        default: self.grant == grant
        }
    }

    /// The one wallet that it is on, where there is one.
    private var wallet: WalletID? {
        switch self {
        case .walletOpened(let opened): opened.id
        case .walletChanged(let id, _), .walletActivated(let id), .walletTerminated(let id, _),
            .rulesReplaced(let id, _), .rulePaused(let id, _), .ruleResumed(let id, _):
            id
        case .grantOpened(let opened), .grantChanged(let opened), .grantReopened(let opened):
            opened.wallet
        case .ruleFired(let firing): firing.wallet
        case .refundOwed(let refund): refund.wallet
        case .grantClosed, .invoiceDrawn, .usageReported, .usageCleared, .holdOpened, .holdChanged,
            .holdEnded:
            nil
        }
    }

    /// The one grant that it is on, where there is one.
    package var grant: GrantID? {
        switch self {
        case .grantOpened(let opened), .grantChanged(let opened), .grantReopened(let opened):
            opened.id
        case .grantClosed(let id, _): id
        case .refundOwed(let refund): refund.grant
        default: nil
        }
    }
}
