/// One step of a book's history: what was asked, what moved, and every other effect (R11.1).
///
/// The journal is the truth and a book is its fold, so an entry carries all that folding needs and
/// nothing that it would have to decide. Entries are never changed or deleted.
///
/// An entry is one reference to what it says: handing it from the decision to the store, the caller
/// and every later reader copies nothing.
public struct JournalEntry: Hashable, Sendable, Identifiable {
    private let content: Shared<Content>

    private struct Content: Hashable {
        let id: EntryID
        let customer: CustomerID
        let revision: Int64
        let instant: Instant
        let command: Command?
        let context: Context?
        let transactions: [Transaction]
        let effects: [Effect]
    }

    package init(
        id: EntryID, customer: CustomerID, revision: Int64, instant: Instant, command: Command?,
        context: Context?, transactions: [Transaction], effects: [Effect]
    ) {
        self.content = Shared(
            Content(
                id: id, customer: customer, revision: revision, instant: instant,
                command: command, context: context, transactions: transactions,
                effects: effects))
    }

    /// The entry's id; ascends with the revision within one customer.
    public var id: EntryID { content.value.id }

    /// Whose book.
    public var customer: CustomerID { content.value.customer }

    /// 1, 2, 3, … in its book, without gaps.
    public var revision: Int64 { content.value.revision }

    /// The instant as of which it holds.
    ///
    /// Of a command it is the (advanced) clock's; of what time alone caused, the one at which that
    /// fell due.
    public var instant: Instant { content.value.instant }

    /// What was asked; `nil` for what time alone caused.
    public var command: Command? { content.value.command }

    /// Who asked, why, and under which key.
    public var context: Context? { content.value.context }

    /// The transactions, in order.
    public var transactions: [Transaction] { content.value.transactions }

    /// Everything else that changed, in order.
    public var effects: [Effect] { content.value.effects }

    /// The instant at which it was written, by the clock of its writer.
    public var recordedAt: Instant { Instant(unchecked: id.milliseconds) }

    /// The key under which it was asked for, if any.
    public var key: IdempotencyKey? { context?.key }
}

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
    /// An invoice was drawn down: its grants that could pay nothing, and why.
    case invoiceDrawn(InvoiceID, skipped: [SkippedGrant])
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

/// Something that only one entry of a customer may have (DESIGN: claims).
public enum Claim: Hashable, Sendable {
    /// An idempotency key.
    case key(IdempotencyKey)
    /// An invoice, drawn down.
    case drawn(InvoiceID)
}

extension JournalEntry {
    /// What no other entry of this customer may claim.
    public var claims: [Claim] {
        switch (key, drawn) {
        case (let key?, let drawn?): [.key(key), .drawn(drawn)]
        case (let key?, nil): [.key(key)]
        case (nil, let drawn?): [.drawn(drawn)]
        case (nil, nil): []
        }
    }

    /// Visits the claims without listing them, until `body` answers something.
    package func firstClaim<Found>(where body: (Claim) -> Found?) -> Found? {
        if let key, let found = body(.key(key)) { return found }
        if let drawn, let found = body(.drawn(drawn)) { return found }
        return nil
    }

    /// The invoice that this entry draws down.
    public var drawn: InvoiceID? {
        guard case .drawDown(let drawDown)? = command else { return nil }
        return drawDown.invoice.id
    }

    /// The invoice that this entry takes part in: drawn down, or given back from.
    public var invoice: InvoiceID? {
        switch command {
        case .drawDown(let drawDown): drawDown.invoice.id
        case .reinstate(let reinstate): reinstate.invoice
        default: nil
        }
    }
}
