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
}

@Suite("Two wrongs at once")
struct TwoWrongsTests {
    @Test("R12: the refusal whose case comes first is the answer", arguments: TwoWrongs.cases)
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

    @Test("an invoice with a negative line and two lines of one id is an invalid amount")
    func invoice() throws {
        let line = Invoice.Line(try LineID("a"), .charge, try Money("-1", .usd))
        let refusal = #expect(throws: Refusal.self) {
            try Invoice(id: InvoiceID("in"), currency: .usd, lines: [line, line])
        }
        #expect(refusal?.code == "invalidAmount")
    }
}
