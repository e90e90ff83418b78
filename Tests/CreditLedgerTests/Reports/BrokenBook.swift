@testable import CreditLedger

/// Two good months of one customer, to be broken in one place and then verified.
struct BrokenBook {
    let history: History
    var entries: [JournalEntry]
    private var foldChanges: [@Sendable (inout Book) -> Void] = []
    private var storedChanges: [@Sendable (inout Book) -> Void] = []
    private var grantChanges: [@Sendable (inout [GrantID: GrantRecord]) -> Void] = []
    /// Why the store can't read on after the last entry, if it can't.
    var unreadable: String?
    /// The revision at which the store says that the journal ends; that of the last entry if `nil`.
    var revision: Int64?
    /// What happens to the verifier's own sums before they are compared.
    var tamper: @Sendable (inout Verifier) -> Void = { _ in }

    init() throws {
        self.init(try .twoMonths())
    }

    init(_ history: History) {
        self.history = history
        entries = history.entries
    }

    /// Changes the book that folding the journal gives, and with it the one that is stored.
    mutating func breakFold(_ change: @escaping @Sendable (inout Book) -> Void) {
        foldChanges.append(change)
    }

    /// Changes the stored book only.
    mutating func breakStored(_ change: @escaping @Sendable (inout Book) -> Void) {
        storedChanges.append(change)
    }

    /// Changes what the store says of the customer's grants.
    mutating func breakGrants(
        _ change: @escaping @Sendable (inout [GrantID: GrantRecord]) -> Void
    ) {
        grantChanges.append(change)
    }

    /// Changes the last transaction of a kind, and its status if that is given.
    mutating func change(
        _ kind: TransactionKind, _ status: TransactionStatus = .settled,
        _ change: (Transaction) throws -> Transaction
    ) throws {
        for index in entries.indices.reversed() {
            var transactions = entries[index].transactions
            guard
                let place = transactions.lastIndex(where: {
                    $0.kind == kind && $0.status == status
                })
            else { continue }
            transactions[place] = try change(transactions[place])
            entries[index] = entries[index].changed(transactions: transactions)
            return
        }
        throw NoSuchTransaction(kind: kind)
    }

    /// Appends an entry that a good journal would not have.
    mutating func append(
        command: Command? = nil, context: Context? = nil,
        transactions: (EntryID) -> [Transaction] = { _ in [] }, effects: [Effect] = []
    ) {
        guard let last = entries.last else { return }
        let id = TimeOrderedIDs(seed: 1).next(at: last.instant, after: history.book.lastID)
        entries.append(
            JournalEntry(
                id: id, customer: last.customer, revision: last.revision + 1,
                instant: last.instant, command: command, context: context,
                transactions: transactions(id), effects: effects))
    }

    func verify() -> Verification {
        var verifier = Verifier(history.book.customer)
        var fold = Book(customer: history.book.customer)
        for entry in entries {
            verifier.add(entry)
            fold.apply(entry)
        }
        if let unreadable {
            verifier.stop(because: .store(StoreError(.corrupt, unreadable)))
            return verifier.result
        }
        for change in foldChanges { change(&fold) }
        var stored = fold
        for change in storedChanges { change(&stored) }
        tamper(&verifier)
        verifier.finish(
            fold: fold, stored: stored, revision: revision ?? entries.last?.revision ?? 0)
        let grants = verifier.comparableGrants
        var records = Dictionary(uniqueKeysWithValues: grants.map { ($0.id, $0) })
        for change in grantChanges { change(&records) }
        verifier.compare(grants.map(\.id), with: records)
        return verifier.result
    }

    struct NoSuchTransaction: Error { let kind: TransactionKind }
}
