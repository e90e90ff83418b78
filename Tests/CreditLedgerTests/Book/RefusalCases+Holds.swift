import CreditLedger

extension RefusalCases {
    static let holds: [BadCommand] = [
        BadCommand("a hold that would end in the past", "invalidField") { _ in
            try RefusalDesk.hold(try Money("1", .usd), until: past)
        },
        BadCommand("a hold that would end now", "invalidField") { _ in
            try RefusalDesk.hold(try Money("1", .usd), until: RefusalDesk.now)
        },
        BadCommand("a hold of 0", "invalidAmount") { _ in try RefusalDesk.hold(.zero(.usd)) },
        BadCommand("a hold below 0", "invalidAmount") { _ in
            try RefusalDesk.hold(try Money("-1", .usd))
        },
        BadCommand("a hold of 10^14", "invalidAmount") { _ in try RefusalDesk.hold(.tooMuch) },
        BadCommand("a hold of more than is free", "insufficientCredits") {
            try RefusalDesk.hold(Money(units: try $0.free().units + 1, .usd))
        },
        BadCommand("a hold in a currency without a wallet", "insufficientCredits") { _ in
            try RefusalDesk.hold(try Money("1", .jpy))
        },
        BadCommand("a part of nothing", "insufficientCredits") { _ in
            try RefusalDesk.hold(try Money("1", .jpy), allowsPart: true)
        },
        BadCommand("extending an unknown hold", "holdNotFound") {
            .extendHold($0.holds.stranger, until: try Instant(later))
        },
        BadCommand("extending a hold to its end", "invalidField") {
            .extendHold($0.holds.open, until: try Instant(RefusalDesk.Holds.end))
        },
        BadCommand("extending a hold to an earlier end", "invalidField") {
            .extendHold($0.holds.open, until: try Instant("2026-05-31T23:59:59.999Z"))
        },
        BadCommand("releasing an unknown hold", "holdNotFound") {
            .releaseHold($0.holds.stranger)
        },
    ]

    /// What asks for an open hold, of one that is not open any more.
    static let endedHolds: [BadCommand] = (0..<4).flatMap { index in
        [
            BadCommand("extending ended hold \(index)", "holdNotOpen") {
                .extendHold($0.holds.ended[index].id, until: try Instant(later))
            },
            BadCommand("releasing ended hold \(index)", "holdNotOpen") {
                .releaseHold($0.holds.ended[index].id)
            },
            BadCommand("capturing ended hold \(index)", "holdNotOpen") {
                try RefusalDesk.capture($0.holds.ended[index].id, "1", "in_9")
            },
        ]
    }

    static let captures: [BadCommand] = [
        BadCommand("capturing an unknown hold", "holdNotFound") {
            try RefusalDesk.capture($0.holds.stranger, "1", "in_9")
        },
        BadCommand("capturing 0", "invalidAmount") {
            try RefusalDesk.capture($0.holds.open, "0", "in_9")
        },
        BadCommand("capturing less than 0", "invalidAmount") {
            try RefusalDesk.capture($0.holds.open, "-1", "in_9")
        },
        BadCommand("capturing 10^14", "invalidAmount") {
            .capture(
                CaptureHold(
                    $0.holds.open, .tooMuch, invoice: try InvoiceID("in_9"),
                    line: try LineID("seat")))
        },
        BadCommand("capturing more than is held", "insufficientCredits") {
            try RefusalDesk.capture($0.holds.open, "10.000000000001", "in_9")
        },
        BadCommand("capturing in another currency than the hold's", "currencyMismatch") {
            try RefusalDesk.capture($0.holds.open, "1", "in_9", .eur)
        },
        BadCommand("capturing in another currency than the invoice's", "currencyMismatch") {
            .capture(
                CaptureHold(
                    $0.holds.inEuros, try Money("1", .eur), invoice: try InvoiceID("in_2"),
                    line: try LineID("use")))
        },
        BadCommand("capturing for a line twice", "invoiceAlreadyDrawn") {
            try RefusalDesk.capture($0.holds.open, "1", "in_2")
        },
        BadCommand("capturing for a line that was given back", "invoiceAlreadyDrawn") {
            try RefusalDesk.capture($0.holds.open, "1", "in_3")
        },
        BadCommand("capturing for an invoice that was drawn down", "invoiceAlreadyDrawn") {
            try RefusalDesk.capture($0.holds.open, "1", "in_1")
        },
        BadCommand("an invoice without a line that was captured for", "invalidField") { _ in
            .drawDown(DrawDown(try RefusalDesk.invoice("in_2", "9")))
        },
        BadCommand("a line of less than was captured for it", "invalidAmount") { _ in
            try RefusalDesk.captured("3.99")
        },
        BadCommand("an invoice in another currency than its captures", "currencyMismatch") { _ in
            try RefusalDesk.captured("4", .eur)
        },
        BadCommand("giving back more than was captured", "exceedsApplied") { _ in
            .reinstate(
                Reinstate(
                    try InvoiceID("in_2"), lines: [try LineID("seat"): try Money("4.01", .usd)]))
        },
        BadCommand("voiding what is held", "insufficientCredits") {
            .voidCredits(VoidCredits($0.purse, 87))
        },
    ]

    static let usage: [BadCommand] = [
        BadCommand("usage of 10^14 in all periods together", "invalidAmount") { _ in
            .reportUsage(try RefusalDesk.usage("2026-02", "10000000000000"))
        },
        BadCommand("confirming a charge of granted credits", "topUpNotPending") {
            .confirmCharge(try $0.grant(2))
        },
        BadCommand("confirming a charge of collected credits", "topUpNotPending") {
            .confirmCharge(try $0.grant(0))
        },
        BadCommand("confirming a charge of forfeited credits", "topUpNotPending") {
            .confirmCharge(try $0.grant(3))
        },
        BadCommand("confirming a charge of an unknown grant", "grantNotFound") { _ in
            .confirmCharge(GrantID(high: 0x7000, low: 1 << 63))
        },
    ]
}
