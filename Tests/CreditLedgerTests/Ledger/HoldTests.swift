import CreditLedger
import CreditLedgerTesting
import Testing

/// Holds through the façade: how they read, where they are listed, and what a capture costs.
@Suite("Holds")
struct HoldTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    /// What a host reads that remembers nothing, and one that has just written.
    private func expectReading(
        _ id: HoldID, _ status: HoldStatus, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Hold {
        let record = try await ledger.hold(id)
        #expect(record.status == status, sourceLocation: sourceLocation)
        for customer in [nil, house.acme] {
            let other = try await house.neighbour().ledger.hold(id, of: customer)
            #expect(other == record, sourceLocation: sourceLocation)
        }
        return record.hold
    }

    @Test("R9.4 A hold reads as open, and once extended with its new end")
    func open() async throws {
        _ = try await house.wallet(granted: 10)
        let hold = try await house.hold(6)
        #expect(try await expectReading(hold.id, .open) == hold)
        let later = try Instant("2026-03-01T00:00:00Z")
        try await ledger.extendHold(hold.id, until: later)
        let extended = try await expectReading(hold.id, .open)
        #expect(extended.until == later)
        #expect(extended.parts == hold.parts)
        #expect(try await ledger.snapshot(of: house.acme).holds == [extended])
    }

    @Test("R9.4c A hold that was captured or released reads as it stood before")
    func ended() async throws {
        _ = try await house.wallet(granted: 10)
        let (captured, released) = (try await house.hold(6), try await house.hold(2))
        try house.go(to: "2026-01-02T00:00:00Z")
        try await ledger.capture(try house.capture(captured.id, 4, "in_1"))
        try await ledger.releaseHold(released.id)
        let now = try Instant("2026-01-02T00:00:00Z")
        #expect(try await expectReading(captured.id, .ended(.captured, at: now)) == captured)
        #expect(try await expectReading(released.id, .ended(.released, at: now)) == released)
        #expect(try await ledger.snapshot(of: house.acme).holds == [])
    }

    @Test("R2.4, R9.4b A hold lapses at its end, whether that is journalled yet or not")
    func lapsed() async throws {
        let wallet = try await house.wallet(granted: 10)
        let hold = try await house.hold(6, until: "2026-02-01T00:00:00Z")
        let count = try await house.journal().count
        try house.go(to: "2026-01-31T23:59:59.999Z")
        #expect(try await expectReading(hold.id, .open) == hold)
        #expect(try await ledger.balance(of: wallet).available == 4)
        try house.go(to: "2026-02-01T00:00:00Z")
        let end = HoldStatus.ended(.lapsed, at: hold.until)
        #expect(try await expectReading(hold.id, end) == hold)
        #expect(try await ledger.balance(of: wallet).available == 10)
        #expect(try await house.journal().count == count)
        try house.go(to: "2026-05-01T00:00:00Z")
        try await ledger.advance(house.acme)
        #expect(try await house.journal().count == count + 1)
        #expect(try await expectReading(hold.id, end) == hold)
    }

    @Test("R9.4c, R4.3a A hold whose grants have all been ended reads so; with another it stays")
    func grantsEnded() async throws {
        let (first, second) = (
            try await house.wallet(granted: 4), try await house.wallet(granted: 4)
        )
        let hold = try await house.hold(6)
        try await ledger.terminateWallet(first)
        let rest = try await expectReading(hold.id, .open)
        #expect(rest.parts == [hold.parts[1]])
        #expect(rest.amount == (try Money("2", .usd)))
        try await ledger.terminateWallet(second)
        let end = HoldStatus.ended(.grantsEnded, at: house.clock.now)
        #expect(try await expectReading(hold.id, end) == rest)
        let capture = try house.capture(hold.id, 1, "in_1")
        #expect(await code { try await ledger.capture(capture) } == "holdNotOpen")
    }

    @Test("S10 A hold is found by its bare id, and only by its own customer's name")
    func owner() async throws {
        _ = try await house.wallet(granted: 10)
        let hold = try await house.hold(6)
        #expect(try await house.store.owner(of: .hold(hold.id)) == house.acme)
        let other = try CustomerID("other")
        _ = try await house.wallet(granted: 10, of: other)
        for customer in [nil, other] {
            let unknown = HoldID(high: hold.id.high, low: hold.id.low + (customer == nil ? 7 : 0))
            let later = try Instant("2026-06-01T00:00:00Z")
            let capture = try house.capture(unknown, 1, "in")
            let refusals = [
                await refusal { try await ledger.hold(unknown, of: customer) },
                await refusal { try await ledger.releaseHold(unknown, of: customer) },
                await refusal { try await ledger.extendHold(unknown, until: later, of: customer) },
                await refusal { try await ledger.capture(capture, of: customer) },
            ]
            #expect(refusals == Array(repeating: .holdNotFound(unknown), count: 4))
        }
    }

    @Test("R11.4 The entries of a hold are listed for each wallet and grant that it holds of")
    func entries() async throws {
        let (first, second) = (
            try await house.wallet(granted: 4), try await house.wallet(granted: 4)
        )
        let hold = try await house.hold(6)
        try await ledger.extendHold(hold.id, until: try Instant("2026-03-01T00:00:00Z"))
        let only = try await house.hold(1)
        try await ledger.releaseHold(hold.id)
        let entries = try await house.journal()
        let both = [entries[5], entries[3], entries[2]].map(\.id)
        for (wallet, grant, others) in [
            (first, hold.parts[0].grant, [entries[0].id]),
            (second, hold.parts[1].grant, [entries[1].id]),
        ] {
            var queries = [EntryQuery(wallet: wallet), EntryQuery(grant: grant)]
            queries.append(EntryQuery(customer: house.acme, wallet: wallet, grant: grant))
            for query in queries {
                let own = only.parts[0].grant == grant ? [entries[4].id] : []
                let expected = (both + own + others).sorted(by: >)
                #expect(try await walk(query) == expected)
            }
        }
        #expect(only.parts.map(\.wallet) == [second])
    }

    /// All ids that pages of one entry show.
    private func walk(_ query: EntryQuery) async throws -> [EntryID] {
        var (query, seen) = (query, [EntryID]())
        query.page = try PageRequest(.newest, limit: 1)
        while true {
            let page = try await ledger.entries(query)
            seen += page.items.map(\.id)
            guard page.hasMore, let last = page.items.last else { return seen }
            query.page = try PageRequest(.after(last.id), limit: 1)
        }
    }

    @Test("S3 What a capture asks of the store does not grow with the captures of its invoice")
    func costOfCapture() async throws {
        _ = try await house.wallet(granted: 5_000)
        for number in 0..<2_000 {
            try await ledger.capture(
                try house.capture(try await house.hold(1).id, 1, "in_1", line: "line \(number)"))
        }
        let hold = try await house.hold(1)
        house.store.forget()
        let capture = try house.capture(hold.id, 1, "in_1", line: "last")
        try await ledger.capture(capture)
        let line = InvoiceLine(invoice: capture.invoice, line: capture.line)
        #expect(house.store.loads == [Recall(captures: [line])])
        #expect(house.store.commits.map(\.entries.count) == [1])
        let loaded = try await house.store.base.load(
            house.acme, recalling: house.store.loads[0], unless: nil)
        let entry = try #require(try await house.journal().last)
        #expect(
            loaded.recalled
                == Recalled(captures: [line: CaptureRecord(currency: .usd, captured: entry.id)]))
        // Nor does the book that is loaded: it knows no captures.
        #expect(loaded.book?.holds.count == 0)
        #expect(loaded.book?.lots.count == 1)
    }
}

extension House {
    /// A hold in whole dollars, for usage.
    func hold(
        _ dollars: Int64, until end: String = "2026-02-01T00:00:00Z", by ledger: Ledger? = nil
    ) async throws -> Hold {
        try await (ledger ?? self.ledger).hold(
            HoldCredits(
                Money(minorUnits: dollars * 100, .usd), for: .charge, until: Instant(end)),
            for: acme
        ).outcome
    }

    func capture(
        _ hold: HoldID, _ dollars: Int64, _ invoice: String, line: String = "use"
    ) throws -> CaptureHold {
        CaptureHold(
            hold, try Money(minorUnits: dollars * 100, .usd), invoice: try InvoiceID(invoice),
            line: try LineID(line))
    }
}
