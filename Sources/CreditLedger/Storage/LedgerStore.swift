/// Where books and their journals are kept: the contract that every store fulfils.
///
/// A store appends journal entries and finds things again. It contains no rule of the ledger: what
/// an entry says was decided before it came here. The clauses below are numbered;
/// `StoreConformance` in `CreditLedgerTesting` proves each of them, and a store of your own passes
/// when it does.
///
/// **Loading**
/// - S1. `load` answers the book at its latest revision: the fold of all its entries. A customer
///   without entries has revision 0 and an empty book (R2.5).
/// - S2. If `revision` names the book's current revision, the book may be left out of the answer.
/// - S3. What is recalled is consistent with the revision that is answered. What does not exist is
///   absent, and is no error. The record of an invoice comes with the grants that its transactions
///   touched. A line to capture for is found when any entry takes part in its invoice, at a cost
///   that does not grow with their number. Of holds, those that have ended are found; open ones
///   stand in the book.
///
/// **Committing**
/// - S4. A commit is atomic and durable: all of its entries or none, and once `committed` is
///   answered every later load and query, of any host, includes them.
/// - S5. It succeeds only at the revision that it expects; otherwise the answer is `conflict`, and
///   nothing was written.
/// - S6. Claims are unique per customer. If any entry claims what an earlier entry has, the answer
///   is `duplicate` with that claim and the earlier entry, and nothing was written. Claims are
///   checked before the revision. Another customer's claims don't matter.
/// - S7. Entries have consecutive revisions from `expected + 1` on and ids that ascend, and no two
///   of a commit have the same claim; a commit that breaks this, or has none or another customer's,
///   throws `corrupt` whatever stands in the store, and writes nothing (``Commit/isWellFormed``).
/// - S8. After `outcomeUnknown` the caller may send the same commit again: if it had succeeded, the
///   answer is `duplicate` or `conflict`, and the entry stands once.
/// - S9. A snapshot that comes with a commit may be kept or dropped without changing any answer.
///
/// **Finding**
/// - S10. `owner` finds the customer of a wallet, grant, transaction, hold or entry by its bare id,
///   by an index; an id that nothing has is answered by `nil`.
/// - S11. Queries answer newest first, in pages by keyset: by id, never by offset. `hasMore` says
///   whether more lies beyond the page in its direction. A count, where asked for, counts all that
///   the filter lets by, on every page.
/// - S12. A list that is written to while it is paged neither skips nor repeats what stood when
///   paging began.
/// - S13. A transaction that several entries name stands once, at its first position, with its
///   latest state (R5.2c).
/// - S14. `journal` answers the entries of one customer in order of revision; `customers` answers
///   all customers in order of their ids' bytes.
///
/// **Sums**
/// - S23. `accountSums` answers what folding the journals of the same customers gives, each as of
///   one moment: what their settled transactions moved, in every wallet that they opened. Who has
///   no book is left out. A store need not have a way of its own: it is the fold if left out.
///
/// **Due books**
/// - S15. `due` answers the books whose next due instant, as kept, is at or before an instant,
///   earliest first, then by customer; its cost is that of what it answers.
/// - S16. A commit moves the kept instant only earlier. `reschedule` sets it, if the book still
///   stands at the given revision; otherwise it changes nothing.
///
/// **The feed**
/// - S17. `feed` answers every committed entry once, in the order of commits: one customer's by
///   revision, those of one commit next to each other. An entry's position is the same whenever it
///   is answered, and `feedEnd` is that of the newest.
/// - S18. Nothing is ever inserted before a position that was answered: who goes on from the last
///   one misses nothing, however late a commit came and whatever its ids. A position that this
///   store did not make is `misconfigured`.
///
/// **Charges**
/// - S19. `charges` lists exactly the purchases that the ledger's collector is to charge or to
///   account for, by id, which is oldest first; its cost is that of what it answers. One enters
///   with the entry that opens its grant (``Payment/chargeAutomatically``), and leaves with the
///   entry that names it settled or failed; if it fails after it was leased, by `dropCharge` only.
/// - S20. A lease is granted to one holder at a time. Until its end, everybody who asks is told
///   when that is, its holder too; from its end on, it is granted anew. Each grant counts an
///   attempt, from 1, and is durable before it is answered. What is not listed as a charge of
///   that customer is `noCharge`.
/// - S21. `endLease` moves the end of a lease, earlier or later, for who got it last; by anybody
///   else it changes nothing. Attempts stay counted.
/// - S22. `dropCharge` takes a charge whose purchase has failed off the list, for who got its lease
///   last; by anybody else, or of a pending purchase, it changes nothing.
public protocol LedgerStore: Sendable {
    /// Loads a customer's book, and what a decision needs beyond it (S1-S3).
    ///
    /// - Parameters:
    ///   - customer: whose book.
    ///   - recall: what to find beside it.
    ///   - revision: the revision that the caller has a copy of.
    /// - Returns: the current revision, the book unless the caller has it, and what was found.
    /// - Throws: ``StoreError`` if the store can't answer.
    func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook

