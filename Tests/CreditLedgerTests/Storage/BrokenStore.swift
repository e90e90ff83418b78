import CreditLedger
import CreditLedgerTesting
import Synchronization

/// A store that breaks one clause of the contract, so that the conformance suite can prove that it
/// would notice.
final class BrokenStore: ForwardingStore {
    let base: any LedgerStore = InMemoryStore(shards: 4)
    /// The number of the clause that is broken.
    let clause: String
    private let snapshots = Mutex<[CustomerID: Book]>([:])
    private let shown = Mutex<[EntryQuery: Int]>([:])
    let holders = Mutex<[TransactionID: LeaseID]>([:])

    init(breaking clause: String) {
        self.clause = clause
    }

    func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        let loaded = try await base.load(customer, recalling: recall, unless: revision)
        var book = loaded.book
        var recalled = loaded.recalled
        switch clause {
        case "S1":
            // The last entry is not folded.
            book = Book(customer: customer)
            let journal = try await base.journal(of: customer, after: 0, limit: .max)
            for entry in journal.dropLast() { book?.apply(entry) }
        case "S2" where revision != nil:
            book = nil
        case "S3":
            if !recall.invoices.isEmpty { recalled.grants = [:] }
        case "S3 refunds":
            for (id, record) in recalled.grants {
                var record = record
                record.isRefundOwed = false
                recalled.grants[id] = record
            }
        case "S3 captures":
            // Only what captured for the very line is found.
            recalled.captures = recalled.captures.filter { $0.value.captured != nil }
        case "S3 cost":
            // The whole invoice comes along.
            let invoices = Set(recall.captures.map(\.invoice))
            recalled.invoices = try await base.load(
                customer, recalling: Recall(invoices: Array(invoices)), unless: nil
            ).recalled.invoices
        case "S3 holds":
            recalled.holds = recalled.holds.filter { $0.value.status.isCaptured }
        case "S9":
            book = snapshots.withLock { $0[customer] } ?? book
        default:
            break
        }
        return LoadedBook(revision: loaded.revision, book: book, recalled: recalled)
    }

    func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        switch clause {
        case "S4" where commit.isWellFormed:
            // Entry by entry.
            var outcome = CommitOutcome.committed
            for entry in commit.entries where outcome == .committed {
                outcome = try await base.commit(
                    Commit(
                        customer: commit.customer, expected: entry.revision - 1, entries: [entry],
                        nextDue: commit.nextDue))
            }
            return outcome
        case "S5":
            let outcome = try await base.commit(commit)
            if case .conflict = outcome { return .committed }
            return outcome
        case "S6":
            let loaded = try await base.load(commit.customer, recalling: .nothing, unless: nil)
            guard loaded.revision == commit.expected || !commit.isWellFormed else {
                return .conflict(revision: loaded.revision)
            }
            return try await base.commit(commit)
        case "S6 lines":
            // The revision is looked at before the line.
            let outcome = try await base.commit(commit)
            if case .duplicate(.captured, _) = outcome { return .conflict(revision: 0) }
            return outcome
        case "S7" where !commit.isWellFormed:
            return .conflict(revision: 0)
        case "S8":
            let outcome = try await base.commit(commit)
            let journal = try await base.journal(
                of: commit.customer, after: commit.expected, limit: commit.entries.count)
            return journal == commit.entries ? .committed : outcome
        default:
            let outcome = try await base.commit(commit)
            guard outcome == .committed else { return outcome }
            if let book = commit.snapshot {
                snapshots.withLock { $0[commit.customer] = book }
            }
            if clause == "S16", let next = commit.nextDue, let last = commit.entries.last {
                try await base.reschedule(commit.customer, to: next, at: last.revision)
            }
            return outcome
        }
    }

    func owner(of reference: Reference) async throws(StoreError) -> CustomerID? {
        if clause == "S10 holds", case .hold(let id) = reference {
            return try await base.owner(of: .entry(id.with(ordinal: 0)))
        }
        guard clause == "S10", case .transaction(let id) = reference else {
            return try await base.owner(of: reference)
        }
        // By the entry alone, whether it has such a transaction or not.
        return try await base.owner(of: .entry(id.with(ordinal: 0)))
    }

    func transactions(
        _ query: TransactionQuery
    ) async throws(StoreError) -> Page<JournalledTransaction> {
        let page = try await base.transactions(query)
        switch clause {
        case "S11":
            return Page(
                items: page.items, hasMore: page.hasMore,
                count: page.count.map { _ in
                    page.items.count
                })
        case "S13":
            var items: [JournalledTransaction] = []
            for item in page.items {
                // As its first entry had it.
                let journal = try await base.journal(of: item.customer, after: 0, limit: .max)
                let first = journal.lazy.flatMap(\.transactions).first {
                    $0.id == item.transaction.id
                }
                items.append(
                    JournalledTransaction(
                        transaction: first ?? item.transaction, customer: item.customer,
                        entry: item.entry, instant: item.instant))
            }
            return Page(items: items, hasMore: page.hasMore, count: page.count)
        default:
            return page
        }
    }

    func entries(_ query: EntryQuery) async throws(StoreError) -> Page<JournalEntry> {
        guard clause == "S12" else { return try await base.entries(query) }
        if case .before = query.page.place { return try await base.entries(query) }
        // By offset: what was shown so far is what is skipped now.
        var everything = query
        everything.page = PageRequest(unchecked: .newest, limit: 100, wantsCount: false)
        var skipped = 0
        if case .after = query.page.place {
            skipped = shown.withLock { $0[everything, default: 0] }
        }
        let all = try await base.entries(everything).items
        let items = Array(all.dropFirst(skipped).prefix(query.page.limit))
        shown.withLock { $0[everything] = skipped + items.count }
        // However fast it grows, the list ends.
        return Page(items: items, hasMore: skipped + items.count < min(all.count, 90))
    }

    func customers(
        after customer: CustomerID?, limit: Int
    ) async throws(StoreError) -> [CustomerID] {
        guard clause == "S14" else {
            return try await base.customers(after: customer, limit: limit)
        }
        // By the order of texts, which takes canonically equivalent ones together.
        let all = try await base.customers(after: nil, limit: .max).sorted { $0.text < $1.text }
        let rest = customer.map { last in all.drop { $0.text <= last.text } } ?? all[...]
        return Array(rest.prefix(limit))
    }

    func due(
        by instant: Instant, after last: DueBook?, limit: Int
    ) async throws(StoreError) -> [DueBook] {
        guard clause == "S15" else {
            return try await base.due(by: instant, after: last, limit: limit)
        }
        let all = try await base.due(by: instant, after: nil, limit: .max).sorted {
            $0.customer < $1.customer
        }
        let rest = last.map { last in all.drop { $0.customer <= last.customer } } ?? all[...]
        return Array(rest.prefix(limit))
    }
}

extension HoldStatus {
    fileprivate var isCaptured: Bool {
        if case .ended(.captured, _) = self { true } else { false }
    }
}
