internal import CreditLedger

/// All of an entry but its transactions: one row of the table `entries`.
struct EntryHead {
    /// What ``SQLCursor/entryHead(of:)`` reads, of the table's alias `e`.
    static let columns =
        "e.revision, e.id, e.last_id, e.instant, e.command, e.key, e.invoice, e.line, e.content"

    let customer: CustomerID
    let revision: Int64
    let id: EntryID
    let lastID: EntryID
    let instant: Instant
    let content: EntryContent

    /// The entry with its transactions.
    func entry(_ transactions: [Transaction]) -> JournalEntry {
        JournalEntry(
            id: id, customer: customer, revision: revision, instant: instant,
            command: content.command, context: content.context, transactions: transactions,
            effects: content.effects)
    }
}

extension SQLCursor {
    /// The next columns: the head of an entry, whose columns must agree with its content.
    mutating func entryHead(of customer: CustomerID) throws(StoreError) -> EntryHead {
        let revision = try required(integer())
        let id: EntryID = try id()
        let lastID: EntryID = try self.id()
        let instant = try required(instant())
        let command = try text()
        let key: IdempotencyKey? = try optionalName()
        let invoice: InvoiceID? = try optionalName()
        let line = try text()
        let content: EntryContent
        let stored = try required(bytes())
        do throws(StoreError) {
            content = try StorageFormat.content(from: stored)
        } catch {
            throw StoreError(
                .corrupt, "Entry \(revision) of customer \(customer.text) can't be read.",
                underlying: error.description)
        }
        let head = EntryHead(
            customer: customer, revision: revision, id: id, lastID: lastID, instant: instant,
            content: content)
        let plain = head.entry([])
        guard command == content.command.map(StorageFormat.name), key == plain.key,
            invoice == plain.invoice, line == plain.claimedLine
        else { throw .corrupt(customer, revision, "has columns that contradict its content") }
        return head
    }
}

/// An entry whose transactions are being found, in whatever order.
struct EntryParts {
    let head: EntryHead
    private var transactions: [Transaction] = []
    /// Those that came before one of an earlier position.
    private var early: [(position: Int64, transaction: Transaction)] = []

    init(_ head: EntryHead) {
        self.head = head
    }

    mutating func add(_ transaction: Transaction, at position: Int64) {
        if position == transactions.count {
            transactions.append(transaction)
        } else {
            early.append((position, transaction))
        }
    }

    /// The entry, if it has the transactions that it was written with.
    func entry() throws(StoreError) -> JournalEntry {
        guard transactions.count + early.count == head.content.transactionCount else {
            throw .corrupt(
                head.customer, head.revision, "has more or fewer transactions than were written")
        }
        guard !early.isEmpty else { return head.entry(transactions) }
        var transactions = transactions
        for (position, transaction) in early.sorted(by: { $0.position < $1.position }) {
            guard position == transactions.count else {
                throw .corrupt(head.customer, head.revision, "lacks a transaction")
            }
            transactions.append(transaction)
        }
        return head.entry(transactions)
    }
}
