internal import CreditLedger

extension SQLSession {
    /// What there is of a recall (S3).
    func find(_ recall: Recall, of customer: CustomerID) throws(StoreError) -> Recalled {
        var found = Recalled.nothing
        for key in recall.keys {
            found.entries[key] = try entry(
                of: customer, where: "e.key = $2", [.name(key)])
        }
        for invoice in recall.invoices {
            let entries = try entries(of: invoice, of: customer)
            guard !entries.isEmpty else { continue }
            found.invoices[invoice] = InvoiceRecord(entries: entries)
            for transaction in entries.lazy.flatMap(\.transactions)
            where found.grants[transaction.grant] == nil {
                found.grants[transaction.grant] = try grant(transaction.grant, of: customer)
            }
        }
        for id in recall.grants where found.grants[id] == nil {
            found.grants[id] = try grant(id, of: customer)
        }
        for line in recall.captures {
            found.captures[line] = try captureRecord(of: line, of: customer)
        }
        for id in recall.holds { found.holds[id] = try endedHold(id, of: customer) }
        return found
    }

    /// The entries that take part in an invoice, in order of revision.
    private func entries(
        of invoice: InvoiceID, of customer: CustomerID
    ) throws(StoreError) -> [JournalEntry] {
        // The plus keeps a planner from walking the whole journal to save the sorting of a few.
        try entries(
            EntrySelection(
                where: "e.customer = $1 AND e.invoice = $2",
                [.name(customer), .name(invoice)], orderedBy: "+e.revision", limit: .max))
    }

    /// What the journal last said of a hold that has ended; open ones stand in the book.
    private func endedHold(
        _ id: HoldID, of customer: CustomerID
    ) throws(StoreError) -> HoldRecord? {
        let head = try head(
            of: customer,
            where: "e.revision = (SELECT h.revision FROM holds h "
                + "WHERE h.customer = $1 AND h.id = $2)", [.id(id)])
        guard let head else { return nil }
        guard let record = head.entry([]).end(of: id) else {
            throw .corrupt(customer, head.revision, "does not end a hold that it is said to end")
        }
        return record
    }

    /// What the journal says to one who would capture for a line, at a cost that does not grow
    /// with the entries of its invoice.
    private func captureRecord(
        of line: InvoiceLine, of customer: CustomerID
    ) throws(StoreError) -> CaptureRecord? {
        let statement = SQLStatement(
            """
            SELECT \(EntryHead.columns) FROM entries e \
            WHERE e.customer = $1 AND e.invoice = $2 AND e.line IN ('', $3)
            """, [.name(customer), .name(line.invoice), .text(line.line.text)])
        let heads = try rows(statement) { row throws(StoreError) in
            try row.entryHead(of: customer)
        }.map { $0.entry([]) }
        let drawn = heads.first { $0.drawn == line.invoice }
        let captured = heads.first { $0.captured == line }
        // Drawn last: a drawdown may be in another currency than captures that were given back.
        var currency = (drawn ?? captured)?.invoiceCurrency
        if currency == nil { currency = try self.currency(of: line.invoice, of: customer) }
        return currency.map {
            CaptureRecord(currency: $0, drawn: drawn?.id, captured: captured?.id)
        }
    }

    /// The currency of an invoice by any entry that takes part in it: they all agree.
    private func currency(
        of invoice: InvoiceID, of customer: CustomerID
    ) throws(StoreError) -> Currency? {
        try entry(of: customer, where: "e.invoice = $2", [.name(invoice)])?.invoiceCurrency
    }
}
