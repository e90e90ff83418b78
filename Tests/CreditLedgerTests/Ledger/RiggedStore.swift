import CreditLedger
import CreditLedgerTesting
import Synchronization

/// A store in memory that does to the next commits what a test says, and counts.
final class RiggedStore: ForwardingStore {
    enum Fate {
        /// Goes through.
        case pass
        /// Another host is said to have been faster; nothing is written.
        case conflict
        /// Fails, and nothing is written.
        case lost(StoreError.Kind)
        /// Is written, and then the connection breaks.
        case written(StoreError.Kind)
        /// Another host does this to the same book first.
        case overtaken(@Sendable () async throws -> Void)
    }

    private struct State {
        var fates: [Fate] = []
        var commits: [Commit] = []
        var loads: [Recall] = []
        var failsLoads = false
        var isHeld = false
        var held: [CheckedContinuation<Void, Never>] = []
    }

    let base: any LedgerStore = InMemoryStore()
    private let state = Mutex(State())

    /// The commits that came, whatever became of them.
    var commits: [Commit] { state.withLock { $0.commits } }
    /// What was recalled by each load.
    var loads: [Recall] { state.withLock { $0.loads } }

    func rig(_ fates: Fate...) { state.withLock { $0.fates = fates } }
    func rig(_ fates: [Fate]) { state.withLock { $0.fates = fates } }
    func forget() {
        state.withLock {
            $0.commits = []
            $0.loads = []
        }
    }
    func failLoads(_ fails: Bool = true) { state.withLock { $0.failsLoads = fails } }

    /// Lets every commit wait from now on, until they are let go.
    func hold() { state.withLock { $0.isHeld = true } }

    func letGo() {
        let held = state.withLock { state in
            state.isHeld = false
            defer { state.held = [] }
            return state.held
        }
        for continuation in held { continuation.resume() }
    }

    func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        let (fate, isHeld) = state.withLock { state in
            state.commits.append(commit)
            return (state.fates.isEmpty ? .pass : state.fates.removeFirst(), state.isHeld)
        }
        if isHeld { await waitToBeLetGo() }
        switch fate {
        case .pass: return try await base.commit(commit)
        case .conflict: return .conflict(revision: commit.expected + 1)
        case .lost(let kind): throw StoreError(kind, "lost")
        case .written(let kind):
            _ = try await base.commit(commit)
            throw StoreError(kind, "written")
        case .overtaken(let other):
            do { try await other() } catch { throw StoreError(.misconfigured, "\(error)") }
            return try await base.commit(commit)
        }
    }

    private func waitToBeLetGo() async {
        await withCheckedContinuation { continuation in
            let goesOn = state.withLock { state in
                if state.isHeld { state.held.append(continuation) }
                return !state.isHeld
            }
            if goesOn { continuation.resume() }
        }
    }

    func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        let fails = state.withLock { state in
            state.loads.append(recall)
            return state.failsLoads
        }
        if fails { throw StoreError(.unavailable, "down") }
        return try await base.load(customer, recalling: recall, unless: revision)
    }
}
