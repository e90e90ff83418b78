import CreditLedger

extension StoreConformance {
    /// S11 to S13.
    static let lists: [Clause] = [
        Clause(
            number: "S11",
            summary: "Lists answer newest first, in pages by id, with a count where asked for.",
            checks: [
                Check("entries") { try await listEntries($0) },
                Check("transactions") { try await listTransactions($0) },
                Check("wallets and grants") { try await listWalletsAndGrants($0) },
            ]),
        Clause(
            number: "S12",
            summary: "A list that is written to while it is paged neither skips nor repeats.",
            checks: [Check("every list, down and up", pageWhileWriting)]),
        Clause(
            number: "S13",
            summary: "A transaction that is named again stands once, first, in its latest state.",
            checks: [
                Check("settled and failed", namedAgain),
                Check("in one commit with its first entry", namedAgainAtOnce),
            ]),
    ]

    /// Three customers' journals, entry by entry in turn, and one more that has nothing.
    private static func write(
        to store: any LedgerStore, _ probe: ConformanceProbe
    ) async throws -> [SampleJournal] {
        let names = ["acme", "beta", "gamma"]
        let histories = try names.map { try SampleJournal.history(probe.journal($0)) }
        for step in histories[0].indices {
            for history in histories { try await probe.write(history[step].commit(), to: store) }
        }
        return histories.compactMap(\.last)
    }

    /// Compares a list with its reference: every page from every place, both ways, and the count.
    private static func compare<Element, Item>(
        _ list: ListUnderTest<Element, Item>, _ store: any LedgerStore, _ lists: ReferenceLists,
        _ probe: ConformanceProbe
    ) async throws {
        let expected = list.expected(lists)
        let ids = expected.map(list.id)
        for limit in [1, 3, 100] {
            var places: [(PageRequest<Item>.Place, ArraySlice<Element>, more: Bool)] = [
                (.newest, expected.prefix(limit), expected.count > limit)
            ]
            for (index, id) in ids.enumerated() where limit == 3 || index % 5 == 0 {
                let older = expected[(index + 1)...]
                let newer = expected[..<index]
                places.append((.after(id), older.prefix(limit), older.count > limit))
                places.append((.before(id), newer.suffix(limit), newer.count > limit))
            }
            for (place, items, more) in places {
                let page = try await list.page(
                    store, PageRequest(place, limit: limit, wantsCount: limit == 3))
                let what = "\(list.name), \(limit) of \(ids.count) \(place.summary)"
                probe.expect(page.items.map(list.id), items.map(list.id), what)
                probe.expect(page.items == Array(items), "whole items of \(what)")
                probe.expect(page.hasMore, more, "whether there is more beyond \(what)")
                probe.expect(page.count, limit == 3 ? ids.count : nil, "the count of \(what)")
            }
        }
        // An id that nothing has still names a place.
        guard let oldest = ids.last else { return }
        let below = Identifier<Item>(high: oldest.high - 1, low: oldest.low)
        probe.expect(
            try await list.walk(store, limit: 4), ids, "\(list.name), walked down by 4")
        probe.expect(
            try await list.walk(store, limit: 4, upFrom: below), ids,
            "\(list.name), walked up by 4")
        let beyond = try await list.page(store, PageRequest(.after(below), limit: 4))
        probe.expect(beyond.items.map(list.id), [], "\(list.name), after its end")
        probe.expect(beyond.hasMore, false, "whether \(list.name) goes on after its end")
    }

    @Sendable
    private static func listEntries(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let journals = try await write(to: store, probe)
        let lists = ReferenceLists(entries: journals.flatMap(\.entries))
        let acme = journals[0]
        let beta = journals[1].customer
        let span = TimeSpan(from: acme.entries[3].instant, to: acme.entries[7].instant)
        let key = try IdempotencyKey("draw")
        let invoice = try InvoiceID("in 1")
        for (name, query) in [
            ("of all", EntryQuery()),
            ("of one customer", EntryQuery(customer: acme.customer)),
            ("of nobody", EntryQuery(customer: try CustomerID("nobody"))),
            ("of a wallet", EntryQuery(wallet: acme.wallet)),
            ("of a wallet of another customer", EntryQuery(customer: beta, wallet: acme.wallet)),
            ("of a grant", EntryQuery(grant: acme.grants[1])),
            ("of an invoice", EntryQuery(invoice: invoice)),
            ("of an invoice of one", EntryQuery(customer: acme.customer, invoice: invoice)),
            ("of a key", EntryQuery(key: key)),
            ("of a key of one", EntryQuery(customer: acme.customer, key: key)),
            (
                "of a key and another invoice",
                EntryQuery(customer: beta, invoice: try InvoiceID("in 2"), key: key)
            ),
            ("of a span", EntryQuery(span: span)),
            ("of a span of one", EntryQuery(customer: acme.customer, span: span)),
        ] {
            try await compare(.entries(name, query), store, lists, probe)
        }
    }

