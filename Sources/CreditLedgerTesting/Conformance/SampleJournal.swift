import CreditLedger

/// The journal of one customer, written by hand: entries as the ledger would decide them, without
/// asking it.
///
/// A value: a copy goes its own way, so two copies write entries that compete for one revision.
struct SampleJournal {
    let customer: CustomerID
    private(set) var entries: [JournalEntry] = []
    var wallet = WalletID(high: 0, low: 0)
    /// The grants in order of creation.
    var grants: [GrantID] = []
    var lots: [GrantID: SampleLot] = [:]
    /// The open holds.
    var holds: [HoldID: Hold] = [:]
    private var now = Instant(unchecked: 1_767_225_600_000)
    private let ids: TimeOrderedIDs

    init(_ customer: String, ids: TimeOrderedIDs) throws(Refusal) {
        self.customer = try CustomerID(customer)
        self.ids = ids
    }

    var revision: Int64 { Int64(entries.count) }

    /// The fold of all entries.
    var book: Book {
        var book = Book(customer: customer)
        for entry in entries { book.apply(entry) }
        return book
    }

    /// The last entry's transactions.
    var lastTransactions: [Transaction] { entries.last?.transactions ?? [] }

    /// A commit of the last `count` entries.
    func commit(_ count: Int = 1, snapshot: Book? = nil, nextDue: Instant? = nil) -> Commit {
        Commit(
            customer: customer, expected: revision - Int64(count),
            entries: Array(entries.suffix(count)), snapshot: snapshot, nextDue: nextDue)
    }

    /// An entry to fill, one second after the last.
    func draft() -> SampleDraft { SampleDraft(ids: ids, at: now) }

    /// Ends an entry and takes it into the journal.
    mutating func write(
        _ draft: SampleDraft, _ command: Command?, key: String?
    ) throws(Refusal) -> JournalEntry {
        let context = Context(key: try key.map { text throws(Refusal) in try IdempotencyKey(text) })
        let entry = JournalEntry(
            id: draft.id, customer: customer, revision: revision + 1, instant: draft.instant,
            command: command, context: key == nil ? nil : context,
            transactions: draft.transactions, effects: draft.effects)
        entries.append(entry)
        now = Instant(unchecked: now.milliseconds + 1000)
        return entry
    }
}

/// What is left of a grant of a ``SampleJournal``, and its terms.
struct SampleLot {
    var terms: GrantTerms
    var remaining: Credits
}

/// A journal entry in the making: its ids, transactions and effects.
struct SampleDraft {
    let id: EntryID
    let instant: Instant
    var transactions: [Transaction] = []
    var effects: [Effect] = []
    private let ids: TimeOrderedIDs
    private var base: EntryID
    private var ordinal: UInt16 = 0

    init(ids: TimeOrderedIDs, at instant: Instant) {
        self.ids = ids
        self.instant = instant
        self.id = ids.next(at: instant, after: nil)
        self.base = id
    }

    /// The next id of the entry; after 65,535 of them, under a further base.
    mutating func mint<Tag>() -> Identifier<Tag> {
        if ordinal == .max {
            base = ids.next(at: instant, after: base)
            ordinal = 0
        }
        ordinal += 1
        return base.with(ordinal: ordinal)
    }
}
