/// Reserves credits for a line that is not billed yet (R9.4).
public struct HoldCredits: Hashable, Sendable {
    /// The money to hold credits for, above 0, in the currency of the invoice to come; not
    /// necessarily whole.
    public var amount: Money
    /// What the line charges for.
    public var feeType: FeeType
    /// The code of the price that it is charged by, if any.
    public var price: PriceCode?
    /// When the hold lapses.
    public var until: Instant
    /// Whether to hold what there is where that is less than `amount`; nothing is never held.
    public var allowsPart: Bool

    /// A hold of `amount` until an instant.
    public init(
        _ amount: Money, for feeType: FeeType, price: PriceCode? = nil, until: Instant,
        allowsPart: Bool = false
    ) {
        self.amount = amount
        self.feeType = feeType
        self.price = price
        self.until = until
        self.allowsPart = allowsPart
    }
}

/// Applies held credits to a line of an invoice, and frees the rest of the hold (R9.4b).
public struct CaptureHold: Hashable, Sendable {
    /// The hold.
    public var hold: HoldID
    /// The invoice, which must not be drawn down yet.
    public var invoice: InvoiceID
    /// The line that the invoice will have.
    public var line: LineID
    /// The money to apply, above 0 and at most what is held.
    public var amount: Money

    /// A capture of `amount` for a line of an invoice.
    public init(_ hold: HoldID, _ amount: Money, invoice: InvoiceID, line: LineID) {
        self.hold = hold
        self.invoice = invoice
        self.line = line
        self.amount = amount
    }

    /// The line that it pays.
    package var place: InvoiceLine { InvoiceLine(invoice: invoice, line: line) }
}
