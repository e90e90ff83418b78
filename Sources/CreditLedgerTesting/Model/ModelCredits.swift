import CreditLedger

/// Adding and removing credits, and changing grants (R4, R5).
extension ModelBook {
    mutating func topUp(
        _ topUp: TopUp, _ now: Instant, _ news: inout ModelNews, _ faults: inout ModelFaults
    ) {
        guard let wallet = changeable(topUp.wallet, &faults) else { return }
        faults.add(
            "walletClosing",
            if: wallets[wallet].status == .active && hasExpired(wallet: wallet, at: now))
        faults.add("invalidField", if: topUp.paid == nil && topUp.granted == nil)
        faults.add("invalidField", if: !(0...100).contains(topUp.priority))
        let effectiveAt = topUp.effectiveAt ?? now
        if let expiry = topUp.expiresAt {
            faults.add("invalidField", if: expiry <= now || expiry <= effectiveAt)
        }
        if let basis = topUp.costBasis {
            faults.add("currencyMismatch", if: basis.currency != wallets[wallet].currency)
            faults.add("invalidAmount", if: basis.units < 0)
        }
        for (kind, sum) in [(GrantKind.paid, topUp.paid), (.granted, topUp.granted)] {
            guard let sum, let credits = credits(of: sum, in: wallet, &faults) else { continue }
            if kind == .paid, topUp.payment != .collected, let basis = topUp.costBasis?.units {
                // What will be asked for is an amount too.
                let price = ModelArithmetic.worth(of: credits, at: max(0, basis))
                faults.add("invalidAmount", if: !ModelArithmetic.isInRange(price))
            }
            if kind == .paid && !topUp.ignoresLimits {
                faults.add(
                    "topUpOutsideLimits", if: !wallets[wallet].allows(Credits(units: credits)))
            }
            issue(
                Issue(
                    wallet: wallet, kind: kind, credits: credits, payment: topUp.payment,
                    priority: topUp.priority, scope: topUp.scope, effectiveAt: effectiveAt,
                    expiresAt: topUp.expiresAt, costBasis: topUp.costBasis?.units),
                &news)
        }
    }

    private func credits(
        of sum: TopUp.Sum, in wallet: Int, _ faults: inout ModelFaults
    ) -> Int128? {
        let credits: Int128
        switch sum {
        case .credits(let given):
            credits = given.units
        case .money(let money):
            faults.add("currencyMismatch", if: money.currency != wallets[wallet].currency)
            guard money.units > 0 else {
                faults.add("invalidAmount", if: true)
                return nil
            }
            credits = ModelArithmetic.creditsRoundedUp(for: money.units, at: wallets[wallet].rate)
        }
        guard credits > 0, isInRange(credits, in: wallet) else {
            faults.add("invalidAmount", if: true)
            return nil
        }
        return credits
    }

    mutating func settle(
        _ id: GrantID, _ now: Instant, _ news: inout ModelNews, _ faults: inout ModelFaults
    ) {
        guard let grant = known(id, &faults) else { return }
        let state = grants[grant]
        guard state.stage == .awaiting else {
            // Settled before is a no-op; failed, or never awaited, is an error.
            faults.add(
                "topUpNotPending", if: !state.wasDue || state.stage == .closed(.failed))
            return
        }
        grants[grant].stage = .open
        grants[grant].remaining = state.issued
        grants[grant].effectiveAt = max(state.effectiveAt, now)
        if let rule = state.rule { news.stirred.insert(rule) }
        news.append(.purchased, grant, state.issued, state.issued)
    }

    mutating func fail(_ id: GrantID, _ news: inout ModelNews, _ faults: inout ModelFaults) {
        guard let grant = known(id, &faults) else { return }
        let state = grants[grant]
        guard state.stage == .awaiting else {
            faults.add("topUpNotPending", if: state.stage != .closed(.failed))
            return
        }
        end(grant, by: .failed, &news)
        let rules = wallets[state.wallet].rules
        if let index = rules.firstIndex(where: { $0.serial == state.rule }) {
            wallets[state.wallet].rules[index].isPaused = true
        }
    }

