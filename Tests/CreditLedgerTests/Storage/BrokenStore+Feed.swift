import CreditLedger
import CreditLedgerTesting
import Synchronization

extension BrokenStore {
    func feed(
        after position: FeedPosition?, limit: Int
    ) async throws(StoreError) -> [FeedItem] {
        switch clause {
        case "S17":
            // From the position on, rather than from what follows it.
            let all = try await base.feed(after: nil, limit: .max)
            let start = all.firstIndex { $0.position == position } ?? 0
            return Array(all[start...].prefix(limit))
        case "S18":
            // By id, so that what comes late comes before what was seen.
            let all = try await base.feed(after: nil, limit: .max)
                .sorted { $0.entry.id < $1.entry.id }
            let start = all.firstIndex { $0.position == position }.map { $0 + 1 } ?? 0
            return Array(all[start...].prefix(limit))
        default:
            return try await base.feed(after: position, limit: limit)
        }
    }

    func charges(
        after last: TransactionID?, limit: Int
    ) async throws(StoreError) -> [StoredCharge] {
        guard clause == "S19" else { return try await base.charges(after: last, limit: limit) }
        // All that is pending, whoever is to charge it.
        var query = TransactionQuery(statuses: [.pending])
        query.page = PageRequest(unchecked: .newest, limit: 1000, wantsCount: false)
        let pending = try await base.transactions(query).items.reversed()
        let charges = pending.map {
            StoredCharge(
                transaction: $0.transaction.id, grant: $0.transaction.grant, customer: $0.customer)
        }
        let rest = last.map { last in charges.filter { $0.transaction > last } } ?? charges
        return Array(rest.prefix(limit))
    }

    func accountSums(
        of customers: CustomerRange
    ) async throws(StoreError) -> [AccountSums] {
        guard clause == "S23" else { return try await base.accountSums(of: customers) }
        // What waits for its payment counts too.
        var answer = try await base.accountSums(of: customers)
        for index in answer.indices {
            let journal = try await base.journal(
                of: answer[index].customer, after: 0, limit: .max)
            for transaction in journal.flatMap(\.transactions) where transaction.status != .settled
            {
                guard let place = answer[index].place(of: transaction.wallet) else { continue }
                answer[index].wallets[place].move(transaction.credits, transaction.movement)
            }
        }
        return answer
    }

    func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) async throws(StoreError) -> LeaseOutcome {
        // As if every lease had ended.
        let now = clause == "S20" ? .latest : now
        let outcome = try await base.lease(
            transaction, of: customer, to: holder, until: end, at: now)
        if case .granted = outcome { holders.withLock { $0[transaction] = holder } }
        return outcome
    }

    func endLease(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID, at end: Instant
    ) async throws(StoreError) {
        // Whoever asks.
        let last = clause == "S21" ? holders.withLock { $0[transaction] } : nil
        try await base.endLease(transaction, of: customer, by: last ?? holder, at: end)
    }

    func dropCharge(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
    ) async throws(StoreError) {
        // Whoever asks.
        let last = clause == "S22" ? holders.withLock { $0[transaction] } : nil
        try await base.dropCharge(transaction, of: customer, by: last ?? holder)
    }
}
