import CreditLedger

extension StoreConformance {
    /// S23.
    static let sums: [Clause] = [
        Clause(
            number: "S23",
            summary: "Accounts are summed up as the journals have them.",
            checks: [
                Check("a journal with something of everything", sumsOfHistory),
                Check("customers in parts", sumsInParts),
                Check("the largest amounts there are, and the smallest", sumsOfExtremes),
                Check("a wallet that is named anew, and an empty one", sumsOfWallets),
            ])
    ]

    /// What a store must answer for a journal.
    private static func fold(_ journal: SampleJournal) throws -> AccountSums {
        var sums = AccountSums(of: journal.customer)
        for entry in journal.entries { try sums.add(entry) }
        return sums
    }

    @Sendable
    private static func sumsOfHistory(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var other = try probe.journal("other")
        try other.open()
        try await probe.write(other.commit(), to: store)
        for stage in try SampleJournal.history(probe.journal("acme")) {
            try await probe.write(stage.commit(), to: store)
            probe.expect(
                try await store.accountSums(of: .one(stage.customer)), [try fold(stage)],
                "the sums after \(stage.revision) entries")
        }
        let nobody = try CustomerID("nobody")
        probe.expect(try await store.accountSums(of: .one(nobody)), [], "nobody's sums")
    }

    @Sendable
    private static func sumsInParts(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        probe.expect(
            try await store.accountSums(of: .after(nil, limit: 10)), [], "the sums of nobody")
        var expected: [AccountSums] = []
        for (number, name) in ["b", "a", "B", "aa", "a\u{E9}", "ae\u{301}", "\u{1F4B3}"]
            .enumerated()
        {
            var journal = try probe.journal(name)
            try journal.open()
            try journal.drawDown("in", parts: [1, 2, Credits(number)])
            try journal.topUp(Credits(number + 1), .granted)
            try await probe.write(journal.commit(3), to: store)
            expected.append(try fold(journal))
        }
        expected.sort { $0.customer < $1.customer }
        for limit in [1, 3, 7, 1000] {
            var found: [AccountSums] = []
            for _ in 0...expected.count {
                let page = try await store.accountSums(
                    of: .after(found.last?.customer, limit: limit))
                probe.expect(page.count <= limit, "at most \(limit) customers")
                if page.isEmpty { break }
                found += page
            }
            probe.expect(found, expected, "the sums of all by \(limit)")
        }
    }

    @Sendable
    private static func sumsOfExtremes(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let largest = try Credits("99999999999999.999999999999")
        // An invoice is for whole cents.
        let parts = try [Credits("0.000000000001"), Credits("0.009999999999")]
        var journal = try probe.journal("acme")
        try journal.open()
        try journal.topUp(largest)
        try journal.drawDown("in", parts: parts)
        try journal.useAll(of: journal.grants[1], times: 1_000)
        try await probe.write(journal.commit(4), to: store)
        probe.expect(
            try await store.accountSums(of: .one(journal.customer)), [try fold(journal)],
            "the sums")
    }

    @Sendable
    private static func sumsOfWallets(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try journal.touch("First")
        try journal.touch("Second")
        try await probe.write(journal.commit(3), to: store)
        let sums = try await store.accountSums(of: .one(journal.customer))
        probe.expect(sums, [try fold(journal)], "the sums")
        probe.expect(sums.first?.wallets.map(\.name), ["Second"], "the name")
    }
}

extension Credits {
    /// A small number of credits.
    fileprivate init(_ number: Int) {
        self = (0..<number).reduce(0) { sum, _ in sum + 1 }
    }
}

extension SampleJournal {
    /// Uses all of a grant and gives it back, again and again, in one entry.
    fileprivate mutating func useAll(of grant: GrantID, times: Int) throws {
        var draft = draft()
        let credits = lots[grant]?.terms.issued ?? 0
        let (invoice, line) = (try InvoiceID("large"), try LineID("line"))
        let amount = Money(units: credits.units, .usd)
        for _ in 0..<times {
            let id: TransactionID = draft.mint()
            for undoes in [nil, id] {
                lots[grant]?.remaining = undoes == nil ? 0 : credits
                draft.transactions.append(
                    transaction(
                        undoes == nil ? id : draft.mint(), undoes == nil ? .applied : .reinstated,
                        .settled, grant, credits,
                        LineApplication(
                            invoice: invoice, line: line, amount: amount, undoes: undoes)))
            }
        }
        _ = try write(draft, nil, key: nil)
    }
}
