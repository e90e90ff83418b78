internal import CreditLedger

/// What is reserved for lines to come.
struct HoldTable {
    struct Row {
        let heldFor: String
        let heldMoney: String
        let heldCredits: String
        let heldSince: Moment
        let heldUntil: Moment
    }

    let holdRows: [Row]
    let moreHolds: String?

    /// The open holds of a customer; `nil` if there is none.
    init?(_ snapshot: BookSnapshot) {
        guard !snapshot.holds.isEmpty else { return nil }
        holdRows = snapshot.holds.prefix(CustomerPage.listLimit).map { hold in
            let credits = hold.parts.reduce(Credits.zero) { $0 + $1.credits }
            let price = hold.price.map { " at price \(ShownText.visible($0.text))" } ?? ""
            return Row(
                heldFor: "\(ShownText.capitalized(hold.feeType.rawValue))\(price)",
                heldMoney: AmountText.money(hold.amount), heldCredits: AmountText.credits(credits),
                heldSince: Moment(hold.createdAt), heldUntil: Moment(hold.until))
        }
        let rest = snapshot.holds.count - holdRows.count
        moreHolds = rest > 0 ? AmountText.grouped("\(rest)") : nil
    }
}

/// What was reported as used and is not billed yet.
struct UsageTable {
    struct Row {
        let usagePeriod: String
        let lineCount: String
        let usageTotal: String
    }

    let usageRows: [Row]
    let moreUsage: String?

    /// The unbilled usage of a customer; `nil` if there is none.
    init?(_ snapshot: BookSnapshot) {
        guard !snapshot.usage.isEmpty else { return nil }
        usageRows = snapshot.usage.prefix(CustomerPage.listLimit).map { report in
            Row(
                usagePeriod: report.period.text.isEmpty
                    ? "unnamed" : ShownText.visible(report.period.text),
                lineCount: AmountText.grouped("\(report.lines.count)"),
                usageTotal: AmountText.money(report.total))
        }
        let rest = snapshot.usage.count - usageRows.count
        moreUsage = rest > 0 ? AmountText.grouped("\(rest)") : nil
    }
}
