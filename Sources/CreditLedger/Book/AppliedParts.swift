/// What is still applied of an invoice, application by application, and what to give back of it
/// (R7.1, R7.2).
///
/// Worked out from the invoice's own journal entries alone: each `applied` transaction less what
/// `reinstated` ones have undone of it, in money and in credits.
struct AppliedParts {
    /// One application and what is left of it.
    private struct Part {
        let transaction: Transaction
        let application: LineApplication
        var amount: Int128
        var credits: Credits
    }

    /// A part of one application that goes back.
    struct Return {
        /// The transaction that is undone.
        let undoes: Transaction
        /// What it paid for.
        let application: LineApplication
        /// The money that is given back, in grid units.
        let amount: Int128
        /// The credits that come back.
        let credits: Credits
    }

    /// In the order of the journal.
    private var parts: [Part] = []

    init(_ record: InvoiceRecord) {
        var places: [TransactionID: Int] = [:]
        for transaction in record.entries.lazy.flatMap(\.transactions) {
            guard let application = transaction.application else { continue }
            if transaction.kind == .applied {
                places[transaction.id] = parts.count
                parts.append(
                    Part(
                        transaction: transaction, application: application,
                        amount: application.amount.units, credits: transaction.credits))
            } else if transaction.kind == .reinstated, let undoes = application.undoes,
                let place = places[undoes]
            {
                parts[place].amount -= application.amount.units
                parts[place].credits -= transaction.credits
            }
        }
    }

    /// What goes back, last application first; all of it if no lines are named.
    func returns(_ lines: [LineID: Money]?, rate: (WalletID) -> Rate?) -> [Return] {
        var wanted = lines.map { $0.mapValues(\.units) }
        var returns: [Return] = []
        for part in parts.reversed() where part.amount > 0 || part.credits > 0 {
            let line = part.application.line
            var amount = part.amount
            if let sum = wanted?[line] {
                amount = min(amount, sum)
                wanted?[line] = sum - amount
            } else if wanted != nil {
                continue
            }
            // A whole application returns what it took; rounding leaves the rest to the last part.
            let isWhole = amount == part.amount
            guard isWhole || amount > 0 else { continue }
            let share = rate(part.transaction.wallet)?.creditsRoundedDown(for: amount)
            let credits = isWhole ? part.credits : min(share ?? part.credits, part.credits)
            returns.append(
                Return(
                    undoes: part.transaction, application: part.application, amount: amount,
                    credits: credits))
        }
        return returns
    }

    /// The money that is still applied to each line, where that is anything.
    var appliedByLine: [LineID: Int128] {
        var applied: [LineID: Int128] = [:]
        for part in parts where part.amount > 0 {
            applied[part.application.line, default: 0] += part.amount
        }
        return applied
    }

    /// The lines that something was ever applied to.
    private var lines: Set<LineID> { Set(parts.map(\.application.line)) }

    /// Checks sums against the invoice, if it was drawn down, and what is still applied of it, in
    /// the order of the refusals' cases.
    func check(
        _ lines: [LineID: Money], of invoice: Invoice?, in currency: Currency
    ) throws(Refusal) {
        let known = self.lines.union(invoice?.lines.map(\.id) ?? [])
        let sums = lines.sorted { $0.key < $1.key }
        for (line, _) in sums where !known.contains(line) {
            throw .invalidField(
                "lines", value: line.text, reason: "is not a line of the invoice (R7.1)")
        }
        for (_, sum) in sums where sum.currency != currency {
            throw .currencyMismatch(expected: currency, got: sum.currency)
        }
        let applied = appliedByLine
        for (line, sum) in sums where sum.units > applied[line] ?? 0 {
            throw .exceedsApplied(
                line, asked: sum, applied: Money(units: applied[line] ?? 0, currency))
        }
    }
}
