internal import CreditLedger

/// The fields of a request as Flexprice's clients write them: amounts as numbers (1.x) or strings
/// (2.x), dates with or without a zone.
struct FlexpriceRequest: Sendable {
    let fields: Fields

    init(_ fields: Fields) {
        self.fields = fields
    }

    /// A number of credits.
    func credits(_ name: String) throws -> Credits? {
        try amount(name) { (text) throws(Refusal) in try Credits(text) }
    }

    /// A sum of money in a currency.
    func money(_ name: String, _ currency: Currency) throws -> Money? {
        try amount(name) { (text) throws(Refusal) in try Money(text, currency) }
    }

    /// Money per credit.
    func rate(_ name: String) throws -> Rate? {
        try amount(name) { (text) throws(Refusal) in try Rate(text) }
    }

    /// An amount, whose refusal names the field as the client knows it.
    private func amount<Value>(
        _ name: String, _ read: (String) throws(Refusal) -> Value
    ) throws -> Value? {
        guard let text = try fields.decimal(name, numbers: true) else { return nil }
        do throws(Refusal) {
            return try read(text)
        } catch {
            guard case .invalidAmount(_, let value, let fault) = error else { throw error }
            throw Refusal.invalidAmount(field: fields.place(name), value: value, fault: fault)
        }
    }

    /// An instant; one without a zone is in UTC, as Flexprice's names of fields say.
    func instant(_ name: String) throws -> Instant? {
        guard let text = try fields.text(name) else { return nil }
        guard let instant = try? Instant(Self.zoned(text)) else {
            throw fields.invalid(name, text, "is not a date and time such as 2030-01-31T12:00:00Z")
        }
        return instant
    }

    /// `2025-01-01`, `2025-01-01 00:00:00 UTC`, `2025-01-01T00:00:00` as ISO 8601 with a zone.
    static func zoned(_ text: String) -> String {
        var text = text
        if text.hasSuffix(" UTC") { text = text.dropLast(4) + "Z" }
        let day = text.prefix(10)
        let rest = text.dropFirst(10)
        guard let separator = rest.first else { return day + "T00:00:00Z" }
        guard separator == " " || separator == "T" else { return text }
        let time = rest.dropFirst()
        let hasZone = time.contains { $0 == "Z" || $0 == "+" || $0 == "-" }
        return day + "T" + time + (hasZone ? "" : "Z")
    }

    /// A day written as the number YYYYMMDD: its first instant in UTC.
    func day(_ name: String) throws -> Instant? {
        guard let number = try fields.integer(name) else { return nil }
        let digits = String(number)
        let text = "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.dropFirst(6))"
        guard let instant = try? Instant(text + "T00:00:00Z") else {
            throw fields.invalid(name, digits, "is not a day such as 20300131")
        }
        return instant
    }

    /// The reason of a top-up.
    func reason() throws -> FlexpriceReason? {
        guard let reason = try fields.choice("transaction_reason", of: FlexpriceReason.self) else {
            return nil
        }
        guard reason.addition != nil else {
            throw fields.invalid("transaction_reason", reason.rawValue, "is not one of a top-up")
        }
        return reason
    }

    static let offsetLimit = 1_000_000_000

    /// The part of a list that is wanted.
    func slice() throws -> (offset: Int, limit: Int) {
        let limit = try fields.integer("limit") ?? 50
        guard (1...1_000).contains(limit) else {
            throw fields.invalid("limit", "\(limit)", "is not within 1...1000")
        }
        let offset = try fields.integer("offset") ?? 0
        guard (0...Int64(Self.offsetLimit)).contains(offset) else {
            throw fields.invalid("offset", "\(offset)", "is not within 0...\(Self.offsetLimit)")
        }
        return (Int(offset), Int(limit))
    }
}

/// The order of a list by time.
enum FlexpriceOrder: String, CaseIterable, Sendable {
    case ascending = "asc"
    case descending = "desc"
}
