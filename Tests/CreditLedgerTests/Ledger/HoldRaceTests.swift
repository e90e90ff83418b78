import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// Several callers and several hosts at the holds of one customer.
@Suite("Races for holds")
struct HoldRaceTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    /// Holds a first command in its commit while others queue up behind it.
    private func behindAHeldCommit<Result: Sendable>(
        _ calls: [@Sendable () async -> Result]
    ) async throws -> [Result] {
        let (ledger, store) = (ledger, house.store)
        let wallet = try #require(try await ledger.snapshot(of: house.acme).wallets.first?.id)
        let slot = ledger.cache.slot(of: house.acme)
        store.forget()
        store.hold()
        let first = Task { try await ledger.topUp(TopUp(wallet, granted: .credits(1))) }
        try await eventually("The first commit did not come.") { store.commits.count == 1 }
        var tasks: [Task<Result, Never>] = []
        for call in calls {
            tasks.append(Task { await call() })
            let count = tasks.count
            try await eventually("The callers did not queue up.") { slot.queueLength == count }
        }
        store.letGo()
        _ = try await first.value
        var results: [Result] = []
        for task in tasks { results.append(await task.value) }
        return results
    }

    private func expectClean(sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let result = try await ledger.verify(house.acme)
        #expect(result.differences == [], sourceLocation: sourceLocation)
    }

    @Test("A hundred captures of one customer are one look-up and one commit")
    func oneBatch() async throws {
        let wallet = try await house.wallet(granted: 1_000)
        var captures: [CaptureHold] = []
        for number in 0..<100 {
            let hold = try await house.hold(2).id
            captures.append(try house.capture(hold, 1, "in_\(number % 3)", line: "\(number)"))
        }
        let ledger = ledger
        let applied = try await behindAHeldCommit(
            captures.map { capture -> @Sendable () async -> Money? in
                { try? await ledger.capture(capture).outcome.applied }
            })
        #expect(applied == captures.map(\.amount))
        #expect(house.store.commits.map(\.entries.count) == [1, 100])
        #expect(house.store.loads.map(\.captures.count) == [100])
        #expect(try await ledger.balance(of: wallet).settled == 901)
        try await expectClean()
    }

    @Test("R6.9 A hundred drawdowns of a customer who captured are one look-up and one commit")
    func drawdownsAfterCaptures() async throws {
        let wallet = try await house.wallet(granted: 1_000)
        let hold = try await house.hold(2).id
        try await ledger.capture(try house.capture(hold, 2, "in_7", line: "usage"))
        let invoices = try (0..<100).map { try house.invoice("in_\($0)", 3) }
        let ledger = ledger
        let acme = house.acme
        let applied = try await behindAHeldCommit(
            invoices.map { invoice -> @Sendable () async -> String? in
                {
                    let drawn = try? await ledger.drawDown(invoice, for: acme).outcome
                    return drawn.map { "\($0.applied.amount) by \($0.applications.count)" }
                }
            })
        // The captured line is not the one that the invoice has, so that one is refused.
        #expect(applied.count { $0 == "3 by 1" } == 99)
        #expect(applied[7] == nil)
        #expect(house.store.commits.map(\.entries.count) == [1, 99])
        #expect(house.store.loads.map(\.invoices.count) == [100])
        #expect(try await ledger.balance(of: wallet).settled == 1_001 - 2 - 297)
        try await expectClean()
    }

    @Test("R6.9 In one queue: a capture, the drawdown that counts it, and what gives it back")
    func captureThenDrawdownInQueue() async throws {
        let wallet = try await house.wallet(granted: 100)
        try await ledger.capture(
            try house.capture(try await house.hold(1).id, 1, "in_0", line: "other"))
        let hold = try await house.hold(2).id
        let capture = try house.capture(hold, 2, "in_1", line: "line")
        let invoice = try house.invoice("in_1", 5)
        let reinstate = Reinstate(invoice.id)
        let (ledger, acme) = (ledger, house.acme)
        let line = try #require(invoice.lines.first).id
        let whole = CaptureHold(
            capture.hold, capture.amount, invoice: capture.invoice, line: line)
        let calls: [@Sendable () async -> String?] = [
            { @Sendable in try? await ledger.capture(whole).outcome.applied.amount },
            { @Sendable in
                let drawn = try? await ledger.drawDown(invoice, for: acme).outcome
                return drawn.map { "\($0.applied.amount) by \($0.applications.count)" }
            },
            { @Sendable in
                let given = try? await ledger.reinstate(reinstate, for: acme).outcome
                return given?.reinstated.description
            },
        ]
        let sums = try await behindAHeldCommit(calls)
        #expect(sums == ["2", "5 by 1", "5"])
        #expect(try await ledger.balance(of: wallet).settled == 100)
        try await expectClean()
    }

    @Test("A hundred captures that are refused cost one look-up and no commit")
    func refusedBatch() async throws {
        _ = try await house.wallet(granted: 1_000)
        let hold = try await house.hold(2)
        try await ledger.releaseHold(hold.id)
        let captures = try (0..<100).map { try house.capture(hold.id, 1, "in", line: "\($0)") }
        let ledger = ledger
        let codes = try await behindAHeldCommit(
            captures.map { capture -> @Sendable () async -> String? in
                { await code { try await ledger.capture(capture) } }
            })
        #expect(codes == Array(repeating: "holdNotOpen", count: 100))
        #expect(house.store.commits.count == 1)
        #expect(house.store.loads.count == 1)
    }

    @Test("R9.4 In one queue: a hold captured twice, and a line captured for twice")
    func sameThingsInQueue() async throws {
        _ = try await house.wallet(granted: 100)
        let (first, second) = (try await house.hold(5).id, try await house.hold(5).id)
        let captures = [
            try house.capture(first, 1, "in_1"),
            try house.capture(first, 1, "in_1", line: "other"),
            try house.capture(second, 1, "in_1"),
            try house.capture(second, 1, "in_2"),
            try house.capture(second, 1, "in_2", line: "other"),
        ]
        let ledger = ledger
        let codes = try await behindAHeldCommit(
            captures.map { capture -> @Sendable () async -> String? in
                { await code { try await ledger.capture(capture) } }
            })
        #expect(codes == [nil, "holdNotOpen", "invoiceAlreadyDrawn", nil, "holdNotOpen"])
        try await expectClean()
    }

    @Test("R6.9 In one queue: captures, the drawdown of their invoice, and one that is too late")
    func drawDownInQueue() async throws {
        _ = try await house.wallet(granted: 100)
        var calls: [@Sendable () async -> String] = []
        let (ledger, acme) = (ledger, house.acme)
        for line in ["use", "seat", "late"] {
            let capture = try house.capture(try await house.hold(5).id, 2, "in_1", line: line)
            calls.append { await code { try await ledger.capture(capture) } ?? "captured" }
        }
        let invoice = try Invoice(
            id: InvoiceID("in_1"), currency: .usd,
            lines: ["use", "seat"].map {
                try Invoice.Line(LineID($0), .charge, Money("3", .usd))
            })
        calls.insert(
            {
                let drawdown = try? await ledger.drawDown(invoice, for: acme).outcome
                return drawdown.map { "\($0.applied), \($0.applications.count) now" } ?? "nothing"
            }, at: 2)
        let results = try await behindAHeldCommit(calls)
        #expect(
            results == [
                "captured", "captured", "\(try Money("6", .usd)), 2 now", "invoiceAlreadyDrawn",
            ])
        try await expectClean()
    }

    @Test("R9.4c Two hosts capture one hold: one wins, to the other it is not open")
    func sameHold() async throws {
        _ = try await house.wallet(granted: 10)
        let hold = try await house.hold(5)
        let other = try house.neighbour()
        _ = try await other.ledger.snapshot(of: house.acme)
        let capture = try house.capture(hold.id, 5, "in_1")
        // Between what this host has read and its commit, the other one captures.
        house.store.rig(
            .overtaken { try await other.ledger.capture(try house.capture(hold.id, 3, "in_2")) })
        #expect(
            await refusal { try await ledger.capture(capture) } == .holdNotOpen(hold.id))
        // The other one's copy of the book is older than that.
        #expect(
            await refusal { try await other.ledger.capture(capture) } == .holdNotOpen(hold.id))
        #expect(try await ledger.hold(hold.id).status == .ended(.captured, at: house.clock.now))
        try await expectClean()
    }

    @Test("R9.4d Two hosts capture for one line: one wins, and the other's hold stays open")
    func sameLine() async throws {
        _ = try await house.wallet(granted: 10)
        let (mine, theirs) = (try await house.hold(5), try await house.hold(5))
        let other = try house.neighbour()
        house.store.rig(
            .overtaken { try await other.ledger.capture(try house.capture(theirs.id, 3, "in_1")) })
        let refusal = await refusal {
            try await ledger.capture(try house.capture(mine.id, 5, "in_1"))
        }
        let winner = try #require(try await house.journal().last)
        #expect(refusal == .invoiceAlreadyDrawn(try InvoiceID("in_1"), entry: winner.id))
        #expect(winner.captured != nil)
        #expect(try await ledger.hold(mine.id).status == .open)
        try await expectClean()
    }

    @Test("R9.4d A drawdown comes before a capture for its invoice: the capture is refused")
    func drawdownFirst() async throws {
        let wallet = try await house.wallet(granted: 10)
        let hold = try await house.hold(5)
        let other = try house.neighbour()
        house.store.rig(
            .overtaken {
                try await other.ledger.drawDown(house.invoice("in_1", 4), for: house.acme)
            })
        let refusal = await refusal {
            try await ledger.capture(try house.capture(hold.id, 3, "in_1"))
        }
        let drawn = try #require(try await house.journal().last)
        #expect(refusal == .invoiceAlreadyDrawn(try InvoiceID("in_1"), entry: drawn.id))
        #expect(try await ledger.balance(of: wallet).held == 5)
        try await expectClean()
    }

    @Test("R6.9 A capture comes before the drawdown of its invoice: it counts as applied")
    func captureFirst() async throws {
        let wallet = try await house.wallet(granted: 10)
        let hold = try await house.hold(5)
        let other = try house.neighbour()
        house.store.rig(
            .overtaken { try await other.ledger.capture(try house.capture(hold.id, 3, "in_1")) })
        let drawdown = try await ledger.drawDown(house.invoice("in_1", 4), for: house.acme).outcome
        #expect(drawdown.applied == (try Money("4", .usd)))
        #expect(drawdown.applications.map(\.amount) == [try Money("1", .usd)])
        #expect(try await ledger.balance(of: wallet).available == 6)
        try await expectClean()
    }

    @Test("Two hosts with 40 captures of 20 holds for 20 lines: each hold and line once")
    func storm() async throws {
        let wallet = try await house.wallet(granted: 100)
        var captures: [CaptureHold] = []
        for number in 0..<20 {
            captures.append(
                try house.capture(try await house.hold(2).id, 1, "in", line: "\(number)"))
        }
        let other = try house.neighbour()
        let codes = await withTaskGroup(of: String?.self) { group in
            for capture in captures {
                for ledger in [house.ledger, other.ledger] {
                    group.addTask { await code { try await ledger.capture(capture) } }
                }
            }
            var codes: [String: Int] = [:]
            for await code in group { codes[code ?? "captured", default: 0] += 1 }
            return codes
        }
        #expect(codes == ["captured": 20, "holdNotOpen": 20])
        #expect(try await ledger.balance(of: wallet).settled == 80)
        #expect(try await ledger.balance(of: wallet).held == 0)
        try await expectClean()
    }
}
