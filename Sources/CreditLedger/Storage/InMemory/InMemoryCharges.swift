internal import Synchronization

/// The pending charges of an ``InMemoryStore`` and their leases, under one lock.
///
/// A commit takes the lock only if a charge enters or leaves by it, and nearly none does; it does
/// so under its customer's lock, which is never taken after this one.
final class InMemoryCharges: Sendable {
    private let state = Mutex(State())

    /// Takes note of what entries of one commit make of charges.
    func note(_ entries: [JournalEntry]) {
        guard entries.indices.contains(where: { entries[$0].concernsCharges }) else { return }
        state.withLock { state in
            for entry in entries { state.note(entry) }
        }
    }

    /// The charges after one, by their transactions.
    func after(_ last: TransactionID?, limit: Int) -> [StoredCharge] {
        guard limit > 0 else { return [] }
        return state.withLock { state in
            let start = state.pending.position { charge in
                last.map { charge.transaction <= $0 } ?? false
            }
            var found: [StoredCharge] = []
            state.pending.forEach(from: start) { charge in
                found.append(charge)
                return found.count < limit
            }
            return found
        }
    }

    /// Leases a charge if nobody has it at `now`.
    func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) -> LeaseOutcome {
        state.withLock { state in
            guard state.charge(transaction)?.customer == customer else { return .noCharge }
            let held = state.leases[transaction]
            if let held, held.end > now { return .leased(until: held.end) }
            let attempt = (held?.attempt ?? 0) + 1
            state.leases[transaction] = Held(
                attempt: attempt, holder: holder, end: end, hasFailed: held?.hasFailed ?? false)
            return .granted(attempt: attempt)
        }
    }

    /// Takes a charge off the list, if its purchase has failed and `holder` got its lease last.
    func drop(_ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID) {
        state.withLock { state in
            guard let held = state.leases[transaction], held.holder == holder, held.hasFailed,
                state.charge(transaction)?.customer == customer
            else { return }
            state.remove(transaction)
        }
    }

    /// Moves the end of a lease that `holder` got last.
    func endLease(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID, at end: Instant
    ) {
        state.withLock { state in
            guard state.leases[transaction]?.holder == holder,
                state.charge(transaction)?.customer == customer
            else { return }
            state.leases[transaction]?.end = end
        }
    }
}

extension InMemoryCharges {
    private struct Held {
        var attempt: Int
        var holder: LeaseID
        var end: Instant
        /// Whether the purchase has failed since.
        var hasFailed = false
    }

    private struct State {
        /// In order of their transactions; failed ones too, while an attempt is unaccounted for.
        var pending = SortedChunks<StoredCharge>()
        /// Of those that were leased at least once.
        var leases: [TransactionID: Held] = [:]

        func charge(_ transaction: TransactionID) -> StoredCharge? {
            let charge = pending.element(at: pending.position { $0.transaction < transaction })
            return charge.flatMap { $0.transaction == transaction ? $0 : nil }
        }

        mutating func note(_ entry: JournalEntry) {
            for charge in entry.openedCharges {
                pending.insert(
                    charge, at: pending.position { $0.transaction < charge.transaction })
            }
            for transaction in entry.transactions
            where transaction.kind == .purchased && transaction.status != .pending {
                guard charge(transaction.id) != nil else { continue }
                if transaction.status == .failed, leases[transaction.id] != nil {
                    leases[transaction.id]?.hasFailed = true
                } else {
                    remove(transaction.id)
                }
            }
        }

        mutating func remove(_ transaction: TransactionID) {
            pending.remove(at: pending.position { $0.transaction < transaction })
            leases[transaction] = nil
        }
    }
}

extension JournalEntry {
    /// Whether a charge may enter or leave by this entry.
    fileprivate var concernsCharges: Bool {
        // In place: a copy of a transaction costs a retain for each of its references.
        let effects = effects
        for index in effects.indices {
            if case .grantOpened(let opened) = effects[index],
                opened.shared.value.payment == .chargeAutomatically
            {
                return true
            }
        }
        let transactions = transactions
        return transactions.indices.contains { index in
            transactions[index].kind == .purchased && transactions[index].status != .pending
                && transactions[index].id.entry < id.entry
        }
    }
}
