import CreditLedger

extension StoreConformance {
    /// S10.
    static let owners: [Clause] = [
        Clause(
            number: "S10",
            summary: "The customer of a thing is found by its bare id.",
            checks: [
                Check("everything that entries made, of several customers", ownersOfEverything),
                Check("an id that nothing has", ownersOfNothing),
                Check("a hold, and what changes it", ownersOfHolds),
                Check("an entry of 140,000 transactions", isLong: true, ownersOfManyIDs),
            ])
    ]

    /// S14.
    static let journals: [Clause] = [
        Clause(
            number: "S14",
            summary: "Journals are read by revision, customers in the order of their bytes.",
            checks: [
                Check("a journal in parts", journalInParts),
                Check("customers in parts", customersInParts),
            ])
    ]

    @Sendable
    private static func ownersOfEverything(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let histories = try ["acme", "beta", "gamma"].map {
            try SampleJournal.history(probe.journal($0))
        }
        for step in histories[0].indices {
            for history in histories { try await probe.write(history[step].commit(), to: store) }
        }
        for journal in histories.compactMap(\.last) {
            for reference in journal.entries.flatMap(\.references) {
                probe.expect(
                    try await store.owner(of: reference), journal.customer,
                    "the owner of \(reference)")
            }
        }
    }

    @Sendable
    private static func ownersOfNothing(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        let entry = try journal.open()
        var unwritten = journal
        try unwritten.topUp(10)
        try await probe.write(journal.commit(), to: store)
        // In one entry the ids of all kinds share one count: the wallet's number is no grant's.
        let absent: [Reference] =
            [
                .wallet(journal.wallet.entry.with(ordinal: 9)),
                .grant(journal.wallet.entry.with(ordinal: 9)),
                .transaction(journal.wallet.entry.with(ordinal: 9)),
                .entry(entry.id.with(ordinal: 9)),
                .grant(journal.wallet.entry.with(ordinal: 1)),
                .transaction(journal.wallet.entry.with(ordinal: 1)),
                .wallet(journal.grants[0].entry.with(ordinal: 2)),
            ] + unwritten.entries.dropFirst().flatMap(\.references)
        for reference in absent {
            probe.expect(try await store.owner(of: reference), nil, "the owner of \(reference)")
        }
        // A change of a thing that was made elsewhere makes nothing.
        try journal.rename(journal.grants[0], "Welcome")
        try await probe.write(journal.commit(), to: store)
        let renamed = journal.entries[1].id
        probe.expect(
            try await store.owner(of: .grant(renamed.with(ordinal: 2))), nil,
            "the owner of a grant that the change did not make")
    }

    @Sendable
    private static func ownersOfManyIDs(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        let parts = [Credits](repeating: 1, count: 140_000)
        let large = try journal.drawDown("in 1", parts: parts)
        var other = try probe.journal("other")
        try other.open()
        try journal.drawDown("in 2")
        try await probe.write(journal.commit(3), to: store)
        try await probe.write(other.commit(), to: store)
        for index in [0, 65_534, 65_535, 65_536, 131_069, 131_070, 139_999] {
            let id = large.transactions[index].id
            probe.expect(
                try await store.owner(of: .transaction(id)), journal.customer,
                "the owner of transaction \(index) of one entry")
            let around = try await store.transactions(
                TransactionQuery(page: PageRequest(.after(id), limit: 2)))
            let next = index == 0 ? journal.entries[0].transactions.map(\.id) : []
            let expected = large.transactions[..<index].suffix(2).reversed().map(\.id) + next
            probe.expect(
                around.items.map(\.transaction.id), Array(expected.prefix(2)),
                "what is listed after transaction \(index)")
        }
        probe.expect(
            try await store.owner(
                of: .transaction(large.transactions[139_999].id.entry.with(ordinal: 65_000))), nil,
            "the owner of an id beyond the last")
        probe.expect(
            try await store.entries(EntryQuery()).items.map(\.id),
            [journal.entries[2], other.entries[0], large, journal.entries[0]]
                .map(\.id).sorted(by: >), "the entries, each once")
        let all = TransactionQuery(
            customer: journal.customer,
            page: try PageRequest(.newest, limit: 1, wantsCount: true))
        probe.expect(
            try await store.transactions(all).count, 140_002, "the count of transactions")
    }

    @Sendable
    private static func journalInParts(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        var other = try probe.journal("other")
        try journal.open()
        try other.open()
        try await probe.write(other.commit(), to: store)
        for _ in 0..<24 { try journal.touch() }
        try await probe.write(journal.commit(25), to: store)
        for (revision, limit) in [
            (0, 1), (0, 25), (0, 1000), (7, 5), (20, 5), (20, 10), (24, 1), (25, 10), (90, 10),
        ] as [(Int64, Int)] {
            let found = try await store.journal(
                of: journal.customer, after: revision, limit: limit)
            let expected = Array(journal.entries.dropFirst(Int(revision)).prefix(limit))
            probe.expect(
                found.map(\.revision), expected.map(\.revision),
                "at most \(limit) revisions after \(revision)")
            probe.expect(found == expected, "whole entries after \(revision)")
        }
        let nobody = try CustomerID("nobody")
        probe.expect(
            try await store.journal(of: nobody, after: 0, limit: 10), [], "nobody's journal")
    }

    @Sendable
    private static func customersInParts(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let names =
            ["b", "a", "B", "aa", "a b", "a\u{E9}", "ae\u{301}", "\u{1F4B3}", "\u{FFFD}", "%", "_"]
            + (0..<60).map { "customer \($0)" }
        for name in names {
            var journal = try probe.journal(name)
            try journal.open()
            try await probe.write(journal.commit(), to: store)
        }
        let expected = try names.map { try CustomerID($0) }.sorted()
        for limit in [1, 7, 1000] {
            var found: [CustomerID] = []
            for _ in 0...names.count {
                let page = try await store.customers(after: found.last, limit: limit)
                probe.expect(page.count <= limit, "at most \(limit) customers")
                if page.isEmpty { break }
                found += page
            }
            probe.expect(found, expected, "all customers by \(limit)")
        }
        // A name that nobody has still is a place.
        let between = try CustomerID("a!")
        probe.expect(
            try await store.customers(after: between, limit: 2),
            Array(expected.drop { $0 <= between }.prefix(2)), "the customers after \"a!\"")
    }
}
