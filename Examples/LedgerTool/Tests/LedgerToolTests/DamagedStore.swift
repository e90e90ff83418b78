import CreditLedger

/// A store in memory of which one customer's book can't be read.
struct DamagedStore: LedgerStore {
    let memory: InMemoryStore

    func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        guard customer.text != "customer-1" else { throw StoreError(.corrupt, "A row is damaged.") }
        return try await memory.load(customer, recalling: recall, unless: revision)
    }

    func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        try await memory.commit(commit)
    }

    func owner(of reference: Reference) async throws(StoreError) -> CustomerID? {
        try await memory.owner(of: reference)
    }

    func wallets(_ query: StoredWalletQuery) async throws(StoreError) -> Page<StoredWallet> {
        try await memory.wallets(query)
    }

    func grants(_ query: StoredGrantQuery) async throws(StoreError) -> Page<StoredGrant> {
        try await memory.grants(query)
    }

    func transactions(
        _ query: TransactionQuery
    ) async throws(StoreError) -> Page<JournalledTransaction> {
        try await memory.transactions(query)
    }

    func entries(_ query: EntryQuery) async throws(StoreError) -> Page<JournalEntry> {
        try await memory.entries(query)
    }

    func journal(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) async throws(StoreError) -> [JournalEntry] {
        try await memory.journal(of: customer, after: revision, limit: limit)
    }

    func customers(
        after customer: CustomerID?, limit: Int
    ) async throws(StoreError) -> [CustomerID] {
        try await memory.customers(after: customer, limit: limit)
    }

    func due(
        by instant: Instant, after last: DueBook?, limit: Int
    ) async throws(StoreError) -> [DueBook] {
        try await memory.due(by: instant, after: last, limit: limit)
    }

    func reschedule(
        _ customer: CustomerID, to instant: Instant?, at revision: Int64
    ) async throws(StoreError) {
        try await memory.reschedule(customer, to: instant, at: revision)
    }

    func feed(
        after position: FeedPosition?, limit: Int
    ) async throws(StoreError) -> [FeedItem] {
        try await memory.feed(after: position, limit: limit)
    }

    func feedEnd() async throws(StoreError) -> FeedPosition? { try await memory.feedEnd() }

    func charges(
        after last: TransactionID?, limit: Int
    ) async throws(StoreError) -> [StoredCharge] {
        try await memory.charges(after: last, limit: limit)
    }

    func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) async throws(StoreError) -> LeaseOutcome {
        try await memory.lease(transaction, of: customer, to: holder, until: end, at: now)
    }

    func endLease(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID, at end: Instant
    ) async throws(StoreError) {
        try await memory.endLease(transaction, of: customer, by: holder, at: end)
    }

    func dropCharge(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
    ) async throws(StoreError) {
        try await memory.dropCharge(transaction, of: customer, by: holder)
    }
}
