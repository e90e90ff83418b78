/// Numbers as text: what JSON writes with an exponent, without one, digit for digit.
enum DecimalText {
    /// The longest number that is spelled out.
    ///
    /// An amount has at most 26 digits; what is longer than this could only be refused.
    static let digitLimit = 100

    /// A JSON number without its exponent: `1.5e-3` is `0.0015`.
    ///
    /// - Returns: `nil` for what would be longer than ``digitLimit``.
    static func plain(_ number: String) -> String? {
        guard let mark = number.firstIndex(where: { $0 == "e" || $0 == "E" }) else {
            return number.utf8.count <= digitLimit ? number : nil
        }
        guard let exponent = Int(number[number.index(after: mark)...]),
            (-digitLimit...digitLimit).contains(exponent)
        else { return isZero(number[..<mark]) ? "0" : nil }
        let isNegative = number.hasPrefix("-")
        let mantissa = number[..<mark].drop { $0 == "-" }
        let parts = mantissa.split(separator: ".", omittingEmptySubsequences: false)
        let fraction = parts.count > 1 ? parts[1] : ""
        guard mantissa.utf8.count <= digitLimit else { return nil }
        let digits = parts[0] + fraction
        let point = parts[0].count + exponent
        let text =
            if point <= 0 {
                "0." + String(repeating: "0", count: -point) + digits
            } else if point >= digits.count {
                String(digits) + String(repeating: "0", count: point - digits.count)
            } else {
                String(digits.prefix(point)) + "." + digits.dropFirst(point)
            }
        return (isNegative ? "-" : "") + withoutLeadingZeros(text)
    }

    private static func withoutLeadingZeros(_ text: String) -> String {
        let rest = text.drop { $0 == "0" }
        return rest.isEmpty || rest.first == "." ? "0" + rest : String(rest)
    }

    /// A whole number, whose fraction may only be zeros.
    static func integer(_ plain: String) -> Int64? {
        let parts = plain.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, !whole.hasPrefix("+"), let value = Int64(whole),
            parts.count == 1 || (!parts[1].isEmpty && parts[1].allSatisfy { $0 == "0" })
        else { return nil }
        return value
    }

    private static func isZero(_ mantissa: Substring) -> Bool {
        mantissa.allSatisfy { $0 == "0" || $0 == "." || $0 == "-" }
    }
}
