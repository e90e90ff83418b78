// Effects in the packed form.

/// The first byte of an effect.
private enum EffectCode {
    static let grantOpened: UInt8 = 0
    static let grantReopened: UInt8 = 1
    static let grantChanged: UInt8 = 2
    static let grantClosed: UInt8 = 3
    static let walletOpened: UInt8 = 4
    static let walletActivated: UInt8 = 5
    static let walletTerminated: UInt8 = 6
    static let rulePaused: UInt8 = 7
    static let ruleResumed: UInt8 = 8
    static let ruleFired: UInt8 = 9
    static let invoiceDrawn: UInt8 = 10
    static let usageReported: UInt8 = 11
    static let usageCleared: UInt8 = 12
    static let holdOpened: UInt8 = 13
    static let holdChanged: UInt8 = 14
    static let holdEnded: UInt8 = 15
    static let refundOwed: UInt8 = 16
}

extension PackedWriter {
    /// Writes an effect, if it has a packed form: changes of a wallet's terms and lists of rules
    /// are rare and have none.
    mutating func effect(_ effect: Effect) -> Bool {
        switch effect {
        case .grantOpened(let grant): opened(EffectCode.grantOpened, grant)
        case .grantReopened(let grant): opened(EffectCode.grantReopened, grant)
        case .grantChanged(let grant): opened(EffectCode.grantChanged, grant)
        case .grantClosed(let grant, let door):
            byte(EffectCode.grantClosed)
            id(grant)
            byte(door.packed)
        case .walletOpened(let opened):
            guard opened.rules.isEmpty else { return false }
            byte(EffectCode.walletOpened)
            id(opened.id)
            byte(opened.status.packed)
            terms(opened.shared.value)
        case .walletActivated(let wallet):
            byte(EffectCode.walletActivated)
            id(wallet)
        case .walletTerminated(let wallet, let end):
            byte(EffectCode.walletTerminated)
            id(wallet)
            byte(end.packed)
        case .rulePaused(let wallet, let rule):
            byte(EffectCode.rulePaused)
            id(wallet)
            id(rule)
        case .ruleResumed(let wallet, let rule):
            byte(EffectCode.ruleResumed)
            id(wallet)
            id(rule)
        case .ruleFired(let firing): self.firing(firing)
        case .invoiceDrawn(let invoice, let captured, let skipped):
            byte(EffectCode.invoiceDrawn)
            text(invoice.text)
            self.captured(captured)
            self.skipped(skipped)
        case .usageReported(let report):
            byte(EffectCode.usageReported)
            self.report(report)
        case .usageCleared(let currency, let periods):
            byte(EffectCode.usageCleared)
            self.currency(currency)
            self.periods(periods)
        case .holdOpened(let hold):
            byte(EffectCode.holdOpened)
            self.hold(hold)
        case .holdChanged(let hold):
            byte(EffectCode.holdChanged)
            self.hold(hold)
        case .holdEnded(let hold, let end):
            byte(EffectCode.holdEnded)
            self.hold(hold)
            byte(end.packed)
        case .refundOwed(let refund): self.refund(refund)
        case .walletChanged, .rulesReplaced: return false
        }
        return true
    }

    private mutating func opened(_ code: UInt8, _ grant: OpenedGrant) {
        byte(code)
        id(grant.id)
        id(grant.wallet)
        terms(grant.shared.value)
    }

    private mutating func skipped(_ grants: [SkippedGrant]) {
        count(grants.count)
        for grant in grants {
            id(grant.grant)
            byte(grant.reason.packed)
        }
    }

    private mutating func periods(_ periods: [UsagePeriod]) {
        count(periods.count)
        for period in periods { text(period.text) }
    }

