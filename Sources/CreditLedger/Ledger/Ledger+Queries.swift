extension Ledger {
    /// A transaction in its latest state.
    ///
    /// - Parameters:
    ///   - id: the transaction.
    ///   - customer: whose it must be, if that matters.
    /// - Returns: the transaction, and the entry that first named it.
    /// - Throws: ``Refusal/transactionNotFound(_:)``, or if the store can't answer.
    public func transaction(
        _ id: TransactionID, of customer: CustomerID? = nil
    ) async throws(LedgerError) -> JournalledTransaction {
        let page = PageRequest<Transaction>(unchecked: .at(id), limit: 1, wantsCount: false)
        let found = try await transactions(TransactionQuery(customer: customer, page: page))
        guard let first = found.items.first, first.transaction.id == id else {
            throw .refused(.transactionNotFound(id))
        }
        return first
    }

    /// A journal entry.
    ///
    /// - Parameter id: the entry.
    /// - Returns: the entry as it was written.
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` if there is none, or if the store can't
    ///   answer.
    public func entry(_ id: EntryID) async throws(LedgerError) -> JournalEntry {
        let page = PageRequest<JournalEntry>(unchecked: .at(id), limit: 1, wantsCount: false)
        guard let first = try await entries(EntryQuery(page: page)).items.first, first.id == id
        else {
            throw .refused(
                .invalidField("entry", value: "\(id)", reason: "names no journal entry"))
        }
        return first
    }

    /// Lists transactions, newest first (R11.4).
    ///
    /// - Parameter query: the filter and the page.
    /// - Returns: a page of them, each once, in its latest state.
    /// - Throws: ``LedgerError`` if the store can't answer.
    public func transactions(
        _ query: TransactionQuery
    ) async throws(LedgerError) -> Page<JournalledTransaction> {
        do throws(StoreError) {
            return try await store.transactions(query)
        } catch {
            throw LedgerError(error)
        }
    }

    /// Lists journal entries, newest first (R11.4).
    ///
    /// - Parameter query: the filter and the page.
    /// - Returns: a page of them.
    /// - Throws: ``LedgerError`` if the store can't answer.
    public func entries(_ query: EntryQuery) async throws(LedgerError) -> Page<JournalEntry> {
        do throws(StoreError) {
            return try await store.entries(query)
        } catch {
            throw LedgerError(error)
        }
    }

    /// Lists wallets as of now, newest first (R11.4).
    ///
    /// - Parameter query: the filter and the page.
    /// - Returns: a page of them.
    /// - Throws: ``LedgerError`` if the store can't answer.
    public func wallets(
        _ query: WalletQuery = WalletQuery()
    ) async throws(LedgerError) -> Page<Wallet> {
        var shelf = Shelf(ledger: self)
        var walk = Walk(query.page, isFiltered: !query.statuses.isEmpty)
        while let page = walk.next {
            let stored: Page<StoredWallet>
            do throws(StoreError) {
                stored = try await store.wallets(
                    StoredWalletQuery(
                        customer: query.customer, created: query.created, page: page))
            } catch {
                throw LedgerError(error)
            }
            let wallets = try await shelf.wallets(stored.items)
            walk.take(
                wallets.filter { query.statuses.isEmpty || query.statuses.contains($0.status) },
                of: stored.items.map(\.id), hasMore: stored.hasMore, count: stored.count)
        }
        return walk.page
    }

    /// Lists grants as of now, open or not, newest first (R11.4).
    ///
    /// - Parameter query: the filter and the page.
    /// - Returns: a page of them.
    /// - Throws: ``LedgerError`` if the store can't answer.
    public func grants(_ query: GrantQuery) async throws(LedgerError) -> Page<Grant> {
        var shelf = Shelf(ledger: self)
        var walk = Walk(query.page, isFiltered: !query.statuses.isEmpty)
        while let page = walk.next {
            let stored: Page<StoredGrant>
            do throws(StoreError) {
                stored = try await store.grants(
                    StoredGrantQuery(
                        customer: query.customer, wallet: query.wallet, kind: query.kind,
                        created: query.created, page: page))
            } catch {
                throw LedgerError(error)
            }
            let grants = try await shelf.grants(stored.items)
            walk.take(
                grants.filter { query.statuses.isEmpty || query.statuses.contains($0.status) },
                of: stored.items.map(\.record.id), hasMore: stored.hasMore, count: stored.count)
        }
        return walk.page
    }
}

extension PageRequest.Place {
    /// Where a page begins with the item of this id, if there is one: after the id next above it.
    fileprivate static func at(_ id: Identifier<Item>) -> Self {
        let (low, carry) = id.low.addingReportingOverflow(1)
        return .after(Identifier(high: carry ? id.high &+ 1 : id.high, low: low))
    }
}
