public import CreditLedger

/// A store in front of another: whatever it does not do itself, that one does.
///
/// For tests that want one call to go another way:
///
/// ```swift
/// struct ReadOnlyStore: ForwardingStore {
///     let base: any LedgerStore
///
///     func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
///         throw StoreError(.misconfigured, "This store is only read.")
///     }
/// }
/// ```
///
/// A requirement that `LedgerStore` gains later is forwarded as well, so such a store is for
/// tests: one that stands before a ledger for good should decide about each call. Not forwarded
/// is what any store can do by its other calls, `accountSums`, as it has to go their way.
public protocol ForwardingStore: LedgerStore {
    /// The store behind it; asked for anew at every call that is forwarded.
    var base: any LedgerStore { get }
}

extension ForwardingStore {
    /// Loads from the base.
    public func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        try await base.load(customer, recalling: recall, unless: revision)
    }

    /// Commits to the base.
    public func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        try await base.commit(commit)
    }

    /// Finds a customer in the base.
    public func owner(of reference: Reference) async throws(StoreError) -> CustomerID? {
        try await base.owner(of: reference)
    }

    /// Lists the wallets of the base.
    public func wallets(_ query: StoredWalletQuery) async throws(StoreError) -> Page<StoredWallet> {
        try await base.wallets(query)
    }

    /// Lists the grants of the base.
    public func grants(_ query: StoredGrantQuery) async throws(StoreError) -> Page<StoredGrant> {
        try await base.grants(query)
    }

    /// Lists the transactions of the base.
    public func transactions(
        _ query: TransactionQuery
    ) async throws(StoreError) -> Page<JournalledTransaction> {
        try await base.transactions(query)
    }

    /// Lists the entries of the base.
    public func entries(_ query: EntryQuery) async throws(StoreError) -> Page<JournalEntry> {
        try await base.entries(query)
    }

    /// Reads a journal of the base.
    public func journal(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) async throws(StoreError) -> [JournalEntry] {
        try await base.journal(of: customer, after: revision, limit: limit)
    }

    /// Lists the customers of the base.
    public func customers(
        after customer: CustomerID?, limit: Int
    ) async throws(StoreError) -> [CustomerID] {
        try await base.customers(after: customer, limit: limit)
    }

    /// Lists the due books of the base.
    public func due(
        by instant: Instant, after last: DueBook?, limit: Int
    ) async throws(StoreError) -> [DueBook] {
        try await base.due(by: instant, after: last, limit: limit)
    }

    /// Sets a due instant in the base.
    public func reschedule(
        _ customer: CustomerID, to instant: Instant?, at revision: Int64
    ) async throws(StoreError) {
        try await base.reschedule(customer, to: instant, at: revision)
    }

    /// Answers entries of the base's feed.
    public func feed(
        after position: FeedPosition?, limit: Int
    ) async throws(StoreError) -> [FeedItem] {
        try await base.feed(after: position, limit: limit)
    }

    /// Finds the end of the base's feed.
    public func feedEnd() async throws(StoreError) -> FeedPosition? {
        try await base.feedEnd()
    }

    /// Lists the charges of the base.
    public func charges(
        after last: TransactionID?, limit: Int
    ) async throws(StoreError) -> [StoredCharge] {
        try await base.charges(after: last, limit: limit)
    }

    /// Leases a charge of the base.
    public func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) async throws(StoreError) -> LeaseOutcome {
        try await base.lease(transaction, of: customer, to: holder, until: end, at: now)
    }

    /// Moves the end of a lease in the base.
    public func endLease(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID, at end: Instant
    ) async throws(StoreError) {
        try await base.endLease(transaction, of: customer, by: holder, at: end)
    }

    /// Drops a charge of the base.
    public func dropCharge(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
    ) async throws(StoreError) {
        try await base.dropCharge(transaction, of: customer, by: holder)
    }
}
