/// Changing a wallet's terms (R3.4).
///
/// What the update leaves out stays. A change of expiry or grace moves the effective expiry and the
/// close of every grant in the wallet; a close that has passed by it happens at once, in the same
/// entry. The trap: a rule repeated field for field is the old rule, with its id, anchor and pause.
extension Draft {
    mutating func updateWallet(_ update: UpdateWallet) throws(Refusal) -> Bool {
        let index = try usableWallet(update.wallet, allowingPending: true)
        guard update.namesAnything else { return false }
        let old = book.wallets[index]
        let terms = try changed(old, by: update)
        let rules = try newRules(of: old, by: update, limits: terms.limits)

        if update.namesTerms {
            record(.walletChanged(old.id, WalletChange(shared: Shared(terms))))
        }
        if let rules {
            let states = mintMissing(rules)
            record(.rulesReplaced(old.id, states))
        }
        closeWhatIsDue()
        if book.wallets[index].status == .pending, activatesNow(terms) { activate(index) }
        return true
    }

    private func changed(
        _ wallet: WalletState, by update: UpdateWallet
    ) throws(Refusal) -> WalletTerms {
        var terms = wallet.terms.value
        terms.name = update.name.applied(to: terms.name, default: "")
        terms.externalID = update.externalID.applied(to: terms.externalID)
        terms.priority = update.priority.applied(
            to: terms.priority, default: WalletTerms.defaultPriority)
        terms.scope = Scope(
            feeTypes: update.feeTypes.applied(to: terms.scope.feeTypes, default: []),
            prices: update.prices.applied(to: terms.scope.prices, default: []))
        terms.expiresAt = update.expiresAt.applied(to: terms.expiresAt)
        terms.graceSeconds = update.graceSeconds.applied(to: terms.graceSeconds, default: 0)
        terms.limits = TopUpLimits(
            minimum: update.minimumTopUp.applied(to: terms.limits.minimum),
            maximum: update.maximumTopUp.applied(to: terms.limits.maximum))
        terms.metadata = update.metadata.applied(to: terms.metadata, default: .none)
        try TermRule.checkLimitAmounts(terms.limits)
        if update.activatesAt.isNamed {
            guard wallet.status == .pending else {
                throw .invalidField(
                    "activatesAt", value: "\(wallet.status.rawValue)",
                    reason: "can change only while the wallet is pending (R3.4)")
            }
            switch update.activatesAt {
            case .set(let activation): terms.activation = .at(activation)
            default: terms.activation = .onRequest
            }
        }
        try check(terms, excluding: wallet.id)
        // What the update leaves out stays, also an expiry that has passed.
        if update.expiresAt.isNamed { try checkIsAhead(terms.expiresAt) }
        if wallet.status == .pending { try checkOrder(terms.activation, terms.expiresAt) }
        return terms
    }

    private func activatesNow(_ terms: WalletTerms) -> Bool {
        if case .at(let activation) = terms.activation { return activation <= instant }
        return false
    }

    /// The new list, each rule with the old one that it repeats (R3.4c); `nil` if it is not named.
    private func newRules(
        of wallet: WalletState, by update: UpdateWallet, limits: TopUpLimits
    ) throws(Refusal) -> [(rule: TopUpRule, kept: RuleState?)]? {
        guard update.rules.isNamed else {
            for state in wallet.rules { try checkFixed(state.rule, limits) }
            return nil
        }
        var unmatched = wallet.rules
        var rules: [(rule: TopUpRule, kept: RuleState?)] = []
        for rule in update.rules.applied(to: [], default: []) {
            if let place = unmatched.firstIndex(where: { $0.rule == rule }) {
                rules.append((rule, unmatched.remove(at: place)))
                try checkFixed(rule, limits)
            } else {
                rules.append((rule, nil))
                try check(rules: [rule], limits: limits)
            }
        }
        return rules
    }

    private mutating func mintMissing(
        _ rules: [(rule: TopUpRule, kept: RuleState?)]
    ) -> [RuleState] {
        var states: [RuleState] = []
        for (rule, kept) in rules {
            if let kept {
                states.append(kept)
            } else {
                let state = RuleState(id: mint(), rule: Shared(rule), addedAt: instant)
                watch.touched.insert(state.id)
                states.append(state)
            }
        }
        return states
    }
}

extension UpdateWallet {
    /// Whether a field other than the rules is named.
    var namesTerms: Bool {
        var withoutRules = self
        withoutRules.rules = .keep
        return withoutRules.namesAnything
    }
}
