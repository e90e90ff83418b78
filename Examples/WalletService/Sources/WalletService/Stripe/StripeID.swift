internal import CreditLedger

/// How Stripe writes the ids of one kind of object: the ledger's id behind a prefix.
struct StripeID<Tag>: Sendable {
    let prefix: String
    /// What errors call such an object.
    let kind: String

    func text(_ id: Identifier<Tag>) -> String { prefix + id.description }

    /// The id; `nil` for a text that can be none.
    func id(_ text: String) -> Identifier<Tag>? {
        guard text.hasPrefix(prefix) else { return nil }
        return try? Identifier(String(text.dropFirst(prefix.count)))
    }
}

extension StripeID<Grant> {
    static let grant = StripeID(prefix: "credgr_", kind: "billing.credit_grant")
}

extension StripeID<Transaction> {
    static let transaction = StripeID(
        prefix: "cbtxn_", kind: "billing.credit_balance_transaction")
}
