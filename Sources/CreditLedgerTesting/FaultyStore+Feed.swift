public import CreditLedger

extension FaultyStore {
    // MARK: The feed

    /// Answers entries: late, not at all, or (by ``Fault/staleFeed``) without the last few.
    public func feed(
        after position: FeedPosition?, limit: Int
    ) async throws(StoreError) -> [FeedItem] {
        try await list { () async throws(StoreError) in
            try await base.feed(after: position, limit: limit)
        }
    }

    /// Finds the feed's end, late or not at all.
    public func feedEnd() async throws(StoreError) -> FeedPosition? {
        try await answer(draw(.read)) { () async throws(StoreError) in
            try await base.feedEnd()
        }
    }

    // MARK: Charges

    /// Lists charges: late, not at all, or (by ``Fault/staleFeed``) without the last few.
    public func charges(
        after last: TransactionID?, limit: Int
    ) async throws(StoreError) -> [StoredCharge] {
        try await list { () async throws(StoreError) in
            try await base.charges(after: last, limit: limit)
        }
    }

    /// Leases a charge, or doesn't, and says so, or doesn't.
    public func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) async throws(StoreError) -> LeaseOutcome {
        try await write { () async throws(StoreError) in
            try await base.lease(transaction, of: customer, to: holder, until: end, at: now)
        }
    }

    /// Moves the end of a lease, or doesn't, and says so, or doesn't.
    public func endLease(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID, at end: Instant
    ) async throws(StoreError) {
        try await write { () async throws(StoreError) in
            try await base.endLease(transaction, of: customer, by: holder, at: end)
        }
    }

    /// Takes a failed charge off the list, or doesn't, and says so, or doesn't.
    public func dropCharge(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
    ) async throws(StoreError) {
        try await write { () async throws(StoreError) in
            try await base.dropCharge(transaction, of: customer, by: holder)
        }
    }

    // MARK: Faults

    private func list<Item>(
        _ call: () async throws(StoreError) -> [Item]
    ) async throws(StoreError) -> [Item] {
        let fault = draw(.feed)
        let found = try await answer(fault, call)
        return fault == .staleFeed ? found.dropLast(drawLag()) : found
    }

    private func write<Answer>(
        _ call: () async throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        let fault = draw(.lease)
        switch fault {
        case .commitRefused:
            throw StoreError(.unavailable, "the lease was refused as the plan has it")
        case .commitLost:
            throw StoreError(.outcomeUnknown, "the lease was lost as the plan has it")
        case .answerLost:
            _ = try await call()
            throw StoreError(.outcomeUnknown, "the answer was lost as the plan has it")
        default:
            return try await answer(fault, call)
        }
    }
}
