import CreditLedger

extension StoreConformance {
    /// S6.
    static let claims: [Clause] = [
        Clause(
            number: "S6",
            summary: "What an entry claims no later entry of its customer can claim again.",
            checks: [
                Check("a key", claimKey),
                Check("an invoice", claimInvoice),
                Check("a line that is captured for", claimLine),
                Check("before the revision is looked at", claimsBeforeRevision),
                Check("in a later entry of the commit", claimInLaterEntry),
                Check("texts are told apart by their bytes", claimsByBytes),
                Check("each of a long journal", claimsOfLongJournal),
                Check("of 16 who race for a key one wins", isRace: true, oneOfManyClaims),
                Check("the same twice in one commit", claimTwiceAtOnce),
            ])
    ]

    /// A store with a journal that drew an invoice under a key.
    private static func drawn(
        _ probe: ConformanceProbe
    ) async throws -> (any LedgerStore, SampleJournal) {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open(key: "open")
        try journal.drawDown("in 1", key: "draw")
        try await probe.write(journal.commit(2), to: store)
        return (store, journal)
    }

    @Sendable
    private static func claimKey(_ probe: ConformanceProbe) async throws {
        let (store, journal) = try await drawn(probe)
        var again = journal
        try again.touch(key: "open")
        probe.expect(
            try await store.commit(again.commit()),
            .duplicate(.key(try IdempotencyKey("open")), journal.entries[0]),
            "the answer to a taken key")
        try await probe.expectWritten(journal, in: store)
        var other = try probe.journal("other")
        try other.open(key: "open")
        try other.drawDown("in 1", key: "draw")
        try await probe.write(other.commit(2), to: store)
        try await probe.expectWritten(other, in: store)
    }

    @Sendable
    private static func claimInvoice(_ probe: ConformanceProbe) async throws {
        var (store, journal) = try await drawn(probe)
        var again = journal
        try again.drawDown("in 1", parts: [11])
        probe.expect(
            try await store.commit(again.commit()),
            .duplicate(.drawn(try InvoiceID("in 1")), journal.entries[1]),
            "the answer to an invoice that was drawn")
        // Giving back claims nothing, and frees nothing.
        try journal.reinstate(journal.entries[1].transactions[0])
        try await probe.write(journal.commit(), to: store)
        again = journal
        try again.drawDown("in 1")
        probe.expect(
            try await store.commit(again.commit()),
            .duplicate(.drawn(try InvoiceID("in 1")), journal.entries[1]),
            "the answer after the invoice was given back")
        try await probe.expectWritten(journal, in: store)
        // A key is no invoice.
        try journal.drawDown("draw", key: "in 1")
        try await probe.write(journal.commit(), to: store)
    }

    @Sendable
    private static func claimsBeforeRevision(_ probe: ConformanceProbe) async throws {
        let (store, journal) = try await drawn(probe)
        var stale = try probe.journal("acme")
        try stale.open(key: "open")
        var early = journal
        try early.touch()
        try early.touch(key: "open")
        for (commit, what) in [(stale.commit(), "stale"), (early.commit(), "early")] {
            probe.expect(
                try await store.commit(commit),
                .duplicate(.key(try IdempotencyKey("open")), journal.entries[0]),
                "the answer to a \(what) commit with a taken key")
        }
        try await probe.expectWritten(journal, in: store)
    }

    @Sendable
    private static func claimInLaterEntry(_ probe: ConformanceProbe) async throws {
        let (store, journal) = try await drawn(probe)
        var again = journal
        try again.touch(key: "new")
        try again.drawDown("in 1")
        probe.expect(
            try await store.commit(again.commit(2)),
            .duplicate(.drawn(try InvoiceID("in 1")), journal.entries[1]),
            "the answer to a second entry's claim")
        try await probe.expectWritten(journal, in: store)
        var next = journal
        try next.touch(key: "new")
        try await probe.write(next.commit(), to: store)
    }

    @Sendable
    private static func claimsByBytes(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try await probe.write(journal.commit(), to: store)
        let texts = ["caf\u{E9}", "cafe\u{301}", "CAFE", "cafe", "cafe ", " cafe", "%", "_", "'"]
        for text in texts {
            try journal.touch(key: text)
            try await probe.write(journal.commit(), to: store)
            try journal.drawDown(text)
            try await probe.write(journal.commit(), to: store)
        }
        for (index, text) in texts.enumerated() {
            var again = journal
            try again.touch(key: text)
            probe.expect(
                try await store.commit(again.commit()),
                .duplicate(.key(try IdempotencyKey(text)), journal.entries[1 + 2 * index]),
                "the answer to the key \(text)")
        }
    }

    @Sendable
    private static func claimsOfLongJournal(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        for number in 0..<50 {
            try journal.drawDown("in \(number)", key: "key \(number)")
        }
        try await probe.write(journal.commit(51), to: store)
        for number in 0..<50 {
            var again = journal
            try again.touch(key: "key \(number)")
            probe.expect(
                try await store.commit(again.commit()),
                .duplicate(
                    .key(try IdempotencyKey("key \(number)")), journal.entries[number + 1]),
                "the answer to key \(number)")
            again = journal
            try again.drawDown("in \(number)")
            probe.expect(
                try await store.commit(again.commit()),
                .duplicate(
                    .drawn(try InvoiceID("in \(number)")), journal.entries[number + 1]),
                "the answer to invoice \(number)")
        }
        try await probe.expectWritten(journal, in: store)
    }

    @Sendable
    private static func oneOfManyClaims(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try await probe.write(journal.commit(), to: store)
        for round in 0..<6 {
            let rivals = try (0..<16).map { number in
                var rival = journal
                try rival.touch("Rival \(number)", key: "round \(round)")
                return rival
            }
            let outcomes = try await commitAtOnce(rivals, to: store)
            let winners = rivals.indices.filter { outcomes[$0] == .committed }
            probe.expect(winners.count, 1, "the number of winners")
            guard let winner = winners.first, let entry = rivals[winner].entries.last else {
                return
            }
            let lost = CommitOutcome.duplicate(.key(try IdempotencyKey("round \(round)")), entry)
            probe.expect(outcomes.count { $0 == lost }, 15, "the number of duplicates")
            journal = rivals[winner]
        }
        try await probe.expectWritten(journal, in: store)
    }

    @Sendable
    private static func claimTwiceAtOnce(_ probe: ConformanceProbe) async throws {
        let (store, journal) = try await drawn(probe)
        var twice = journal
        try twice.touch(key: "twice")
        try twice.touch(key: "twice")
        do {
            let outcome = try await store.commit(twice.commit(2))
            probe.expect(outcome != .committed, "the second claim to stop the commit")
        } catch {
            probe.expect(error.kind, .corrupt, "the kind of error")
        }
        try await probe.expectWritten(journal, in: store)
    }
}
