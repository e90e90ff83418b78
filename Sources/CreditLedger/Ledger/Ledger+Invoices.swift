extension Ledger {
    /// Pays an invoice with credits, as much of it as they can (R6).
    ///
    /// What is `due` afterwards is what the host charges to the payment method. The same invoice
    /// again answers the first result (R6.8), and changes nothing: no usage is cleared either.
    ///
    /// - Parameters:
    ///   - invoice: the invoice.
    ///   - customer: who owes it.
    ///   - usage: the unbilled usage that it bills, which is cleared in the same step (R9.3).
    ///   - context: who asks, why, and under which key.
    /// - Returns: what was applied, by which grant, and what is left due.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func drawDown(
        _ invoice: Invoice, for customer: CustomerID, clearing usage: BilledUsage = .none,
        context: Context = .none
    ) async throws(LedgerError) -> Receipt<Drawdown> {
        let drawDown = DrawDown(invoice, clearing: usage)
        return try await perform(.drawDown(drawDown), for: customer, context) {
            entry throws(LedgerError) in
            guard let entry else {
                throw .corrupt("The entry of a drawdown draws nothing down.")
            }
            // A replay is of the same invoice, or was refused.
            return entry.drawdown(of: invoice)
        }
    }

    /// Says what drawing an invoice down now would pay, and changes nothing (R6.7).
    ///
    /// - Parameters:
    ///   - invoice: the invoice.
    ///   - customer: who owes it.
    /// - Returns: what would be applied, by which grant, and what would be left due; of an invoice
    ///   that was drawn down already, what ``drawDown(_:for:clearing:context:)`` would answer
    ///   again.
    /// - Throws: ``LedgerError``.
    public func previewDrawdown(
        _ invoice: Invoice, for customer: CustomerID
    ) async throws(LedgerError) -> Drawdown {
        var reading = try await read(customer, recalling: Recall(invoices: [invoice.id]))
        do throws(Refusal) {
            let record = reading.recalled.invoices[invoice.id]
            guard record?.drawn != nil else {
                return try reading.book.preview(invoice, record, at: reading.now)
            }
            let decision = try reading.book.decide(
                .drawDown(DrawDown(invoice)), .none, recalled: reading.recalled,
                now: reading.now, ids: TimeOrderedIDs(seed: 0))
            if case .first(let entry) = decision, let drawdown = entry.drawdown {
                return drawdown
            }
        } catch {
            throw .refused(error)
        }
        throw .corrupt("The invoice '\(invoice.id)' was drawn down, and could be again.")
    }

    /// Gives back what an invoice was paid with, as a whole or in part (R7).
    ///
    /// - Parameters:
    ///   - reinstate: the invoice, and which lines by how much.
    ///   - customer: whose invoice.
    ///   - context: who asks, why, and under which key.
    /// - Returns: the credits that came back, and those of them that were lost at once (R7.3).
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func reinstate(
        _ reinstate: Reinstate, for customer: CustomerID, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Reinstatement> {
        try await perform(.reinstate(reinstate), for: customer, context) {
            $0?.reinstatement ?? .nothing
        }
    }
}
