@testable import CreditLedger

extension History {
    /// A week of a customer with two holds and a late payment.
    ///
    /// A bonus wallet of one dollar per credit goes before a prepaid one of half a dollar. The
    /// first hold is captured for an invoice, which is drawn down then; the second stays. A top-up
    /// between them fails and is paid for all the same.
    static func holdsAndCapture() throws -> History {
        var history = try History()
        try history.at(
            "2026-02-01T00:00:00Z",
            .createWallet(
                CreateWallet(currency: .usd, rate: Rate("0.5"), name: "Prepaid", paid: 100)))
        let prepaid = history.wallets[0]
        try history.at("2026-02-01T01:00:00Z", .topUp(TopUp(prepaid, paid: .credits(50))))
        try history.at(
            "2026-02-01T02:00:00Z",
            .createWallet(CreateWallet(currency: .usd, name: "Bonus", priority: 10, granted: 10)))
        try history.at("2026-02-02T00:00:00Z", .hold(hold(of: "26")))
        let first = history.book.holds[0].id
        try history.at("2026-02-03T00:00:00Z", .hold(hold(of: "4")))
        try history.at(
            "2026-02-04T00:00:00Z",
            .capture(
                CaptureHold(
                    first, Money("22", .usd), invoice: InvoiceID("in_1"), line: LineID("api"))))
        try history.at(
            "2026-02-05T00:00:00Z", .topUp(TopUp(prepaid, paid: .credits(9), payment: .due)))
        let unpaid = history.grants(of: prepaid)[2]
        try history.at("2026-02-05T01:00:00Z", .failTopUp(unpaid, reason: "timed out"))
        try history.at("2026-02-05T02:00:00Z", .confirmCharge(unpaid))
        try history.at("2026-02-06T00:00:00Z", .drawDown(DrawDown(january())))
        try history.at(
            "2026-02-07T00:00:00Z",
            .extendHold(history.book.holds[0].id, until: Instant("2026-08-01T00:00:00Z")))
        return history
    }

    private static func hold(of dollars: String) throws -> HoldCredits {
        HoldCredits(
            try Money(dollars, .usd), for: .charge, until: try Instant("2026-07-01T00:00:00Z"))
    }
}

extension Hold {
    /// The hold with some of its fields otherwise.
    func changed(
        feeType: FeeType? = nil, asked: Money? = nil, until: Instant? = nil, parts: [Part]? = nil
    ) -> Hold {
        Hold(
            id: id, feeType: feeType ?? self.feeType, price: price, asked: asked ?? self.asked,
            createdAt: createdAt, until: until ?? self.until, parts: parts ?? self.parts)
    }

    /// A hold that no history has.
    static let unheardOf = Hold(
        id: HoldID(high: 1, low: 1), feeType: .charge, price: nil, asked: .zero(.usd),
        createdAt: .dawn, until: .latest, parts: [])
}

extension Hold.Part {
    /// The part with some of its fields otherwise.
    func changed(
        grant: GrantID? = nil, wallet: WalletID? = nil, amount: Money? = nil,
        credits: Credits? = nil
    ) -> Hold.Part {
        Hold.Part(
            grant: grant ?? self.grant, wallet: wallet ?? self.wallet,
            amount: amount ?? self.amount, credits: credits ?? self.credits)
    }
}

extension RefundOwed {
    /// The refund with some of its fields otherwise.
    func changed(grant: OpenedGrant? = nil, amount: Money? = nil) -> RefundOwed {
        RefundOwed(
            wallet: wallet, grant: grant?.id ?? self.grant,
            transaction: grant?.terms.transaction ?? transaction,
            amount: amount ?? grant?.terms.price ?? self.amount)
    }
}
