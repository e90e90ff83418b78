import CreditLedger

/// Why a balance changes, for people and for programs.
extension Forecast.Cause {
    /// Words for people; `name` says what they call a grant.
    func words(_ name: (GrantID) -> String) -> String {
        switch self {
        case .walletExpired(let close): "wallet expired, closes \(close)"
        case .grantEffective(let grant): "\(name(grant)) became effective"
        case .grantExpired(let grant, let close): "\(name(grant)) expired, closes \(close)"
        case .grantClosed(let grant, let lost): "\(name(grant)) closed, \(lost) lost"
        case .paymentCancelled(let grant): "payment of \(name(grant)) cancelled"
        case .holdLapsed(let hold): "hold \(hold) lapsed"
        case .usagePeriodEnded(let period):
            "usage period" + (period.text.isEmpty ? "" : " '\(period.text)'") + " ended"
        case .usageMoved: "unbilled usage moved between wallets"
        case .walletClosed: "wallet closed"
        case .walletActivated: "wallet activated"
        case .schedule(_, let paid, let granted): "schedule " + Self.added(paid, granted)
        case .threshold(_, let paid, let granted): "threshold " + Self.added(paid, granted)
        @unknown default: "\(self)"
        }
    }

    private static func added(_ paid: Credits?, _ granted: Credits?) -> String {
        let parts = [paid.map { "\($0) paid" }, granted.map { "\($0) granted" }]
        return "added " + parts.compactMap(\.self).joined(separator: " and ")
    }

    /// Members of one name for all causes; those that a cause has not are `null`.
    var json: JSONText {
        switch self {
        case .walletExpired(let close): Self.json("walletExpired", closesAt: close)
        case .grantEffective(let grant): Self.json("grantEffective", grant: grant)
        case .grantExpired(let grant, let close):
            Self.json("grantExpired", grant: grant, closesAt: close)
        case .grantClosed(let grant, let lost): Self.json("grantClosed", grant: grant, lost: lost)
        case .paymentCancelled(let grant): Self.json("paymentCancelled", grant: grant)
        case .holdLapsed(let hold): Self.json("holdLapsed", hold: hold)
        case .usagePeriodEnded(let period): Self.json("usagePeriodEnded", period: period)
        case .usageMoved: Self.json("usageMoved")
        case .walletClosed: Self.json("walletClosed")
        case .walletActivated: Self.json("walletActivated")
        case .schedule(let rule, let paid, let granted):
            Self.json("schedule", rule: rule, paid: paid, granted: granted)
        case .threshold(let rule, let paid, let granted):
            Self.json("threshold", rule: rule, paid: paid, granted: granted)
        @unknown default: Self.json("\(self)")
        }
    }

    private static func json(
        _ kind: String, grant: GrantID? = nil, rule: RuleID? = nil, hold: HoldID? = nil,
        period: UsagePeriod? = nil, closesAt: Instant? = nil, lost: Credits? = nil,
        paid: Credits? = nil, granted: Credits? = nil
    ) -> JSONText {
        .object([
            ("cause", .text(kind)), ("grant", .of(grant)), ("rule", .of(rule)),
            ("hold", .of(hold)), ("period", .of(period?.text)),
            ("closesAt", .of(closesAt)), ("lost", .of(lost)), ("paid", .of(paid)),
            ("granted", .of(granted)),
        ])
    }
}
