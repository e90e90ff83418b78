internal import CreditLedger

/// All that a page tells of one wallet.
struct WalletSection {
    /// The most steps of the forecast that are listed.
    static let stepLimit = 10

    struct Figure {
        let figureName: String
        let meaning: String
        let figure: String
        let figureWorth: String
        let isNothing: Bool
    }

    struct Fact {
        let factName: String
        let fact: String?
        let factTime: Moment?

        init(_ name: String, _ fact: String) {
            (factName, self.fact, factTime) = (name, fact, nil)
        }

        init(_ name: String, _ time: Instant) {
            (factName, fact, factTime) = (name, nil, Moment(time))
        }
    }

    struct Step {
        let stepAt: Moment
        let causes: [String]
        let stepChange: String
        let stepAfter: String
    }

    struct Rule {
        let ruleText: String
        let rulePayment: String?
        let ruleStatus: String
        let isRunning: Bool
    }

    let anchor: String
    let walletName: String
    let status: String
    let isActive: Bool
    let available: String
    let availableMoney: String
    let figures: [Figure]
    let facts: [Fact]
    let chart: BalanceChart
    let steps: [Step]
    let hasSteps: Bool
    let moreSteps: String?
    let horizon: Moment
    let grants: GrantBars
    let hasGrants: Bool
    let moreGrants: String?
    let rules: [Rule]
    let hasRules: Bool

    /// Tells of a wallet.
    ///
    /// - Parameters:
    ///   - wallet: its terms.
    ///   - balance: what it holds now.
    ///   - forecast: what will become of that.
    ///   - past: what it held.
    ///   - isCut: whether it held something before that.
    ///   - open: its open grants, in consumption order.
    ///   - ended: others, newest first.
    init(
        wallet: Wallet, balance: Balance, forecast: Forecast, past: [BalanceStep], isCut: Bool,
        open: [Grant], ended: [Grant]
    ) {
        anchor = "wallet-\(wallet.id)"
        walletName = wallet.title
        status = wallet.status.rawValue
        isActive = wallet.status == .active
        available = AmountText.credits(balance.available)
        availableMoney = AmountText.money(balance.worth(of: balance.available))
        figures = Self.figures(balance)
        facts = Self.facts(wallet)
        chart = BalanceChart(of: wallet, past: past, forecast: forecast, isCut: isCut)
        let names = (open + ended).reduce(into: [GrantID: String]()) { names, grant in
            let name = grant.terms.name
            names[grant.id] = name.isEmpty ? grant.terms.source.title : ShownText.short(name)
        }
        steps = Self.steps(forecast, names: names)
        hasSteps = !steps.isEmpty
        let unlisted = forecast.steps.count - steps.count
        moreSteps = unlisted > 0 ? "\(unlisted) more" : nil
        horizon = Moment(forecast.until)
        let shown = Array((open + ended.prefix(6)).prefix(GrantBars.limit))
        grants = GrantBars(shown, in: wallet, balance: balance, now: forecast.asOf)
        hasGrants = !shown.isEmpty
        let hidden = open.count - GrantBars.limit
        moreGrants = hidden > 0 ? AmountText.grouped("\(hidden)") : nil
        rules = wallet.rules.map { state in
            let status = wallet.status(of: state, at: forecast.asOf)
            return Rule(
                ruleText: TermsText.rule(state.rule),
                rulePayment: state.rule.addsPaid ? TermsText.payment(state.rule.payment) : nil,
                ruleStatus: status.rawValue,
                isRunning: status == .active)
        }
        hasRules = !rules.isEmpty
    }

    private static func figures(_ balance: Balance) -> [Figure] {
        let figures: [(String, String, Credits)] = [
            ("Settled", "credits that are usable, or held", balance.settled),
            ("Held", "reserved by holds", balance.held),
            ("Scheduled", "usable from a later day on", balance.scheduled),
            ("Pending", "awaiting payment", balance.pending),
            ("Closing", "expired, and in grace", balance.closing),
            ("Ongoing", "available less unbilled usage", balance.ongoing),
        ]
        return figures.map { name, meaning, credits in
            Figure(
                figureName: name, meaning: meaning, figure: AmountText.credits(credits),
                figureWorth: AmountText.money(balance.worth(of: credits)),
                isNothing: credits == 0)
        }
    }

    private static func facts(_ wallet: Wallet) -> [Fact] {
        let terms = wallet.terms
        var facts = [
            Fact("One credit", AmountText.money(terms.rate.description, terms.currency)),
            Fact("Pays for", TermsText.scope(terms.scope)), Fact("Priority", "\(terms.priority)"),
            Fact("Created", wallet.createdAt),
        ]
        if let external = terms.externalID {
            facts.append(Fact("External id", ShownText.visible(external)))
        }
        if case .at(let instant) = terms.activation, wallet.status == .pending {
            facts.append(Fact("Activates", instant))
        }
        if let expiry = terms.expiresAt { facts.append(Fact("Expires", expiry)) }
        if terms.graceSeconds > 0 {
            facts.append(Fact("Grace", duration(terms.graceSeconds)))
        }
        if let end = wallet.terminatedAt { facts.append(Fact("Ended", end)) }
        let bounds = [
            terms.limits.minimum.map { "at least \(AmountText.credits($0))" },
            terms.limits.maximum.map { "at most \(AmountText.credits($0))" },
        ].compactMap(\.self)
        if !bounds.isEmpty { facts.append(Fact("A paid top-up", bounds.joined(separator: ", "))) }
        return facts
    }

    private static func duration(_ seconds: Int64) -> String {
        let units: [(Int64, String)] = [(86_400, "day"), (3_600, "hour"), (60, "minute")]
        for (length, name) in units where seconds % length == 0 {
            let count = seconds / length
            return "\(AmountText.grouped("\(count)")) \(name)\(count == 1 ? "" : "s")"
        }
        return "\(AmountText.grouped("\(seconds)")) seconds"
    }

    private static func steps(_ forecast: Forecast, names: [GrantID: String]) -> [Step] {
        var before = forecast.start.available
        return forecast.steps.prefix(stepLimit).map { step in
            let change = step.balance.available - before
            before = step.balance.available
            return Step(
                stepAt: Moment(step.at),
                causes: TermsText.causes(step.causes, names: names),
                stepChange: change == 0 ? "–" : AmountText.change(change),
                stepAfter: AmountText.credits(step.balance.available))
        }
    }
}
