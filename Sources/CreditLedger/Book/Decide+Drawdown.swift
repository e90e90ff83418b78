/// Paying an invoice with credits (R6).
///
/// The plan says what would be taken; the decision takes it, one transaction per grant and line. A
/// drawdown that applies nothing is journalled too: the invoice is then drawn, and a repeat is
/// known.
///
/// What captures have paid of the invoice before counts as applied: the plan pays the rest (R6.9).
extension Draft {
    mutating func drawDown(_ drawDown: DrawDown, _ recalled: Recalled) throws(Refusal) {
        try self.drawDown(drawDown.invoice, recalled)
        clear(drawDown.usage, in: drawDown.invoice.currency)
    }

    private mutating func drawDown(_ invoice: Invoice, _ recalled: Recalled) throws(Refusal) {
        let captured = try invoice.captured(recalled.invoices[invoice.id])
        let plan = book.plan(invoice, captured: captured, at: instant)
        reserve(transactions: plan.payments.count)
        for payment in plan.payments {
            // Lots stay at their places until the entry ends, and each taking is folded at once.
            take(
                .applied, payment.credits, at: payment.lot,
                for: LineApplication(
                    invoice: invoice.id, line: invoice.lines[payment.line].id,
                    amount: Money(units: payment.amount, invoice.currency), undoes: nil))
        }
        if !plan.skipped.isEmpty || !captured.isEmpty {
            record(.invoiceDrawn(invoice.id, captured: captured, skipped: plan.skipped))
        }
    }
}

extension Invoice {
    /// What captures have paid of it and was not given back, in the invoice's order (R6.9).
    ///
    /// - Parameter record: the invoice's history; of one that was drawn down, nothing is told.
    /// - Returns: the lines with something captured.
    /// - Throws: `invalidAmount` for a line that is less than what was captured for it,
    ///   `invalidField` if a line that was captured for is missing, `currencyMismatch` if the
    ///   captures are in another currency.
    func captured(_ record: InvoiceRecord?) throws(Refusal) -> [CapturedLine] {
        guard let record, record.drawn == nil, let other = record.currency else { return [] }
        let applied = AppliedParts(record).appliedByLine
        guard !applied.isEmpty else { return [] }
        let known = Set(lines.map(\.id))
        for line in lines where other == currency {
            guard let units = applied[line.id], units > line.amount.units else { continue }
            throw .invalidAmount(
                field: "line \(line.id)", value: line.amount.amount, fault: .belowCaptured)
        }
        for line in applied.keys.sorted() where !known.contains(line) {
            throw .invalidField(
                "lines", value: line.text, reason: "was captured for and is missing (R6.9)")
        }
        guard other == currency else { throw .currencyMismatch(expected: other, got: currency) }
        return lines.compactMap { line in
            applied[line.id].map {
                CapturedLine(line: line.id, amount: Money(units: $0, currency))
            }
        }
    }
}

extension Book {
    /// The entry that drew the same invoice down before, while nothing was given back since (R6.8).
    ///
    /// - Throws: `invoiceAlreadyDrawn` if it was drawn down otherwise, or something was given back.
    func earlierDrawdown(
        of invoice: Invoice, _ recalled: Recalled
    ) throws(Refusal) -> JournalEntry? {
        guard let record = recalled.invoices[invoice.id], let drawn = record.drawn else {
            return nil
        }
        let wasGivenBack = record.entries.contains { entry in
            entry.revision > drawn.revision
                && entry.transactions.contains { $0.kind == .reinstated }
        }
        guard case .drawDown(let earlier)? = drawn.command, earlier.invoice == invoice,
            !wasGivenBack
        else { throw .invoiceAlreadyDrawn(invoice.id, entry: drawn.id) }
        return drawn
    }
}
