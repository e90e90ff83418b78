internal import CreditLedger

/// The store as the ledger of real time sees it: books on test clocks are never due there, and
/// their payments never wait there.
///
/// A sweep advances whatever book is due to now. One on a test clock must not be led to real time,
/// so the sweep does not get to see it; its own ledger advances it when the clock is moved. All
/// else is the store's own answer.
struct LiveStore: LedgerStore {
    let store: any LedgerStore
    let clocks: TestClocks

    func due(
        by instant: Instant, after last: DueBook?, limit: Int
    ) async throws(StoreError) -> [DueBook] {
        try await live(after: last, limit: limit, \.customer) {
            (last: DueBook?) async throws(StoreError) in
            try await store.due(by: instant, after: last, limit: limit)
        }
    }

    func charges(
        after last: TransactionID?, limit: Int
    ) async throws(StoreError) -> [StoredCharge] {
        var end = last
        return try await live(after: nil, limit: limit, \.customer) {
            (last: StoredCharge?) async throws(StoreError) in
            end = last?.transaction ?? end
            return try await store.charges(after: end, limit: limit)
        }
    }

    /// A full page of what belongs to customers in real time: a page that comes back short would
    /// end the sweep.
    private func live<Item>(
        after last: Item?, limit: Int, _ customer: (Item) -> CustomerID,
        fetch: (Item?) async throws(StoreError) -> [Item]
    ) async throws(StoreError) -> [Item] {
        var found: [Item] = []
        var last = last
        while found.count < limit {
            let step = try await fetch(last)
            found += step.filter { !clocks.contains(customer($0)) }.prefix(limit - found.count)
            guard step.count == limit, let end = step.last else { break }
            last = end
        }
        return found
    }

    // MARK: All else

    func accountSums(
        of customers: CustomerRange
    ) async throws(StoreError) -> [AccountSums] {
        try await store.accountSums(of: customers)
    }

    func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        try await store.load(customer, recalling: recall, unless: revision)
    }

    func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        try await store.commit(commit)
    }

    func owner(of reference: Reference) async throws(StoreError) -> CustomerID? {
        try await store.owner(of: reference)
    }

    func wallets(_ query: StoredWalletQuery) async throws(StoreError) -> Page<StoredWallet> {
        try await store.wallets(query)
    }

    func grants(_ query: StoredGrantQuery) async throws(StoreError) -> Page<StoredGrant> {
        try await store.grants(query)
    }

    func transactions(
        _ query: TransactionQuery
    ) async throws(StoreError) -> Page<JournalledTransaction> {
        try await store.transactions(query)
    }

    func entries(_ query: EntryQuery) async throws(StoreError) -> Page<JournalEntry> {
        try await store.entries(query)
    }

    func journal(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) async throws(StoreError) -> [JournalEntry] {
        try await store.journal(of: customer, after: revision, limit: limit)
    }

    func customers(
        after customer: CustomerID?, limit: Int
    ) async throws(StoreError) -> [CustomerID] {
        try await store.customers(after: customer, limit: limit)
    }

    func reschedule(
        _ customer: CustomerID, to instant: Instant?, at revision: Int64
    ) async throws(StoreError) {
        try await store.reschedule(customer, to: instant, at: revision)
    }

    func feed(
        after position: FeedPosition?, limit: Int
    ) async throws(StoreError) -> [FeedItem] {
        try await store.feed(after: position, limit: limit)
    }

    func feedEnd() async throws(StoreError) -> FeedPosition? {
        try await store.feedEnd()
    }

    func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) async throws(StoreError) -> LeaseOutcome {
        try await store.lease(transaction, of: customer, to: holder, until: end, at: now)
    }

    func endLease(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID, at end: Instant
    ) async throws(StoreError) {
        try await store.endLease(transaction, of: customer, by: holder, at: end)
    }

    func dropCharge(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
    ) async throws(StoreError) {
        try await store.dropCharge(transaction, of: customer, by: holder)
    }
}
