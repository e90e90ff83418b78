/// What a decision needs beyond its book, named so that a store can load it with the book.
public struct Recall: Hashable, Sendable {
    /// Entries, by their idempotency key.
    public var keys: [IdempotencyKey]
    /// Invoices: the entry that drew one down, its transactions, and the grants these touched.
    public var invoices: [InvoiceID]
    /// Grants that may no longer stand in the book.
    public var grants: [GrantID]

    /// A recall of the named things.
    public init(
        keys: [IdempotencyKey] = [], invoices: [InvoiceID] = [], grants: [GrantID] = []
    ) {
        self.keys = keys
        self.invoices = invoices
        self.grants = grants
    }

    /// Nothing.
    public static let nothing = Recall()

    /// Whether nothing is asked for.
    public var isEmpty: Bool { keys.isEmpty && invoices.isEmpty && grants.isEmpty }
}

/// What a store found of a ``Recall``; what it did not find is absent.
public struct Recalled: Hashable, Sendable {
    /// The entries found, by key.
    public var entries: [IdempotencyKey: JournalEntry]
    /// The invoices found.
    public var invoices: [InvoiceID: InvoiceRecord]
    /// The grants found, those of the invoices' transactions included.
    public var grants: [GrantID: GrantRecord]

    /// What was found.
    public init(
        entries: [IdempotencyKey: JournalEntry] = [:], invoices: [InvoiceID: InvoiceRecord] = [:],
        grants: [GrantID: GrantRecord] = [:]
    ) {
        self.entries = entries
        self.invoices = invoices
        self.grants = grants
    }

    /// Nothing.
    public static let nothing = Recalled()
}

/// The history of one invoice of a customer: the entries that drew it down and gave back from it,
/// in order of revision.
public struct InvoiceRecord: Hashable, Sendable {
    /// The entry that drew the invoice down, then those that gave back.
    public var entries: [JournalEntry]

    /// The history of an invoice.
    public init(entries: [JournalEntry]) {
        self.entries = entries
    }

    /// The entry that drew the invoice down.
    package var drawn: JournalEntry? { entries.first { $0.drawn != nil } }
}

/// A grant as the journal last set it, whether it stands in the book or not.
public struct GrantRecord: Hashable, Sendable {
    /// Its id.
    public let id: GrantID
    /// The wallet that it is in.
    public let wallet: WalletID
    package var shared: Shared<GrantTerms>
    /// How and when it closed, if it did.
    public package(set) var closure: Closure?
    /// Its terms.
    public var terms: GrantTerms { shared.value }

    /// The close of a grant.
    public struct Closure: Hashable, Sendable {
        /// When it closed.
        public let at: Instant
        /// The way it went.
        public let door: GrantDoor

        /// A close.
        public init(at: Instant, door: GrantDoor) {
            self.at = at
            self.door = door
        }
    }

    /// The record of a grant that an entry opened.
    public init(_ opened: OpenedGrant) {
        self.id = opened.id
        self.wallet = opened.wallet
        self.shared = opened.shared
    }

    /// Folds one effect of an entry at `instant` into the record of its grant.
    public mutating func apply(_ effect: Effect, at instant: Instant) {
        switch effect {
        case .grantOpened(let opened), .grantChanged(let opened):
            shared = opened.shared
        case .grantReopened(let opened):
            shared = opened.shared
            closure = nil
        case .grantClosed(_, let door):
            closure = Closure(at: instant, door: door)
        default:
            break
        }
    }
}
