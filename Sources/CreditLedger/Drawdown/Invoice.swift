/// What a customer is asked to pay, line by line (R6.1), validated.
public struct Invoice: Hashable, Sendable, Identifiable {
    /// One line of an invoice.
    public struct Line: Hashable, Sendable, Identifiable {
        /// Unique in its invoice.
        public let id: LineID
        /// What the line charges for.
        public let feeType: FeeType
        /// The code of the price that it is charged by, if any.
        public let price: PriceCode?
        /// The end of the line's own period; default: the invoice's.
        public let periodEnd: Instant?
        /// What the customer owes for the line, 0 or more, in the invoice's currency.
        public let amount: Money

        /// A line; `amount` is checked by the invoice that takes it in.
        public init(
            _ id: LineID, _ feeType: FeeType, _ amount: Money, price: PriceCode? = nil,
            periodEnd: Instant? = nil
        ) {
            self.id = id
            self.feeType = feeType
            self.price = price
            self.periodEnd = periodEnd
            self.amount = amount
        }
    }

    /// Unique per customer.
    public let id: InvoiceID
    /// The currency of every line.
    public let currency: Currency
    /// The end of the period that the invoice bills, if it has one.
    public let periodEnd: Instant?
    /// The lines, in the order in which credits pay them.
    public let lines: [Line]
    /// The sum of the lines.
    public let total: Money

    /// The most lines of one invoice.
    public static let lineLimit = 10_000

    /// An invoice whose lines fit together.
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` for over 10,000 lines or two lines of
    ///   one id, ``Refusal/currencyMismatch(expected:got:)`` for a line in another currency, and
    ///   ``Refusal/invalidAmount(field:value:fault:)`` for a negative line or a total that is out
    ///   of range or not a whole number of the currency's minor units.
    public init(
        id: InvoiceID, currency: Currency, periodEnd: Instant? = nil, lines: [Line]
    ) throws(Refusal) {
        self.id = id
        self.currency = currency
        self.periodEnd = periodEnd
        self.lines = lines
        self.total = try Self.total(of: lines, in: currency)
        guard total.isInMinorUnits else {
            throw .invalidAmount(
                field: "total", value: total.amount, fault: .notInMinorUnits)
        }
    }

    /// The sum of lines that fit together, as of an invoice or a report of usage.
    ///
    /// In the order of the refusals' cases, but that lines of several currencies have no sum.
    static func total(of lines: [Line], in currency: Currency) throws(Refusal) -> Money {
        for line in lines where line.amount.units < 0 {
            throw .invalidAmount(
                field: "line \(line.id)", value: line.amount.amount, fault: .negative)
        }
        guard lines.count <= lineLimit else {
            throw .invalidField(
                "lines", value: "\(lines.count)", reason: "are over \(lineLimit) lines (R6.1)")
        }
        if lines.count > 1 {
            var seen = Set<LineID>(minimumCapacity: lines.count)
            for line in lines where !seen.insert(line.id).inserted {
                throw .invalidField(
                    "lines", value: line.id.text, reason: "holds two lines of this id (R6.1)")
            }
        }
        var total: Int128 = 0
        for line in lines {
            guard line.amount.currency == currency else {
                throw .currencyMismatch(expected: currency, got: line.amount.currency)
            }
            total += line.amount.units
        }
        guard GridNumber.isInRange(total) else {
            throw .invalidAmount(
                field: "total", value: GridNumber.text(total), fault: .outOfRange)
        }
        return Money(units: total, currency)
    }
}
