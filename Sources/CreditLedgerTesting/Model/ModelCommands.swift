import CreditLedger

/// Collects all that is wrong with one command, so that the ledger may answer with any of it.
struct ModelFaults {
    var codes: Set<String> = []

    mutating func add(_ code: String, if isWrong: Bool) {
        if isWrong { codes.insert(code) }
    }
}

extension ModelBook {
    /// Does one command as of `now`; what it gives is meant to be thrown away unless journalled.
    mutating func decide(_ command: Command, at now: Instant) -> ModelLedger.Outcome {
        var news = ModelNews(now: now, before: expected(at: now))
        var faults = ModelFaults()
        var result = ModelLedger.Result()
        switch command {
        case .createWallet(let create): createWallet(create, now, &news, &faults)
        case .activateWallet(let id): activateWallet(id, &news, &faults)
        case .updateWallet(let update): updateWallet(update, now, &news, &faults)
        case .terminateWallet(let id): terminateWallet(id, &news, &faults)
        case .topUp(let topUp): self.topUp(topUp, now, &news, &faults)
        case .settleTopUp(let id): settle(id, now, &news, &faults)
        case .failTopUp(let id, _): fail(id, &news, &faults)
        case .voidCredits(let void): voidCredits(void, now, &news, &faults)
        case .expireGrant(let id): endGrant(id, by: .expired, &news, &faults)
        case .voidGrant(let id): endGrant(id, by: .voided, &news, &faults)
        case .changeGrant(let change): changeGrant(change, now, &news, &faults)
        case .drawDown(let drawDown):
            if let earlier = earlier(drawDown.invoice) { return earlier }
            result.drawn = draw(drawDown, now, &news, &faults)
        case .reinstate(let reinstate):
            self.reinstate(reinstate, now, &news, &faults, &result)
        case .resumeRule(let wallet, let rule): resume(wallet, rule, &news, &faults)
        case .reportUsage(let report): self.report(report, &news, &faults)
        case .hold(let terms): hold(terms, now, &news, &faults)
        case .extendHold(let id, let until): extendHold(id, until: until, &news, &faults)
        case .capture(let capture): self.capture(capture, &news, &faults, &result)
        case .releaseHold(let id): releaseHold(id, &news, &faults)
        case .confirmCharge(let id): confirm(id, now, &news, &faults, &result)
        @unknown default: return .refused(["unknown to the model"])
        }
        guard faults.codes.isEmpty else { return .refused(faults.codes) }
        guard news.hasChanged else { return .nothing }
        checkThresholds(at: now, &news)
        return .journalled(
            ModelLedger.Entry(instant: now, transactions: news.transactions), result)
    }

    /// The wallet that an id names, if its status allows a change (R3.2b, R3.3).
    func changeable(
        _ id: WalletID, whilePending: Bool = false, _ faults: inout ModelFaults
    ) -> Int? {
        guard wallets.indices.contains(id.ordinal) else {
            faults.add("walletNotFound", if: true)
            return nil
        }
        faults.add("walletTerminated", if: wallets[id.ordinal].status == .terminated)
        faults.add("walletPending", if: wallets[id.ordinal].status == .pending && !whilePending)
        return id.ordinal
    }

    /// The grant that an id names.
    func known(_ id: GrantID, _ faults: inout ModelFaults) -> Int? {
        let isKnown = grants.indices.contains(id.ordinal)
        faults.add("grantNotFound", if: !isKnown)
        return isKnown ? id.ordinal : nil
    }

    private mutating func resume(
        _ id: WalletID, _ ruleID: RuleID, _ news: inout ModelNews, _ faults: inout ModelFaults
    ) {
        guard let wallet = changeable(id, &faults) else { return }
        guard wallets[wallet].rules.indices.contains(ruleID.ordinal) else {
            faults.add("ruleNotFound", if: true)
            return
        }
        guard wallets[wallet].rules[ruleID.ordinal].isPaused else { return }
        wallets[wallet].rules[ruleID.ordinal].isPaused = false
        news.stirred.insert(wallets[wallet].rules[ruleID.ordinal].serial)
        news.hasChanged = true
    }
}

extension ModelNews {
    /// Says which line the last transaction pays for or gives back from.
    mutating func name(_ line: LineID, _ amount: Money) {
        guard let last = transactions.indices.last else { return }
        transactions[last].line = line
        transactions[last].amount = amount
    }
}
