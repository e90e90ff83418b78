internal import CreditLedger

extension FlexpriceRequest {
    /// A number of credits that others must be above.
    ///
    /// Clients send what their language makes of a floating-point number, also in a query: it may
    /// have an exponent, and be finer than credits are. What is cut off then tells no two apart.
    ///
    /// - Returns: `nil` if it was left out, and below 0, where no credits are.
    func bound(_ name: String) throws -> Credits? {
        let text: String
        switch fields[name] {
        case .number(let number): text = number
        case .string(let string): text = string
        default:
            _ = try fields.decimal(name, numbers: true)
            return nil
        }
        guard text.wholeMatch(of: /-?[0-9]+(\.[0-9]+)?([eE][+\-]?[0-9]+)?/) != nil,
            let plain = DecimalText.plain(text) ?? Self.next(to: text)
        else { throw fields.invalid(name, text, "is not a number that can be meant") }
        let parts = plain.split(separator: ".")
        let whole = String(parts.first ?? "0")
        let fraction = parts.count > 1 ? parts[1].prefix(12) : ""
        let credits = try Credits(fraction.isEmpty ? whole : "\(whole).\(fraction)")
        return plain.hasPrefix("-") ? nil : credits
    }

    /// 0 for what is too small to be spelled out, yet is a floating-point number of some language.
    private static func next(to number: String) -> String? {
        let parts = number.lowercased().split(separator: "e")
        guard parts.count == 2, let exponent = Int(parts[1]) else { return nil }
        return (-400..<0).contains(exponent) ? "0" : nil
    }
}
