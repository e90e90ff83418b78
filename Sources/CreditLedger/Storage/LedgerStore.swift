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
/// - S7. Entries have consecutive revisions from `expected + 1` on; a commit that has not, or has
///   none or another customer's, throws `corrupt` and writes nothing.
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
/// **Due books**
/// - S15. `due` answers the books whose next due instant, as kept, is at or before an instant,
///   earliest first, then by customer; its cost is that of what it answers.
/// - S16. A commit moves the kept instant only earlier. `reschedule` sets it, if the book still
///   stands at the given revision; otherwise it changes nothing.
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
}
