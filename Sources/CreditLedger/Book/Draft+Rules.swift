/// What one run of a top-up rule adds (R8.4).
///
/// A run whose credits, or their worth, would be out of range adds nothing at all: an automatic
/// top-up has nobody to refuse to.
extension Draft {
    /// Runs a rule of a wallet at the draft's instant.
    mutating func run(_ state: RuleState, wallet: Int) {
        let rule = state.rule
        let terms = book.wallets[wallet].terms.value
        let (paid, granted) = credits(of: rule, wallet: wallet)
        let sums = [paid, granted].compactMap { $0 }
        guard !sums.isEmpty, sums.allSatisfy({ terms.canIssue($0) }) else { return }
        if let paid { issue(.paid, paid, by: state, wallet: wallet) }
        if let granted { issue(.granted, granted, by: state, wallet: wallet) }
    }

    private func credits(of rule: TopUpRule, wallet: Int) -> (paid: Credits?, granted: Credits?) {
        switch rule.method {
        case .fixed(let paid, let granted):
            return (paid, granted)
        case .target(let target, let kind):
            let missing = target - book.balance(of: wallet, at: instant).expected
            guard missing > 0 else { return (nil, nil) }
            guard kind == .paid else { return (nil, missing) }
            let limits = book.wallets[wallet].terms.limits
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
