import CreditLedger

extension Command {
    /// The same command about other things: every id that it names is replaced.
    func renamed(
        wallets: (WalletID) -> WalletID, grants: (GrantID) -> GrantID,
        rules: (RuleID, WalletID) -> RuleID, holds: (HoldID) -> HoldID
    ) -> Command {
        switch self {
        case .activateWallet(let id): return .activateWallet(wallets(id))
        case .terminateWallet(let id): return .terminateWallet(wallets(id))
        case .updateWallet(var update):
            update.wallet = wallets(update.wallet)
            return .updateWallet(update)
        case .topUp(var topUp):
            topUp.wallet = wallets(topUp.wallet)
            return .topUp(topUp)
        case .settleTopUp(let id): return .settleTopUp(grants(id))
        case .failTopUp(let id, let reason): return .failTopUp(grants(id), reason: reason)
        case .voidCredits(var void):
            void.wallet = wallets(void.wallet)
            void.grant = void.grant.map(grants)
            return .voidCredits(void)
        case .expireGrant(let id): return .expireGrant(grants(id))
        case .voidGrant(let id): return .voidGrant(grants(id))
        case .changeGrant(var change):
            change.grant = grants(change.grant)
            return .changeGrant(change)
        case .resumeRule(let wallet, let rule):
            return .resumeRule(wallets(wallet), rules(rule, wallet))
        case .extendHold(let id, let until): return .extendHold(holds(id), until: until)
        case .capture(var capture):
            capture.hold = holds(capture.hold)
            return .capture(capture)
        case .releaseHold(let id): return .releaseHold(holds(id))
        case .confirmCharge(let id): return .confirmCharge(grants(id))
        default: return self
        }
    }
}
