/// What happens to one grant: its payment, its end, its terms (R4.3, R5.2).
extension Draft {
    /// The position of the wallet of a grant, open or not.
    func wallet(of grant: GrantID, _ recalled: Recalled) throws(Refusal) -> Int {
        if let lot = book.index(of: grant) { return Int(book.lots[lot].wallet) }
        guard let record = recalled.grants[grant], let index = book.index(of: record.wallet) else {
            throw .grantNotFound(grant)
        }
        return index
    }

    /// The payment has come in: the credits are there, effective from now at the earliest (R5.2d).
    mutating func settle(_ id: GrantID, _ recalled: Recalled) throws(Refusal) -> Bool {
        guard let lot = try awaited(id, recalled, settled: true) else { return false }
        var terms = lot.terms.value
        if terms.effectiveAt < instant {
            terms.effectiveAt = instant
            record(.grantChanged(opened(lot, terms)))
        }
        conclude(lot, .settled)
        return true
    }

    /// A charge has gone through: the credits are there or, of a top-up that was cancelled before,
    /// the money is owed back, once (R5.5c).
    mutating func confirmCharge(_ id: GrantID, _ recalled: Recalled) throws(Refusal) -> Bool {
        if let index = book.index(of: id), book.lots[index].isAwaited {
            return try settle(id, recalled)
        }
        let wallet = try wallet(of: id, recalled)
        let lot = book.index(of: id).map { book.lots[$0] }
        let record = recalled.grants[id]
        guard let terms = lot?.terms.value ?? record?.terms, terms.payment?.isDue == true else {
            let status = lot?.status(at: instant) ?? record?.closure?.door.status
            throw .topUpNotPending(id, status ?? .depleted)
        }
        guard let record, record.closure?.door == .failed, !record.isRefundOwed,
            terms.price.units > 0
        else {
            return false
        }
        self.record(
            .refundOwed(
                RefundOwed(
                    wallet: book.wallets[wallet].id, grant: id, transaction: terms.transaction,
                    amount: terms.price)))
        return true
    }

    /// The payment has failed: no credits, and the rule that asked for it waits (R8.6).
    mutating func fail(
        _ id: GrantID, _ reason: String, _ recalled: Recalled
    ) throws(Refusal) -> Bool {
        let awaited = try awaited(id, recalled, settled: false)
        try TermRule.checkName(reason, field: "reason")
        guard let lot = awaited else { return false }
        conclude(lot, .failed)
        record(.grantClosed(id, .failed))
        if case .rule(let rule) = lot.terms.value.source { pause(rule, wallet: Int(lot.wallet)) }
        return true
    }

    private mutating func pause(_ rule: RuleID, wallet: Int) {
        let state = book.wallets[wallet]
        guard state.rules.contains(where: { $0.id == rule && !$0.isPaused }) else { return }
        record(.rulePaused(state.id, rule))
    }

    /// The lot whose payment is awaited, or `nil` if it was concluded the same way before (R5.2b).
    private func awaited(
        _ id: GrantID, _ recalled: Recalled, settled: Bool
    ) throws(Refusal) -> Lot? {
        if let index = book.index(of: id) {
            let lot = book.lots[index]
            if lot.isAwaited { return lot }
            guard settled, lot.terms.value.payment?.isDue == true else {
                throw .topUpNotPending(id, lot.status(at: instant))
            }
            return nil
        }
        guard let record = recalled.grants[id] else { throw .grantNotFound(id) }
        let hasFailed = record.closure?.door == .failed
        guard record.terms.payment?.isDue == true, hasFailed != settled else {
            throw .topUpNotPending(id, record.closure?.door.status ?? .depleted)
        }
        return nil
    }

    /// Expires or voids what remains of a grant at once (R4.3a); nothing left is a no-op.
    mutating func end(
        _ id: GrantID, by door: GrantDoor, _ recalled: Recalled
    ) throws(Refusal) -> Bool {
        _ = try usableWallet(book.wallets[wallet(of: id, recalled)].id)
        guard let index = book.index(of: id) else { return false }
        releaseHolds(of: id)
        close(book.lots[index], by: door)
        return true
    }

    /// Changes a grant's terms (R4.3b).
    mutating func changeGrant(_ change: ChangeGrant, _ recalled: Recalled) throws(Refusal) -> Bool {
        _ = try usableWallet(book.wallets[wallet(of: change.grant, recalled)].id)
        guard let index = book.index(of: change.grant) else {
            let door = recalled.grants[change.grant]?.closure?.door
            throw .grantClosed(change.grant, door?.status ?? .depleted)
        }
        guard !book.lots[index].hasClosed else { throw .grantClosed(change.grant, .expired) }
        guard change.namesAnything else { return false }
        let lot = book.lots[index]
        var terms = lot.terms.value
        terms.priority = change.priority.applied(
            to: terms.priority, default: WalletTerms.defaultPriority)
        terms.name = change.name.applied(to: terms.name, default: "")
        terms.metadata = change.metadata.applied(to: terms.metadata, default: .none)
        terms.expiresAt = change.expiresAt.applied(to: terms.expiresAt)
        try TermRule.checkPriority(terms.priority)
        try TermRule.checkName(terms.name)
        if change.expiresAt.isNamed {
            try checkExpiry(terms.expiresAt, effectiveAt: terms.effectiveAt)
        }
        record(.grantChanged(opened(lot, terms)))
        return true
    }

    func opened(_ lot: Lot, _ terms: GrantTerms) -> OpenedGrant {
        OpenedGrant(
            id: lot.grant, wallet: book.wallets[Int(lot.wallet)].id, shared: Shared(terms))
    }
}
