import CreditLedger
import Testing

/// One command that must be refused, and with which code.
struct BadCommand: Sendable, CustomTestStringConvertible {
    let name: String
    let code: String
    let make: @Sendable (RefusalDesk) throws -> Command

    init(
        _ name: String, _ code: String, _ make: @escaping @Sendable (RefusalDesk) throws -> Command
    ) {
        (self.name, self.code, self.make) = (name, code, make)
    }

    var testDescription: String { "\(name) is \(code)" }
}

/// A desk with a wallet in every state, and a drawn invoice.
struct RefusalDesk {
    var desk: Desk
    let active: WalletID
    let pending: WalletID
    let closing: WalletID
    let terminated: WalletID
    let limited: WalletID
    let stranger = WalletID(high: 0x7000, low: 1 << 63 | 5)
    static let now = "2026-03-01T00:00:00Z"

    init() throws {
        var desk = try Desk()
        let rule = try TopUpRule(
            method: .fixed(paid: 5, granted: nil), trigger: .threshold(3, orEqual: false))
        active = try desk.wallet(
            CreateWallet(currency: .usd, externalID: "main", rules: [rule], paid: 10),
            at: "2026-01-01T00:00:00Z")
        pending = try desk.wallet(
            CreateWallet(currency: .usd, activation: .onRequest, granted: 3),
            at: "2026-01-02T00:00:00Z")
        closing = try desk.wallet(
            CreateWallet(
                currency: .usd, expiresAt: Instant("2026-02-01T00:00:00Z"),
                graceSeconds: 90 * 86_400, granted: 4),
            at: "2026-01-03T00:00:00Z")
        terminated = try desk.wallet(
            CreateWallet(currency: .usd, granted: 4), at: "2026-01-04T00:00:00Z")
        limited = try desk.wallet(
            CreateWallet(currency: .usd, limits: TopUpLimits(minimum: 10, maximum: 100)),
            at: "2026-01-05T00:00:00Z")
        try desk.perform(.terminateWallet(terminated), at: "2026-01-06T00:00:00Z")
        try desk.perform(
            .drawDown(DrawDown(Self.invoice("in_1", "2"))), at: "2026-01-07T00:00:00Z")
        try desk.advance(to: Self.now)
        self.desk = desk
    }

    static func invoice(
        _ id: String, _ amount: String, _ currency: Currency = .usd
    ) throws -> Invoice {
        try Invoice(
            id: InvoiceID(id), currency: currency,
            lines: [
                Invoice.Line(try LineID("use"), .charge, try Money(amount, currency))
            ])
    }

    /// The n-th grant made, from 0: the active wallet's, the pending one's, the closing one's, the
    /// terminated one's.
    func grant(_ index: Int) throws -> GrantID { desk.grants[index] }
}

@Suite("Refusals")
struct RefusalTests {
    static let later = "2027-01-01T00:00:00Z"
    static let past = "2025-01-01T00:00:00Z"

