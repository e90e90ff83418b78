extension Verifier {
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
        guard let amount = invoices[invoice]?.lines[line] else {
            name(
                .appliedToDrawnLine, transaction, expected: "a line of an invoice drawn down",
                found: "line '\(line)' of '\(invoice)'")
            return
        }
        let applied = (invoices[invoice]?.applied[line] ?? 0) + application.amount.units
        invoices[invoice]?.applied[line] = applied
        if applied > amount.units || application.amount.currency != amount.currency {
            name(
                .appliedWithinLine, transaction, expected: "at most \(amount) on line '\(line)'",
                found: "\(Money(units: applied, application.amount.currency))")
        }
        checkWorth(ofApplied: transaction, application, left: left)
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
