/// Something other than credits that an entry changed; enough to fold it without deciding.
@nonexhaustive
public enum Effect: Hashable, Sendable {
    /// A wallet was created.
    case walletOpened(OpenedWallet)
    /// A wallet's terms are these from now on.
    case walletChanged(WalletID, WalletChange)
    /// A wallet became ACTIVE.
    case walletActivated(WalletID)
    /// A wallet ended.
    case walletTerminated(WalletID, WalletEnd)
    /// A wallet's rules are these from now on.
    case rulesReplaced(WalletID, [RuleState])
    /// A rule waits for `resumeRule` from now on.
    case rulePaused(WalletID, RuleID)
    /// A paused rule runs again.
    case ruleResumed(WalletID, RuleID)
    /// A grant was issued.
    case grantOpened(OpenedGrant)
    /// A grant's terms are these from now on.
    case grantChanged(OpenedGrant)
    /// A closed or depleted grant is open again, so that credits can return to it (R7.2).
    case grantReopened(OpenedGrant)
    /// A grant closed.
    case grantClosed(GrantID, GrantDoor)
    /// An invoice was drawn down: what captures had paid of it before, and the grants that could
    /// pay nothing, and why.
    case invoiceDrawn(InvoiceID, captured: [CapturedLine], skipped: [SkippedGrant])
    /// The unbilled usage of one currency and period is this from now on.
    indirect case usageReported(UsageReport)
    /// The unbilled usage of these periods was billed.
    case usageCleared(Currency, [UsagePeriod])
    /// Credits were reserved.
    indirect case holdOpened(Hold)
    /// A hold is this from now on: it ends later, or a grant that it held of was ended.
    indirect case holdChanged(Hold)
    /// A hold ended; it is given as it stood before.
    indirect case holdEnded(Hold, HoldEnd)
    /// A rule added credits, by these figures.
    indirect case ruleFired(RuleFiring)
    /// A top-up was paid for after it had been cancelled: the money is owed back.
    indirect case refundOwed(RefundOwed)
}

/// A wallet as it was created.
public struct OpenedWallet: Hashable, Sendable {
    /// Its id.
    public let id: WalletID
    package let shared: Shared<WalletTerms>
    /// Its status by then.
    public let status: WalletStatus
    /// Its rules.
    public let rules: [RuleState]

    package init(
        id: WalletID, shared: Shared<WalletTerms>, status: WalletStatus, rules: [RuleState]
    ) {
        self.id = id
        self.shared = shared
        self.status = status
        self.rules = rules
    }

    /// Its terms.
    public var terms: WalletTerms { shared.value }
}

/// New terms of a wallet.
public struct WalletChange: Hashable, Sendable {
    package let shared: Shared<WalletTerms>

    package init(shared: Shared<WalletTerms>) {
        self.shared = shared
    }

    /// Its terms from now on.
    public var terms: WalletTerms { shared.value }
}

/// How a wallet ended (R3.3).
public enum WalletEnd: String, Hashable, Sendable, Codable, CaseIterable {
    /// By `terminate`: its credits were forfeited.
    case terminated
    /// By time, at its close: its credits expired.
    case expired

    /// The door through which its credits left.
    package var door: GrantDoor { self == .expired ? .expired : .forfeited }
}

/// A grant and its terms, as an entry sets them.
public struct OpenedGrant: Hashable, Sendable {
    /// Its id.
    public let id: GrantID
    /// The wallet that it is in.
    public let wallet: WalletID
    package let shared: Shared<GrantTerms>

    package init(id: GrantID, wallet: WalletID, shared: Shared<GrantTerms>) {
        self.id = id
        self.wallet = wallet
        self.shared = shared
    }

    /// Its terms.
    public var terms: GrantTerms { shared.value }
}

/// Why a rule added credits, and by which figures (R8.3, R8.4): what explains an automatic top-up.
public struct RuleFiring: Hashable, Sendable {
    /// The wallet.
    public let wallet: WalletID
    /// The rule.
    public let rule: RuleID
    /// The wallet's ongoing balance just before, in its credits (R9.3).
    public let ongoing: Credits
    /// What awaited its payment just before, in the wallet's credits.
    public let pending: Credits
    /// The threshold that the two were below, or at; `nil` for a rule that runs on a schedule.
    public let threshold: Credits?
    /// The balance to fill up to; `nil` for a rule that adds fixed credits.
    public let target: Credits?
    /// What was missing to the target, before the wallet's limits; `nil` without a target.
    public let missing: Credits?
    /// The paid credits that it added.
    public let paid: Credits?
    /// The granted credits that it added.
    public let granted: Credits?
}

/// Money that was charged for a top-up that had been cancelled before (R5.5c).
public struct RefundOwed: Hashable, Sendable {
    /// The wallet.
    public let wallet: WalletID
    /// The grant that never came to be.
    public let grant: GrantID
    /// The purchase that failed; its id is the key that the charge was made under.
    public let transaction: TransactionID
    /// What to pay back.
    public let amount: Money

    package init(wallet: WalletID, grant: GrantID, transaction: TransactionID, amount: Money) {
        self.wallet = wallet
        self.grant = grant
        self.transaction = transaction
        self.amount = amount
    }
}