    /// A charge has gone through: the credits are there, or the sum is owed back (R5.5c).
    mutating func confirm(
        _ id: GrantID, _ now: Instant, _ news: inout ModelNews, _ faults: inout ModelFaults,
        _ result: inout ModelLedger.Result
    ) {
        guard let grant = known(id, &faults) else { return }
        guard grants[grant].stage == .closed(.failed) else {
            return settle(id, now, &news, &faults)
        }
        let wallet = wallets[grants[grant].wallet]
        let exact = ModelArithmetic.worth(of: grants[grant].issued, at: grants[grant].costBasis)
        // Nobody is charged for a fraction of a minor unit, and nothing is owed for nothing.
        let charged = exact - exact % wallet.currency.minorUnit
        guard charged > 0, !grants[grant].isRefundOwed else { return }
        grants[grant].isRefundOwed = true
        result.refund = Money(units: charged, wallet.currency)
        news.hasChanged = true
    }

    mutating func voidCredits(
        _ void: VoidCredits, _ now: Instant, _ news: inout ModelNews,
        _ faults: inout ModelFaults
    ) {
        guard let wallet = changeable(void.wallet, &faults) else { return }
        faults.add(
            "invalidAmount",
            if: void.credits <= 0 || !ModelArithmetic.isInRange(void.credits.units))
        if let id = void.grant {
            let isHere = known(id, &faults).map { grants[$0].wallet == wallet } ?? false
            faults.add("grantNotFound", if: !isHere)
        }
        let sources = inConsumptionOrder().filter { grant in
            grants[grant].wallet == wallet && status(grant, at: now) == .active
                && (void.grant.map { $0.ordinal == grant } ?? true)
        }
        let available = sources.reduce(Int128(0)) { $0 + free($1) }
        faults.add(
            "insufficientCredits", if: faults.codes.isEmpty && void.credits.units > available)
        guard faults.codes.isEmpty else { return }
        var rest = void.credits.units
        for grant in sources where rest > 0 && free(grant) > 0 {
            let taken = min(rest, free(grant))
            rest -= taken
            grants[grant].remaining -= taken
            news.append(.voided, grant, taken, grants[grant].remaining)
        }
    }

    mutating func endGrant(
        _ id: GrantID, by door: GrantDoor, _ news: inout ModelNews, _ faults: inout ModelFaults
    ) {
        guard let grant = known(id, &faults),
            changeable(.ordinal(grants[grant].wallet), &faults) != nil, faults.codes.isEmpty
        else { return }
        // With nothing left it is a no-op, and not the close of the grant either.
        let hasNothing = grants[grant].stage == .open && grants[grant].remaining == 0
        if !hasNothing { end(grant, by: door, &news) }
    }

    mutating func changeGrant(
        _ change: ChangeGrant, _ now: Instant, _ news: inout ModelNews,
        _ faults: inout ModelFaults
    ) {
        guard let grant = known(change.grant, &faults),
            changeable(.ordinal(grants[grant].wallet), &faults) != nil
        else { return }
        switch status(grant, at: now) {
        case .pending, .scheduled, .active, .closing:
            faults.add("grantClosed", if: grants[grant].stage == .shut)
        default: faults.add("grantClosed", if: true)
        }
        switch change.priority {
        case .keep: break
        case .clear: grants[grant].priority = 50
        case .set(let priority):
            faults.add("invalidField", if: !(0...100).contains(priority))
            grants[grant].priority = priority
        }
        switch change.expiresAt {
        case .keep: break
        case .clear: grants[grant].expiresAt = nil
        case .set(let expiry):
            faults.add("invalidField", if: expiry <= now || expiry <= grants[grant].effectiveAt)
            grants[grant].expiresAt = expiry
        }
        if change != ChangeGrant(change.grant) { news.hasChanged = true }
    }
}
