internal import Synchronization

/// The store that keeps everything in memory: for tests, for books that are rebuilt from elsewhere,
/// and as the reference of what the contract means.
///
/// It keeps exactly the contract of ``LedgerStore``, durability beyond the process apart. Customers
/// are spread over shards with a lock each, so that commits to different customers scale with the
/// cores; no method ever suspends. Every query by customer, wallet, grant, transaction or entry is
/// served by an index; a list over all customers walks from its page's place on, past what its
/// filter drops, and a count walks everything once.
public final class InMemoryStore: LedgerStore {
    let shards: [InMemoryShard]
    let index: InMemoryIndex
    let log = InMemoryFeed()
    let charges = InMemoryCharges()

    /// An empty store.
    ///
    /// - Parameter shards: the number of parts with a lock of their own, at least 1; a small
    ///   multiple of the cores that commit at once.
    public init(shards: Int = 64) {
        let count = max(1, min(shards, 4096))
        self.shards = (0..<count).map { _ in InMemoryShard() }
        self.index = InMemoryIndex(shards: count)
    }

    // MARK: Loading

    /// Loads a book by folding the entries after its latest snapshot; see ``LedgerStore``.
    public func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        let (hash, shard) = locate(customer)
        let found = shard.state.withLock { state -> LoadedBook? in
            guard let position = state.position(of: customer, hash) else { return nil }
            let record = state.records[position]
            return LoadedBook(
                revision: record.revision,
                book: record.revision == revision ? nil : record.book(in: state.arena),
                recalled: recall.isEmpty ? .nothing : state.journal(at: position).find(recall))
        }
        return found
            ?? LoadedBook(revision: 0, book: revision == 0 ? nil : Book(customer: customer))
    }

    // MARK: Committing

    /// Appends entries; see ``LedgerStore``.
    ///
    /// - Throws: ``StoreError/Kind/corrupt`` for entries that do not follow each other, whose ids
    ///   do not ascend or stand in the store already, or that claim the same thing twice.
    public func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        if let fault = commit.fault { throw fault }
        let (hash, shard) = locate(commit.customer)
        let part = hash.shard(of: shards.count)
        let claims = CommitClaims(commit.entries)
        return try shard.state.withLock { state throws(StoreError) -> CommitOutcome in
            let known = state.position(of: commit.customer, hash)
            if let known {
                if let outcome = try state.objection(to: commit, claims, at: known) {
                    return outcome
                }
            } else if commit.expected != 0 {
                return .conflict(revision: 0)
            }
            let position = known ?? state.records.count
            guard
                let number = UInt32(exactly: position * shards.count + part),
                commit.expected < Int64(UInt32.max) - Int64(commit.entries.count),
                state.arena.hasRoom(for: commit.entries.count)
            else {
                throw StoreError(.unavailable, "the store in memory is full")
            }
            guard index.add(commit.entries, of: number) else {
                throw StoreError(.corrupt, "an id of the entries stands in the store already")
            }
            state.append(commit, claims, at: known ?? state.open(commit.customer, hash))
            charges.note(commit.entries)
            log.append(number, after: commit.expected, count: commit.entries.count)
            return .committed
        }
    }

    // MARK: Finding

    /// Finds the customer of a thing by its id's entry; see ``LedgerStore``.
    public func owner(of reference: Reference) async throws(StoreError) -> CustomerID? {
        owner(reference)
    }

    func owner(_ reference: Reference) -> CustomerID? {
        index.place(of: reference.base).flatMap { place in
            read(place) { journal, index in
                journal[index].made(reference) ? journal.customer : nil
            }
        }
    }

    /// Reads one customer's journal in order; see ``LedgerStore``.
    public func journal(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) async throws(StoreError) -> [JournalEntry] {
        let (hash, shard) = locate(customer)
        return shard.state.withLock { state in
            guard limit > 0, let position = state.position(of: customer, hash) else { return [] }
            let journal = state.journal(at: position)
            let start = Int(max(0, min(revision, journal.revision)))
            let end = start + min(limit, journal.indices.upperBound - start)
            return journal.entries(start..<end)
        }
    }

    /// Lists all customers, at the cost of what is answered and of the shards; see ``LedgerStore``.
    public func customers(
        after customer: CustomerID?, limit: Int
    ) async throws(StoreError) -> [CustomerID] {
        merge(limit: limit, after: customer, by: <) { state, last, visit in
            state.forEachCustomer(after: last, visit)
        }
    }

    // MARK: Due books

    /// Lists books with something due; see ``LedgerStore``.
    public func due(
        by instant: Instant, after last: DueBook?, limit: Int
    ) async throws(StoreError) -> [DueBook] {
        let precedes = { (left: DueBook, right: DueBook) in
            left.due == right.due ? left.customer < right.customer : left.due < right.due
        }
        return merge(limit: limit, after: last, by: precedes) { state, last, visit in
            state.forEachDue(by: instant, after: last, visit)
        }
    }

    /// Sets a book's next due instant; see ``LedgerStore``.
    public func reschedule(
        _ customer: CustomerID, to instant: Instant?, at revision: Int64
    ) async throws(StoreError) {
        let (hash, shard) = locate(customer)
        shard.state.withLock { state in
            guard let position = state.position(of: customer, hash),
                state.records[position].revision == revision
            else { return }
            state.setDue(instant ?? .never, at: position)
        }
    }
}
