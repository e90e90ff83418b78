/// The journal as beancount reads it (R10.4).
struct BeancountText: JournalFormat {
    let heading = """
        ; The credit ledger's journal, for beancount.
        option "title" "Credits"

        """
    let tellsUnsettled = false

    func opening(_ accounts: OpenedAccounts) -> String {
        let (day, terms) = (accounts.instant.day, accounts.terms)
        let name = terms.name.isEmpty ? "" : "  name: \(quoted(terms.name))\n"
        let opened = accounts.accounts.map { "\(day) open \($0) \(accounts.commodity)\n" }
        return """

            \(day) commodity \(accounts.commodity)
            \(name)  customer: \(quoted(accounts.customer.text))
              wallet: "\(accounts.wallet)"
              currency: "\(terms.currency)"
              rate: "\(terms.rate)"
            \(opened.joined())
            """
    }

    func booking(_ booking: Booking) -> String {
        let width = max(booking.debit.utf8.count, booking.credit.utf8.count)
        let credits = booking.transaction.credits
        let notes = booking.notes.map { "  \($0.key.rawValue): \(quoted($0.text))\n" }
        return """

            \(booking.entry.instant.day) * \(quoted(booking.description))
            \(notes.joined())\
              \(padded(booking.debit, to: width))   \(credits) \(booking.commodity)
              \(padded(booking.credit, to: width))  \(0 - credits) \(booking.commodity)

            """
    }

    private func padded(_ name: String, to width: Int) -> String {
        name + String(repeating: " ", count: width - name.utf8.count)
    }

    /// A text of one line, which beancount reads back scalar by scalar.
    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
