import CreditLedger
import Testing

@Suite("Refusals")
struct RefusalTests {
    @Test(
        "R12: what a caller gets wrong is refused with its code, and changes nothing",
        arguments: RefusalCases.wallets + RefusalCases.credits + RefusalCases.invoices
            + RefusalCases.holds + RefusalCases.endedHolds + RefusalCases.captures
            + RefusalCases.usage)
    func refused(_ bad: BadCommand) throws {
        var world = try RefusalDesk()
        let before = world.desk.book
        let entries = world.desk.journal.count
        let command = try bad.make(world)
        let refusal = #expect(throws: Refusal.self) {
            try world.desk.perform(command, at: RefusalDesk.now)
        }
        #expect(refusal?.code == bad.code)
        #expect(refusal?.description.hasSuffix(".") == true)
        #expect(world.desk.book == before)
        #expect(world.desk.journal.count == entries)
    }

    @Test("R11.3: a key that was used for another command is refused before anything else")
    func reusedKey() throws {
        var world = try RefusalDesk()
        let key = Context(key: try IdempotencyKey("once"))
        try world.desk.perform(
            .topUp(TopUp(world.active, paid: .credits(1))), at: RefusalDesk.now, key)
        let other = Command.topUp(TopUp(world.stranger, paid: .credits(-1)))
        let refusal = #expect(throws: Refusal.self) {
            try world.desk.perform(other, at: RefusalDesk.now, key)
        }
        #expect(refusal?.code == "idempotencyKeyReused")
    }

    @Test("an invoice is checked when it is made: lines, ids, currency, sums")
    func badInvoices() throws {
        func line(_ id: String, _ amount: String, _ currency: Currency = .usd) throws
            -> Invoice.Line
        { Invoice.Line(try LineID(id), .charge, try Money(amount, currency)) }
        func code(_ lines: [Invoice.Line]) throws -> String? {
            let refusal = #expect(throws: Refusal.self) {
                try Invoice(id: InvoiceID("in"), currency: .usd, lines: lines)
            }
            return refusal?.code
        }
        #expect(try code([line("a", "1"), line("a", "2")]) == "invalidField")
        #expect(try code([line("a", "1", .eur)]) == "currencyMismatch")
        #expect(try code([line("a", "-1")]) == "invalidAmount")
        #expect(try code([line("a", "0.001")]) == "invalidAmount")
        #expect(
            try code([line("a", "99999999999999"), line("b", "1")]) == "invalidAmount")
        let many = try (0...10_000).map { try line("\($0)", "0") }
        #expect(try code(many) == "invalidField")
        #expect(try Invoice(id: InvoiceID("in"), currency: .usd, lines: []).total.units == 0)
    }

    @Test("R9.2: a report of usage is checked like an invoice, but for whole minor units")
    func badReports() throws {
        func line(_ id: String, _ amount: String, _ currency: Currency = .usd) throws
            -> Invoice.Line
        { Invoice.Line(try LineID(id), .charge, try Money(amount, currency)) }
        func code(_ lines: [Invoice.Line]) throws -> String? {
            let refusal = #expect(throws: Refusal.self) {
                try UsageReport(currency: .usd, lines: lines)
            }
            return refusal?.code
        }
        #expect(try code([line("a", "1"), line("a", "2")]) == "invalidField")
        #expect(try code([line("a", "1", .eur)]) == "currencyMismatch")
        #expect(try code([line("a", "-1")]) == "invalidAmount")
        #expect(try code([line("a", "99999999999999"), line("b", "1")]) == "invalidAmount")
        #expect(try code((0...10_000).map { try line("\($0)", "0") }) == "invalidField")
        let report = try UsageReport(currency: .usd, lines: [line("a", "0.000000000001")])
        #expect(report.total.amount == "0.000000000001")
    }

    @Test("R9.2, R9.4: at the edge of each refusal, the command goes through")
    func edges() throws {
        func isJournalled(_ make: (RefusalDesk) throws -> Command) throws -> Bool {
            var world = try RefusalDesk()
            let decision = try world.desk.perform(make(world), at: RefusalDesk.now)
            if case .entry = decision { return true } else { return false }
        }
        let edges: [(RefusalDesk) throws -> Command] = [
            { _ in try RefusalDesk.hold(try Money("1", .usd), until: "2026-03-01T00:00:00.001Z") },
            { try RefusalDesk.hold(try $0.free()) },
            { .extendHold($0.holds.open, until: try Instant("2026-06-01T00:00:00.001Z")) },
            { try RefusalDesk.capture($0.holds.open, "10", "in_9") },
            { _ in try RefusalDesk.captured("4") },
            { _ in .reportUsage(try RefusalDesk.usage("2026-02", "9999999999999.999999999999")) },
            { _ in .reportUsage(try RefusalDesk.usage("2026-01", "99999999999999")) },
            { .voidCredits(VoidCredits($0.purse, 86)) },
        ]
        for edge in edges { #expect(try isJournalled(edge)) }
    }

    @Test("R5.2b: a charge that nothing waits for is refused with where the grant stands")
    func notAwaited() throws {
        var world = try RefusalDesk()
        let expected: [(Int, GrantStatus)] = [(0, .active), (2, .closing), (3, .forfeited)]
        for (index, status) in expected {
            let grant = try world.grant(index)
            #expect(throws: Refusal.topUpNotPending(grant, status)) {
                try world.desk.perform(.confirmCharge(grant), at: RefusalDesk.now)
            }
        }
        try world.desk.perform(.voidCredits(VoidCredits(world.euros, 45)), at: RefusalDesk.now)
        try world.desk.perform(.releaseHold(world.holds.inEuros), at: RefusalDesk.now)
        try world.desk.perform(.voidCredits(VoidCredits(world.euros, 5)), at: RefusalDesk.now)
        let emptied = try world.grant(5)
        #expect(throws: Refusal.topUpNotPending(emptied, .depleted)) {
            try world.desk.perform(.confirmCharge(emptied), at: RefusalDesk.now)
        }
    }

    @Test("R8.1: what a rule's combination needs and lacks is named")
    func badRules() throws {
        func field(_ make: () throws -> TopUpRule) -> String? {
            let refusal = #expect(throws: Refusal.self) { try make() }
            if case .invalidRule(let field, _, _)? = refusal { return field }
            return nil
        }
        let monthly = TopUpTrigger.interval(.monthly)
        #expect(
            field { try TopUpRule(method: .fixed(paid: nil, granted: nil), trigger: monthly) }
                == "paid")
        #expect(
            field { try TopUpRule(method: .fixed(paid: 0, granted: 1), trigger: monthly) } == "paid"
        )
        #expect(
            field { try TopUpRule(method: .target(0, kind: .paid), trigger: monthly) } == "target")
        #expect(
            field {
                try TopUpRule(
                    method: .target(5, kind: .paid), trigger: .threshold(6, orEqual: false))
            } == "target")
        #expect(
            field {
                try TopUpRule(
                    method: .target(5, kind: .paid), trigger: .threshold(0, orEqual: false))
            } == "threshold")
        let fixed = TopUpMethod.fixed(paid: 1, granted: nil)
        #expect(
            field { try TopUpRule(method: fixed, trigger: monthly, timeZone: "utc") } == "timeZone")
        #expect(
            field { try TopUpRule(method: fixed, trigger: monthly, timeToLiveSeconds: 0) }
                == "timeToLive")
        let start = try Instant(RefusalCases.later)
        #expect(
            field {
                try TopUpRule(method: fixed, trigger: monthly, startsAt: start, expiresAt: start)
            } == "expiresAt")
    }
}
