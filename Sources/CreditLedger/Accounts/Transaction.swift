/// What one transaction does, and so between which two accounts its credits move (R10.1).
public enum TransactionKind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Paid credits bought.
    case purchased
    /// Granted credits given.
    case granted
    /// Credits used for a line of an invoice.
    case applied
    /// Credits given back from a line of an invoice.
    case reinstated
    /// Credits taken away by the host.
    case voided
    /// Credits lost by time.
    case expired
    /// Credits lost by the termination of their wallet.
    case forfeited
}

/// Whether a transaction has moved its credits (R5.2).
public enum TransactionStatus: String, Hashable, Sendable, Codable, CaseIterable {
    /// A purchase that awaits its payment; it has moved nothing.
    case pending
    /// Its credits have moved.
    case settled
    /// A purchase whose payment failed or was cancelled; it never moves anything.
    case failed
}

/// One double-entry transfer of credits between a wallet's account and one of the platform's, on
/// exactly one grant (R10.1).
public struct Transaction: Hashable, Sendable, Identifiable {
    /// The transaction's id.
    ///
    /// An entry that settles, fails or cancels a pending purchase names the same id again (R5.2c).
    public let id: TransactionID
    /// What it does.
    public let kind: TransactionKind
    /// Whether its credits have moved.
    public let status: TransactionStatus
    /// The wallet of its grant.
    public let wallet: WalletID
    /// The one grant that it touches.
    public let grant: GrantID
    /// Whether the grant's credits were bought or given.
    public let grantKind: GrantKind
    /// The credits that it moves; positive, direction is told by its accounts.
    public let credits: Credits
    /// The credits that the grant was issued with.
    public let issued: Credits
    /// What remains in the grant after it.
    public let remaining: Credits
    /// The invoice line that it pays for or gives back from; `nil` for other kinds.
    public let application: LineApplication?

    package init(
        id: TransactionID, kind: TransactionKind, status: TransactionStatus, wallet: WalletID,
        grant: GrantID, grantKind: GrantKind, credits: Credits, issued: Credits,
        remaining: Credits, application: LineApplication?
    ) {
        self.id = id
        self.kind = kind
        self.status = status
        self.wallet = wallet
        self.grant = grant
        self.grantKind = grantKind
        self.credits = credits
        self.issued = issued
        self.remaining = remaining
        self.application = application
    }

    /// The two accounts that its credits move between.
    public var movement: Movement { Movement(kind, grantKind) }
}

/// The part of an invoice line that one transaction pays, or gives back.
public struct LineApplication: Hashable, Sendable {
    /// The invoice.
    public let invoice: InvoiceID
    /// The line.
    public let line: LineID
    /// The money, in the invoice's currency.
    public let amount: Money
    /// Of a `reinstated` transaction, and of the loss that follows it: the application that it
    /// undoes.
    public let undoes: TransactionID?

    package init(invoice: InvoiceID, line: LineID, amount: Money, undoes: TransactionID?) {
        self.invoice = invoice
        self.line = line
        self.amount = amount
        self.undoes = undoes
    }
}
