import CreditLedger
import Testing

/// Commands with two things wrong at once: the refusal whose case comes first is the answer (R12).
enum TwoWrongs {
    static let cases: [BadCommand] = [
        BadCommand("an unknown wallet and a negative sum", "walletNotFound") {
            .topUp(TopUp($0.stranger, paid: .credits(-1)))
        },
        BadCommand("an unknown grant of a pending wallet", "grantNotFound") {
            .voidCredits(
                VoidCredits($0.pending, 1, from: GrantID(high: 0x7000, low: 1 << 63)))
        },
        BadCommand("an unknown rule of a terminated wallet", "ruleNotFound") {
            .resumeRule($0.terminated, RuleID(high: 0x7000, low: 1 << 63))
        },
        BadCommand("a pending wallet and a sum of 0", "walletPending") {
            .topUp(TopUp($0.pending, paid: .credits(0)))
        },
        BadCommand("a terminated wallet and nothing to add", "walletTerminated") {
            .topUp(TopUp($0.terminated))
        },
        BadCommand("a closing wallet and a wrong currency", "walletClosing") {
            .topUp(TopUp($0.closing, paid: .money(try Money("1", .eur))))
        },
        BadCommand("a grant of a terminated wallet and a bad priority", "walletTerminated") {
            .changeGrant(ChangeGrant(try $0.grant(3), priority: .set(-1)))
        },
        BadCommand("a payment not awaited and a long reason", "topUpNotPending") {
            .failTopUp(try $0.grant(0), reason: String(repeating: "x", count: 1_001))
        },
        BadCommand("a sum of 0 in a wrong currency", "invalidAmount") {
            .topUp(TopUp($0.active, paid: .money(.zero(.eur))))
        },
        BadCommand("a sum below 0 and a bad priority", "invalidAmount") {
            .topUp(TopUp($0.active, granted: .credits(-1), priority: 101))
        },
        BadCommand("a cost basis below 0 and nothing to add", "invalidAmount") {
            .topUp(TopUp($0.active, costBasis: try Money("-1", .usd)))
        },
        BadCommand("a bad priority and a wrong currency", "invalidField") {
            .topUp(
                TopUp($0.active, paid: .money(try Money("1", .eur)), priority: 101))
        },
        BadCommand("a wrong currency and a sum outside the limits", "currencyMismatch") {
            .topUp(
                TopUp($0.limited, paid: .credits(1), costBasis: try Money("1", .eur)))
        },
        BadCommand("initial credits below 0 and a bad priority", "invalidAmount") { _ in
            .createWallet(CreateWallet(currency: .usd, priority: -1, paid: -1))
        },
        BadCommand("a limit of 0 and a bad grace", "invalidAmount") {
            .updateWallet(
                UpdateWallet($0.active, graceSeconds: .set(-1), maximumTopUp: .set(0)))
        },
        BadCommand("a bad grace and a rule outside the limits", "invalidField") {
            .updateWallet(
                UpdateWallet($0.active, graceSeconds: .set(-1), minimumTopUp: .set(6)))
        },
        BadCommand("nothing to give back until now", "invalidAmount") { _ in
            .reinstate(
                Reinstate(
                    try InvoiceID("in_1"), lines: [try LineID("use"): .zero(.usd)],
                    reopenUntil: try Instant(RefusalDesk.now)))
        },
        BadCommand("an unknown line in a wrong currency", "invalidField") { _ in
            .reinstate(
                Reinstate(
                    try InvoiceID("in_1"), lines: [try LineID("seat"): try Money("1", .eur)]))
        },
        BadCommand("too much in a wrong currency", "currencyMismatch") { _ in
            .reinstate(
                Reinstate(
                    try InvoiceID("in_1"), lines: [try LineID("use"): try Money("9", .eur)]))
        },
    ]

