import CreditLedger

extension StoreConformance {
    /// S1 to S3.
    static let loading: [Clause] = [
        Clause(
            number: "S1",
            summary: "A load answers the fold of all entries, and of none an empty book.",
            checks: [
                Check("a customer without entries") { probe in
                    let nobody = try CustomerID("nobody")
                    let loaded = try await probe.store().load(
                        nobody, recalling: .nothing, unless: nil)
                    probe.expect(
                        loaded, LoadedBook(revision: 0, book: Book(customer: nobody)),
                        "what is loaded")
                },
                Check("after every entry", loadAfterEveryEntry),
                Check("from a snapshot and the entries after it", loadFromSnapshot),
                Check("a hundred entries, some in one commit", loadManyEntries),
            ]),
        Clause(
            number: "S2",
            summary: "A book that the caller has may be left out of the answer.",
            checks: [Check("current, older and later copies", leaveTheBookOut)]),
        Clause(
            number: "S3",
            summary: "What is recalled is there, consistent with the revision, or absent.",
            checks: [
                Check("keys", recallKeys),
                Check("invoices, and the grants that they touched", recallInvoices),
                Check("grants: open, changed, closed, reopened, failed", recallGrants),
                Check("a grant whose money is owed back", recallRefund),
                Check("lines to capture for", recallCaptures),
                Check("a line of an invoice with 2,000 captures", recallOneOfManyCaptures),
                Check("holds that have ended", recallHolds),
                Check("captures and holds of a long journal", recallOfLongJournal),
                Check("nothing of another customer", recallOfAnother),
                Check("while it is written", isRace: true, recallWhileWritten),
            ]),
    ]

    @Sendable
    private static func loadAfterEveryEntry(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        for journal in try SampleJournal.history(probe.journal("acme")) {
            try await probe.write(journal.commit(), to: store)
            try await probe.expectWritten(journal, in: store)
        }
    }

    @Sendable
    private static func loadFromSnapshot(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        for (index, journal) in try SampleJournal.history(probe.journal("acme")).enumerated() {
            let snapshot = index % 4 == 1 ? journal.book : nil
            try await probe.write(journal.commit(snapshot: snapshot), to: store)
            try await probe.expectWritten(journal, in: store)
        }
    }

    @Sendable
    private static func loadManyEntries(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try await probe.write(journal.commit(), to: store)
        for round in 1...33 {
            for step in 0..<3 { try journal.drawDown("in \(round)/\(step)") }
            try await probe.write(journal.commit(3), to: store)
        }
        try await probe.expectWritten(journal, in: store)
    }

    @Sendable
    private static func leaveTheBookOut(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try journal.touch()
        try await probe.write(journal.commit(2), to: store)
        for known in [0, 1, 2, 3] as [Int64] {
            let loaded = try await store.load(
                journal.customer, recalling: .nothing, unless: known)
            probe.expect(loaded.revision, 2, "the revision, to one who has \(known)")
            if loaded.book != nil || known != 2 {
                probe.expect(
                    loaded.book == journal.book, "the book for one who has revision \(known)")
            }
        }
    }

    @Sendable
    private static func recallKeys(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open(key: "key 0")
        for number in 1...30 {
            try journal.touch(key: number % 3 == 0 ? nil : "key \(number)")
        }
        try await probe.write(journal.commit(31), to: store)
        var expected: [IdempotencyKey: JournalEntry] = [:]
        for entry in journal.entries { if let key = entry.key { expected[key] = entry } }
        let keys = try (0...31).map { try IdempotencyKey("key \($0)") }
        let loaded = try await store.load(
            journal.customer, recalling: Recall(keys: keys), unless: nil)
        probe.expect(loaded.recalled.entries.count, expected.count, "the number of keys found")
        probe.expect(loaded.recalled.entries == expected, "the entries of the keys")
    }

    @Sendable
    private static func recallInvoices(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try journal.topUp(100)
        for number in 0..<12 {
            let applied = try journal.drawDown(
                "in \(number)", parts: [1, 2], from: journal.grants[number % 2]
            ).transactions
            if number % 3 == 0 { try journal.reinstate(applied[1]) }
            if number % 6 == 0 { try journal.reinstate(applied[0]) }
        }
        try await probe.write(journal.commit(Int(journal.revision)), to: store)
        for number in 0...12 {
            let id = try InvoiceID("in \(number)")
            let loaded = try await store.load(
                journal.customer, recalling: Recall(invoices: [id]), unless: journal.revision)
            let expected = journal.entries.filter { $0.invoice == id }
            let record = loaded.recalled.invoices[id]
            probe.expect(
                record?.entries.map(\.revision), number < 12 ? expected.map(\.revision) : nil,
                "the revisions of invoice \(number)")
            probe.expect(
                record?.entries ?? [] == expected, "the entries of invoice \(number) whole")
            let touched = number < 12 ? [journal.grants[number % 2]] : []
            probe.expect(
                Array(loaded.recalled.grants.keys), touched, "the grants of invoice \(number)")
        }
    }

    @Sendable
    private static func recallGrants(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        for journal in try SampleJournal.history(probe.journal("acme")) {
            try await probe.write(journal.commit(), to: store)
            let unknown: GrantID = journal.wallet.entry.with(ordinal: 999)
            let loaded = try await store.load(
                journal.customer, recalling: Recall(grants: journal.grants + [unknown]),
                unless: nil)
            probe.expect(
                loaded.recalled.grants == journal.grantRecords,
                "all grants as of revision \(journal.revision)",
                found: "\(loaded.recalled.grants.count) grants, closed "
                    + "\(loaded.recalled.grants.values.compactMap(\.closure))")
        }
    }

    @Sendable
    private static func recallOfAnother(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open(key: "key")
        try journal.drawDown("in")
        try await probe.write(journal.commit(2), to: store)
        var other = try probe.journal("other")
        try other.open()
        try await probe.write(other.commit(), to: store)
        let recall = Recall(
            keys: [try IdempotencyKey("key")], invoices: [try InvoiceID("in")],
            grants: journal.grants)
        let loaded = try await store.load(other.customer, recalling: recall, unless: nil)
        probe.expect(loaded.recalled, .nothing, "what is recalled of another customer")
    }

    @Sendable
    private static func recallWhileWritten(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open(key: "key 1")
        try await probe.write(journal.commit(), to: store)
        for number in 2...60 { try journal.touch(key: "key \(number)") }
        let written = journal
        let keys = try (1...60).map { try IdempotencyKey("key \($0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for entry in written.entries.dropFirst() {
                    let commit = Commit(
                        customer: written.customer, expected: entry.revision - 1, entries: [entry])
                    try await probe.write(commit, to: store)
                }
            }
            group.addTask {
                for _ in 0..<60 {
                    let loaded = try await store.load(
                        written.customer, recalling: Recall(keys: keys), unless: nil)
                    probe.expect(
                        Int64(loaded.recalled.entries.count), loaded.revision,
                        "the number of entries recalled at one revision")
                    probe.expect(
                        loaded.book?.revision, loaded.revision, "the revision of the book")
                    await Task.yield()
                }
            }
            try await group.waitForAll()
        }
    }
}
