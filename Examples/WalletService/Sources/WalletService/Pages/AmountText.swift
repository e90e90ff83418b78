internal import CreditLedger

/// Amounts as a person reads them: every digit that there is, in groups of three.
enum AmountText {
    /// Credits; the text is that of the ledger, digit for digit.
    static func credits(_ credits: Credits) -> String {
        grouped(credits.description)
    }

    /// Credits that came or went, with their sign.
    static func change(_ credits: Credits) -> String {
        credits > 0 ? "+" + grouped(credits.description) : grouped(credits.description)
    }

    /// Money with its currency, and at least as many fractional digits as that has.
    static func money(_ money: Money) -> String {
        self.money(money.amount, money.currency)
    }

    /// A sum of money by its canonical text.
    static func money(_ canonical: String, _ currency: Currency) -> String {
        grouped(canonical, minorDigits: Int(currency.minorDigits)) + "\u{A0}" + currency.code
    }

    /// Canonical decimal text such as `-1234.5` in groups: `−1,234.50` with two minor digits.
    static func grouped(_ canonical: String, minorDigits: Int = 0) -> String {
        let isNegative = canonical.hasPrefix("-")
        let parts = canonical.drop { $0 == "-" }
            .split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let whole = parts.first ?? "0"
        var fraction = parts.count > 1 ? String(parts[1]) : ""
        fraction += String(repeating: "0", count: max(0, minorDigits - fraction.utf8.count))
        var groups = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { groups.append(",") }
            groups.append(digit)
        }
        return (isNegative ? "−" : "") + groups + (fraction.isEmpty ? "" : "." + fraction)
    }
}