    static let wallets: [BadCommand] = [
        BadCommand("activating an unknown wallet", "walletNotFound") {
            .activateWallet($0.stranger)
        },
        BadCommand("activating a terminated wallet", "walletTerminated") {
            .activateWallet($0.terminated)
        },
        BadCommand("updating an unknown wallet", "walletNotFound") {
            .updateWallet(UpdateWallet($0.stranger, name: .set("x")))
        },
        BadCommand("updating a terminated wallet", "walletTerminated") {
            .updateWallet(UpdateWallet($0.terminated, name: .set("x")))
        },
        BadCommand("terminating a pending wallet", "walletPending") {
            .terminateWallet($0.pending)
        },
        BadCommand("terminating twice", "walletTerminated") { .terminateWallet($0.terminated) },
        BadCommand("an activation of an active wallet", "invalidField") {
            .updateWallet(UpdateWallet($0.active, activatesAt: .set(try Instant(later))))
        },
        BadCommand("an expiry in the past", "invalidField") {
            .updateWallet(UpdateWallet($0.active, expiresAt: .set(try Instant(past))))
        },
        BadCommand("an expiry now", "invalidField") {
            .updateWallet(
                UpdateWallet($0.active, expiresAt: .set(try Instant(RefusalDesk.now))))
        },
        BadCommand("an expiry at the activation", "invalidField") {
            .updateWallet(
                UpdateWallet(
                    $0.pending, activatesAt: .set(try Instant(later)),
                    expiresAt: .set(try Instant(later))))
        },
        BadCommand("an external id that is taken", "invalidField") {
            .updateWallet(UpdateWallet($0.pending, externalID: .set("main")))
        },
        BadCommand("an external id of nothing", "invalidField") {
            .updateWallet(UpdateWallet($0.pending, externalID: .set("")))
        },
        BadCommand("priority 101", "invalidField") {
            .updateWallet(UpdateWallet($0.active, priority: .set(101)))
        },
        BadCommand("a negative grace", "invalidField") {
            .updateWallet(UpdateWallet($0.active, graceSeconds: .set(-1)))
        },
        BadCommand("an endless grace", "invalidField") {
            .updateWallet(UpdateWallet($0.active, graceSeconds: .set(.max)))
        },
        BadCommand("a limit of nothing", "invalidAmount") {
            .updateWallet(UpdateWallet($0.active, minimumTopUp: .set(0)))
        },
        BadCommand("a minimum above the maximum", "invalidField") {
            .updateWallet(UpdateWallet($0.limited, minimumTopUp: .set(101)))
        },
        BadCommand("a fixed rule outside the limits", "invalidRule") {
            .updateWallet(
                UpdateWallet(
                    $0.limited,
                    rules: .set([
                        try TopUpRule(
                            method: .fixed(paid: 5, granted: nil), trigger: .interval(.monthly))
                    ])))
        },
        BadCommand("limits that an old fixed rule breaks", "invalidRule") {
            .updateWallet(UpdateWallet($0.active, minimumTopUp: .set(6)))
        },
        BadCommand("a rule that has expired", "invalidRule") {
            .updateWallet(
                UpdateWallet(
                    $0.active,
                    rules: .set([
                        try TopUpRule(
                            method: .fixed(paid: 5, granted: nil), trigger: .interval(.monthly),
                            expiresAt: Instant(past))
                    ])))
        },
        BadCommand("a name of 1,001 characters", "invalidField") {
            .updateWallet(
                UpdateWallet($0.active, name: .set(String(repeating: "x", count: 1_001))))
        },
        BadCommand("resuming an unknown rule", "ruleNotFound") {
            .resumeRule($0.active, RuleID(high: 0x7000, low: 1 << 63))
        },
        BadCommand("initial credits below 0", "invalidAmount") { _ in
            .createWallet(CreateWallet(currency: .usd, paid: -1))
        },
        BadCommand("initial credits worth 10^14", "invalidAmount") { _ in
            .createWallet(
                CreateWallet(
                    currency: .usd, rate: try Rate("2"), paid: try Credits("50000000000000")))
        },
    ]

