import CreditLedger
import Testing

extension RefusalDesk {
    /// A hold in every state, and top-ups that were due.
    struct Holds {
        /// 10 dollars until June.
        let open: HoldID
        /// 5 euros until June.
        let inEuros: HoldID
        let released: HoldID
        /// Captured for the line `seat` of `in_2`, with 4 of 5 dollars.
        let captured: HoldID
        /// Captured for the line `seat` of `in_3`, and given back since.
        let givenBack: HoldID
        let lapsed: HoldID
        let grantsEnded: HoldID
        let stranger = HoldID(high: 0x7000, low: 1 << 63 | 5)
        static let end = "2026-06-01T00:00:00Z"

        init(_ desk: inout Desk, _ purse: WalletID) throws {
            released = try Self.hold("5", .usd, in: &desk)
            try desk.perform(.releaseHold(released), at: "2026-01-11T00:00:00Z")
            captured = try Self.hold("5", .usd, in: &desk)
            try desk.perform(
                RefusalDesk.capture(captured, "4", "in_2"), at: "2026-01-11T00:00:00Z")
            givenBack = try Self.hold("5", .usd, in: &desk)
            try desk.perform(
                RefusalDesk.capture(givenBack, "5", "in_3"), at: "2026-01-11T00:00:00Z")
            try desk.perform(
                .reinstate(Reinstate(try InvoiceID("in_3"))), at: "2026-01-11T00:00:00Z")
            lapsed = try Self.hold("5", .usd, until: "2026-01-20T00:00:00Z", in: &desk)
            try desk.perform(
                .topUp(TopUp(purse, granted: .credits(5), priority: 0)),
                at: "2026-01-11T00:00:00Z")
            let first = try #require(desk.grants.last)
            grantsEnded = try Self.hold("5", .usd, in: &desk)
            try desk.perform(.voidGrant(first), at: "2026-01-11T00:00:00Z")
            open = try Self.hold("10", .usd, in: &desk)
            inEuros = try Self.hold("5", .eur, in: &desk)
            let ended = desk.journal.flatMap(\.effects).compactMap { effect -> HoldID? in
                if case .holdEnded(let hold, .grantsEnded) = effect { hold.id } else { nil }
            }
            try #require(ended == [grantsEnded])
        }

        private static func hold(
            _ amount: String, _ currency: Currency, until end: String = end, in desk: inout Desk
        ) throws -> HoldID {
            try desk.perform(
                .hold(
                    HoldCredits(
                        Money(amount, currency), for: .subscription, until: Instant(end))),
                at: "2026-01-11T00:00:00Z")
            return try #require(desk.book.holds.last).id
        }

        /// The ones that are not open any more, and how they ended.
        var ended: [(end: String, id: HoldID)] {
            [
                ("captured", captured), ("released", released), ("lapsed", lapsed),
                ("grantsEnded", grantsEnded),
            ]
        }
    }

    /// The dollars that can be held for a subscription: a credit is a dollar.
    func free() throws -> Money {
        let units = try [active, purse, limited].map {
            try desk.balance($0, at: Self.now).available.units
        }
        return Money(units: units.reduce(0, +), .usd)
    }

    /// A capture for the line `seat` of an invoice.
    static func capture(
        _ hold: HoldID, _ amount: String, _ invoice: String, _ currency: Currency = .usd
    ) throws -> Command {
        .capture(
            CaptureHold(
                hold, try Money(amount, currency), invoice: try InvoiceID(invoice),
                line: try LineID("seat")))
    }

    /// An invoice for `in_2`, whose line `seat` was captured for.
    static func captured(_ amount: String, _ currency: Currency = .usd) throws -> Command {
        .drawDown(
            DrawDown(
                try Invoice(
                    id: InvoiceID("in_2"), currency: currency,
                    lines: [
                        Invoice.Line(LineID("seat"), .subscription, Money(amount, currency))
                    ])))
    }

    /// A hold of money for a subscription.
    static func hold(
        _ amount: Money, until end: String = RefusalCases.later, allowsPart: Bool = false
    ) throws -> Command {
        .hold(
            HoldCredits(
                amount, for: .subscription, until: try Instant(end), allowsPart: allowsPart))
    }
}

extension Money {
    /// 10^14 dollars: one too many.
    static let tooMuch = Money(units: 100_000_000_000_000 * 1_000_000_000_000, .usd)
}
