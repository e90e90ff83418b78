public import CreditLedger
import Synchronization

/// One store behind several handles, as several hosts have it: each call goes to the next handle.
///
/// What one handle has committed every other one must know at once (S4), so a store that passes the
/// conformance suite behind one of these keeps no answers of its own:
///
/// ```swift
/// StoreConformance {
///     RotatingStore(try await MyStore(url), try await MyStore(url))
/// }
/// ```
public final class RotatingStore: LedgerStore {
    private let handles: [any LedgerStore]
    private let calls = Mutex(0)

    /// A store behind `handles`, in turn.
    ///
    /// - Parameters:
    ///   - first: a handle.
    ///   - others: further ones on the same data.
    public init(_ first: any LedgerStore, _ others: any LedgerStore...) {
        self.handles = [first] + others
    }

    private var next: any LedgerStore {
        calls.withLock { calls in
            calls = (calls + 1) % handles.count
            return handles[calls]
        }
    }

    // MARK: Books

    /// Loads by the next handle; see `LedgerStore`.
    public func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        try await next.load(customer, recalling: recall, unless: revision)
    }

    /// Commits by the next handle; see `LedgerStore`.
    public func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        try await next.commit(commit)
    }

    /// Lists due books by the next handle; see `LedgerStore`.
    public func due(
        by instant: Instant, after last: DueBook?, limit: Int
    ) async throws(StoreError) -> [DueBook] {
        try await next.due(by: instant, after: last, limit: limit)
    }

    /// Sets a next due instant by the next handle; see `LedgerStore`.
    public func reschedule(
        _ customer: CustomerID, to instant: Instant?, at revision: Int64
    ) async throws(StoreError) {
        try await next.reschedule(customer, to: instant, at: revision)
    }

    // MARK: Finding

    /// Finds an owner by the next handle; see `LedgerStore`.
    public func owner(of reference: Reference) async throws(StoreError) -> CustomerID? {
        try await next.owner(of: reference)
    }

    /// Lists wallets by the next handle; see `LedgerStore`.
    public func wallets(
        _ query: StoredWalletQuery
    ) async throws(StoreError) -> Page<StoredWallet> {
        try await next.wallets(query)
    }

    /// Lists grants by the next handle; see `LedgerStore`.
    public func grants(_ query: StoredGrantQuery) async throws(StoreError) -> Page<StoredGrant> {
        try await next.grants(query)
    }

    /// Lists transactions by the next handle; see `LedgerStore`.
    public func transactions(
        _ query: TransactionQuery
    ) async throws(StoreError) -> Page<JournalledTransaction> {
        try await next.transactions(query)
    }

    /// Lists entries by the next handle; see `LedgerStore`.
    public func entries(_ query: EntryQuery) async throws(StoreError) -> Page<JournalEntry> {
        try await next.entries(query)
    }

    /// Reads a journal by the next handle; see `LedgerStore`.
    public func journal(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) async throws(StoreError) -> [JournalEntry] {
        try await next.journal(of: customer, after: revision, limit: limit)
    }

    /// Lists customers by the next handle; see `LedgerStore`.
    public func customers(
        after customer: CustomerID?, limit: Int
    ) async throws(StoreError) -> [CustomerID] {
        try await next.customers(after: customer, limit: limit)
    }

    // MARK: The feed

    /// Answers entries by the next handle; see `LedgerStore`.
    public func feed(
        after position: FeedPosition?, limit: Int
    ) async throws(StoreError) -> [FeedItem] {
        try await next.feed(after: position, limit: limit)
    }

    /// Finds the feed's end by the next handle; see `LedgerStore`.
    public func feedEnd() async throws(StoreError) -> FeedPosition? {
        try await next.feedEnd()
    }

    // MARK: Charges

    /// Lists charges by the next handle; see `LedgerStore`.
    public func charges(
        after last: TransactionID?, limit: Int
    ) async throws(StoreError) -> [StoredCharge] {
        try await next.charges(after: last, limit: limit)
    }

    /// Leases a charge by the next handle; see `LedgerStore`.
    public func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) async throws(StoreError) -> LeaseOutcome {
        try await next.lease(transaction, of: customer, to: holder, until: end, at: now)
    }

    /// Moves a lease's end by the next handle; see `LedgerStore`.
    public func endLease(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID, at end: Instant
    ) async throws(StoreError) {
        try await next.endLease(transaction, of: customer, by: holder, at: end)
    }

    /// Drops a charge by the next handle; see `LedgerStore`.
    public func dropCharge(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
    ) async throws(StoreError) {
        try await next.dropCharge(transaction, of: customer, by: holder)
    }
}