    private mutating func firing(_ firing: RuleFiring) {
        byte(EffectCode.ruleFired)
        flags(
            PackedFlags(
                firing.threshold != nil, firing.target != nil, firing.missing != nil,
                firing.paid != nil, firing.granted != nil))
        id(firing.wallet)
        id(firing.rule)
        credits(firing.ongoing)
        credits(firing.pending)
        credits(ifAny: firing.threshold)
        credits(ifAny: firing.target)
        credits(ifAny: firing.missing)
        credits(ifAny: firing.paid)
        credits(ifAny: firing.granted)
    }

    private mutating func refund(_ refund: RefundOwed) {
        byte(EffectCode.refundOwed)
        id(refund.wallet)
        id(refund.grant)
        id(refund.transaction)
        money(refund.amount)
    }
}

extension PackedReader {
    mutating func effect() -> Effect {
        switch byte() {
        case EffectCode.grantOpened: return .grantOpened(openedGrant())
        case EffectCode.grantReopened: return .grantReopened(openedGrant())
        case EffectCode.grantChanged: return .grantChanged(openedGrant())
        case EffectCode.grantClosed:
            let grant: GrantID = id()
            return .grantClosed(grant, GrantDoor(packed: byte()))
        case EffectCode.walletOpened:
            let wallet: WalletID = id()
            let status = WalletStatus(packed: byte())
            return .walletOpened(
                OpenedWallet(id: wallet, shared: Shared(walletTerms()), status: status, rules: []))
        case EffectCode.walletActivated: return .walletActivated(id())
        case EffectCode.walletTerminated:
            let wallet: WalletID = id()
            return .walletTerminated(wallet, WalletEnd(packed: byte()))
        case EffectCode.rulePaused:
            let wallet: WalletID = id()
            return .rulePaused(wallet, id())
        case EffectCode.ruleResumed:
            let wallet: WalletID = id()
            return .ruleResumed(wallet, id())
        case EffectCode.ruleFired: return .ruleFired(firing())
        case EffectCode.invoiceDrawn:
            let invoice = InvoiceID(stored: text())
            let captured = captured()
            return .invoiceDrawn(invoice, captured: captured, skipped: skipped())
        case EffectCode.usageReported: return .usageReported(report())
        case EffectCode.usageCleared:
            let currency = currency()
            return .usageCleared(currency, periods())
        case EffectCode.holdOpened: return .holdOpened(hold())
        case EffectCode.holdChanged: return .holdChanged(hold())
        case EffectCode.holdEnded:
            let hold = hold()
            return .holdEnded(hold, HoldEnd(packed: byte()))
        default: return .refundOwed(refund())
        }
    }

    private mutating func openedGrant() -> OpenedGrant {
        let grant: GrantID = id()
        let wallet: WalletID = id()
        return OpenedGrant(id: grant, wallet: wallet, shared: Shared(grantTerms()))
    }

    private mutating func skipped() -> [SkippedGrant] {
        var grants: [SkippedGrant] = []
        for _ in 0..<count() {
            let grant: GrantID = id()
            grants.append(SkippedGrant(grant: grant, reason: SkipReason(packed: byte())))
        }
        return grants
    }

    private mutating func periods() -> [UsagePeriod] {
        var periods: [UsagePeriod] = []
        for _ in 0..<count() { periods.append(period()) }
        return periods
    }

    private mutating func firing() -> RuleFiring {
        var flags = flags()
        let wallet: WalletID = id()
        let rule: RuleID = id()
        let ongoing = credits()
        let pending = credits()
        let threshold = credits(if: flags.next())
        let target = credits(if: flags.next())
        let missing = credits(if: flags.next())
        let paid = credits(if: flags.next())
        return RuleFiring(
            wallet: wallet, rule: rule, ongoing: ongoing, pending: pending,
            threshold: threshold, target: target, missing: missing, paid: paid,
            granted: credits(if: flags.next()))
    }

    private mutating func refund() -> RefundOwed {
        let wallet: WalletID = id()
        let grant: GrantID = id()
        let transaction: TransactionID = id()
        return RefundOwed(
            wallet: wallet, grant: grant, transaction: transaction, amount: money())
    }
}
