import CreditLedger

/// What the clauses ask for where credits are held and captured, or money is owed back.
extension StoreConformance {
    /// A journal with three holds captured for two lines of `in 1` and one of `in 2`, `in 2` drawn
    /// down after that, `in 1` given back from, and `in 3` drawn down without any.
    private static func captures(_ probe: ConformanceProbe) throws -> SampleJournal {
        var journal = try probe.journal("acme")
        try journal.open()
        let grant = journal.grants[0]
        var holds: [HoldID] = []
        for _ in 0..<3 { holds.append(try journal.hold([(10, from: grant)])) }
        let first = try journal.capture(holds[0], 5, invoice: "in 1", line: "a", key: "first")
        try journal.capture(holds[1], 10, invoice: "in 1", line: "b")
        try journal.capture(holds[2], 1, invoice: "in 2", line: "a")
        try journal.drawDown("in 2")
        try journal.drawDown("in 3")
        try journal.reinstate(first.transactions[0])
        return journal
    }

    private static func lines(_ invoices: [String], _ lines: [String]) throws -> [InvoiceLine] {
        try invoices.flatMap { invoice in
            try lines.map { InvoiceLine(invoice: try InvoiceID(invoice), line: try LineID($0)) }
        }
    }

    /// Expects exactly what the journal says of these lines, and nothing beside it.
    private static func expect(
        _ lines: [InvoiceLine], of journal: SampleJournal, in store: any LedgerStore,
        _ probe: ConformanceProbe
    ) async throws {
        var expected = Recalled.nothing
        for line in lines { expected.captures[line] = journal.captureRecord(of: line) }
        let loaded = try await store.load(
            journal.customer, recalling: Recall(captures: lines), unless: journal.revision)
        for line in lines {
            probe.expect(
                loaded.recalled.captures[line], expected.captures[line],
                "line '\(line.line)' of '\(line.invoice)' as of revision \(journal.revision)")
        }
        probe.expect(loaded.recalled == expected, "nothing but these lines to be recalled")
    }

    @Sendable
    static func recallCaptures(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let journal = try captures(probe)
        try await probe.write(journal.commit(Int(journal.revision)), to: store)
        let asked = try lines(["in 1", "in 2", "in 3", "in 4", "in"], ["a", "b", "c", " a"])
        try await expect(asked, of: journal, in: store, probe)
        // One by one, and of a customer that has none of it.
        for line in asked { try await expect([line], of: journal, in: store, probe) }
        var other = try probe.journal("other")
        try other.open()
        try await probe.write(other.commit(), to: store)
        try await expect(asked, of: other, in: store, probe)
    }

    @Sendable
    static func recallOneOfManyCaptures(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try await probe.write(journal.commit(), to: store)
        for round in 0..<20 {
            for number in 0..<100 {
                // Without a hold: what is recalled is told by the commands.
                try journal.capture(
                    .nobody, 1, invoice: "in", line: "line \(round * 100 + number)")
            }
            try await probe.write(journal.commit(100), to: store)
        }
        let asked = try lines(["in"], ["line 0", "line 999", "line 1999", "line 2000"])
        try await expect(asked, of: journal, in: store, probe)
        for line in asked { try await expect([line], of: journal, in: store, probe) }
    }

    @Sendable
    static func recallHolds(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        var holds: [HoldID] = []
        for _ in HoldEnd.allCases { holds.append(try journal.hold([(5, from: journal.grants[0])])) }
        let (open, unknown) = (
            try journal.hold([(5, from: journal.grants[0])]),
            journal.wallet.entry.with(ordinal: 9) as HoldID
        )
        try await probe.write(journal.commit(Int(journal.revision)), to: store)
        for (hold, end) in zip(holds, HoldEnd.allCases) {
            // It is found as it stood when it ended.
            try journal.extend(hold)
            if end == .captured {
                try journal.capture(hold, 3, invoice: "in 1", line: "a")
            } else {
                try journal.end(hold, end)
            }
            try await probe.write(journal.commit(2), to: store)
            let recall = Recall(holds: holds + [open, unknown])
            let loaded = try await store.load(journal.customer, recalling: recall, unless: nil)
            probe.expect(
                loaded.recalled, Recalled(holds: journal.holdRecords),
                "the holds that have ended, the last as \(end.rawValue)")
            probe.expect(
                loaded.book == journal.book, "the book with the holds that are open",
                found: "\(loaded.book?.holds.map(\.id) ?? [])")
        }
        var other = try probe.journal("other")
        try other.open()
        try await probe.write(other.commit(), to: store)
        let loaded = try await store.load(
            other.customer, recalling: Recall(holds: holds), unless: nil)
        probe.expect(loaded.recalled, .nothing, "the holds of another customer")
    }

