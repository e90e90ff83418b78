internal import CreditLedger

/// Reads the bodies that make and change wallets.
enum PayPalWalletFields {
    /// The fee types, as PayPal writes them.
    enum Fee: String, CaseIterable {
        case subscription = "SUBSCRIPTION"
        case commitment = "COMMITMENT"
        case charge = "CHARGE"

        var type: FeeType {
            switch self {
            case .subscription: .subscription
            case .commitment: .commitment
            case .charge: .charge
            }
        }
    }

    /// What PayPal calls the fields that the ledger's commands name.
    static let names = [
        "paid": "paid_credits", "granted": "granted_credits", "expiresAt": "expiration_at",
    ]

    /// Whose wallet it is to be.
    static func customer(_ fields: Fields) throws -> CustomerID {
        let name = "external_customer_id"
        let id = try fields.payPalValue(name) { text throws(Refusal) in try CustomerID(text) }
        return try fields.required(name, id)
    }

    /// The wallet to make; its paid credits are collected already, and can be used at once.
    static func newWallet(_ fields: Fields) throws -> CreateWallet {
        let currency = try fields.payPalValue("currency") { text throws(Refusal) in
            try Currency(text)
        }
        let rate = try fields.payPalRate("rate_amount")
        return CreateWallet(
            currency: try fields.required("currency", currency),
            rate: try fields.required("rate_amount", rate),
            name: try fields.text("name") ?? "",
            scope: Scope(feeTypes: try feeTypes(fields) ?? []),
            expiresAt: try fields.instant("expiration_at"),
            rules: try PayPalRuleFields.rules(fields) ?? [],
            paid: try fields.payPalCredits("paid_credits") ?? 0,
            granted: try fields.payPalCredits("granted_credits") ?? 0, payment: .collected)
    }

    /// What to change: what is left out stays, and what is `null` is cleared.
    static func update(of wallet: WalletID, _ fields: Fields) throws -> UpdateWallet {
        func change<Value>(_ name: String, to value: Value?) -> Change<Value> {
            guard fields.has(name) else { return .keep }
            return value.map { .set($0) } ?? .clear
        }
        return UpdateWallet(
            wallet, name: change("name", to: try fields.text("name")),
            feeTypes: change("applies_to", to: try feeTypes(fields)),
            expiresAt: change("expiration_at", to: try fields.instant("expiration_at")),
            rules: change("recurring_transaction_rules", to: try PayPalRuleFields.rules(fields)))
    }

    /// The fee types of `applies_to`; `nil` where nothing is said, which means all three.
    ///
    /// A list without any is refused: it could be meant as all, or as none.
    private static func feeTypes(_ fields: Fields) throws -> Set<FeeType>? {
        guard let scope = try fields.fields("applies_to"),
            let words = try scope.texts("fee_types")
        else { return nil }
        guard !words.isEmpty else { throw scope.invalid("fee_types", "[]", "names no fee type") }
        var types = Set<FeeType>()
        for (index, word) in words.enumerated() {
            guard let fee = Fee(rawValue: word) else {
                let all = Fee.allCases.map(\.rawValue).joined(separator: ", ")
                throw scope.invalid("fee_types[\(index)]", word, "is none of \(all)")
            }
            types.insert(fee.type)
        }
        return types
    }
}
