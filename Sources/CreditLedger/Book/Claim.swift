/// Something that only one entry of a customer may have (DESIGN: claims).
public enum Claim: Hashable, Sendable {
    /// An idempotency key.
    case key(IdempotencyKey)
    /// An invoice, drawn down.
    case drawn(InvoiceID)
    /// A line of an invoice, captured for.
    case captured(InvoiceLine)
}

/// A line of an invoice.
public struct InvoiceLine: Hashable, Sendable {
    /// The invoice.
    public let invoice: InvoiceID
    /// Its line.
    public let line: LineID

    /// A line of an invoice.
    public init(invoice: InvoiceID, line: LineID) {
        self.invoice = invoice
        self.line = line
    }
}

extension Command {
    /// What its entry claims, its key apart.
    package var claim: Claim? {
        switch self {
        case .drawDown(let drawDown): .drawn(drawDown.invoice.id)
        case .capture(let capture): .captured(capture.place)
        default: nil
        }
    }
}

extension JournalEntry {
    /// What no other entry of this customer may claim.
    public var claims: [Claim] {
        switch (key, command?.claim) {
        case (let key?, let claim?): [.key(key), claim]
        case (let key?, nil): [.key(key)]
        case (nil, let claim?): [claim]
        case (nil, nil): []
        }
    }

    /// Visits the claims without listing them, until `body` answers something.
    package func firstClaim<Found>(where body: (Claim) -> Found?) -> Found? {
        if let key, let found = body(.key(key)) { return found }
        if let claim = command?.claim, let found = body(claim) { return found }
        return nil
    }

    /// The invoice that this entry draws down.
    public var drawn: InvoiceID? {
        guard case .drawDown(let drawDown)? = command else { return nil }
        return drawDown.invoice.id
    }

    /// The line of an invoice that this entry captures for.
    public var captured: InvoiceLine? {
        guard case .capture(let capture)? = command else { return nil }
        return capture.place
    }

    /// The invoice that this entry takes part in: drawn down, captured for, or given back from.
    public var invoice: InvoiceID? {
        switch command {
        case .drawDown(let drawDown): drawDown.invoice.id
        case .capture(let capture): capture.invoice
        case .reinstate(let reinstate): reinstate.invoice
        default: nil
        }
    }

    /// The currency of the invoice that this entry takes part in.
    package var invoiceCurrency: Currency? {
        switch command {
        case .drawDown(let drawDown): drawDown.invoice.currency
        case .capture(let capture): capture.amount.currency
        case .reinstate: transactions.lazy.compactMap { $0.application?.amount.currency }.first
        default: nil
        }
    }
}