    static let holds: [BadCommand] = [
        BadCommand("a hold of 0 that would end now", "invalidAmount") { _ in
            try RefusalDesk.hold(.zero(.usd), until: RefusalDesk.now)
        },
        BadCommand("a hold of too much that would end now", "invalidField") { _ in
            try RefusalDesk.hold(try Money("1000", .usd), until: RefusalDesk.now)
        },
        BadCommand("extending an unknown hold to the past", "holdNotFound") {
            .extendHold($0.holds.stranger, until: try Instant(RefusalCases.past))
        },
        BadCommand("extending an ended hold to the past", "holdNotOpen") {
            .extendHold($0.holds.released, until: try Instant(RefusalCases.past))
        },
        BadCommand("capturing 0 of an unknown hold", "holdNotFound") {
            try RefusalDesk.capture($0.holds.stranger, "0", "in_1")
        },
        BadCommand("capturing 0 of an ended hold", "holdNotOpen") {
            try RefusalDesk.capture($0.holds.lapsed, "0", "in_9")
        },
        BadCommand("capturing an ended hold for a drawn invoice", "holdNotOpen") {
            try RefusalDesk.capture($0.holds.captured, "4", "in_2")
        },
        BadCommand("capturing 0 in another currency", "invalidAmount") {
            try RefusalDesk.capture($0.holds.open, "0", "in_9", .eur)
        },
        BadCommand("capturing 0 for a drawn invoice", "invalidAmount") {
            try RefusalDesk.capture($0.holds.open, "0", "in_1")
        },
        BadCommand("capturing in another currency for a drawn invoice", "currencyMismatch") {
            try RefusalDesk.capture($0.holds.open, "1", "in_1", .eur)
        },
        BadCommand("a line captured twice, in another currency", "currencyMismatch") {
            try RefusalDesk.capture($0.holds.inEuros, "1", "in_2", .eur)
        },
        BadCommand("too much in another currency than the invoice's", "currencyMismatch") {
            try RefusalDesk.capture($0.holds.inEuros, "9", "in_2", .eur)
        },
        BadCommand("too much for a drawn invoice", "invoiceAlreadyDrawn") {
            try RefusalDesk.capture($0.holds.open, "11", "in_1")
        },
        BadCommand("too much for a line captured before", "invoiceAlreadyDrawn") {
            try RefusalDesk.capture($0.holds.open, "11", "in_2")
        },
        BadCommand("a captured line missing, in another currency", "invalidField") { _ in
            .drawDown(DrawDown(try RefusalDesk.invoice("in_2", "9", .eur)))
        },
        BadCommand("a captured line too small, in another currency", "currencyMismatch") { _ in
            try RefusalDesk.captured("3", .eur)
        },
    ]
}

@Suite("Two wrongs at once")
struct TwoWrongsTests {
    @Test(
        "R12: the refusal whose case comes first is the answer",
        arguments: TwoWrongs.cases + TwoWrongs.holds)
    func first(_ bad: BadCommand) throws {
        var world = try RefusalDesk()
        let command = try bad.make(world)
        let refusal = #expect(throws: Refusal.self) {
            try world.desk.perform(command, at: RefusalDesk.now)
        }
        #expect(refusal?.code == bad.code)
    }

    @Test(
        "R12: a reason that is too long comes after an unknown wallet, and before a wrong currency",
        arguments: zip(["1", "2"], ["walletNotFound", "invalidField"]))
    func context(_ case: String, _ code: String) throws {
        var world = try RefusalDesk()
        let wallet = `case` == "1" ? world.stranger : world.active
        let command = Command.topUp(TopUp(wallet, paid: .money(try Money("1", .eur))))
        let context = Context(reason: String(repeating: "x", count: 1_001))
        let before = world.desk.book
        let refusal = #expect(throws: Refusal.self) {
            try world.desk.perform(command, at: RefusalDesk.now, context)
        }
        #expect(refusal?.code == code)
        #expect(world.desk.book == before)
    }

    @Test("R6.9: of two captured lines one too small, the other missing, is an invalid amount")
    func capturedLines() throws {
        var world = try RefusalDesk()
        try world.desk.perform(
            .capture(
                CaptureHold(
                    world.holds.open, Money("1", .usd), invoice: InvoiceID("in_2"),
                    line: LineID("late"))),
            at: RefusalDesk.now)
        let refusal = #expect(throws: Refusal.self) {
            try world.desk.perform(RefusalDesk.captured("3"), at: RefusalDesk.now)
        }
        #expect(refusal?.code == "invalidAmount")
    }

    @Test("R9.4, R12: a reason too long comes after an ended hold, and before a taken line")
    func longReason() throws {
        var world = try RefusalDesk()
        let context = Context(reason: String(repeating: "x", count: 1_001))
        for (hold, code) in [
            (world.holds.released, "holdNotOpen"), (world.holds.open, "invalidField"),
        ] {
            let refusal = #expect(throws: Refusal.self) {
                try world.desk.perform(
                    RefusalDesk.capture(hold, "1", "in_2"), at: RefusalDesk.now, context)
            }
            #expect(refusal?.code == code)
        }
    }

    @Test("an invoice with a negative line and two lines of one id is an invalid amount")
    func invoice() throws {
        let line = Invoice.Line(try LineID("a"), .charge, try Money("-1", .usd))
        let refusal = #expect(throws: Refusal.self) {
            try Invoice(id: InvoiceID("in"), currency: .usd, lines: [line, line])
        }
        #expect(refusal?.code == "invalidAmount")
    }
}
