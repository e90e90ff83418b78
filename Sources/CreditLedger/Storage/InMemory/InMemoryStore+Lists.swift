extension InMemoryStore {
    /// Lists wallets, newest first; see ``LedgerStore``.
    public func wallets(
        _ query: StoredWalletQuery
    ) async throws(StoreError) -> Page<StoredWallet> {
        let listing = Listing(query.page) { (wallet: StoredWallet) in
            wallet.id
        } gather: { journal, index, wallets in
            let entry = journal[index]
            guard query.created.contains(entry.instant) else { return }
            for case .walletOpened(let opened) in entry.effects {
                wallets.append(StoredWallet(id: opened.id, customer: journal.customer))
            }
        }
        return page(listing, of: query.customer.map(Whose.customer) ?? .anyone, .openings)
    }

    /// Lists grants, newest first; see ``LedgerStore``.
    public func grants(
        _ query: StoredGrantQuery
    ) async throws(StoreError) -> Page<StoredGrant> {
        let listing = Listing(query.page) { (grant: StoredGrant) in
            grant.record.id
        } gather: { journal, index, grants in
            for case .grantOpened(let opened) in journal[index].effects {
                let latest = journal.latest(opened)
                guard query.matches(latest) else { continue }
                grants.append(StoredGrant(record: latest, customer: journal.customer))
            }
        }
        return page(listing, of: whose(query.customer, query.wallet, nil), .openings)
    }

    /// Lists transactions, newest first; see ``LedgerStore``.
    public func transactions(
        _ query: TransactionQuery
    ) async throws(StoreError) -> Page<JournalledTransaction> {
        var listing = Listing(query.page) { (listed: JournalledTransaction) in
            listed.transaction.id
        } gather: { journal, index, transactions in
            let entry = journal[index]
            // One of an older base was made by an older entry, and stands there.
            for transaction in entry.transactions where transaction.id.entry >= entry.id.entry {
                let listed = JournalledTransaction(
                    transaction: journal.latest(transaction), customer: journal.customer,
                    entry: entry.id, instant: entry.instant)
                if query.matches(listed) { transactions.append(listed) }
            }
        }
        if let invoice = query.invoice { listing.narrow = { $0.indices(of: invoice) } }
        return page(listing, of: whose(query.customer, query.wallet, query.grant), .all)
    }

    /// Lists journal entries, newest first; see ``LedgerStore``.
    public func entries(_ query: EntryQuery) async throws(StoreError) -> Page<JournalEntry> {
        var listing = Listing(query.page) { (entry: JournalEntry) in
            entry.id
        } gather: { journal, index, entries in
            let entry = journal[index]
            if query.matches(entry) { entries.append(entry) }
        }
        if let invoice = query.invoice { listing.narrow = { $0.indices(of: invoice) } }
        if let key = query.key { listing.narrow = { [$0.index(of: .key(key))].compactMap(\.self) } }
        return page(listing, of: whose(query.customer, query.wallet, query.grant), .all)
    }

    /// Whose journal a list walks: a wallet or a grant is one customer's.
    private func whose(
        _ customer: CustomerID?, _ wallet: WalletID?, _ grant: GrantID?
    ) -> Whose {
        if let customer { return .customer(customer) }
        guard let reference = wallet.map(Reference.wallet) ?? grant.map(Reference.grant) else {
            return .anyone
        }
        return owner(reference).map(Whose.customer) ?? .nobody
    }
}
