import CreditLedger

extension StoreConformance {
    /// S4 and S5.
    static let committing: [Clause] = [
        Clause(
            number: "S4",
            summary: "A commit is written whole and seen by everything after it, or not at all.",
            checks: [
                Check("everything sees it at once", everythingSeesACommit),
                Check("nothing is left of a commit that was not written", nothingIsLeft),
                Check(
                    "readers see commits of two entries whole", isRace: true,
                    readersSeeWholeCommits),
            ]),
        Clause(
            number: "S5",
            summary: "A commit succeeds only at the revision that it expects.",
            checks: [
                Check("too early, too late, not begun", conflictsAtOtherRevisions),
                Check("of 16 who race for a revision one wins", isRace: true, oneOfManyWins),
                Check(
                    "24 customers at once do not get in each other's way", isRace: true,
                    manyCustomers),
            ]),
    ]

    @Sendable
    private static func everythingSeesACommit(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        for journal in try SampleJournal.history(probe.journal("acme")) {
            try await probe.write(journal.commit(), to: store)
            try await probe.expectWritten(journal, in: store)
            guard let entry = journal.entries.last else { continue }
            let customer = journal.customer
            for reference in entry.references {
                probe.expect(
                    try await store.owner(of: reference), customer, "the owner of \(reference)")
            }
            probe.expect(
                try await store.customers(after: nil, limit: 10), [customer], "the customers")
            let everything = ReferenceLists(entries: journal.entries)
            probe.expect(
                try await store.entries(EntryQuery()).items == everything.entries(EntryQuery()),
                "the list of entries after revision \(entry.revision)")
            probe.expect(
                try await store.transactions(TransactionQuery()).items
                    == everything.transactions(TransactionQuery()),
                "the list of transactions after revision \(entry.revision)")
        }
    }

    @Sendable
    private static func nothingIsLeft(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open(key: "taken")
        try await probe.write(journal.commit(), to: store)
        var failing = journal
        try failing.topUp(5)
        try failing.drawDown("in 1")
        try failing.touch(key: "taken")
        let commit = failing.commit(3, snapshot: failing.book, nextDue: .earliest)
        let outcome = try await store.commit(commit)
        probe.expect(outcome != .committed, "the third entry's key to stop the commit")
        try await probe.expectWritten(journal, in: store)
        for reference in failing.entries.dropFirst().flatMap(\.references) {
            probe.expect(try await store.owner(of: reference), nil, "the owner of \(reference)")
        }
        probe.expect(try await store.entries(EntryQuery()).items.count, 1, "the entries listed")
        probe.expect(
            try await store.transactions(TransactionQuery()).items.count, 1,
            "the transactions listed")
        probe.expect(
            try await store.due(by: .latest, after: nil, limit: 10), [], "the books due")
        let recall = Recall(invoices: [try InvoiceID("in 1")], grants: failing.grants)
        let recalled = try await store.load(
            journal.customer, recalling: recall, unless: nil
        ).recalled
        probe.expect(recalled.invoices, [:], "the invoices recalled")
        probe.expect(Array(recalled.grants.keys), journal.grants, "the grants recalled")
        // What was not written leaves its claims free.
        try journal.drawDown("in 1")
        try await probe.write(journal.commit(), to: store)
    }

    @Sendable
    private static func readersSeeWholeCommits(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        for _ in 1..<80 { try journal.touch() }
        let written = journal
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for start in stride(from: 0, to: written.entries.count, by: 2) {
                    let commit = Commit(
                        customer: written.customer, expected: Int64(start),
                        entries: Array(written.entries[start..<start + 2]))
                    try await probe.write(commit, to: store)
                }
            }
            for query in [EntryQuery(), EntryQuery(customer: written.customer)] {
                group.addTask {
                    for _ in 0..<60 {
                        let journal = try await store.journal(
                            of: written.customer, after: 0, limit: .max)
                        probe.expect(journal.count % 2, 0, "the rest of the journal's length by 2")
                        var query = query
                        query.page = try PageRequest(.newest, limit: 100)
                        let listed = try await store.entries(query).items.count
                        probe.expect(listed % 2, 0, "the rest of the list's length by 2")
                        await Task.yield()
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    @Sendable
    private static func conflictsAtOtherRevisions(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        let first = journal
        try journal.touch()
        // A book that has not begun stands at 0.
        probe.expect(
            try await store.commit(journal.commit()), .conflict(revision: 0), "the answer at 0")
        probe.expect(try await store.customers(after: nil, limit: 10), [], "the customers then")
        try await probe.write(first.commit(), to: store)
        try await probe.write(journal.commit(), to: store)
        var late = first
        try late.touch("Late")
        probe.expect(
            try await store.commit(late.commit()), .conflict(revision: 2), "the answer too late")
        var early = journal
        try early.touch()
        try early.touch()
        probe.expect(
            try await store.commit(early.commit()), .conflict(revision: 2), "the answer too early")
        try await probe.expectWritten(journal, in: store)
    }

    @Sendable
    private static func oneOfManyWins(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try await probe.write(journal.commit(), to: store)
        for _ in 0..<8 {
            let rivals = try (0..<16).map { number in
                var rival = journal
                try rival.touch("Rival \(number)")
                return rival
            }
            let outcomes = try await Self.commitAtOnce(rivals, to: store)
            let winners = rivals.indices.filter { outcomes[$0] == .committed }
            probe.expect(winners.count, 1, "the number of winners")
            let lost = CommitOutcome.conflict(revision: journal.revision + 1)
            probe.expect(outcomes.count { $0 == lost }, 15, "the number of conflicts")
            guard let winner = winners.first else { return }
            journal = rivals[winner]
            try await probe.expectWritten(journal, in: store)
        }
    }

    @Sendable
    private static func manyCustomers(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let journals = try (0..<24).map { number in
            var journal = try probe.journal("customer \(number)")
            try journal.open(key: "the same")
            for step in 0..<12 { try journal.drawDown("in \(step)", key: "step \(step)") }
            return journal
        }
        try await probe.writeAtOnce(journals, to: store)
        for journal in journals { try await probe.expectWritten(journal, in: store) }
    }

    /// The answers to the last entry of each journal, sent at once.
    static func commitAtOnce(
        _ journals: [SampleJournal], to store: any LedgerStore
    ) async throws -> [CommitOutcome?] {
        try await withThrowingTaskGroup(of: (Int, CommitOutcome).self) { group in
            for (index, journal) in journals.enumerated() {
                group.addTask { (index, try await store.commit(journal.commit())) }
            }
            var outcomes = [CommitOutcome?](repeating: nil, count: journals.count)
            for try await (index, outcome) in group { outcomes[index] = outcome }
            return outcomes
        }
    }
}

extension JournalEntry {
    /// All that this entry made, by bare id.
    var references: [Reference] {
        var references: [Reference] = [.entry(id)]
        references += transactions.map { .transaction($0.id) }
        for effect in effects {
            switch effect {
            case .walletOpened(let opened): references.append(.wallet(opened.id))
            case .grantOpened(let opened): references.append(.grant(opened.id))
            case .holdOpened(let hold): references.append(.hold(hold.id))
            default: break
            }
        }
        return references
    }
}
