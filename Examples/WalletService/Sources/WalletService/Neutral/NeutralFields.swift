internal import CreditLedger

/// What the service's own calls take: amounts, currencies, ids and lines of invoices.
///
/// An amount that is a JSON number is in whole minor units of its currency (cents of USD, yen of
/// JPY), one that is a string is in the currency's main unit, with a fraction as fine as need be.
extension Fields {
    /// An id of the host's, if it was sent.
    func identifier<Tag>(_ name: String) throws -> TextIdentifier<Tag>? {
        guard let text = try text(name) else { return nil }
        do throws(Refusal) {
            return try TextIdentifier(text)
        } catch {
            guard case .invalidField(_, let value, let reason) = error else { throw error }
            throw invalid(name, value, reason)
        }
    }

    /// An id of the host's that must be there.
    func requiredIdentifier<Tag>(_ name: String) throws -> TextIdentifier<Tag> {
        try required(name, try identifier(name))
    }

    /// A currency's code, in capitals or not.
    func currency(_ name: String = "currency") throws -> Currency {
        let code = try requiredText(name)
        // Only ASCII: `ſ` in capitals is an S, too, and nobody's currency.
        let isASCII = code.utf8.allSatisfy { $0 < 0x80 }
        return try Currency(isASCII ? code.uppercased() : code)
    }

    /// Whole minor units.
    func minorUnits(_ name: String, _ currency: Currency) throws -> Money? {
        guard let units = try integer(name) else { return nil }
        return try amount(name) { () throws(Refusal) in
            try Money(minorUnits: units, currency)
        }
    }

    /// An amount in either form.
    func money(_ name: String, _ currency: Currency) throws -> Money? {
        guard case .string(let text) = self[name] else { return try minorUnits(name, currency) }
        return try amount(name) { () throws(Refusal) in try Money(text, currency) }
    }

    /// Names the field in what the ledger says of its amount.
    private func amount(_ name: String, _ read: () throws(Refusal) -> Money) throws -> Money {
        do throws(Refusal) {
            return try read()
        } catch {
            guard case .invalidAmount(_, let value, let fault) = error else { throw error }
            throw Refusal.invalidAmount(field: place(name), value: value, fault: fault)
        }
    }

    /// The lines of an invoice or a report.
    ///
    /// - Parameters:
    ///   - currency: the currency of their amounts.
    ///   - exact: whether amounts may be less than a minor unit.
    /// - Returns: the lines, in their order.
    /// - Throws: ``Fault`` naming the field that is missing or wrong, or the ledger's refusal.
    func lines(in currency: Currency, exact: Bool) throws -> [Invoice.Line] {
        try required("lines", try objects("lines")).map { line in
            let amount =
                try exact
                ? line.money("amount", currency) : line.minorUnits("amount", currency)
            return Invoice.Line(
                try line.requiredIdentifier("id"), try line.feeType,
                try line.required("amount", amount), price: try line.identifier("price"),
                periodEnd: try line.instant("period_end"))
        }
    }

    /// What is charged for: usage, unless it says otherwise.
    var feeType: FeeType {
        get throws { try choice("fee_type") ?? .charge }
    }

    /// The key under which the call is done once, if one was sent.
    var context: Context {
        get throws { Context(key: try identifier("idempotency_key")) }
    }
}

/// The schemas of the same.
extension Schema {
    static let currencyCode = Schema.text(pattern: "^[A-Z]{3}$").about("An ISO 4217 code.")
    static let feeType = Schema.choice(FeeType.allCases.map(\.rawValue))
        .about("`charge` unless it is said.")
    static let idempotencyKey = Schema.name.orNull
        .about("Under one key a call is done once per customer; repeated, it answers the same.")
    /// What is read: no currency has an amount beyond it.
    static let minorUnits = Schema.integer(in: 0...999_999_999_999_999_999)
        .about("Whole minor units of the currency: cents of USD, yen of JPY, fils of KWD.")
    /// What is answered, where it may be a sum.
    static let wholeMinorUnits = Schema.integer()
        .about("Whole minor units of the currency; exact amounts stand beside it as text.")
    static let exactAmount = Schema.decimal
        .about("Exact, in the main unit of the currency, with up to 12 fractional digits.")
    static let amount = either(
        minorUnits, text(pattern: "^[0-9]{1,14}(\\.[0-9]{1,12})?$").about(mainUnit))
    static let positiveAmount = either(
        integer(in: 1...999_999_999_999_999_999).about("Whole minor units of the currency."),
        text(pattern: "^(?=.*[1-9])[0-9]{1,14}(\\.[0-9]{1,12})?$").about(mainUnit))
    private static let mainUnit =
        "In the main unit of the currency, such as `0.005`, where cents are not enough."
    static let credits = Schema.decimal.about("Credits of the wallet.")

    /// A line of an invoice or a report.
    static func line(_ amount: Schema) -> Schema {
        .object([
            "id*": .name.about("Unique among the lines."), "fee_type": .feeType.orNull,
            "price": .name.orNull, "amount*": amount, "period_end": .instant.orNull,
        ])
    }

    static func lines(_ amount: Schema) -> Schema {
        Schema.list(.line(amount)).about("At most \(Invoice.lineLimit).")
    }
}
