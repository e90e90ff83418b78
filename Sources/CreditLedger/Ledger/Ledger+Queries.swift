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
        let owner = try await self.customer(
            customer, of: .transaction(id), else: .transactionNotFound(id))
        let page = PageRequest<Transaction>(unchecked: .at(id), limit: 1, wantsCount: false)
        let found = try await transactions(TransactionQuery(customer: owner, page: page))
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
        let unknown = Refusal.invalidField(
            "entry", value: "\(id)", reason: "names no journal entry")
        let owner = try await self.customer(nil, of: .entry(id), else: unknown)
        let page = PageRequest<JournalEntry>(unchecked: .at(id), limit: 1, wantsCount: false)
        let found = try await entries(EntryQuery(customer: owner, page: page))
        guard let first = found.items.first, first.id == id else { throw .refused(unknown) }
        return first
    }

    /// Lists the journal's transactions, newest first (R11.4).
    ///
    /// A purchase whose grant has closed by time since its book was last advanced reads as failed.
    /// What else fell due since is no transaction yet; ``advance(_:)`` makes it one.
    ///
    /// - Parameter query: the filter and the page; a filter by status may read many books.
    /// - Returns: a page of them, each once, in its latest state as of now.
    /// - Throws: ``LedgerError`` if the store can't answer.
    public func transactions(
        _ query: TransactionQuery
    ) async throws(LedgerError) -> Page<JournalledTransaction> {
        var shelf = Shelf(ledger: self)
        var walk = Walk<Transaction, JournalledTransaction>(
            query.page, isFiltered: query.dependsOnTime)
        while let page = walk.next {
            let stored: Page<JournalledTransaction>
            do throws(StoreError) {
                stored = try await store.transactions(query.stored(page))
            } catch {
                throw LedgerError(error)
            }
            let listed = try await shelf.transactions(stored.items)
            walk.take(
                listed.filter { query.matches($0) }, of: stored.items.map(\.id),
                hasMore: stored.hasMore, count: stored.count)
        }
        return walk.page
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
        var walk = Walk<Wallet, Wallet>(query.page, isFiltered: !query.statuses.isEmpty)
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
        var walk = Walk<Grant, Grant>(query.page, isFiltered: !query.statuses.isEmpty)
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

extension TransactionQuery {
    /// Whether the status of what it looks for may have changed by time alone.
    fileprivate var dependsOnTime: Bool {
        !statuses.isDisjoint(with: [.pending, .failed])
    }

    /// What to ask of a store, which takes a purchase for pending until the journal says otherwise.
    fileprivate func stored(_ page: PageRequest<Transaction>) -> TransactionQuery {
        var query = self
        query.page = page
        if statuses.contains(.failed) { query.statuses.insert(.pending) }
        return query
    }
}

extension PageRequest.Place {
    /// Where a page begins with the item of this id, if there is one: after the id next above it.
    fileprivate static func at(_ id: Identifier<Item>) -> Self {
        let (low, carry) = id.low.addingReportingOverflow(1)
        return .after(Identifier(high: carry ? id.high &+ 1 : id.high, low: low))
    }
}
