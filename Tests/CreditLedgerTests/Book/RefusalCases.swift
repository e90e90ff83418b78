import CreditLedger

/// What callers get wrong, and the code that they get for it (R12).
enum RefusalCases {
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
        BadCommand("voiding what no grant can hold", "invalidAmount") {
            .voidCredits(
                VoidCredits(
                    $0.active, try Credits("90000000000000") + Credits("90000000000000")))
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
}
