import CreditLedger
import CreditLedgerTesting
import Synchronization

/// A store that orders its feed by numbers drawn before the commit, as a database's sequence does:
/// who draws first may commit last, behind a reader who has gone on already.
final class HastyStore: ForwardingStore {
    let base: any LedgerStore = InMemoryStore()
    private let drawn = Mutex<Int64>(0)
    private let visible = Mutex<[Int64: JournalEntry]>([:])

    func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        let numbers = drawn.withLock { drawn in
            commit.entries.map { _ in
                drawn += 1
                return drawn
            }
        }
        // Every other one dawdles on its way.
        for _ in 0..<(numbers.last ?? 0) % 2 * 20 { await Task.yield() }
        let outcome = try await base.commit(commit)
        guard outcome == .committed else { return outcome }
        visible.withLock { visible in
            for (number, entry) in zip(numbers, commit.entries) { visible[number] = entry }
        }
        return outcome
    }

    func feed(
        after position: FeedPosition?, limit: Int
    ) async throws(StoreError) -> [FeedItem] {
        let last = position.flatMap { Int64($0.text) } ?? 0
        let found = visible.withLock { visible in
            visible.filter { $0.key > last }.sorted { $0.key < $1.key }
        }
        return found.prefix(limit).map {
            FeedItem(entry: $0.value, position: FeedPosition(unchecked: "\($0.key)"))
        }
    }
}
