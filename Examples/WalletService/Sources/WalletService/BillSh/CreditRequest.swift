internal import CreditLedger

/// What a credit is asked for with; every field is a string, so that a map of strings can be sent.
struct CreditRequest: Sendable {
    /// The field as it came: 10^-12 of a dollar, in spite of its name.
    let amountNanos: String
    let amount: Money
    /// The account of the customer's wallet, by which the wallet is known here, too.
    let walletAccount: String
    /// The account that is debited, which is only noted with the grant: the ledger keeps the
    /// platform's accounts itself.
    let platformAccount: String
    let description: String
    let context: Context

    static let schema = Schema.object([
        "amount_nanos*": Schema.text(pattern: amountPattern)
            .about("10^-12 of a dollar, as an integer: `10000000000000` is $10.00."),
        "wallet_account_id*": Schema.text(pattern: accountPattern)
            .about("An account of 128 bits; the first credit to it makes its wallet."),
        "platform_account_id*": .text(pattern: accountPattern),
        "description": Schema.label.orNull,
        "reason*": .name,
        "actor_id*": .name,
        "actor_name": Schema.label.orNull,
        "idempotency_key*": .name,
    ])

    /// Reads the fields.
    ///
    /// - Throws: ``Fault`` naming the field that is missing or wrong, or the ledger's refusal.
    init(_ fields: Fields) throws {
        amountNanos = try Self.digits(
            "amount_nanos", fields, Self.isAmount,
            "is not an integer above 0 of at most 26 digits")
        amount = try Money(gridUnits: amountNanos, .usd)
        let reason = "is not an integer of 128 bits above 0"
        walletAccount = try Self.digits("wallet_account_id", fields, Self.isAccount, reason)
        platformAccount = try Self.digits("platform_account_id", fields, Self.isAccount, reason)
        description = try fields.label("description") ?? ""
        context = Context(
            key: try fields.requiredIdentifier("idempotency_key"),
            actor: Context.Actor(
                id: try fields.requiredLabel("actor_id"),
                name: try fields.label("actor_name") ?? ""),
            reason: try fields.requiredLabel("reason"))
    }

    private static func digits(
        _ name: String, _ fields: Fields, _ isValid: (String) -> Bool, _ reason: String
    ) throws -> String {
        let text = try fields.requiredText(name)
        guard isValid(text) else { throw fields.invalid(name, text, reason) }
        return text
    }

    /// What the ledger's amounts can hold: below 10^14 dollars (R1.1).
    private static func isAmount(_ text: String) -> Bool {
        text.utf8.count <= 26 && isNatural(text)
    }

    private static func isAccount(_ text: String) -> Bool {
        isNatural(text) && UInt128(text) != nil
    }

    /// Digits alone, and none in front that says nothing: one number has one text.
    private static func isNatural(_ text: String) -> Bool {
        text.utf8.first != UInt8(ascii: "0")
            && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    private static let amountPattern = "^[1-9][0-9]{0,25}$"

    /// The texts of 1...2^128-1: fewer digits than that has, or as many, with the first that
    /// differs lower.
    private static let accountPattern: String = {
        let most = Array(String(UInt128.max))
        var choices = ["[1-9][0-9]{0,\(most.count - 2)}", String(most)]
        for (index, digit) in most.enumerated() {
            guard let value = digit.wholeNumberValue, let below = value > 0 ? value - 1 : nil,
                let least = index == 0 ? 1 : 0, least <= below
            else { continue }
            let rest = most.count - index - 1
            choices.append(
                String(most[..<index]) + "[\(least)-\(below)]" + (rest > 0 ? "[0-9]{\(rest)}" : ""))
        }
        return "^(" + choices.joined(separator: "|") + ")$"
    }()
}

extension Fields {
    /// A text for people, which the ledger keeps if it is not too long.
    fileprivate func label(_ name: String) throws -> String? {
        guard let text = try text(name), !text.isEmpty else { return nil }
        let checked: TextIdentifier<CreditRequest>? = try identifier(name)
        return checked?.text
    }

    fileprivate func requiredLabel(_ name: String) throws -> String {
        _ = try requiredText(name)
        return try required(name, try label(name))
    }
}
