/// A journal entry in the making, and the book that it is folded into as it grows.
///
/// Every primitive both records and folds, with the very fold that replays the journal, so what a
/// decision leaves behind is by construction what its entry says. Refusals are thrown before the
/// first primitive: a draft that has recorded something is finished, never dropped.
struct Draft {
    var book: Book
    /// The instant as of which the entry holds.
    let instant: Instant
    /// The clock's instant, which leads the ids.
    private let recordedAt: Instant
    private let ids: any IDSource
    private var firstBase: EntryID?
    private var base: EntryID?
    private var ordinal: UInt16 = 0
    private var transactions: [Transaction] = []
    private var effects: [Effect] = []
    private var cursor = 0
    /// What the threshold rules look at.
    var watch = ThresholdWatch()

    /// Takes the book out of `book`, which must get it back, so that it is changed in place.
    init(taking book: inout Book, at instant: Instant, recordedAt: Instant, ids: any IDSource) {
        self.book = Book(customer: book.customer)
        self.instant = instant
        self.recordedAt = recordedAt
        self.ids = ids
        swap(&self.book, &book)
    }

    /// Whether nothing was recorded.
    var isEmpty: Bool { transactions.isEmpty && effects.isEmpty }

    /// The next id of this entry.
    mutating func mint<Tag>() -> Identifier<Tag> {
        if ordinal == .max || base == nil { takeBase() }
        ordinal += 1
        return (base ?? EntryID(high: 0, low: 0)).with(ordinal: ordinal)
    }

    /// A further base of ids: at the start, and after 65,535 ids.
    private mutating func takeBase() {
        let next = ids.next(at: recordedAt, after: base ?? book.lastID)
        if firstBase == nil { firstBase = next }
        base = next
        ordinal = 0
    }

    mutating func reserve(transactions count: Int) {
        transactions.reserveCapacity(count)
    }

    mutating func record(_ effect: Effect) {
        effects.append(effect)
        book.fold(effect, at: instant)
    }

    mutating func record(_ transaction: Transaction) {
        book.fold(transaction, cursor: &cursor)
        transactions.append(transaction)
    }

    /// Ends the entry and gives it, or `nil` if nothing was recorded.
    mutating func finish(
        _ command: Command? = nil, _ context: Context = .none, evenIfEmpty: Bool = false
    ) -> JournalEntry? {
        guard evenIfEmpty || !isEmpty else { return nil }
        if base == nil { takeBase() }
        guard let firstBase, let base else { return nil }
        let entry = JournalEntry(
            id: firstBase, customer: book.customer, revision: book.revision + 1, instant: instant,
            command: command, context: context.isNone ? nil : context,
            transactions: transactions, effects: effects)
        book.close(entry.revision, at: instant, lastID: base)
        return entry
    }
}
