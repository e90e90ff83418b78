import CreditLedger
import Synchronization

/// Counts what the ledger tells of its commits.
final class CommitCount: LedgerObserver {
    private let commitCount = Atomic<Int>(0)
    private let conflictCount = Atomic<Int>(0)

    var commits: Int { commitCount.load(ordering: .relaxed) }
    var conflicts: Int { conflictCount.load(ordering: .relaxed) }

    func observe(_ observation: Observation) {
        switch observation {
        case .committed: commitCount.add(1, ordering: .relaxed)
        case .conflict: conflictCount.add(1, ordering: .relaxed)
        default: break
        }
    }

    /// Begins at nothing again.
    func reset() {
        commitCount.store(0, ordering: .relaxed)
        conflictCount.store(0, ordering: .relaxed)
    }
}
