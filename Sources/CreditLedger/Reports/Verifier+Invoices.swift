extension Verifier {
    /// A line is captured for once, and only before its invoice is drawn down (R9.4d).
    mutating func checkClaim(ofCaptured place: InvoiceLine) {
        let invoice = invoices.place(of: place.invoice)
        let line =
            invoices.line(place.line, of: invoice)
            ?? invoices.append(place.line, of: invoice)
        let isNew = !invoices.lines[line].isCaptured
        invoices.lines[line].isCaptured = true
        if invoices.rows[invoice].isDrawn || !isNew {
            name(
                .lineCapturedOnce, expected: "one capture for line '\(place.line)'",
                found: isNew ? "one after the invoice was drawn down" : "another")
        }
        invoices.rows[invoice].isClaimed = true
    }

    /// An invoice is drawn down once, and what captures have paid counts as applied (R6.8, R6.9).
    mutating func checkClaim(ofDrawn invoice: Invoice, _ effects: [Effect]) {
        let place = invoices.place(of: invoice.id)
        guard !invoices.rows[place].isDrawn else {
            return name(
                .invoiceDrawnOnce, expected: "one entry that draws '\(invoice.id)' down",
                found: "another")
        }
        let isNew = invoices.rows[place].lineCount == 0
        invoices.rows[place].isDrawn = true
        invoices.rows[place].isClaimed = true
        for line in invoice.lines {
            // Of a new invoice all lines are new, as no two have one id (R6.1).
            let known = isNew ? nil : invoices.line(line.id, of: place)
            let row = known ?? invoices.append(line.id, of: place)
            invoices.lines[row].amount = invoices.lines[row].amount ?? line.amount
        }
        checkCaptured(of: invoice, at: place, effects)
    }

    /// Compares what a drawdown says that captures had paid with what they have.
    private mutating func checkCaptured(
        of invoice: Invoice, at place: Int, _ effects: [Effect]
    ) {
        var told: [LineID: Int128] = [:]
        for case .invoiceDrawn(_, let captured, _) in effects {
            for line in captured { told[line.line, default: 0] += line.amount.units }
        }
        // Nothing is applied of an invoice that was not captured for.
        guard
            let currency = invoices.rows[place].currency ?? (told.isEmpty ? nil : invoice.currency)
        else { return }
        let lines = invoices.places(of: place).map { invoices.lines[$0] }.filter { $0.applied != 0 }
        let applied = Dictionary(
            lines.map { ($0.id, $0.applied) }, uniquingKeysWith: { first, _ in first })
        if currency != invoice.currency, !applied.isEmpty {
            name(
                .capturesCount, expected: "\(currency), as was captured",
                found: "\(invoice.currency)")
        }
        for line in Set(applied.keys).union(told.keys).sorted() where applied[line] != told[line] {
            name(
                .capturesCount, expected: "\(GridNumber.text(applied[line] ?? 0)) on '\(line)'",
                found: GridNumber.text(told[line] ?? 0))
        }
        for line in lines.sorted(by: { $0.id < $1.id }) {
            let amount = line.amount?.units ?? 0
            guard line.applied > amount else { continue }
            name(
                .appliedWithinLine,
                expected: "at least \(GridNumber.text(line.applied)) on line '\(line.id)'",
                found: GridNumber.text(amount))
        }
    }

    /// Follows what is applied to a line of an invoice; `left` is what the grant had before.
    mutating func apply(_ transaction: Transaction, of grant: Int, left: Credits) {
        guard let application = transaction.application else {
            return name(.appliedToDrawnLine, transaction, expected: "a line", found: "none")
        }
        let invoice = invoices.place(of: application.invoice)
        let line =
            invoices.line(application.line, of: invoice)
            ?? invoices.append(application.line, of: invoice)
        applications.append(
            ApplicationFacts(
                id: transaction.id, credits: transaction.credits, amount: application.amount,
                grant: UInt32(truncatingIfNeeded: grant), line: UInt32(truncatingIfNeeded: line)))
        var applied = application.amount.units
        if invoices.rows[invoice].isClaimed {
            applied += invoices.lines[line].applied
            invoices.lines[line].applied = applied
            invoices.rows[invoice].currency = application.amount.currency
        }
        if let capturing {
            if !invoices.lines[line].isCaptured {
                name(
                    .appliedToDrawnLine, transaction, expected: "the line that is captured for",
                    found: "line '\(application.line)' of '\(application.invoice)'")
            }
            return checkCapture(of: transaction, application, in: capturing)
        }
        guard let amount = invoices.lines[line].amount else {
            name(
                .appliedToDrawnLine, transaction, expected: "a line of an invoice drawn down",
                found: "line '\(application.line)' of '\(application.invoice)'")
            return
        }
        if applied > amount.units || application.amount.currency != amount.currency {
            name(
                .appliedWithinLine, transaction,
                expected: "at most \(amount) on line '\(application.line)'",
                found: "\(Money(units: applied, application.amount.currency))")
        }
        // A drawdown takes no credits that are held.
        let free = left - grants.rows[grant].held
        checkWorth(ofApplied: transaction, application, of: grant, left: free)
    }

    /// Follows what is given back from a line of an invoice (R7).
    mutating func reinstate(_ transaction: Transaction, of grant: Int) {
        guard let application = transaction.application else {
            return name(
                .reinstatedFromApplication, transaction, expected: "a line", found: "none")
        }
        guard let place = place(undoneBy: application, of: grant) else {
            name(
                .reinstatedFromApplication, transaction,
                expected: "an application of the grant to line '\(application.line)'",
                found: application.undoes.map { "\($0)" } ?? "none")
            return
        }
        let before = applications.rows[place]
        let credits = before.reinstatedCredits + transaction.credits
        let money = before.reinstatedMoney + application.amount.units
        applications.rows[place].reinstatedCredits = credits
        applications.rows[place].reinstatedMoney = money
        let line = Int(before.line)
        if invoices.rows[Int(invoices.lines[line].invoice)].isClaimed {
            invoices.lines[line].applied -= application.amount.units
        }
        if credits > before.credits || money > before.amount.units
            || application.amount.currency != before.amount.currency
        {
            let money = Money(units: money, application.amount.currency)
            name(
                .reinstatedWithinApplication, transaction,
                expected: "at most \(before.credits) credits and \(before.amount)",
                found: "\(credits) credits and \(money)")
        }
        checkWorth(ofReinstated: transaction, application, from: before)
    }

    /// The place of the application that is undone, if it is one of this grant to this line.
    private mutating func place(undoneBy application: LineApplication, of grant: Int) -> Int? {
        guard let undone = application.undoes, let place = applications.place(of: undone),
            applications.rows[place].grant == grant
        else { return nil }
        let line = Int(applications.rows[place].line)
        guard invoices.lines[line].id == application.line,
            invoices.name(of: Int(invoices.lines[line].invoice)) == application.invoice
        else { return nil }
        return place
    }
}
