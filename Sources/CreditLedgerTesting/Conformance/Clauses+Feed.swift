import CreditLedger
import Synchronization

extension StoreConformance {
    /// S17 and S18.
    static let feeds: [Clause] = [
        Clause(
            number: "S17",
            summary: "The feed answers every entry once, in the order of commits.",
            checks: [
                Check("nothing of an empty store", emptyFeed),
                Check("commits of several customers, in pages of every size", feedInPages),
                Check("what follows each position", feedAfterEachPosition),
                Check("nothing of what was not written", feedOfWhatWasWritten),
            ]),
        Clause(
            number: "S18",
            summary: "Who goes on from a position misses nothing.",
            checks: [
                Check("commits of ids older than those before", lateCommits),
                Check("three readers who follow 24 writers", isRace: true, readersFollowWriters),
                Check("what comes after the end as it was", feedAfterItsEnd),
                Check("positions of no store and of another", foreignPositions),
            ]),
    ]

    /// Commits of one to three entries, of three customers in turn; the ids do not ascend from
    /// commit to commit.
    private static func mixedCommits(_ probe: ConformanceProbe) throws -> [Commit] {
        var queues: [[Commit]] = []
        for (number, name) in ["gamma", "acme", "beta"].enumerated() {
            var journal = try probe.journal(name)
            try journal.open()
            var queue = [journal.commit()]
            for step in 0..<5 {
                let count = (step + number) % 3 + 1
                for _ in 0..<count { try journal.touch() }
                queue.append(journal.commit(count))
            }
            queues.append(queue)
        }
        return (0..<6).flatMap { step in queues.map { $0[step] } }
    }

    /// All that the feed answers after a position, in pages.
    private static func walk(
        _ store: any LedgerStore, after position: FeedPosition? = nil, limit: Int,
        _ probe: ConformanceProbe
    ) async throws -> [FeedItem] {
        var items: [FeedItem] = []
        // A store that answers in a circle must not keep the suite from ending.
        for _ in 0..<1000 {
            let last = items.last?.position ?? position
            let page = try await store.feed(after: last, limit: limit)
            probe.expect(page.count <= limit, "at most \(limit) entries")
            if page.isEmpty { break }
            items += page
        }
        return items
    }

    @Sendable
    private static func emptyFeed(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        probe.expect(try await store.feed(after: nil, limit: 10), [], "the feed")
        probe.expect(try await store.feedEnd(), nil, "its end")
    }

    @Sendable
    private static func feedInPages(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let commits = try mixedCommits(probe)
        for commit in commits { try await probe.write(commit, to: store) }
        let entries = commits.flatMap(\.entries)
        let all = try await store.feed(after: nil, limit: .max)
        probe.expect(all.map(\.entry.id), entries.map(\.id), "the ids of the feed")
        probe.expect(all.map(\.entry) == entries, "the entries as they were written")
        probe.expect(Set(all.map(\.position)).count, entries.count, "the number of positions")
        probe.expect(
            all.allSatisfy { (try? FeedPosition($0.position.text)) == $0.position },
            "positions whose text can be kept")
        for limit in 1...entries.count + 1 {
            let items = try await walk(store, limit: limit, probe)
            probe.expect(items == all, "the same in pages of \(limit)")
        }
        probe.expect(try await store.feedEnd(), all.last?.position, "the end of the feed")
    }

    @Sendable
    private static func feedAfterEachPosition(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        for commit in try mixedCommits(probe) {
            try await probe.write(commit, to: store)
            let all = try await store.feed(after: nil, limit: .max)
            probe.expect(try await store.feedEnd(), all.last?.position, "the end of the feed")
        }
        let all = try await store.feed(after: nil, limit: .max)
        for (index, item) in all.enumerated() {
            let rest = try await store.feed(after: item.position, limit: .max)
            probe.expect(
                rest == Array(all.dropFirst(index + 1)), "what follows entry \(index + 1)")
        }
    }

    @Sendable
    private static func feedOfWhatWasWritten(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open(key: "open")
        let first = journal.commit()
        try await probe.write(first, to: store)
        let end = try await store.feedEnd()
        var early = journal
        try early.touch()
        try early.touch()
        var taken = journal
        try taken.touch()
        try taken.touch(key: "open")
        for commit in [first, early.commit(), taken.commit(2)] {
            let outcome = try await store.commit(commit)
            probe.expect(outcome != .committed, "a commit not to be written")
        }
        let malformed = Commit(
            customer: journal.customer, expected: 1, entries: [early.entries[2]])
        await probe.expectCorrupt(malformed, on: store, "a commit with a gap")
        probe.expect(
            try await store.feed(after: nil, limit: 10).map(\.entry), journal.entries, "the feed")
        probe.expect(try await store.feedEnd(), end, "its end")
    }