    @Sendable
    private static func listTransactions(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let journals = try await write(to: store, probe)
        let lists = ReferenceLists(entries: journals.flatMap(\.entries))
        let acme = journals[0]
        let beta = journals[1].customer
        let span = TimeSpan(from: acme.entries[2].instant, to: acme.entries[9].instant)
        let invoice = try InvoiceID("in 1")
        for (name, query) in [
            ("of all", TransactionQuery()),
            ("of one customer", TransactionQuery(customer: acme.customer)),
            ("of nobody", TransactionQuery(customer: try CustomerID("nobody"))),
            ("of a wallet", TransactionQuery(wallet: acme.wallet)),
            ("of a wallet of another", TransactionQuery(customer: beta, wallet: acme.wallet)),
            ("of a grant", TransactionQuery(grant: acme.grants[2])),
            ("of an invoice", TransactionQuery(invoice: invoice)),
            ("of an invoice of one", TransactionQuery(customer: acme.customer, invoice: invoice)),
            ("of kinds", TransactionQuery(kinds: [.purchased, .reinstated])),
            ("that are settled", TransactionQuery(statuses: [.settled])),
            ("that failed", TransactionQuery(statuses: [.failed])),
            ("that are pending", TransactionQuery(statuses: [.pending])),
            ("of a span", TransactionQuery(span: span)),
            ("of a span of one", TransactionQuery(customer: acme.customer, span: span)),
            (
                "of everything at once",
                TransactionQuery(
                    customer: acme.customer, wallet: acme.wallet, grant: acme.grants[0],
                    invoice: invoice, kinds: [.applied], statuses: [.settled], span: span)
            ),
        ] {
            try await compare(.transactions(name, query), store, lists, probe)
        }
    }

    @Sendable
    private static func listWalletsAndGrants(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let journals = try await write(to: store, probe)
        let lists = ReferenceLists(entries: journals.flatMap(\.entries))
        let acme = journals[0]
        let beta = journals[1].customer
        let later = TimeSpan(from: acme.entries[2].instant)
        for (name, query) in [
            ("of all", StoredWalletQuery()),
            ("of one customer", StoredWalletQuery(customer: acme.customer)),
            ("of nobody", StoredWalletQuery(customer: try CustomerID("nobody"))),
            ("created later", StoredWalletQuery(created: later)),
            ("created before", StoredWalletQuery(created: TimeSpan(to: later.from))),
        ] {
            try await compare(.wallets(name, query), store, lists, probe)
        }
        for (name, query) in [
            ("of all", StoredGrantQuery()),
            ("of one customer", StoredGrantQuery(customer: acme.customer)),
            ("of a wallet", StoredGrantQuery(wallet: acme.wallet)),
            ("of a wallet of another", StoredGrantQuery(customer: beta, wallet: acme.wallet)),
            ("of a kind", StoredGrantQuery(kind: .paid)),
            ("created later", StoredGrantQuery(created: later)),
            ("of one of a kind", StoredGrantQuery(customer: acme.customer, kind: .granted)),
        ] {
            try await compare(.grants(name, query), store, lists, probe)
        }
    }

    @Sendable
    private static func pageWhileWriting(_ probe: ConformanceProbe) async throws {
        try await pageWhileWriting(.entries("of all", EntryQuery()), probe)
        let acme = try CustomerID("acme")
        try await pageWhileWriting(.entries("of one", EntryQuery(customer: acme)), probe)
        try await pageWhileWriting(.transactions("of all", TransactionQuery()), probe)
        try await pageWhileWriting(
            .transactions("of one", TransactionQuery(customer: acme)), probe)
        try await pageWhileWriting(.wallets("of all", StoredWalletQuery()), probe)
        try await pageWhileWriting(.grants("of all", StoredGrantQuery()), probe)
    }

