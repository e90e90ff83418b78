import CreditLedger

/// Automatic top-ups (R8).
extension ModelBook {
    /// A grant to be issued, by a command or a rule.
    struct Issue {
        let wallet: Int
        let kind: GrantKind
        let credits: Int128
        var payment = Payment.collected
        var priority = 50
        var scope = Scope.everything
        let effectiveAt: Instant
        var expiresAt: Instant?
        /// Money per credit; the rate of paid credits, and nothing of granted ones, if `nil`.
        var costBasis: Int128?
        var rule: Int?
    }

    mutating func issue(_ issue: Issue, _ news: inout ModelNews) {
        let waits = issue.kind == .paid && issue.payment != .collected
        grants.append(
            Grant(
                wallet: issue.wallet, kind: issue.kind, issued: issue.credits,
                costBasis: issue.costBasis
                    ?? (issue.kind == .paid ? wallets[issue.wallet].rate : 0),
                priority: issue.priority, scope: issue.scope, effectiveAt: issue.effectiveAt,
                expiresAt: issue.expiresAt, wasDue: waits, rule: issue.rule,
                remaining: waits ? 0 : issue.credits, stage: waits ? .awaiting : .open))
        news.append(
            issue.kind == .paid ? .purchased : .granted, grants.count - 1, issue.credits,
            waits ? 0 : issue.credits, status: waits ? .pending : .settled)
    }

    /// A list may be re-ordered, the order of creation is not (R2.3b).
    func inOrder(_ rules: [Rule]) -> [Rule] { rules.sorted { $0.serial < $1.serial } }

    /// Whether one grant of `wallet` may have so many credits (R1.1).
    func isInRange(_ credits: Int128, in wallet: Int) -> Bool {
        ModelArithmetic.isInRange(credits)
            && ModelArithmetic.isInRange(
                ModelArithmetic.worth(of: credits, at: wallets[wallet].rate))
    }

    /// Adds what a rule adds (R8.4).
    mutating func run(
        _ rule: Rule, of wallet: Int, at now: Instant, _ news: inout ModelNews
    ) {
        var sums: [(GrantKind, Int128)] = []
        switch rule.terms.method {
        case .fixed(let paid, let granted):
            if let paid { sums.append((.paid, paid.units)) }
            if let granted { sums.append((.granted, granted.units)) }
        case .target(let target, let kind):
            var missing = target.units - expected(at: now)[wallet]
            guard missing > 0 else { return }
            if kind == .paid {
                if let minimum = wallets[wallet].minimum { missing = max(missing, minimum.units) }
                if let maximum = wallets[wallet].maximum { missing = min(missing, maximum.units) }
            }
            sums.append((kind, missing))
        }
        guard sums.allSatisfy({ isInRange($0.1, in: wallet) }) else { return }
        for (kind, credits) in sums {
            issue(
                Issue(
                    wallet: wallet, kind: kind, credits: credits, payment: rule.terms.payment,
                    effectiveAt: now,
                    expiresAt: rule.terms.timeToLiveSeconds.map { now.later(by: $0) },
                    rule: rule.serial),
                &news)
        }
    }

    /// The checks at the end of a command or an instant (R8.5).
    mutating func checkThresholds(at now: Instant, _ news: inout ModelNews) {
        // Which rules to check is fixed before the first of them adds anything.
        var checks: [(wallet: Int, rule: Rule)] = []
        let after = expected(at: now)
        for wallet in wallets.indices where isRunning(wallet, at: now) {
            let isOld = news.before.indices.contains(wallet)
            let fell = isOld && after[wallet] < news.before[wallet]
            for rule in inOrder(wallets[wallet].rules)
            where rule.isLive(at: now) && !rule.isPaused {
                if fell || news.activated.contains(wallet) || news.stirred.contains(rule.serial)
                    || rule.start == news.starting
                {
                    checks.append((wallet, rule))
                }
            }
        }
        for (wallet, rule) in checks {
            guard case .threshold(let threshold, let orEqual) = rule.terms.trigger else { continue }
            let isPending = grants.contains { $0.rule == rule.serial && $0.stage == .awaiting }
            let expected = expected(at: now)[wallet]
            let isLow = expected < threshold.units || (orEqual && expected == threshold.units)
            if isLow && !isPending { run(rule, of: wallet, at: now, &news) }
        }
    }
}