    @Sendable
    private static func lateCommits(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var older = try (0..<4).map { try probe.journal("older \($0)") }
        for index in older.indices {
            try older[index].open()
            try older[index].touch()
        }
        var newer = try probe.journal("newer")
        try newer.open()
        try await probe.write(newer.commit(), to: store)
        var seen = try await walk(store, limit: 3, probe)
        probe.expect(seen.map(\.entry), newer.entries, "the feed")
        for journal in older.reversed() {
            try await probe.write(journal.commit(2), to: store)
            try newer.touch()
            try await probe.write(newer.commit(), to: store)
            let next = try await walk(store, after: seen.last?.position, limit: 2, probe)
            probe.expect(
                next.map(\.entry.id), (journal.entries + newer.entries.suffix(1)).map(\.id),
                "the entries that came since")
            seen += next
        }
        probe.expect(
            try await store.feed(after: nil, limit: .max) == seen,
            "the feed to be what was seen of it")
    }

    @Sendable
    private static func readersFollowWriters(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let journals = try (0..<24).map { number in
            var journal = try probe.journal("customer \(number)")
            try journal.open()
            for _ in 0..<9 { try journal.touch() }
            return journal
        }
        let total = journals.count * 10
        let writers = Countdown(journals.count)
        let seen = try await withThrowingTaskGroup(
            of: [FeedItem].self, returning: [[FeedItem]].self
        ) { group in
            for limit in [1, 7, 100] {
                group.addTask {
                    var seen: [FeedItem] = []
                    while seen.count <= total {
                        let isWritten = writers.isOver
                        let page = try await store.feed(after: seen.last?.position, limit: limit)
                        seen += page
                        if page.isEmpty, isWritten { break }
                        await Task.yield()
                    }
                    return seen
                }
            }
            for (number, journal) in journals.enumerated() {
                group.addTask {
                    defer { writers.step() }
                    // One to three entries at a time.
                    for start in stride(from: 0, to: 10, by: number % 3 + 1) {
                        let entries = journal.entries[start...].prefix(number % 3 + 1)
                        let commit = Commit(
                            customer: journal.customer, expected: Int64(start),
                            entries: Array(entries))
                        try await probe.write(commit, to: store)
                        await Task.yield()
                    }
                    return []
                }
            }
            return try await group.reduce(into: []) { all, items in
                if !items.isEmpty { all.append(items) }
            }
        }
        let all = try await store.feed(after: nil, limit: .max)
        probe.expect(all.count, total, "the number of entries in the feed")
        probe.expect(seen.count, 3, "the number of readers who saw anything")
        for items in seen {
            probe.expect(items == all, "a reader to have seen the feed, each entry once")
        }
        for journal in journals {
            let own = all.map(\.entry).filter { $0.customer == journal.customer }
            probe.expect(own == journal.entries, "one customer's entries by revision")
        }
    }

    @Sendable
    private static func feedAfterItsEnd(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        for commit in try mixedCommits(probe) {
            let end = try await store.feedEnd()
            probe.expect(
                try await store.feed(after: end, limit: 10).isEmpty,
                "nothing after the newest entry")
            try await probe.write(commit, to: store)
            probe.expect(
                try await store.feed(after: end, limit: 10).map(\.entry.id),
                commit.entries.map(\.id), "what came after the end as it was")
        }
    }

    @Sendable
    private static func foreignPositions(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let other = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try await probe.write(journal.commit(), to: other)
        try journal.touch()
        try await probe.write(journal.commit(2), to: store)
        try await probe.write(journal.commit(), to: other)
        let end = try await store.feedEnd()?.text ?? ""
        let foreign = try await other.feed(after: nil, limit: 10).map(\.position)
        probe.expect(foreign.count, 2, "the number of positions in the other store")
        let texts = [
            "0", "-1", "nonsense", "99999999999999999999", end + "0", end + "x", " " + end,
        ]
        for position in foreign + texts.map({ FeedPosition(unchecked: $0) }) {
            do {
                let items = try await store.feed(after: position, limit: 10)
                probe.report(
                    expected: "the position \(position) to throw misconfigured",
                    found: "\(items.count) entries")
            } catch {
                probe.expect(error.kind, .misconfigured, "the kind of error of \(position)")
            }
        }
        probe.expect(
            try await store.feed(after: nil, limit: 10).map(\.entry), journal.entries, "the feed")
    }
}

/// The number of tasks that have not ended yet.
private final class Countdown: Sendable {
    private let count: Mutex<Int>

    init(_ count: Int) { self.count = Mutex(count) }

    var isOver: Bool { count.withLock { $0 <= 0 } }

    func step() { count.withLock { $0 -= 1 } }
}
