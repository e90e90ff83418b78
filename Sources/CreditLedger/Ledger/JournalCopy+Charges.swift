// Which charges wait stands beside the journal, and so do their attempts (S19-S22). A store tells
// who waits but not who was attempted, so each charge that the source still lists counts as
// attempted in the target before anything follows the entry that opens it: if it fails later on in
// the journal it stays listed, as in the source, and if it is due the provider is asked first.
//
// A charge is looked for after its entry was read. If it is gone by then, the entry that settled it
// or let it fail is in the source already, and is copied before the customer's copy ends.

extension JournalCopy {
    /// Entries to commit together, and the charges that the last of them opens.
    struct Batch: Sendable {
        var entries: [JournalEntry] = []
        var charges: [StoredCharge] = []
    }

    /// Cuts a page of one journal after every entry that opens a charge which the source lists.
    func batches(of page: [JournalEntry]) async throws(CopyError) -> [Batch] {
        var batches: [Batch] = []
        var batch = Batch()
        let settled = Set(
            page.lazy.flatMap(\.transactions).filter {
                $0.kind == .purchased && $0.status == .settled
            }.map(\.id))
        for entry in page {
            batch.entries.append(entry)
            for charge in entry.openedCharges where !settled.contains(charge.transaction) {
                if try await isListed(charge, in: .source) { batch.charges.append(charge) }
            }
            if !batch.charges.isEmpty {
                batches.append(batch)
                batch = Batch()
            }
        }
        if !batch.entries.isEmpty { batches.append(batch) }
        return batches
    }

    /// Whether a store lists a charge.
    func isListed(
        _ charge: StoredCharge, in side: CopySide
    ) async throws(CopyError) -> Bool {
        let found = try await ask(side) { store async throws(StoreError) in
            try await store.charges(after: charge.transaction.predecessor, limit: 1)
        }
        return found.first == charge
    }

    /// Has the charges count as attempted that the target's last entry opens: an earlier run may
    /// have ended before it came to that.
    ///
    /// - Returns: why it has to begin again, if it has to.
    func countAttempts(
        after revision: Int64, of customer: CustomerID
    ) async throws(CopyError) -> CopyError? {
        guard let last = try await entry(revision, of: customer, in: .source) else { return nil }
        var listed: [StoredCharge] = []
        for charge in last.openedCharges {
            if try await isListed(charge, in: .source) { listed.append(charge) }
        }
        return try await countAttempts(of: listed)
    }

    /// Has charges count as attempted in the target, by leases that end as they begin.
    ///
    /// - Returns: why it has to begin again, if it has to.
    func countAttempts(of charges: [StoredCharge]) async throws(CopyError) -> CopyError? {
        for charge in charges {
            let outcome: LeaseOutcome
            do throws(StoreError) {
                outcome = try await lease(charge, holder())
            } catch {
                return try .setback(error)
            }
            switch outcome {
            // Whoever holds it has counted an attempt too.
            case .granted, .leased: continue
            case .noCharge: throw .target(.unlisted(charge))
            }
        }
        return nil
    }

    /// Takes charges off the target's list that failed, and that the source has accounted for.
    func settleCharges() async throws(CopyError) {
        var last: TransactionID?
        while true {
            let after = last
            let page = try await ask(.target) { store async throws(StoreError) in
                try await store.charges(after: after, limit: JournalReader.stride)
            }
            guard let end = page.last else { return }
            for charge in page {
                if try await isListed(charge, in: .source) { continue }
                let holder = holder()
                try await ask(.target) { store async throws(StoreError) in
                    guard case .granted = try await lease(charge, holder) else { return }
                    try await store.dropCharge(
                        charge.transaction, of: charge.customer, by: holder)
                }
            }
            last = end.transaction
        }
    }

    private func lease(
        _ charge: StoredCharge, _ holder: LeaseID
    ) async throws(StoreError) -> LeaseOutcome {
        let now = clock.now
        return try await target.lease(
            charge.transaction, of: charge.customer, to: holder, until: now, at: now)
    }

    private func holder() -> LeaseID {
        let next = ids.next(at: clock.now, after: nil)
        return LeaseID(high: next.high, low: next.low)
    }
}

extension LedgerError {
    /// A charge that the target's journal has, and its list has not.
    static func unlisted(_ charge: StoredCharge) -> LedgerError {
        .corrupt(
            "Charge \(charge.transaction) of customer \(charge.customer) is not listed, though it "
                + "waits in the source.")
    }
}

extension CopyError {
    /// What an unknown outcome comes to: to find out where the target stands.
    ///
    /// - Throws: whatever else is wrong with the target.
    static func setback(_ error: StoreError) throws(CopyError) -> CopyError {
        guard error.kind == .outcomeUnknown else { throw .target(.store(error)) }
        return .target(.store(error))
    }
}

extension Identifier {
    /// The number before it; what is listed after that begins with it.
    fileprivate var predecessor: Self {
        low == 0 ? Self(high: high &- 1, low: .max) : Self(high: high, low: low - 1)
    }
}
