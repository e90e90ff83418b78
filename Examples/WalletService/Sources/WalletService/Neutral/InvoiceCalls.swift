internal import CreditLedger
internal import HTTPTypes

/// Paying invoices with credits, and giving them back.
struct InvoiceCalls {
    let desk: Desk

    var operations: [Operation] { [drawDown, reinstate] }

    private var drawDown: Operation {
        Operation(
            method: .post, path: "/v1/invoices/drawdown", id: "drawDownInvoice",
            summary: "Pay an invoice with credits, as much of it as they can.",
            body: .json(InvoiceShapes.request), answers: [.ok(InvoiceShapes.drawdown)]
        ) { call in
            let body = call.body
            let customer: CustomerID = try body.requiredIdentifier("customer")
            let currency = try body.currency()
            let invoice = try Invoice(
                id: try body.requiredIdentifier("invoice"), currency: currency,
                periodEnd: try body.instant("period_end"),
                lines: try body.lines(in: currency, exact: false))
            let periods = Set(try (body.texts("usage_periods") ?? []).map(UsagePeriod.init))
            let context = try body.context
            let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.drawDown(
                    invoice, for: customer, clearing: .periods(periods), context: context)
            }
            return Answer(
                InvoiceShapes.drawdown(receipt.outcome, of: invoice, replayed: receipt.replayed))
        }
    }

    private var reinstate: Operation {
        Operation(
            method: .post, path: "/v1/invoices/{invoice}/reinstate", id: "reinstateInvoice",
            summary: "Give back what an invoice was paid with, as a whole or line by line.",
            parameters: [.path("invoice", .name)],
            body: .json(InvoiceShapes.reinstateRequest), answers: [.ok(InvoiceShapes.reinstatement)]
        ) { call in
            let body = call.body
            let customer: CustomerID = try body.requiredIdentifier("customer")
            let invoice = try InvoiceID(try call.place("invoice"))
            let reinstate = Reinstate(
                invoice, lines: try await lines(of: invoice, customer, body),
                reopenUntil: try body.instant("reopen_until"))
            let context = try body.context
            let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.reinstate(reinstate, for: customer, context: context)
            }
            return Answer(
                InvoiceShapes.reinstatement(
                    receipt.outcome, of: invoice, replayed: receipt.replayed))
        }
    }

    /// The sums to give back, by line; `nil` for all of the invoice.
    private func lines(
        of invoice: InvoiceID, _ customer: CustomerID, _ body: Fields
    ) async throws -> [LineID: Money]? {
        guard let lines = try body.objects("lines") else { return nil }
        guard let currency = try await currency(of: invoice, customer) else {
            throw Refusal.invoiceNotFound(invoice)
        }
        var sums: [LineID: Money] = [:]
        for line in lines {
            let id: LineID = try line.requiredIdentifier("id")
            let sum = try line.required("amount", try line.money("amount", currency))
            guard sums.updateValue(sum, forKey: id) == nil else {
                throw line.invalid("id", id.text, "stands twice")
            }
        }
        return sums
    }

    /// An invoice's currency: every entry that takes part in one tells it.
    private func currency(of invoice: InvoiceID, _ customer: CustomerID) async throws -> Currency? {
        let query = EntryQuery(
            customer: customer, invoice: invoice, page: try PageRequest(.newest, limit: 1))
        let entry = try await desk.ledger(of: customer).entries(query).items.first
        if case .drawDown(let drawDown)? = entry?.command { return drawDown.invoice.currency }
        return entry?.transactions.lazy.compactMap(\.application).first?.amount.currency
    }
}
