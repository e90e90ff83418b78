import Testing

@testable import WalletService

/// A body, and the field that is wrong in it; `nil` where the whole body is.
struct PayPalWrongBody: Sendable, CustomTestStringConvertible {
    let body: String
    let field: String?
    var issue = "invalidField"

    var testDescription: String { String(body.prefix(120)) }
}

/// Bodies that no call takes, and some that the ledger refuses.
enum PayPalWrongBodies {
    /// A new wallet in which some members stand otherwise.
    static func wallet(_ changes: String, without name: String = "") -> String {
        let members = [
            "external_customer_id": #""cus""#, "rate_amount": #""1.0""#, "currency": #""USD""#,
        ]
        let kept = members.filter { $0.key != name && !changes.contains("\"\($0.key)\"") }
            .sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
        return "{" + (kept + (changes.isEmpty ? [] : [changes])).joined(separator: ", ") + "}"
    }

    static let malformed: [PayPalWrongBody] = [
        PayPalWrongBody(body: "", field: nil, issue: "malformed"),
        PayPalWrongBody(body: "{", field: nil, issue: "malformed"),
        PayPalWrongBody(body: "[]", field: nil, issue: "malformed"),
        PayPalWrongBody(body: "\"x\"", field: nil, issue: "malformed"),
        PayPalWrongBody(body: #"{"a": 1, "a": 2}"#, field: nil, issue: "malformed"),
        PayPalWrongBody(
            body: String(repeating: "[", count: 40) + String(repeating: "]", count: 40),
            field: nil, issue: "malformed"),
        PayPalWrongBody(
            body: wallet("", without: "external_customer_id"), field: "external_customer_id",
            issue: "missing"),
        PayPalWrongBody(
            body: wallet("", without: "rate_amount"), field: "rate_amount", issue: "missing"),
        PayPalWrongBody(body: wallet("", without: "currency"), field: "currency", issue: "missing"),
        PayPalWrongBody(body: wallet(#""currency": null"#), field: "currency", issue: "missing"),
        PayPalWrongBody(
            body: wallet(#""external_customer_id": """#), field: "external_customer_id"),
        PayPalWrongBody(body: wallet(#""external_customer_id": 7"#), field: "external_customer_id"),
        PayPalWrongBody(
            body: wallet(#""external_customer_id": "a\u0000b""#), field: "external_customer_id"),
        PayPalWrongBody(
            body: wallet(#""currency": "usd""#), field: "currency", issue: "unknownCurrency"),
        PayPalWrongBody(
            body: wallet(#""currency": "XQQ""#), field: "currency", issue: "unknownCurrency"),
        PayPalWrongBody(body: wallet(#""name": 1"#), field: "name"),
        PayPalWrongBody(
            body: wallet(#""expiration_at": "2026-08-12T12:43:31""#), field: "expiration_at"),
        PayPalWrongBody(
            body: wallet(#""expiration_at": "2026-02-30T00:00:00Z""#), field: "expiration_at"),
        PayPalWrongBody(body: wallet(#""expiration_at": 1786538611"#), field: "expiration_at"),
        PayPalWrongBody(body: wallet(#""applies_to": "CHARGE""#), field: "applies_to"),
        PayPalWrongBody(
            body: wallet(#""applies_to": {"fee_types": "CHARGE"}"#),
            field: "applies_to.fee_types"),
        PayPalWrongBody(
            body: wallet(#""applies_to": {"fee_types": []}"#), field: "applies_to.fee_types"),
        PayPalWrongBody(
            body: wallet(#""applies_to": {"fee_types": ["CHARGE", "charge"]}"#),
            field: "applies_to.fee_types[1]"),
        PayPalWrongBody(
            body: wallet(#""applies_to": {"fee_types": [null]}"#),
            field: "applies_to.fee_types[0]"),
        PayPalWrongBody(
            body: wallet(#""recurring_transaction_rules": {}"#),
            field: "recurring_transaction_rules"),
        PayPalWrongBody(
            body: wallet(#""recurring_transaction_rules": ["WEEKLY"]"#),
            field: "recurring_transaction_rules[0]"),
    ]

    /// What is no amount of PayPal's, though some of it is one of the ledger's.
    static let amounts =
        [
            "5", "1e400", "-1", "true", "[]", #""""#, #""-5""#, #""+5""#, #""05""#, #""5.""#,
            #"".5""#, #""1e3""#, #""1,5""#, #"" 5""#, #""٥""#, #""NaN""#,
        ].flatMap { amounts($0, "invalidField") }
        + [#""0""#, #""0.000""#, #""0.0000000000001""#, #""100000000000000""#]
        .flatMap { amounts($0, "invalidAmount") }

    private static func amounts(_ value: String, _ issue: String) -> [PayPalWrongBody] {
        let names = ["paid_credits", "granted_credits", "rate_amount"]
        return names.map { name in
            PayPalWrongBody(body: wallet("\"\(name)\": \(value)"), field: name, issue: issue)
        }
    }

    static func rule(_ members: String) -> String {
        wallet(#""recurring_transaction_rules": [{\#(members)}]"#)
    }

    static let fixed = #""method": "FIXED", "paid_credits": "1""#
    static let weekly = #""trigger": "INTERVAL", "interval": "WEEKLY""#

    static let rules: [(String, String, String)] = [
        (#""trigger": "INTERVAL", "interval": "WEEKLY""#, "method", "missing"),
        (#""method": "fixed", \#(weekly)"#, "method", "invalidField"),
        (#""method": "FIXED", \#(weekly)"#, "paid_credits", "invalidRule"),
        (#""method": "FIXED", "paid_credits": "0", \#(weekly)"#, "paid_credits", "invalidAmount"),
        (
            #""method": "FIXED", "granted_credits": 1, \#(weekly)"#, "granted_credits",
            "invalidField"
        ),
        (#""method": "TARGET", \#(weekly)"#, "target_ongoing_balance", "missing"),
        (
            #""method": "TARGET", "target_ongoing_balance": "0.0", \#(weekly)"#,
            "target_ongoing_balance", "invalidAmount"
        ),
        (fixed, "trigger", "missing"),
        (#"\#(fixed), "trigger": "NEVER""#, "trigger", "invalidField"),
        (#"\#(fixed), "trigger": "INTERVAL""#, "interval", "missing"),
        (#"\#(fixed), "trigger": "INTERVAL", "interval": "DAILY""#, "interval", "invalidField"),
        (
            #"\#(fixed), "trigger": "INTERVAL", "interval": "SEMIANNUAL""#, "interval",
            "invalidField"
        ),
        (#"\#(fixed), "trigger": "THRESHOLD""#, "threshold_credits", "missing"),
        (
            #"\#(fixed), "trigger": "THRESHOLD", "threshold_credits": "0""#, "threshold_credits",
            "invalidAmount"
        ),
        (
            #""method": "TARGET", "target_ongoing_balance": "9.9", "trigger": "THRESHOLD", "#
                + #""threshold_credits": "10""#, "target_ongoing_balance", "invalidRule"
        ),
        (#"\#(fixed), \#(weekly), "started_at": "yesterday""#, "started_at", "invalidField"),
        (
            #"\#(fixed), \#(weekly), "started_at": "2026-06-01T00:00:00Z", "#
                + #""expiration_at": "2026-06-01T00:00:00Z""#, "expiration_at", "invalidRule"
        ),
    ]

    static let refused: [PayPalWrongBody] = [
        PayPalWrongBody(
            body: wallet(#""expiration_at": "2026-05-01T12:00:00Z""#), field: "expiration_at"),
        PayPalWrongBody(
            body: wallet(#""rate_amount": "2", "paid_credits": "50000000000000""#),
            field: "paid_credits", issue: "invalidAmount"),
        PayPalWrongBody(
            body: wallet("\"name\": \"\(String(repeating: "n", count: 1_001))\""),
            field: "name"),
        PayPalWrongBody(
            body: rule(#"\#(fixed), \#(weekly), "expiration_at": "2026-04-01T00:00:00Z""#),
            field: "recurring_transaction_rules[].expiration_at", issue: "invalidRule"),
    ]

    static let transactions: [PayPalWrongBody] = [
        PayPalWrongBody(body: "{}", field: "type", issue: "missing"),
        PayPalWrongBody(body: #"{"type": "topup"}"#, field: "type"),
        PayPalWrongBody(body: #"{"type": "TOPUP"}"#, field: "paid_credits", issue: "missing"),
        PayPalWrongBody(
            body: #"{"type": "TOPUP", "paid_credits": "0"}"#, field: "paid_credits",
            issue: "invalidAmount"),
        PayPalWrongBody(
            body: #"{"type": "TOPUP", "granted_credits": 5}"#, field: "granted_credits"),
        PayPalWrongBody(body: #"{"type": "VOID"}"#, field: "credits_to_void", issue: "missing"),
        PayPalWrongBody(
            body: #"{"type": "VOID", "credits_to_void": "00"}"#, field: "credits_to_void"),
        PayPalWrongBody(
            body: #"{"type": "VOID", "credits_to_void": "0"}"#, field: "credits_to_void",
            issue: "invalidAmount"),
        PayPalWrongBody(
            body: #"{"type": "TOPUP", "paid_credits": "1", "metadata": {"a": "b"}}"#,
            field: "metadata"),
        PayPalWrongBody(
            body: #"{"type": "TOPUP", "paid_credits": "1", "metadata": [{"key": "a"}]}"#,
            field: "metadata[0].value", issue: "missing"),
        PayPalWrongBody(
            body: #"{"type": "VOID", "credits_to_void": "1", "metadata": [{"value": "a"}]}"#,
            field: "metadata[0].key", issue: "missing"),
        PayPalWrongBody(
            body: #"{"type": "TOPUP", "paid_credits": "1", "metadata": "#
                + #"[{"key": "a", "value": "1"}, {"key": "a", "value": "2"}]}"#,
            field: "metadata[1].key"),
        PayPalWrongBody(
            body: #"{"type": "TOPUP", "paid_credits": "1", "metadata": "#
                + #"[{"key": "", "value": "1"}]}"#, field: "metadata"),
    ]
}
