/// What a decision needs beyond its book, named so that a store can load it with the book.
public struct Recall: Hashable, Sendable {
    /// Entries, by their idempotency key.
    public var keys: [IdempotencyKey]
    /// Invoices: the entries that take part in one, their transactions, and the grants these
    /// touched.
    public var invoices: [InvoiceID]
    /// Grants that may no longer stand in the book.
    public var grants: [GrantID]
    /// Lines of invoices: what stands in the way of capturing for one.
    public var captures: [InvoiceLine]
    /// Holds that may no longer stand in the book.
    public var holds: [HoldID]

    /// A recall of the named things.
    public init(
        keys: [IdempotencyKey] = [], invoices: [InvoiceID] = [], grants: [GrantID] = [],
        captures: [InvoiceLine] = [], holds: [HoldID] = []
    ) {
        self.keys = keys
        self.invoices = invoices
        self.grants = grants
        self.captures = captures
        self.holds = holds
    }

    /// Nothing.
    public static let nothing = Recall()

    /// Whether nothing is asked for.
    public var isEmpty: Bool {
        keys.isEmpty && invoices.isEmpty && grants.isEmpty && captures.isEmpty && holds.isEmpty
    }
}

/// What a store found of a ``Recall``; what it did not find is absent.
public struct Recalled: Hashable, Sendable {
    /// The entries found, by key.
    public var entries: [IdempotencyKey: JournalEntry]
    /// The invoices found.
    public var invoices: [InvoiceID: InvoiceRecord]
    /// The grants found, those of the invoices' transactions included.
    public var grants: [GrantID: GrantRecord]
    /// The lines whose invoice an entry takes part in.
    public var captures: [InvoiceLine: CaptureRecord]
    /// The holds found.
    public var holds: [HoldID: HoldRecord]

    /// What was found.
    public init(
        entries: [IdempotencyKey: JournalEntry] = [:], invoices: [InvoiceID: InvoiceRecord] = [:],
        grants: [GrantID: GrantRecord] = [:], captures: [InvoiceLine: CaptureRecord] = [:],
        holds: [HoldID: HoldRecord] = [:]
    ) {
        self.entries = entries
        self.invoices = invoices
        self.grants = grants
        self.captures = captures
        self.holds = holds
    }

    /// Nothing.
    public static let nothing = Recalled()
}

/// What the journal says of an invoice to one who would capture for a line of it (R9.4d).
public struct CaptureRecord: Hashable, Sendable {
    /// The currency of the invoice, by the last entry that takes part in it.
    public let currency: Currency
    /// The entry that drew the invoice down, if one did.
    public var drawn: EntryID?
    /// The entry that captured for the line, if one did.
    public var captured: EntryID?

    /// The state of one line.
    public init(currency: Currency, drawn: EntryID? = nil, captured: EntryID? = nil) {
        self.currency = currency
        self.drawn = drawn
        self.captured = captured
    }
}

/// The history of one invoice of a customer: the entries that captured for it, drew it down and
/// gave back from it, in order of revision; at least one.
public struct InvoiceRecord: Hashable, Sendable {
    /// The entries.
    public var entries: [JournalEntry]

    /// The history of an invoice.
    public init(entries: [JournalEntry]) {
        self.entries = entries
    }

    /// The entry that drew the invoice down.
    package var drawn: JournalEntry? { entries.first { $0.drawn != nil } }

    /// The invoice as it was drawn down.
    package var invoice: Invoice? {
        guard case .drawDown(let drawDown)? = drawn?.command else { return nil }
        return drawDown.invoice
    }

    /// The currency of the invoice, as it was drawn down or, before that, captured for.
    package var currency: Currency? {
        invoice?.currency ?? entries.lazy.compactMap(\.invoiceCurrency).first
    }
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
    /// Whether it was paid for after its top-up had been cancelled, and that money is owed back.
    public package(set) var isRefundOwed = false
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

    package init(
        id: GrantID, wallet: WalletID, terms: GrantTerms, closure: Closure?, isRefundOwed: Bool
    ) {
        self.id = id
        self.wallet = wallet
        self.shared = Shared(terms)
        self.closure = closure
        self.isRefundOwed = isRefundOwed
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
        case .refundOwed:
            isRefundOwed = true
        default:
            break
        }
    }
}
