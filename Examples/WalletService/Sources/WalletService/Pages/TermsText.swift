internal import CreditLedger

/// Terms of wallets and rules, in words.
enum TermsText {
    static func scope(_ scope: Scope) -> String {
        guard !scope.isEverything else { return "any line" }
        let fees = FeeType.allCases.filter { scope.feeTypes.contains($0) }.map { "\($0.rawValue)s" }
        let prices = scope.prices.map(\.text).sorted()
        let named = prices.prefix(10).map(ShownText.visible)
        let more = prices.count > 10 ? ["\(prices.count - 10) more"] : []
        return [
            fees.isEmpty ? "any fee" : ShownText.list(fees),
            prices.isEmpty ? nil : "at prices " + ShownText.list(named + more),
        ].compactMap(\.self).joined(separator: " ")
    }

    static func rule(_ rule: TopUpRule) -> String {
        let method =
            switch rule.method {
            case .fixed(let paid, let granted): "add " + amounts(paid, granted)
            case .target(let target, let kind):
                "fill up to \(AmountText.credits(target)) \(kind.rawValue)"
            }
        switch rule.trigger {
        case .interval(let interval):
            let start = rule.startsAt.map { " from \(Moment($0).day)" } ?? ""
            return "\(ShownText.capitalized(interval.rawValue))\(start): \(method) credits"
        case .threshold(let threshold, let orEqual):
            let bound = "\(orEqual ? "At or below" : "Below") \(AmountText.credits(threshold))"
            return "\(bound): \(method) credits"
        }
    }

    /// What a rule's paid credits wait for.
    static func payment(_ payment: Payment) -> String {
        switch payment {
        case .collected: "collected before"
        case .due: "due, collected by the host"
        case .chargeAutomatically: "charged automatically"
        }
    }

    static func amounts(_ paid: Credits?, _ granted: Credits?) -> String {
        ShownText.list(
            [
                paid.map { "\(AmountText.credits($0)) paid" },
                granted.map { "\(AmountText.credits($0)) granted" },
            ].compactMap(\.self))
    }

    /// How a grant of a name ends.
    private struct Ending: Hashable {
        let name: String
        let isUnpaid: Bool
    }

    /// What happens at one instant, in its order.
    ///
    /// Grants of one name that end alike, as a schedule's do with their wallet, are told at once.
    static func causes(_ causes: [Forecast.Cause], names: [GrantID: String]) -> [String] {
        var sums: [Ending: (count: Int, lost: Credits)] = [:]
        for (ending, lost) in causes.compactMap({ Self.ending($0, names: names) }) {
            let sum = sums[ending] ?? (0, 0)
            sums[ending] = (sum.count + 1, sum.lost + lost)
        }
        return causes.compactMap { cause in
            guard let ending = Self.ending(cause, names: names)?.ending,
                sums[ending]?.count != 1
            else { return Self.cause(cause, names: names) }
            return sums.removeValue(forKey: ending).map { sum in
                let grants = "\(sum.count) grants “\(ending.name)”"
                if ending.isUnpaid { return "\(grants) end unpaid" }
                return sum.lost > 0
                    ? "\(grants) end, and \(AmountText.credits(sum.lost)) expire" : "\(grants) end"
            }
        }
    }

    private static func ending(
        _ cause: Forecast.Cause, names: [GrantID: String]
    ) -> (ending: Ending, lost: Credits)? {
        switch cause {
        case .grantClosed(let id, let lost):
            (Ending(name: name(id, names), isUnpaid: false), lost)
        case .paymentCancelled(let id): (Ending(name: name(id, names), isUnpaid: true), 0)
        default: nil
        }
    }

    private static func name(_ id: GrantID, _ names: [GrantID: String]) -> String {
        names[id] ?? "Automatic top-up"
    }

    private static func cause(_ cause: Forecast.Cause, names: [GrantID: String]) -> String {
        let name = { (id: GrantID) in "“\(Self.name(id, names))”" }
        switch cause {
        case .walletExpired(let closes):
            return "The wallet expires; it closes on \(Moment(closes).day)"
        case .grantEffective(let id): return "\(name(id)) can be used"
        case .grantExpired(let id, let closes):
            return "\(name(id)) expires; it closes on \(Moment(closes).day)"
        case .grantClosed(let id, let lost):
            return lost > 0
                ? "\(name(id)) ends, and \(AmountText.credits(lost)) expire" : "\(name(id)) ends"
        case .paymentCancelled(let id): return "\(name(id)) ends unpaid"
        case .holdLapsed: return "A hold lapses"
        case .usagePeriodEnded(let period):
            return period.text.isEmpty
                ? "A period of usage ends" : "The usage of \(ShownText.short(period.text)) ends"
        case .usageMoved: return "Unbilled usage draws on this wallet otherwise"
        case .walletClosed: return "The wallet closes"
        case .walletActivated: return "The wallet becomes active"
        case .schedule(_, let paid, let granted): return "Schedule adds \(amounts(paid, granted))"
        case .threshold(_, let paid, let granted):
            return "Low balance adds \(amounts(paid, granted))"
        @unknown default: return "Something falls due"
        }
    }
}

extension Wallet {
    /// What people call it.
    var title: String {
        if !name.isEmpty { return ShownText.visible(name) }
        return terms.externalID.map { ShownText.visible($0) } ?? "\(currency.code) wallet"
    }
}

extension TopUpRule {
    /// Whether it adds credits that somebody pays for.
    var addsPaid: Bool {
        switch method {
        case .fixed(let paid, _): paid != nil
        case .target(_, let kind): kind == .paid
        }
    }
}
