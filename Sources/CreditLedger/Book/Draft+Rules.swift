/// What one run of a top-up rule adds (R8.4).
///
/// A run whose credits, or their worth, would be out of range adds nothing at all: an automatic
/// top-up has nobody to refuse to.
extension Draft {
    /// Runs a rule of a wallet, whose balance is given, at the draft's instant.
    mutating func run(_ state: RuleState, wallet: Int, _ balance: Balance) {
        let terms = book.wallets[wallet].terms.value
        let (paid, granted) = credits(of: state.rule, terms.limits, balance)
        let sums = [paid, granted].compactMap { $0 }
        guard !sums.isEmpty, sums.allSatisfy({ terms.canIssue($0) }) else { return }
        record(
            .ruleFired(
                RuleFiring(
                    wallet: balance.wallet, rule: state.id, ongoing: balance.ongoing,
                    pending: balance.pending, threshold: state.rule.threshold,
                    target: state.rule.target,
                    missing: state.rule.target.map { $0 - balance.expected }, paid: paid,
                    granted: granted)))
        if let paid { issue(.paid, paid, by: state, wallet: wallet) }
        if let granted { issue(.granted, granted, by: state, wallet: wallet) }
    }

    private func credits(
        of rule: TopUpRule, _ limits: TopUpLimits, _ balance: Balance
    ) -> (paid: Credits?, granted: Credits?) {
        switch rule.method {
        case .fixed(let paid, let granted):
            return (paid, granted)
        case .target(let target, let kind):
            let missing = target - balance.expected
            guard missing > 0 else { return (nil, nil) }
            guard kind == .paid else { return (nil, missing) }
            let raised = max(missing, limits.minimum ?? missing)
            return (min(raised, limits.maximum ?? raised), nil)
        }
    }

    private mutating func issue(
        _ kind: GrantKind, _ credits: Credits, by state: RuleState, wallet: Int
    ) {
        let terms = book.wallets[wallet].terms.value
        let rule = state.rule
        issue(
            Issue(
                kind: kind, credits: credits, payment: kind == .paid ? rule.payment : nil,
                effectiveAt: instant,
                expiresAt: rule.timeToLiveSeconds.flatMap { end(after: $0) },
                costBasis: terms.costBasis(of: kind), source: .rule(state.id)),
            wallet: wallet)
    }

    /// The end of a time to live that counts from the run (R8.6); beyond the last instant is never.
    private func end(after seconds: Int64) -> Instant? {
        let end = instant.adding(seconds: seconds)
        return end <= .latest ? end : nil
    }
}

extension WalletTerms {
    /// Whether a grant of so many credits is in range, and its worth (R1.1).
    func canIssue(_ credits: Credits) -> Bool {
        guard credits.isInRange, let worth = rate.worth(of: credits) else { return false }
        return GridNumber.isInRange(worth)
    }

    /// The default cost basis of credits of one kind (R4.1).
    func costBasis(of kind: GrantKind) -> Money {
        Money(units: kind == .paid ? rate.units : 0, currency)
    }
}

extension TopUpRule {
    /// The threshold that it looks at, if it does.
    fileprivate var threshold: Credits? {
        if case .threshold(let credits, _) = trigger { credits } else { nil }
    }

    /// The balance that it fills up to, if it does.
    fileprivate var target: Credits? {
        if case .target(let credits, _) = method { credits } else { nil }
    }
}