    static let credits: [BadCommand] = [
        BadCommand("a top-up of nothing", "invalidField") { .topUp(TopUp($0.active)) },
        BadCommand("a top-up of 0", "invalidAmount") {
            .topUp(TopUp($0.active, paid: .credits(0)))
        },
        BadCommand("a negative top-up", "invalidAmount") {
            .topUp(TopUp($0.active, granted: .credits(-1)))
        },
        BadCommand("a top-up by money of 0", "invalidAmount") {
            .topUp(TopUp($0.active, paid: .money(.zero(.usd))))
        },
        BadCommand("a top-up in another currency", "currencyMismatch") {
            .topUp(TopUp($0.active, paid: .money(try Money("1", .eur))))
        },
        BadCommand("a cost basis below 0", "invalidAmount") {
            .topUp(TopUp($0.active, paid: .credits(1), costBasis: try Money("-1", .usd)))
        },
        BadCommand("an expiry before the effect", "invalidField") {
            .topUp(
                TopUp(
                    $0.active, paid: .credits(1), effectiveAt: try Instant(later),
                    expiresAt: try Instant("2026-12-31T23:59:59.999Z")))
        },
        BadCommand("an expiry in the past", "invalidField") {
            .topUp(TopUp($0.active, paid: .credits(1), expiresAt: try Instant(past)))
        },
        BadCommand("a top-up of a pending wallet", "walletPending") {
            .topUp(TopUp($0.pending, paid: .credits(1)))
        },
        BadCommand("a top-up of a closing wallet", "walletClosing") {
            .topUp(TopUp($0.closing, paid: .credits(1)))
        },
        BadCommand("a top-up of a terminated wallet", "walletTerminated") {
            .topUp(TopUp($0.terminated, paid: .credits(1)))
        },
        BadCommand("a top-up below the minimum", "topUpOutsideLimits") {
            .topUp(TopUp($0.limited, paid: .credits(9)))
        },
        BadCommand("a top-up above the maximum", "topUpOutsideLimits") {
            .topUp(TopUp($0.limited, paid: .credits(101)))
        },
        BadCommand("voiding more than there is", "insufficientCredits") {
            .voidCredits(VoidCredits($0.active, 11))
        },
        BadCommand("voiding what is closing", "insufficientCredits") {
            .voidCredits(VoidCredits($0.closing, 1))
        },
        BadCommand("voiding nothing", "invalidAmount") {
            .voidCredits(VoidCredits($0.active, 0))
        },
        BadCommand("voiding another wallet's grant", "grantNotFound") {
            .voidCredits(VoidCredits($0.active, 1, from: try $0.grant(2)))
        },
        BadCommand("settling collected credits", "topUpNotPending") {
            .settleTopUp(try $0.grant(0))
        },
        BadCommand("failing granted credits", "topUpNotPending") {
            .failTopUp(try $0.grant(1), reason: "declined")
        },
        BadCommand("settling an unknown grant", "grantNotFound") { _ in
            .settleTopUp(GrantID(high: 0x7000, low: 1 << 63))
        },
        BadCommand("voiding a grant of a pending wallet", "walletPending") {
            .voidGrant(try $0.grant(1))
        },
        BadCommand("expiring a grant of a terminated wallet", "walletTerminated") {
            .expireGrant(try $0.grant(3))
        },
        BadCommand("changing a grant's expiry to the past", "invalidField") {
            .changeGrant(ChangeGrant(try $0.grant(0), expiresAt: .set(try Instant(past))))
        },
    ]

    static let invoices: [BadCommand] = [
        BadCommand("the same invoice with other lines", "invoiceAlreadyDrawn") { _ in
            .drawDown(DrawDown(try RefusalDesk.invoice("in_1", "3")))
        },
        BadCommand("giving back an unknown invoice", "invoiceNotFound") { _ in
            .reinstate(Reinstate(try InvoiceID("in_9")))
        },
        BadCommand("giving back an unknown line", "invalidField") { _ in
            .reinstate(
                Reinstate(
                    try InvoiceID("in_1"), lines: [try LineID("seat"): try Money("1", .usd)]))
        },
        BadCommand("giving back more than was applied", "exceedsApplied") { _ in
            .reinstate(
                Reinstate(
                    try InvoiceID("in_1"), lines: [try LineID("use"): try Money("2.01", .usd)]))
        },
        BadCommand("giving back nothing of a line", "invalidAmount") { _ in
            .reinstate(
                Reinstate(try InvoiceID("in_1"), lines: [try LineID("use"): .zero(.usd)]))
        },
        BadCommand("giving back in another currency", "currencyMismatch") { _ in
            .reinstate(
                Reinstate(
                    try InvoiceID("in_1"), lines: [try LineID("use"): try Money("1", .eur)]))
        },
        BadCommand("reopening until now", "invalidField") { _ in
            .reinstate(
                Reinstate(try InvoiceID("in_1"), reopenUntil: try Instant(RefusalDesk.now)))
        },
    ]

    @Test(
        "R12: what a caller gets wrong is refused with its code, and changes nothing",
        arguments: wallets + credits + invoices)
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
        let start = try Instant(Self.later)
        #expect(
            field {
                try TopUpRule(method: fixed, trigger: monthly, startsAt: start, expiresAt: start)
            } == "expiresAt")
    }
}
