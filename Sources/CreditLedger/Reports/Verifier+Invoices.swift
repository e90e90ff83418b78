extension Verifier {
    /// A line is captured for once, and only before its invoice is drawn down (R9.4d).
    mutating func checkClaim(ofCaptured place: InvoiceLine) {
        var invoice = invoices[place.invoice] ?? InvoiceFacts()
        let isNew = invoice.captured.insert(place.line).inserted
        if invoice.lines != nil || !isNew {
            name(
                .lineCapturedOnce, expected: "one capture for line '\(place.line)'",
                found: isNew ? "one after the invoice was drawn down" : "another")
        }
        invoices[place.invoice] = invoice
    }

    /// An invoice is drawn down once, and what captures have paid counts as applied (R6.8, R6.9).
    mutating func checkClaim(ofDrawn invoice: Invoice, _ entry: JournalEntry) {
        var facts = invoices[invoice.id] ?? InvoiceFacts()
        guard facts.lines == nil else {
            return name(
                .invoiceDrawnOnce, expected: "one entry that draws '\(invoice.id)' down",
                found: "another")
        }
        facts.lines = Dictionary(
            invoice.lines.map { ($0.id, $0.amount) }, uniquingKeysWith: { first, _ in first })
        invoices[invoice.id] = facts
        var told: [LineID: Int128] = [:]
        for case .invoiceDrawn(_, let captured, _) in entry.effects {
            for line in captured { told[line.line, default: 0] += line.amount.units }
        }
        let applied = facts.applied.filter { $0.value != 0 }
        if let currency = facts.currency, currency != invoice.currency, !applied.isEmpty {
            name(
                .capturesCount, expected: "\(currency), as was captured",
                found: "\(invoice.currency)")
        }
        for line in Set(applied.keys).union(told.keys).sorted() where applied[line] != told[line] {
            name(
                .capturesCount, expected: "\(GridNumber.text(applied[line] ?? 0)) on '\(line)'",
                found: GridNumber.text(told[line] ?? 0))
        }
        for (line, units) in applied.sorted(by: { $0.key < $1.key }) {
            let amount = facts.lines?[line]?.units ?? 0
            guard units > amount else { continue }
            name(
                .appliedWithinLine,
                expected: "at least \(GridNumber.text(units)) on line '\(line)'",
                found: GridNumber.text(amount))
        }
    }

    /// Follows what is applied to the lines of invoices, and given back from them (R7); `left` is
    /// what its grant had before.
    mutating func checkApplication(of transaction: Transaction, left: Credits) {
        switch (transaction.kind, transaction.application) {
        case (.applied, let application?):
            apply(transaction, application, left: left)
        case (.reinstated, let application?):
            reinstate(transaction, application)
        case (.applied, nil):
            name(.appliedToDrawnLine, transaction, expected: "a line", found: "none")
        case (.reinstated, nil):
            name(.reinstatedFromApplication, transaction, expected: "a line", found: "none")
        default:
            break
        }
    }

    private mutating func apply(
        _ transaction: Transaction, _ application: LineApplication, left: Credits
    ) {
        applications[transaction.id] = ApplicationFacts(
            transaction: transaction, application: application)
        let (invoice, line) = (application.invoice, application.line)
        let applied = (invoices[invoice]?.applied[line] ?? 0) + application.amount.units
        invoices[invoice]?.applied[line] = applied
        invoices[invoice]?.currency = application.amount.currency
        if let capturing {
            if invoices[invoice]?.captured.contains(line) != true {
                name(
                    .appliedToDrawnLine, transaction, expected: "the line that is captured for",
                    found: "line '\(line)' of '\(invoice)'")
            }
            return checkCapture(of: transaction, application, in: capturing)
        }
        guard let amount = invoices[invoice]?.lines?[line] else {
            name(
                .appliedToDrawnLine, transaction, expected: "a line of an invoice drawn down",
                found: "line '\(line)' of '\(invoice)'")
            return
        }
        if applied > amount.units || application.amount.currency != amount.currency {
            name(
                .appliedWithinLine, transaction, expected: "at most \(amount) on line '\(line)'",
                found: "\(Money(units: applied, application.amount.currency))")
        }
        // A drawdown takes no credits that are held.
        let free = left - (grants[transaction.grant]?.held ?? 0)
        checkWorth(ofApplied: transaction, application, left: free)
    }

    private mutating func reinstate(_ transaction: Transaction, _ application: LineApplication) {
        guard let undone = application.undoes, var facts = applications[undone],
            facts.transaction.grant == transaction.grant,
            facts.application.invoice == application.invoice,
            facts.application.line == application.line
        else {
            name(
                .reinstatedFromApplication, transaction,
                expected: "an application of the grant to line '\(application.line)'",
                found: application.undoes.map { "\($0)" } ?? "none")
            return
        }
        let before = facts
        facts.reinstatedCredits += transaction.credits
        facts.reinstatedMoney += application.amount.units
        applications[undone] = facts
        invoices[application.invoice]?.applied[application.line]? -= application.amount.units
        let first = facts.application.amount
        if facts.reinstatedCredits > facts.transaction.credits
            || facts.reinstatedMoney > first.units
            || application.amount.currency != first.currency
        {
            let money = Money(units: facts.reinstatedMoney, application.amount.currency)
            name(
                .reinstatedWithinApplication, transaction,
                expected: "at most \(facts.transaction.credits) credits and \(first)",
                found: "\(facts.reinstatedCredits) credits and \(money)")
        }
        checkWorth(ofReinstated: transaction, application, from: before)
    }
}
