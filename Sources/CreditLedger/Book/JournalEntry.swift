/// One step of a book's history: what was asked, what moved, and every other effect (R11.1).
///
/// The journal is the truth and a book is its fold, so an entry carries all that folding needs and
/// nothing that it would have to decide. Entries are never changed or deleted.
///
/// An entry is one reference to what it says: handing it from the decision to the store, the caller
/// and every later reader copies nothing.
public struct JournalEntry: Hashable, Sendable, Identifiable {
    private let content: Shared<Content>

    private struct Content: Hashable {
        let id: EntryID
        let customer: CustomerID
        let revision: Int64
        let instant: Instant
        let command: Command?
        let context: Context?
        let transactions: [Transaction]
        let effects: [Effect]
    }

    package init(
        id: EntryID, customer: CustomerID, revision: Int64, instant: Instant, command: Command?,
        context: Context?, transactions: [Transaction], effects: [Effect]
    ) {
        self.content = Shared(
            Content(
                id: id, customer: customer, revision: revision, instant: instant,
                command: command, context: context, transactions: transactions,
                effects: effects))
    }

    /// The entry's id; ascends with the revision within one customer.
    public var id: EntryID { content.value.id }

    /// Whose book.
    public var customer: CustomerID { content.value.customer }

    /// 1, 2, 3, … in its book, without gaps.
    public var revision: Int64 { content.value.revision }

    /// The instant as of which it holds.
    ///
    /// Of a command it is the (advanced) clock's; of what time alone caused, the one at which that
    /// fell due.
    public var instant: Instant { content.value.instant }

    /// What was asked; `nil` for what time alone caused.
    public var command: Command? { content.value.command }

    /// Who asked, why, and under which key.
    public var context: Context? { content.value.context }

    /// The transactions, in order.
    public var transactions: [Transaction] { content.value.transactions }

    /// Everything else that changed, in order.
    public var effects: [Effect] { content.value.effects }

    /// The instant at which it was written, by the clock of its writer.
    public var recordedAt: Instant { Instant(unchecked: id.milliseconds) }

    /// The key under which it was asked for, if any.
    public var key: IdempotencyKey? { context?.key }
}
