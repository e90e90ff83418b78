internal import CreditLedger

// What PayPal's requests are made of. Each reader names the field in its errors as the client wrote
// it, also where the ledger's own types find the fault.

extension Fields {
    /// A text that the ledger reads.
    ///
    /// - Parameters:
    ///   - name: the field.
    ///   - read: what the ledger makes of its text.
    /// - Returns: the value, or `nil` if the field was left out.
    /// - Throws: ``Fault`` or the ledger's `Refusal`, naming the field.
    func payPalValue<Value>(
        _ name: String, _ read: (String) throws(Refusal) -> Value
    ) throws -> Value? {
        guard let text = try text(name) else { return nil }
        do throws(Refusal) {
            return try read(text)
        } catch {
            throw error.named(place(name))
        }
    }

    /// Credits: a positive decimal number in a string.
    ///
    /// That it is positive and has no needless zero in front is PayPal's rule.
    func payPalCredits(_ name: String) throws -> Credits? {
        guard let text = try payPalDecimal(name) else { return nil }
        return try payPalValue(name) { _ throws(Refusal) in
            let credits = try Credits(text)
            guard credits > 0 else {
                throw .invalidAmount(field: name, value: text, fault: .notPositive)
            }
            return credits
        }
    }

    /// A rate, in a string of the same form.
    func payPalRate(_ name: String) throws -> Rate? {
        guard let text = try payPalDecimal(name) else { return nil }
        return try payPalValue(name) { _ throws(Refusal) in try Rate(text) }
    }

    /// The text of a decimal number as PayPal writes one, `^(0|[1-9]\d*)(\.\d+)?$`; never a number.
    private func payPalDecimal(_ name: String) throws(Fault) -> String? {
        guard let text = try decimal(name) else { return nil }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.allSatisfy(\.isDigits),
            whole == "0" || whole.first != "0"
        else { throw invalid(name, text, "is not a decimal number such as \"110.0\"") }
        return text
    }

    /// Pairs as PayPal writes them: `[{"key": ..., "value": ...}]`, each key once.
    func payPalMetadata(_ name: String) throws -> Metadata {
        var pairs: [String: String] = [:]
        for item in try objects(name) ?? [] {
            let key = try item.required("key", try item.text("key"))
            let value = try item.required("value", try item.text("value"))
            guard pairs.updateValue(value, forKey: key) == nil else {
                throw item.invalid("key", key, "stands twice")
            }
        }
        do throws(Refusal) {
            return try Metadata(pairs)
        } catch {
            throw error.named(place(name))
        }
    }
}

extension Refusal {
    /// The same refusal of a field that the client calls otherwise.
    func named(_ field: String) -> Refusal {
        switch self {
        case .invalidAmount(_, let value, let fault):
            .invalidAmount(field: field, value: value, fault: fault)
        case .invalidField(_, let value, let reason):
            .invalidField(field, value: value, reason: reason)
        case .invalidRule(_, let value, let reason):
            .invalidRule(field: field, value: value, reason: reason)
        default: self
        }
    }
}

extension Substring {
    /// Whether it is made of ASCII digits, at least one.
    fileprivate var isDigits: Bool {
        !isEmpty && utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
}
