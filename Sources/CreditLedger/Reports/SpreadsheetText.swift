/// The journal as rows of comma-separated values, by RFC 4180 (R10.4).
struct SpreadsheetText: JournalFormat {
    let heading = row([
        "instant", "customer", "wallet", "grant", "grant_kind", "kind", "status", "credits",
        "remaining", "debit_account", "credit_account", "invoice", "line", "amount", "currency",
        "actor", "actor_name", "reason", "key", "entry", "transaction",
    ])
    let tellsUnsettled = true

    func opening(_ accounts: OpenedAccounts) -> String { "" }

    func booking(_ booking: Booking) -> String {
        let (entry, transaction) = (booking.entry, booking.transaction)
        let application = transaction.application
        let moved = transaction.status == .settled ? transaction.movement : nil
        return Self.row([
            entry.instant.description, entry.customer.text, transaction.wallet.description,
            transaction.grant.description, transaction.grantKind.rawValue,
            transaction.kind.rawValue, transaction.status.rawValue,
            transaction.credits.description, transaction.remaining.description,
            moved?.debit.rawValue ?? "", moved?.credit.rawValue ?? "",
            application?.invoice.text ?? "", application?.line.text ?? "",
            application?.amount.amount ?? "", application?.amount.currency.code ?? "",
            entry.context?.actor?.id ?? "", entry.context?.actor?.name ?? "",
            entry.context?.reason ?? "", entry.key?.text ?? "", entry.id.description,
            transaction.id.description,
        ])
    }

    private static func row(_ cells: [String]) -> String {
        cells.map(cell).joined(separator: ",") + "\r\n"
    }

    private static func cell(_ text: String) -> String {
        let safe = beginsFormula(text) ? "'" + text : text
        let needsQuotes = safe.unicodeScalars.contains {
            $0 == "," || $0 == "\"" || $0 == "\r" || $0 == "\n"
        }
        guard needsQuotes else { return safe }
        var quoted = "\""
        for scalar in safe.unicodeScalars {
            if scalar == "\"" { quoted += "\"" }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }

    /// Whether a spreadsheet would compute the text, or lose the apostrophe that it begins with;
    /// some take the wide forms of the signs too.
    private static func beginsFormula(_ text: String) -> Bool {
        switch text.unicodeScalars.first {
        case "=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠": true
        default: false
        }
    }
}
