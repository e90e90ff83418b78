import CreditLedger

extension StoreConformance {
    /// S15 and S16.
    static let dueBooks: [Clause] = [
        Clause(
            number: "S15",
            summary: "Due books are answered earliest first, then by customer.",
            checks: [
                Check("none, before, at and after the instant", dueByInstant),
                Check("three hundred in parts, many at one instant", dueInParts),
            ]),
        Clause(
            number: "S16",
            summary: "A commit moves the kept instant only earlier; reschedule sets it.",
            checks: [
                Check("by commits", dueByCommits),
                Check("by reschedule", dueByReschedule),
                Check("from every instant to every other", dueMovedAround),
            ]),
    ]

    private static func instant(_ seconds: Int) -> Instant {
        Instant(unchecked: 1_800_000_000_000 + Int64(seconds) * 1000)
    }

    /// What is due at all.
    private static func allDue(_ store: any LedgerStore) async throws -> [DueBook] {
        try await store.due(by: .latest, after: nil, limit: 1000)
    }

    @Sendable
    private static func dueByInstant(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var books: [DueBook] = []
        for (name, due) in [("c", 5), ("a", 9), ("b", 5), ("e", nil), ("d", 7)] as [(String, Int?)]
        {
            var journal = try probe.journal(name)
            try journal.open()
            try await probe.write(journal.commit(nextDue: due.map(instant)), to: store)
            if let due { books.append(DueBook(customer: journal.customer, due: instant(due))) }
        }
        let sorted = [books[2], books[0], books[3], books[1]]
        for (by, count) in [(4, 0), (5, 2), (6, 2), (7, 3), (9, 4), (1000, 4)] {
            probe.expect(
                try await store.due(by: instant(by), after: nil, limit: 10),
                Array(sorted.prefix(count)), "the books due by \(by) seconds")
        }
        probe.expect(
            try await store.due(by: instant(5).previous, after: nil, limit: 10), [],
            "the books due a millisecond before the first")
    }

    @Sendable
    private static func dueInParts(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var generator = SeededGenerator(seed: 15)
        var books: [DueBook] = []
        for number in 0..<300 {
            var journal = try probe.journal("customer \(number)")
            try journal.open()
            let due = instant(number % 3 == 0 ? 5 : Int.random(in: 0..<10, using: &generator))
            books.append(DueBook(customer: journal.customer, due: due))
            try await probe.write(journal.commit(nextDue: due), to: store)
        }
        let expected = books.filter { $0.due <= instant(8) }.sorted {
            ($0.due, $0.customer) < ($1.due, $1.customer)
        }
        for limit in [1, 7, 100, 1000] {
            var found: [DueBook] = []
            for _ in 0...books.count {
                let page = try await store.due(by: instant(8), after: found.last, limit: limit)
                probe.expect(page.count <= limit, "at most \(limit) books")
                if page.isEmpty { break }
                found += page
            }
            probe.expect(found, expected, "the due books by \(limit)")
        }
        // A cursor need not stand in the list any more.
        let cursor = DueBook(customer: try CustomerID("customer 2!"), due: instant(5))
        probe.expect(
            try await store.due(by: instant(8), after: cursor, limit: 3),
            Array(
                expected.filter { ($0.due, $0.customer) > (cursor.due, cursor.customer) }
                    .prefix(3)), "the books after one that is not there")
    }

    @Sendable
    private static func dueByCommits(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try await probe.write(journal.commit(nextDue: nil), to: store)
        probe.expect(try await allDue(store), [], "the due books after none")
        for (next, kept) in [(9, 9), (12, 9), (nil, 9), (4, 4), (4, 4), (5, 4)] as [(Int?, Int)] {
            try journal.touch()
            try await probe.write(journal.commit(nextDue: next.map(instant)), to: store)
            probe.expect(
                try await allDue(store).map(\.due), [instant(kept)],
                "the kept instant after a commit of \(next.map(String.init) ?? "none")")
        }
        // What is not written moves nothing.
        var late = try probe.journal("acme")
        try late.open()
        let outcome = try await store.commit(late.commit(nextDue: instant(1)))
        probe.expect(outcome, .conflict(revision: journal.revision), "the answer to a late one")
        probe.expect(
            try await allDue(store).map(\.due), [instant(4)], "the kept instant after a conflict")
    }

    @Sendable
    private static func dueByReschedule(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try journal.touch()
        try await probe.write(journal.commit(2, nextDue: instant(5)), to: store)
        for (next, revision, kept) in [
            (8, 1, 5), (3, 3, 5), (nil, 0, 5), (8, 2, 8), (3, 2, 3), (nil, 1, 3), (nil, 2, nil),
            (7, 1, nil), (7, 2, 7),
        ] as [(Int?, Int64, Int?)] {
            try await store.reschedule(
                journal.customer, to: next.map(instant), at: revision)
            probe.expect(
                try await allDue(store).map(\.due), kept.map { [instant($0)] } ?? [],
                "the kept instant after \(next.map(String.init) ?? "none") at \(revision)")
        }
        try journal.touch()
        try await probe.write(journal.commit(), to: store)
        try await store.reschedule(journal.customer, to: nil, at: 2)
        probe.expect(
            try await allDue(store).map(\.due), [instant(7)],
            "the kept instant after the book moved on")
        let nobody = try CustomerID("nobody")
        try await store.reschedule(nobody, to: instant(1), at: 1)
        try await store.reschedule(nobody, to: nil, at: 0)
        probe.expect(try await allDue(store).count, 1, "the number of due books")
        try await probe.expectWritten(journal, in: store)
    }

    @Sendable
    private static func dueMovedAround(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var generator = SeededGenerator(seed: 16)
        var kept: [CustomerID: Instant] = [:]
        var journals: [SampleJournal] = []
        for number in 0..<20 {
            var journal = try probe.journal("customer \(number)")
            try journal.open()
            try await probe.write(journal.commit(), to: store)
            journals.append(journal)
        }
        for step in 0..<200 {
            let journal = journals[Int.random(in: 0..<20, using: &generator)]
            let seconds = Int.random(in: -1..<6, using: &generator)
            let next = seconds < 0 ? nil : instant(seconds)
            try await store.reschedule(journal.customer, to: next, at: 1)
            kept[journal.customer] = next
            guard step % 10 == 0 else { continue }
            let expected = kept.map { DueBook(customer: $0.key, due: $0.value) }.sorted {
                ($0.due, $0.customer) < ($1.due, $1.customer)
            }
            probe.expect(try await allDue(store), expected, "the due books in step \(step)")
        }
    }
}
