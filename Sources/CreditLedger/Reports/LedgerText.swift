/// The journal as hledger and ledger read it, which is the same but for little (R10.4).
///
/// Free text is kept in percent-encoding where a line or a tag could not hold it: control
/// characters, `%` itself, a blank at either end, and what the tool would take for a mark.
struct LedgerText: JournalFormat {
    enum Tool { case hledger, ledger }

    private let tool: Tool
    let tellsUnsettled = false

    init(_ tool: Tool) {
        self.tool = tool
    }

    var heading: String {
        let tags = Booking.Key.allCases.map { "tag \($0.rawValue)\n" }.joined()
        let mark = tool == .hledger ? "decimal-mark .\n" : ""
        return "; The credit ledger's journal, for \(tool).\n\(mark)\(tags)"
    }

    func opening(_ accounts: OpenedAccounts) -> String {
        let terms = accounts.terms
        let name = terms.name.isEmpty ? "" : "; name: \(comment(terms.name))\n"
        return """

            ; wallet \(accounts.wallet), \(terms.rate) \(terms.currency) per credit
            \(name); customer: \(comment(accounts.customer.text))
            commodity "\(accounts.commodity)"
            \(accounts.accounts.map { "account \($0)\n" }.joined())
            """
    }

    func booking(_ booking: Booking) -> String {
        let width = max(booking.debit.utf8.count, booking.credit.utf8.count)
        let credits = booking.transaction.credits
        let notes = booking.notes.map { "    ; \($0.key.rawValue): \(comment($0.text))\n" }
        return """

            \(day(booking.entry.instant)) * \(title(booking.description))
            \(notes.joined())\
                \(padded(booking.debit, to: width))   \(credits) "\(booking.commodity)"
                \(padded(booking.credit, to: width))  \(0 - credits) "\(booking.commodity)"

            """
    }

    /// Ledger knows no day before the year 1400: what happened then stands on the first one that
    /// it knows, and the instant in its note.
    private func day(_ instant: Instant) -> String {
        let day = instant.day
        return tool == .ledger ? max(day, "1400-01-01") : day
    }

    /// A text behind a tag.
    ///
    /// A comma ends a tag's value in hledger; ledger takes a date in brackets for the transaction's
    /// own, wherever it stands in a note.
    private func comment(_ text: String) -> String {
        Self.encoded(text, besides: tool == .hledger ? [","] : ["["])
    }

    /// A text behind the date, where a semicolon begins a comment and a bar ends hledger's payee.
    private func title(_ text: String) -> String {
        Self.encoded(text, besides: [";", "|"])
    }

    private func padded(_ name: String, to width: Int) -> String {
        name + String(repeating: " ", count: width - name.utf8.count)
    }

    private static func encoded(_ text: String, besides marks: Set<Unicode.Scalar>) -> String {
        let scalars = text.unicodeScalars
        var result = ""
        for index in scalars.indices {
            let scalar = scalars[index]
            let isEdge = [scalars.startIndex, scalars.index(before: scalars.endIndex)]
                .contains(index)
            if scalar.value < 0x20 || scalar.value == 0x7F || scalar == "%"
                || marks.contains(scalar) || (isEdge && scalar.properties.isWhitespace)
            {
                for byte in String(scalar).utf8 { result += "%" + AccountName.hexadecimal(byte) }
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
