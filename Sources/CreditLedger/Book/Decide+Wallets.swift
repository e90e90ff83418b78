/// The life of a wallet: creation, activation, termination, and its paused rules (R3).
extension Draft {
    mutating func createWallet(_ new: CreateWallet) throws(Refusal) {
        let terms = WalletTerms(
            name: new.name, externalID: new.externalID, currency: new.currency, rate: new.rate,
            priority: new.priority, scope: new.scope, activation: new.activation,
            expiresAt: new.expiresAt, graceSeconds: new.graceSeconds, limits: new.limits,
            metadata: new.metadata)
        try TermRule.checkLimitAmounts(new.limits)
        try check(initial: new.paid, field: "paid", terms)
        try check(initial: new.granted, field: "granted", terms)
        try check(terms)
        try checkIsAhead(new.expiresAt)
        try checkOrder(new.activation, new.expiresAt)
        try check(rules: new.rules, limits: new.limits)

        let id: WalletID = mint()
        let status: WalletStatus
        switch new.activation {
        case .atOnce: status = .active
        case .onRequest: status = .pending
        case .at(let activation): status = activation <= instant ? .active : .pending
        }
        let rules = new.rules.map {
            RuleState(id: mint(), rule: Shared($0), addedAt: instant)
        }
        let index = book.wallets.count
        record(
            .walletOpened(
                OpenedWallet(id: id, shared: Shared(terms), status: status, rules: rules)))
        for (kind, credits) in [(GrantKind.paid, new.paid), (.granted, new.granted)]
        where credits > 0 {
            issue(
                Issue(
                    kind: kind, credits: credits, payment: kind == .paid ? new.payment : nil,
                    effectiveAt: instant, costBasis: terms.costBasis(of: kind), source: .initial),
                wallet: index)
        }
        if status == .active { watch.activated.insert(index) }
        watch.touched.formUnion(rules.map(\.id))
    }

    private func check(
        initial credits: Credits, field: String, _ terms: WalletTerms
    ) throws(Refusal) {
        guard credits >= 0 else {
            throw .invalidAmount(field: field, value: "\(credits)", fault: .negative)
        }
        guard terms.canIssue(credits) else {
            throw .invalidAmount(field: field, value: "\(credits)", fault: .outOfRange)
        }
    }

    /// Activating an ACTIVE wallet is a no-op (R3.2a).
    mutating func activateWallet(_ id: WalletID) throws(Refusal) -> Bool {
        let index = try usableWallet(id, allowingPending: true)
        guard book.wallets[index].status == .pending else { return false }
        activate(index)
        return true
    }

    mutating func activate(_ index: Int) {
        record(.walletActivated(book.wallets[index].id))
        watch.activated.insert(index)
    }

    /// Ends a wallet: awaited payments are cancelled, what remains is forfeited (R3.3); what was
    /// held of grants that have closed expires, as they did (R4.4a).
    mutating func terminateWallet(_ id: WalletID) throws(Refusal) {
        let index = try usableWallet(id)
        releaseHolds(ofWallet: index)
        for lot in book.lots.filter({ $0.wallet == index }).sorted(by: { $0.grant < $1.grant }) {
            close(lot, by: lot.hasClosed ? .expired : .forfeited)
        }
        record(.walletTerminated(id, .terminated))
    }

    /// Lets a paused rule run again; resuming one that runs is a no-op (R8.6).
    mutating func resumeRule(_ rule: RuleID, of id: WalletID) throws(Refusal) -> Bool {
        guard let index = book.index(of: id) else { throw .walletNotFound(id) }
        guard let state = book.wallets[index].rules.first(where: { $0.id == rule }) else {
            throw .ruleNotFound(rule)
        }
        _ = try usableWallet(id)
        guard state.isPaused else { return false }
        record(.ruleResumed(id, rule))
        watch.touched.insert(rule)
        return true
    }
}

/// What the terms of a wallet must fulfil, new or changed (R3.1, R8.1).
extension Draft {
    /// What its fields allow; the external id of `excluded` is its own and does not count.
    func check(_ terms: WalletTerms, excluding excluded: WalletID? = nil) throws(Refusal) {
        try TermRule.checkName(terms.name)
        if let externalID = terms.externalID {
            try TextRule.check(externalID, field: "externalId")
            let isTaken = book.wallets.contains {
                $0.id != excluded
                    && $0.terms.value.externalID?.utf8.elementsEqual(externalID.utf8) == true
            }
            guard !isTaken else {
                throw .invalidField(
                    "externalId", value: externalID, reason: "is another wallet's (R3.1)")
            }
        }
        try TermRule.checkPriority(terms.priority)
        try TermRule.checkGrace(terms.graceSeconds)
        try TermRule.checkLimitOrder(terms.limits)
    }

    /// An expiry that is named lies after now (R3.4b).
    func checkIsAhead(_ expiry: Instant?) throws(Refusal) {
        guard let expiry, expiry <= instant else { return }
        throw .invalidField(
            "expiresAt", value: "\(expiry)", reason: "is not after now (R3.4)")
    }

    /// An expiry lies after the activation (R3.4b).
    func checkOrder(_ activation: Activation, _ expiry: Instant?) throws(Refusal) {
        guard case .at(let activation) = activation, let expiry, expiry <= activation else {
            return
        }
        throw .invalidField(
            "expiresAt", value: "\(expiry)", reason: "is not after the activation (R3.4)")
    }

    /// Rules that are added now, and fixed rules against the limits (R8.1, R8.4).
    func check(rules: [TopUpRule], limits: TopUpLimits) throws(Refusal) {
        for rule in rules {
            if rule.startsAt == nil, let expiry = rule.expiresAt, expiry <= instant {
                throw .invalidRule(
                    field: "expiresAt", value: "\(expiry)",
                    reason: "is not after the start (R8.1)")
            }
            try checkFixed(rule, limits)
        }
    }

    func checkFixed(_ rule: TopUpRule, _ limits: TopUpLimits) throws(Refusal) {
        guard case .fixed(let paid?, _) = rule.method, !limits.allow(paid) else { return }
        // One that has expired never runs again.
        if let expiry = rule.expiresAt, expiry <= instant { return }
        throw .invalidRule(
            field: "paid", value: "\(paid)", reason: "is outside the wallet's limits (R8.4)")
    }
}
