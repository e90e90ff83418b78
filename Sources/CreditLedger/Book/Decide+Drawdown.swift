/// Paying an invoice with credits (R6).
///
/// The plan says what would be taken; the decision takes it, one transaction per grant and line. A
/// drawdown that applies nothing is journalled too: the invoice is then drawn, and a repeat is
/// known.
extension Draft {
    mutating func drawDown(_ invoice: Invoice) {
        let plan = book.plan(
            invoice.lines, in: invoice.currency, periodEnd: invoice.periodEnd,
            minorUnit: invoice.currency.minorUnit, at: instant)
        reserve(transactions: plan.payments.count)
        var index: Int?
        var lot = Lot?.none
        for payment in plan.payments {
            if index != payment.lot {
                (index, lot) = (payment.lot, book.lots[payment.lot])
            }
            guard let current = lot else { continue }
            take(
                .applied, payment.credits, from: current,
                for: LineApplication(
                    invoice: invoice.id, line: invoice.lines[payment.line].id,
                    amount: Money(units: payment.amount, invoice.currency), undoes: nil))
            lot?.remaining -= payment.credits
        }
        if !plan.skipped.isEmpty { record(.invoiceDrawn(invoice.id, skipped: plan.skipped)) }
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
            entry.transactions.contains { $0.kind == .reinstated }
        }
        guard case .drawDown(let earlier)? = drawn.command, earlier.invoice == invoice,
            !wasGivenBack
        else { throw .invoiceAlreadyDrawn(invoice.id, entry: drawn.id) }
        return drawn
    }
}
