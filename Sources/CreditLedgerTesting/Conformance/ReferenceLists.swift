import CreditLedger

/// What the lists of a store must answer, found the plain way: all entries, filtered and sorted.
struct ReferenceLists {
    let entries: [JournalEntry]

    func entries(_ query: EntryQuery) -> [JournalEntry] {
        entries.filter(query.matches).sorted { $0.id > $1.id }
    }

    func transactions(_ query: TransactionQuery) -> [JournalledTransaction] {
        var latest: [TransactionID: JournalledTransaction] = [:]
        for entry in entries where query.customer.map({ $0 == entry.customer }) ?? true {
            for transaction in entry.transactions {
                let first = latest[transaction.id]
                latest[transaction.id] = JournalledTransaction(
                    transaction: transaction, customer: entry.customer,
                    entry: first?.entry ?? entry.id, instant: first?.instant ?? entry.instant)
            }
        }
        return latest.values.filter(query.matches).sorted {
            $0.transaction.id > $1.transaction.id
        }
    }

    func wallets(_ query: StoredWalletQuery) -> [StoredWallet] {
        var wallets: [StoredWallet] = []
        for entry in entries where query.customer.map({ $0 == entry.customer }) ?? true {
            for case .walletOpened(let opened) in entry.effects
            where query.created.contains(entry.instant) {
                wallets.append(StoredWallet(id: opened.id, customer: entry.customer))
            }
        }
        return wallets.sorted { $0.id > $1.id }
    }

    func grants(_ query: StoredGrantQuery) -> [StoredGrant] {
        var latest: [GrantID: StoredGrant] = [:]
        for entry in entries where query.customer.map({ $0 == entry.customer }) ?? true {
            for effect in entry.effects {
                guard let id = effect.grant else { continue }
                var record = latest[id]?.record
                if case .grantOpened(let opened) = effect { record = GrantRecord(opened) }
                record?.apply(effect, at: entry.instant)
                latest[id] = record.map { StoredGrant(record: $0, customer: entry.customer) }
            }
        }
        return latest.values.filter { query.matches($0.record) }.sorted {
            $0.record.id > $1.record.id
        }
    }
}

/// The four lists of a store, as one: what they answer is walked and compared in the same way.
struct ListUnderTest<Element: Hashable & Sendable, Item: Hashable & Sendable>: Sendable {
    let name: String
    let id: @Sendable (Element) -> Identifier<Item>
    let page: @Sendable (any LedgerStore, PageRequest<Item>) async throws -> Page<Element>
    let expected: @Sendable (ReferenceLists) -> [Element]
}

extension ListUnderTest {
    /// The ids of all that pages of `limit` show, from the newest down or from the oldest up,
    /// newest first; `between` runs between pages.
    func walk(
        _ store: any LedgerStore, limit: Int, upFrom oldest: Identifier<Item>? = nil,
        between: () async throws -> Void = {}
    ) async throws -> [Identifier<Item>] {
        var seen: [Identifier<Item>] = []
        var place = oldest.map(PageRequest<Item>.Place.before) ?? .newest
        // A store that pages in a circle must not keep the suite from ending.
        for _ in 0..<10_000 {
            let page = try await page(store, PageRequest(place, limit: limit))
            let ids = page.items.map(id)
            seen = oldest == nil ? seen + ids : ids + seen
            guard page.hasMore, let next = oldest == nil ? ids.last : ids.first else { break }
            place = oldest == nil ? .after(next) : .before(next)
            try await between()
        }
        return seen
    }
}

extension ListUnderTest where Element == JournalEntry, Item == JournalEntry {
    static func entries(_ name: String, _ query: EntryQuery) -> Self {
        Self(
            name: "entries \(name)", id: { $0.id },
            page: { store, request in
                var query = query
                query.page = request
                return try await store.entries(query)
            }, expected: { $0.entries(query) })
    }
}

extension ListUnderTest where Element == JournalledTransaction, Item == Transaction {
    static func transactions(_ name: String, _ query: TransactionQuery) -> Self {
        Self(
            name: "transactions \(name)", id: { $0.transaction.id },
            page: { store, request in
                var query = query
                query.page = request
                return try await store.transactions(query)
            }, expected: { $0.transactions(query) })
    }
}

extension ListUnderTest where Element == StoredWallet, Item == Wallet {
    static func wallets(_ name: String, _ query: StoredWalletQuery) -> Self {
        Self(
            name: "wallets \(name)", id: { $0.id },
            page: { store, request in
                var query = query
                query.page = request
                return try await store.wallets(query)
            }, expected: { $0.wallets(query) })
    }
}

extension ListUnderTest where Element == StoredGrant, Item == Grant {
    static func grants(_ name: String, _ query: StoredGrantQuery) -> Self {
        Self(
            name: "grants \(name)", id: { $0.record.id },
            page: { store, request in
                var query = query
                query.page = request
                return try await store.grants(query)
            }, expected: { $0.grants(query) })
    }
}