    @Sendable
    static func recallOfLongJournal(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try await probe.write(journal.commit(), to: store)
        var asked: [InvoiceLine] = []
        for number in 0..<25 {
            let hold = try journal.hold([(5, from: journal.grants[0])])
            let (invoice, line) = ("in \(number % 4)", "line \(number)")
            if number % 3 == 0 {
                try journal.end(hold, .released)
            } else {
                try journal.capture(hold, 5, invoice: invoice, line: line)
            }
            try await probe.write(journal.commit(2), to: store)
            asked += try lines([invoice], [line])
            try await expect(asked.suffix(3), of: journal, in: store, probe)
        }
        try await expect(asked, of: journal, in: store, probe)
        let holds = Array(journal.holdRecords.keys)
        let loaded = try await store.load(
            journal.customer, recalling: Recall(holds: holds), unless: journal.revision)
        probe.expect(
            loaded.recalled.holds == journal.holdRecords, "25 holds that have ended",
            found: "\(loaded.recalled.holds.count)")
    }

    @Sendable
    static func recallRefund(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try journal.topUp(70, payment: .due)
        let grant = journal.grants[1]
        try journal.settle(grant, fails: true)
        for (number, isOwed) in [(3, false), (1, true), (20, true)] {
            if isOwed, number == 1 { try journal.oweRefund(of: grant) }
            if number == 20 { for _ in 0..<20 { try journal.touch() } }
            try await probe.write(journal.commit(number), to: store)
            let loaded = try await store.load(
                journal.customer, recalling: Recall(grants: [grant]), unless: nil)
            let record = loaded.recalled.grants[grant]
            probe.expect(record?.isRefundOwed, isOwed, "whether the money is owed back")
            probe.expect(record?.closure?.door, .failed, "how the grant closed")
        }
    }

    @Sendable
    static func claimLine(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let journal = try captures(probe)
        try await probe.write(journal.commit(Int(journal.revision)), to: store)
        let line = InvoiceLine(invoice: try InvoiceID("in 1"), line: try LineID("a"))
        // Given back since, it is captured all the same; whatever else the entry says.
        for key in [nil, "new"] {
            var again = journal
            try again.capture(.nobody, 1, invoice: "in 1", line: "a", key: key)
            probe.expect(
                try await store.commit(again.commit()),
                .duplicate(.captured(line), journal.entries[4]),
                "the answer to a line that was captured for")
        }
        var stale = try probe.journal("acme")
        try stale.capture(.nobody, 1, invoice: "in 1", line: "a")
        probe.expect(
            try await store.commit(stale.commit()),
            .duplicate(.captured(line), journal.entries[4]),
            "the answer at an old revision")
        try await probe.expectWritten(journal, in: store)
        // Names are told apart at their border, and a captured line is no drawn invoice.
        var next = journal
        for (invoice, name) in [("in 1", "c"), ("in", " 1a"), ("in", "1 a"), ("in 1", "A")] {
            try next.capture(.nobody, 1, invoice: invoice, line: name)
            try await probe.write(next.commit(), to: store)
        }
        try next.drawDown("in 1", key: "a")
        try await probe.write(next.commit(), to: store)
        var other = try probe.journal("other")
        try other.capture(.nobody, 1, invoice: "in 1", line: "a")
        try await probe.write(other.commit(), to: store)
        try await probe.expectWritten(next, in: store)
    }

    @Sendable
    static func ownersOfHolds(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        let hold = try journal.hold([(5, from: journal.grants[0])])
        let changed = try journal.extend(hold)
        let ended = try journal.end(hold, .released)
        try await probe.write(journal.commit(4), to: store)
        probe.expect(
            try await store.owner(of: .hold(hold)), journal.customer, "the owner of a hold")
        // What changes or ends a hold made elsewhere makes none.
        for entry in [journal.entries[0], journal.entries[1], changed, ended] {
            for ordinal in [0, 1, 2] as [UInt16] {
                let id: HoldID = entry.id.entry.with(ordinal: ordinal)
                guard id != hold else { continue }
                probe.expect(
                    try await store.owner(of: .hold(id)), nil, "the owner of a hold that is none")
            }
        }
        let wallet: WalletID = hold.entry.with(ordinal: 1)
        probe.expect(
            try await store.owner(of: .wallet(wallet)), nil, "the owner of a wallet by a hold's id")
    }
}

extension HoldID {
    /// A hold that no journal has.
    fileprivate static var nobody: HoldID { HoldID(high: 1, low: 1) }
}
