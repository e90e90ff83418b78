import CreditLedger

extension StoreConformance {
    /// S7 to S9.
    static let retrying: [Clause] = [
        Clause(
            number: "S7",
            summary: "Entries follow their revision without gaps and are the customer's.",
            checks: [
                Check("no, foreign, missing and repeated entries", malformedCommits),
                Check("contradictions, before anything is looked up", contradictoryCommits),
            ]),
        Clause(
            number: "S8",
            summary: "A commit that is sent again stands once.",
            checks: [
                Check("with a claim", sendAgainWithClaim),
                Check("without a claim", sendAgainWithoutClaim),
            ]),
        Clause(
            number: "S9",
            summary: "A snapshot changes no answer.",
            checks: [Check("the same commits with and without", withAndWithoutSnapshots)]),
    ]

    @Sendable
    private static func malformedCommits(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try await probe.write(journal.commit(), to: store)
        var next = journal
        for _ in 0..<3 { try next.touch() }
        let entries = Array(next.entries.dropFirst())
        var other = try probe.journal("other")
        try other.open()
        try other.touch()
        for (what, expected, wrong) in [
            ("no entries", 1, []),
            ("a gap", 1, [entries[0], entries[2]]),
            ("a wrong order", 1, [entries[1], entries[0]]),
            ("an entry that stands twice", 1, [entries[0], entries[0]]),
            ("a start beyond the expected revision", 1, [entries[1]]),
            ("a start before the expected revision", 2, [entries[0]]),
            ("another customer's entry", 1, [other.entries[1]]),
            ("one foreign entry among its own", 1, [entries[0], other.entries[1]]),
        ] as [(String, Int64, [JournalEntry])] {
            await probe.expectCorrupt(
                Commit(customer: journal.customer, expected: expected, entries: wrong), on: store,
                "a commit of \(what)")
        }
        try await probe.expectWritten(journal, in: store)
        probe.expect(
            try await store.customers(after: nil, limit: 10), [journal.customer], "the customers")
    }

    /// Each commit would be a duplicate or a conflict, too.
    @Sendable
    private static func contradictoryCommits(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open(key: "open")
        try journal.drawDown("in 1")
        try await probe.write(journal.commit(2), to: store)
        var keys = journal
        for key in ["open", "key", "key"] { try keys.touch(key: key) }
        var invoices = journal
        for invoice in ["in 1", "in 2", "in 2"] { try invoices.drawDown(invoice) }
        var bare = journal
        for key in ["open", nil, nil] { try bare.touch(key: key) }
        let added = bare.entries.suffix(3)
        let ids = [added[2].id, added[4].id, added[3].id]
        let descending = zip(added, ids).map { $0.renamed($1) }
        let below = [added[2].renamed(added[2].id.with(ordinal: 1))]
        for (what, expected, wrong) in [
            ("one key twice", 2, Array(keys.entries.suffix(3))),
            ("one invoice drawn twice", 2, Array(invoices.entries.suffix(3))),
            ("ids that do not ascend", 2, descending),
            ("an id that is a thing's", 2, below),
        ] as [(String, Int64, [JournalEntry])] {
            await probe.expectCorrupt(
                Commit(customer: journal.customer, expected: expected, entries: wrong), on: store,
                "a commit of \(what)")
        }
        // At a revision that the book has passed.
        await probe.expectCorrupt(
            Commit(
                customer: journal.customer, expected: 0,
                entries: [keys.entries[3], keys.entries[4]].enumerated().map {
                    $1.renamed($1.id, revision: Int64($0) + 1)
                }), on: store, "a commit of one key twice, too late")
        try await probe.expectWritten(journal, in: store)
    }

    @Sendable
    private static func sendAgainWithClaim(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open(key: "open")
        let commit = journal.commit()
        try await probe.write(commit, to: store)
        let duplicate = CommitOutcome.duplicate(
            .key(try IdempotencyKey("open")), journal.entries[0])
        probe.expect(try await store.commit(commit), duplicate, "the answer the second time")
        try journal.touch()
        try await probe.write(journal.commit(), to: store)
        probe.expect(try await store.commit(commit), duplicate, "the answer later on")
        try await probe.expectWritten(journal, in: store)
    }

    @Sendable
    private static func sendAgainWithoutClaim(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try journal.touch()
        let commit = journal.commit(2)
        try await probe.write(commit, to: store)
        probe.expect(
            try await store.commit(commit), .conflict(revision: 2), "the answer the second time")
        try await probe.expectWritten(journal, in: store)
        probe.expect(try await store.entries(EntryQuery()).items.count, 2, "the entries listed")
    }

    @Sendable
    private static func withAndWithoutSnapshots(_ probe: ConformanceProbe) async throws {
        let with = try await probe.store()
        let without = try await probe.store()
        for journal in try SampleJournal.history(probe.journal("acme")) {
            let snapshot = journal.revision % 3 == 1 ? journal.book : nil
            try await probe.write(journal.commit(snapshot: snapshot), to: with)
            try await probe.write(journal.commit(), to: without)
            let recall = Recall(
                keys: [try IdempotencyKey("draw")], invoices: [try InvoiceID("in 1")],
                grants: journal.grants)
            let first = try await with.load(journal.customer, recalling: recall, unless: nil)
            let second = try await without.load(journal.customer, recalling: recall, unless: nil)
            probe.expect(first == second, "one load with and without snapshots")
            probe.expect(first.book == journal.book, "the book to be its fold")
            let query = TransactionQuery(customer: journal.customer)
            probe.expect(
                try await with.transactions(query) == without.transactions(query),
                "one list with and without snapshots")
            probe.expect(
                try await with.journal(of: journal.customer, after: 0, limit: .max)
                    == journal.entries, "the whole journal in spite of a snapshot")
        }
    }
}

extension JournalEntry {
    /// The same under another id, perhaps elsewhere in the journal.
    fileprivate func renamed(_ id: EntryID, revision: Int64? = nil) -> JournalEntry {
        JournalEntry(
            id: id, customer: customer, revision: revision ?? self.revision, instant: instant,
            command: command, context: context, transactions: transactions, effects: effects)
    }
}