    /// Appends entries to a book that stands at the expected revision (S4-S9).
    ///
    /// - Parameter commit: the entries and the revision that they follow.
    /// - Returns: whether they were written, and if not, what stands in the way.
    /// - Throws: ``StoreError`` if the store can't answer; ``StoreError/Kind/outcomeUnknown`` if
    ///   they may or may not have been written.
    func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome

    /// Finds the customer of a thing by its bare id (S10).
    ///
    /// - Parameter reference: the thing.
    /// - Returns: whose it is, or `nil` if it does not exist.
    /// - Throws: ``StoreError`` if the store can't answer.
    func owner(of reference: Reference) async throws(StoreError) -> CustomerID?

    /// Lists wallets, newest first (S11, S12).
    ///
    /// - Parameter query: the filter and the page.
    /// - Returns: a page of them.
    /// - Throws: ``StoreError`` if the store can't answer.
    func wallets(_ query: StoredWalletQuery) async throws(StoreError) -> Page<StoredWallet>

    /// Lists grants, open or not, newest first (S11, S12).
    ///
    /// - Parameter query: the filter and the page.
    /// - Returns: a page of them.
    /// - Throws: ``StoreError`` if the store can't answer.
    func grants(_ query: StoredGrantQuery) async throws(StoreError) -> Page<StoredGrant>

    /// Lists transactions, newest first (S11-S13).
    ///
    /// - Parameter query: the filter and the page.
    /// - Returns: a page of them.
    /// - Throws: ``StoreError`` if the store can't answer.
    func transactions(
        _ query: TransactionQuery
    ) async throws(StoreError) -> Page<JournalledTransaction>

    /// Lists journal entries, newest first (S11, S12).
    ///
    /// - Parameter query: the filter and the page.
    /// - Returns: a page of them.
    /// - Throws: ``StoreError`` if the store can't answer.
    func entries(_ query: EntryQuery) async throws(StoreError) -> Page<JournalEntry>

    /// Reads one customer's journal in order (S14).
    ///
    /// - Parameters:
    ///   - customer: whose journal.
    ///   - revision: the last revision that is not wanted; 0 for all.
    ///   - limit: the most entries to answer.
    /// - Returns: entries `revision + 1`, `revision + 2`, and so on.
    /// - Throws: ``StoreError`` if the store can't answer.
    func journal(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) async throws(StoreError) -> [JournalEntry]

    /// Lists all customers that have a book, by the bytes of their ids (S14).
    ///
    /// - Parameters:
    ///   - customer: the last one that is not wanted.
    ///   - limit: the most customers to answer.
    /// - Returns: the customers.
    /// - Throws: ``StoreError`` if the store can't answer.
    func customers(
        after customer: CustomerID?, limit: Int
    ) async throws(StoreError) -> [CustomerID]

