import CreditLedger
import CreditLedgerTesting
import Synchronization

/// A store in memory that outlives its host: at one call the connection breaks, before the call is
/// done or after, and with it, if so said, everything until the host starts again.
final class MortalStore: ForwardingStore {
    /// How a call fails.
    enum Break: CaseIterable, CustomStringConvertible {
        /// It never came, and the store says so.
        case refused
        /// It never came, and nobody knows.
        case lost
        /// It was done, and nobody knows.
        case done

        var description: String {
            switch self {
            case .refused: "refused"
            case .lost: "lost"
            case .done: "done, unknown"
            }
        }
    }

    private struct State {
        var calls = 0
        var breaksAt: [Int: Break] = [:]
        var kills = true
        var isDead = false
    }

    let base: any LedgerStore
    private let state = Mutex(State())

    init(_ base: any LedgerStore = InMemoryStore()) { self.base = base }

    /// How many calls came since they were last counted from 0.
    var calls: Int { state.withLock { $0.calls } }
    /// Whether nothing works until the host starts again.
    var isDead: Bool { state.withLock { $0.isDead } }

    /// Counts calls anew; the n-th fails, and every later one too if that kills the host.
    func breakDown(_ how: Break, at call: Int, kills: Bool, adding: Bool = false) {
        state.withLock {
            if !adding { $0 = State() }
            $0.breaksAt[call] = how
            $0.kills = kills
        }
    }

    /// Counts calls anew, and none of them fails.
    func count() { state.withLock { $0 = State() } }

    /// The host's process is gone.
    func die() { state.withLock { $0.isDead = true } }

    /// Another process of the host is there.
    func restart() { state.withLock { $0.isDead = false } }

    private func step<Answer>(
        _ call: () async throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        let (broken, isDead) = state.withLock { state -> (Break?, Bool) in
            guard !state.isDead else { return (nil, true) }
            state.calls += 1
            let broken = state.breaksAt[state.calls]
            if broken != nil { state.isDead = state.kills }
            return (broken, false)
        }
        if isDead { throw StoreError(.unavailable, "the host is dead") }
        switch broken {
        case nil: return try await call()
        case .refused: throw StoreError(.unavailable, "refused")
        case .lost: throw StoreError(.outcomeUnknown, "lost")
        case .done:
            _ = try await call()
            throw StoreError(.outcomeUnknown, "done, and the answer lost")
        }
    }

    func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        try await step { () async throws(StoreError) in
            try await base.load(customer, recalling: recall, unless: revision)
        }
    }

    func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        try await step { () async throws(StoreError) in try await base.commit(commit) }
    }

    func journal(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) async throws(StoreError) -> [JournalEntry] {
        try await step { () async throws(StoreError) in
            try await base.journal(of: customer, after: revision, limit: limit)
        }
    }

    func charges(
        after last: TransactionID?, limit: Int
    ) async throws(StoreError) -> [StoredCharge] {
        try await step { () async throws(StoreError) in
            try await base.charges(after: last, limit: limit)
        }
    }

    func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) async throws(StoreError) -> LeaseOutcome {
        try await step { () async throws(StoreError) in
            try await base.lease(transaction, of: customer, to: holder, until: end, at: now)
        }
    }

    func endLease(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID, at end: Instant
    ) async throws(StoreError) {
        try await step { () async throws(StoreError) in
            try await base.endLease(transaction, of: customer, by: holder, at: end)
        }
    }

    func dropCharge(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
    ) async throws(StoreError) {
        try await step { () async throws(StoreError) in
            try await base.dropCharge(transaction, of: customer, by: holder)
        }
    }
}
