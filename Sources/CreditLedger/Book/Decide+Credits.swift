/// Adding credits and taking them away (R5).
extension Draft {
    mutating func topUp(_ topUp: TopUp) throws(Refusal) {
        let index = try usableWallet(topUp.wallet)
        let wallet = book.wallets[index]
        let terms = wallet.terms.value
        if let expiresAt = terms.expiresAt, expiresAt <= instant {
            throw .walletClosing(wallet.id, expiredAt: expiresAt)
        }
        // In the order of the refusals' cases; what a sum in a wrong currency buys means nothing.
        let paid = try topUp.paid.map { (sum) throws(Refusal) in
            try credits(sum, field: "paid", terms)
        }
        let granted = try topUp.granted.map { (sum) throws(Refusal) in
            try credits(sum, field: "granted", terms)
        }
        if let basis = topUp.costBasis, basis.units < 0 || !basis.isInRange {
            throw .invalidAmount(
                field: "costBasis", value: basis.amount,
                fault: basis.units < 0 ? .negative : .outOfRange)
        }
        if let basis = topUp.costBasis, let paid, topUp.payment.isDue {
            // What will be asked for, or owed back.
            guard let price = basis.price(of: paid), GridNumber.isInRange(price) else {
                throw .invalidAmount(field: "costBasis", value: basis.amount, fault: .outOfRange)
            }
        }
        guard paid != nil || granted != nil else {
            throw .invalidField(
                "paid", value: "", reason: "is missing, and so is granted (R5.1)")
        }
        try checkTerms(topUp)
        for money in [topUp.paid?.money, topUp.granted?.money, topUp.costBasis] {
            guard let money, money.currency != terms.currency else { continue }
            throw .currencyMismatch(expected: terms.currency, got: money.currency)
        }
        if let paid, !topUp.ignoresLimits, !terms.limits.allow(paid) {
            throw .topUpOutsideLimits(paid, terms.limits)
        }
        for (kind, credits) in [(GrantKind.paid, paid), (.granted, granted)] {
            guard let credits else { continue }
            let given = kind == .paid || paid == nil ? topUp.costBasis : nil
            issue(
                Issue(
                    kind: kind, credits: credits, payment: kind == .paid ? topUp.payment : nil,
                    priority: topUp.priority, scope: topUp.scope,
                    effectiveAt: topUp.effectiveAt ?? instant, expiresAt: topUp.expiresAt,
                    costBasis: given ?? terms.costBasis(of: kind), source: .topUp,
                    name: topUp.name, metadata: topUp.metadata),
                wallet: index)
        }
    }

    /// The credits of a sum, positive and in range, and their worth too (R1.1, R1.4).
    private func credits(
        _ sum: TopUp.Sum, field: String, _ terms: WalletTerms
    ) throws(Refusal) -> Credits {
        let credits: Credits
        let text: String
        var isMeaningful = true
        switch sum {
        case .credits(let given):
            (credits, text) = (given, given.description)
        case .money(let money):
            text = money.amount
            isMeaningful = money.currency == terms.currency
            credits = money.units > 0 ? terms.rate.credits(for: money.units) : .zero
        }
        guard credits > 0 else {
            throw .invalidAmount(field: field, value: text, fault: .notPositive)
        }
        guard !isMeaningful || terms.canIssue(credits) else {
            throw .invalidAmount(field: field, value: text, fault: .outOfRange)
        }
        return credits
    }

    private func checkTerms(_ topUp: TopUp) throws(Refusal) {
        try TermRule.checkPriority(topUp.priority)
        try TermRule.checkName(topUp.name)
        try checkExpiry(topUp.expiresAt, effectiveAt: topUp.effectiveAt ?? instant)
    }

    /// An expiry of a grant lies after now and after its effect (R4.1).
    func checkExpiry(_ expiry: Instant?, effectiveAt: Instant) throws(Refusal) {
        guard let expiry else { return }
        guard expiry > instant else {
            throw .invalidField("expiresAt", value: "\(expiry)", reason: "is not after now (R4.1)")
        }
        guard expiry > effectiveAt else {
            throw .invalidField(
                "expiresAt", value: "\(expiry)", reason: "is not after the effect (R4.1)")
        }
    }

    /// Takes credits from what is available, in consumption order, or from one grant (R5.4).
    mutating func voidCredits(_ void: VoidCredits, _ recalled: Recalled) throws(Refusal) {
        guard let index = book.index(of: void.wallet) else { throw .walletNotFound(void.wallet) }
        if let grant = void.grant {
            let place = try wallet(of: grant, recalled)
            guard place == index else { throw .grantNotFound(grant) }
        }
        _ = try usableWallet(void.wallet)
        guard void.credits > 0, void.credits.isInRange else {
            throw .invalidAmount(
                field: "credits", value: "\(void.credits)",
                fault: void.credits > 0 ? .outOfRange : .notPositive)
        }
        let usable = book.lots.filter {
            $0.wallet == index && $0.isUsable(at: instant) && $0.unheld > 0
                && (void.grant == nil || void.grant == $0.grant)
        }
        let available = usable.reduce(Credits.zero) { $0 + $1.unheld }
        guard void.credits <= available else {
            throw .insufficientCredits(needed: void.credits, available: available)
        }
        var missing = void.credits
        for lot in usable where missing > 0 {
            let taken = min(missing, lot.unheld)
            take(.voided, taken, from: lot)
            missing -= taken
        }
    }
}

extension TopUp.Sum {
    /// The money, if it is given in money.
    fileprivate var money: Money? {
        if case .money(let money) = self { money } else { nil }
    }
}