    /// Sums up what moved in the wallets of customers (S23).
    ///
    /// - Parameter customers: one, or a page of all by the bytes of their ids.
    /// - Returns: what moved, by customer and wallet.
    /// - Throws: ``StoreError`` if the store can't answer; `corrupt` for what moved in a wallet
    ///   that was never opened.
    func accountSums(
        of customers: CustomerRange
    ) async throws(StoreError) -> [AccountSums]

    /// Lists books with something due (S15).
    ///
    /// - Parameters:
    ///   - instant: the last due instant of interest.
    ///   - last: the last one that is not wanted.
    ///   - limit: the most books to answer.
    /// - Returns: the books, earliest due first.
    /// - Throws: ``StoreError`` if the store can't answer.
    func due(
        by instant: Instant, after last: DueBook?, limit: Int
    ) async throws(StoreError) -> [DueBook]

    /// Sets a book's next due instant, if the book still stands at `revision` (S16).
    ///
    /// - Parameters:
    ///   - customer: whose book.
    ///   - instant: its next due instant, a lower bound; `nil` for none.
    ///   - revision: the revision that it was computed at.
    /// - Throws: ``StoreError`` if the store can't answer.
    func reschedule(
        _ customer: CustomerID, to instant: Instant?, at revision: Int64
    ) async throws(StoreError)

    /// Answers entries in the order in which their commits became visible (S17, S18).
    ///
    /// - Parameters:
    ///   - position: the last one that is not wanted; `nil` for all entries.
    ///   - limit: the most entries to answer.
    /// - Returns: the entries that follow, and where each stands; nothing if there is none yet.
    /// - Throws: ``StoreError`` if the store can't answer; ``StoreError/Kind/misconfigured`` if the
    ///   position is not one of this store.
    func feed(
        after position: FeedPosition?, limit: Int
    ) async throws(StoreError) -> [FeedItem]

    /// The position of the newest entry, to follow only what comes after it (S17).
    ///
    /// - Returns: the position, or `nil` if there is no entry.
    /// - Throws: ``StoreError`` if the store can't answer.
    func feedEnd() async throws(StoreError) -> FeedPosition?

    /// Lists the charges that wait for the ledger's collector, oldest first (S19).
    ///
    /// - Parameters:
    ///   - last: the last one that is not wanted; it need not be pending any more.
    ///   - limit: the most charges to answer.
    /// - Returns: the charges, by id.
    /// - Throws: ``StoreError`` if the store can't answer.
    func charges(
        after last: TransactionID?, limit: Int
    ) async throws(StoreError) -> [StoredCharge]

    /// Leases a charge to one holder, if nobody has it now (S20).
    ///
    /// - Parameters:
    ///   - transaction: the pending purchase.
    ///   - customer: whose it is.
    ///   - holder: who asks.
    ///   - end: the first instant at which it is free again, if it is granted.
    ///   - now: the asker's instant.
    /// - Returns: which attempt it is, or what stands in the way.
    /// - Throws: ``StoreError`` if the store can't answer; ``StoreError/Kind/outcomeUnknown`` if it
    ///   may or may not have been granted.
    func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) async throws(StoreError) -> LeaseOutcome

    /// Moves the end of a lease, if `holder` got it last (S21).
    ///
    /// - Parameters:
    ///   - transaction: the pending purchase.
    ///   - customer: whose it is.
    ///   - holder: who was granted the lease.
    ///   - end: the first instant at which it is free again.
    /// - Throws: ``StoreError`` if the store can't answer; ``StoreError/Kind/outcomeUnknown`` if it
    ///   may or may not have been moved.
    func endLease(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID, at end: Instant
    ) async throws(StoreError)

    /// Takes a charge off the list whose purchase has failed, if `holder` got its lease last (S22).
    ///
    /// - Parameters:
    ///   - transaction: the purchase that has failed.
    ///   - customer: whose it is.
    ///   - holder: who was granted the lease, and has accounted for all attempts.
    /// - Throws: ``StoreError`` if the store can't answer; ``StoreError/Kind/outcomeUnknown`` if it
    ///   may or may not have been taken off.
    func dropCharge(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
    ) async throws(StoreError)
}
