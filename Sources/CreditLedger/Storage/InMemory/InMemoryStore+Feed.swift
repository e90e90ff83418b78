extension InMemoryStore {
    // MARK: The feed

    /// Answers entries in the order of their commits; see ``LedgerStore``.
    public func feed(
        after position: FeedPosition?, limit: Int
    ) async throws(StoreError) -> [FeedItem] {
        var number = 0
        if let position {
            guard let known = log.number(at: position) else {
                throw StoreError(.misconfigured, "the position in the feed is not of this store")
            }
            number = known
        }
        var items: [FeedItem] = []
        for place in log.places(after: number, limit: limit) {
            number += 1
            let entry = read(place.customer, place.revision) { journal, index in
                journal[index]
            }
            items.append(FeedItem(entry: entry, position: log.position(of: number)))
        }
        return items
    }

    /// The position of the newest entry; see ``LedgerStore``.
    public func feedEnd() async throws(StoreError) -> FeedPosition? {
        let count = log.count
        return count > 0 ? log.position(of: count) : nil
    }

    // MARK: Charges

    /// Lists the pending charges, oldest first; see ``LedgerStore``.
    public func charges(
        after last: TransactionID?, limit: Int
    ) async throws(StoreError) -> [StoredCharge] {
        charges.after(last, limit: limit)
    }

    /// Leases a charge if nobody has it; see ``LedgerStore``.
    public func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) async throws(StoreError) -> LeaseOutcome {
        charges.lease(transaction, of: customer, to: holder, until: end, at: now)
    }

    /// Moves the end of a lease; see ``LedgerStore``.
    public func endLease(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID, at end: Instant
    ) async throws(StoreError) {
        charges.endLease(transaction, of: customer, by: holder, at: end)
    }

    /// Takes a failed charge off the list; see ``LedgerStore``.
    public func dropCharge(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
    ) async throws(StoreError) {
        charges.drop(transaction, of: customer, by: holder)
    }
}