    private static func pageWhileWriting<Element, Item>(
        _ list: ListUnderTest<Element, Item>, _ probe: ConformanceProbe
    ) async throws {
        let store = try await probe.store()
        var journals = try await write(to: store, probe)
        let ids = list.expected(ReferenceLists(entries: journals.flatMap(\.entries))).map(list.id)
        let old = Set(ids)
        var round = 0
        let writeMore = {
            round += 1
            // Newcomers too, as they have a new wallet.
            if round < 4 {
                var newcomer = try probe.journal("new \(round)")
                try newcomer.open()
                try await probe.write(newcomer.commit(), to: store)
            }
            for index in journals.indices {
                try journals[index].topUp(3)
                // Of the new credits, as the first grant has expired.
                try journals[index].drawDown(
                    "more \(round)", parts: [2], from: journals[index].grants.last)
                try await probe.write(journals[index].commit(2), to: store)
            }
        }
        let down = try await list.walk(store, limit: 4, between: writeMore)
        probe.expect(down, ids, "\(list.name), paged down while it is written")
        guard let oldest = ids.last else { return }
        round = 100
        let up = try await list.walk(store, limit: 25, upFrom: oldest) {
            if round < 104 { try await writeMore() }
        }
        probe.expect(
            up.filter(old.contains), Array(ids.dropLast()),
            "\(list.name), paged up while it is written")
        probe.expect(up, up.sorted(by: >), "\(list.name), newest first and each once")
        probe.expect(Set(up).count, up.count, "\(list.name): the number of different ids")
    }

    @Sendable
    private static func namedAgain(_ probe: ConformanceProbe) async throws {
        for fails in [false, true] {
            let store = try await probe.store()
            var journal = try probe.journal("acme")
            try journal.open()
            let first = try journal.topUp(200, payment: .due)
            try journal.touch()
            try await probe.write(journal.commit(3), to: store)
            try await expectOnce(first, .pending, 2, store, probe)
            try journal.settle(journal.grants[1], fails: fails)
            try await probe.write(journal.commit(), to: store)
            try await expectOnce(first, fails ? .failed : .settled, 2, store, probe)
            try journal.drawDown("in 1")
            try await probe.write(journal.commit(), to: store)
            try await expectOnce(first, fails ? .failed : .settled, 3, store, probe)
        }
    }

    @Sendable
    private static func namedAgainAtOnce(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        let first = try journal.topUp(200, payment: .due)
        try journal.settle(journal.grants[1])
        try await probe.write(journal.commit(3), to: store)
        try await expectOnce(first, .settled, 2, store, probe)
        try await probe.expectWritten(journal, in: store)
    }

    /// Expects the one transaction of `entry` once in every list, at its place.
    private static func expectOnce(
        _ entry: JournalEntry, _ status: TransactionStatus, _ count: Int,
        _ store: any LedgerStore, _ probe: ConformanceProbe
    ) async throws {
        guard let id = entry.transactions.first?.id, let grant = entry.transactions.first?.grant
        else { return }
        let page = try PageRequest<Transaction>(.newest, limit: 50, wantsCount: true)
        for query in [
            TransactionQuery(page: page), TransactionQuery(customer: entry.customer, page: page),
            TransactionQuery(grant: grant, page: page),
            TransactionQuery(statuses: [status], page: page),
        ] {
            let answer = try await store.transactions(query)
            let found = answer.items.filter { $0.transaction.id == id }
            probe.expect(found.map(\.transaction.status), [status], "its status, once")
            probe.expect(found.map(\.entry), [entry.id], "the entry that named it first")
            probe.expect(found.map(\.instant), [entry.instant], "the instant of that entry")
            if query.grant == nil, query.statuses.isEmpty {
                probe.expect(answer.count, count, "the count of transactions")
            }
            let ids = answer.items.map(\.transaction.id)
            probe.expect(ids, ids.sorted(by: >), "the order of the list")
        }
        for other in TransactionStatus.allCases where other != status {
            let answer = try await store.transactions(TransactionQuery(statuses: [other]))
            probe.expect(
                !answer.items.contains { $0.transaction.id == id }, "nothing of it as \(other)")
        }
    }
}

extension PageRequest.Place {
    fileprivate var summary: String {
        switch self {
        case .newest: "from the newest"
        case .after(let id): "after \(id)"
        case .before(let id): "before \(id)"
        }
    }
}
