internal import CreditLedger

/// Reads `recurring_transaction_rules`: two methods by two triggers, each with a field of its own.
///
/// A field that a combination has no use for is left aside, as a client may send them all.
enum PayPalRuleFields {
    enum Method: String, CaseIterable {
        case fixed = "FIXED"
        case target = "TARGET"
    }

    enum Trigger: String, CaseIterable {
        case interval = "INTERVAL"
        case threshold = "THRESHOLD"
    }

    /// PayPal's intervals, which are not all of the ledger's.
    enum Step: String, CaseIterable {
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
        case quarterly = "QUARTERLY"
        case yearly = "YEARLY"

        var interval: Interval {
            switch self {
            case .weekly: .weekly
            case .monthly: .monthly
            case .quarterly: .quarterly
            case .yearly: .yearly
            }
        }
    }

    /// The rules that were sent, in their order.
    static func rules(_ fields: Fields) throws -> [TopUpRule]? {
        try fields.objects(list)?.map(rule)
    }

    private static let list = "recurring_transaction_rules"

    private static func rule(_ fields: Fields) throws -> TopUpRule {
        let method = try method(fields)
        let trigger = try trigger(fields)
        let start = try fields.instant("started_at")
        let end = try fields.instant("expiration_at")
        do throws(Refusal) {
            // Paid credits are charged for by the service's payment collector.
            return try TopUpRule(
                method: method, trigger: trigger, startsAt: start, expiresAt: end,
                payment: .chargeAutomatically)
        } catch {
            guard case .invalidRule(let field, _, _) = error else { throw error }
            throw error.named(fields.place(names[field] ?? field))
        }
    }

    private static func method(_ fields: Fields) throws -> TopUpMethod {
        switch try fields.required("method", try fields.choice("method", of: Method.self)) {
        case .fixed:
            return .fixed(
                paid: try fields.payPalCredits("paid_credits"),
                granted: try fields.payPalCredits("granted_credits"))
        case .target:
            let name = "target_ongoing_balance"
            let target = try fields.required(name, try fields.payPalCredits(name))
            return .target(target, kind: .paid)
        }
    }

    private static func trigger(_ fields: Fields) throws -> TopUpTrigger {
        switch try fields.required("trigger", try fields.choice("trigger", of: Trigger.self)) {
        case .interval:
            let step = try fields.choice("interval", of: Step.self)
            return .interval(try fields.required("interval", step).interval)
        case .threshold:
            let name = "threshold_credits"
            let threshold = try fields.required(name, try fields.payPalCredits(name))
            // The credits are added when the balance is less than it.
            return .threshold(threshold, orEqual: false)
        }
    }

    /// What PayPal calls the fields of a rule.
    private static let names = [
        "paid": "paid_credits", "granted": "granted_credits", "target": "target_ongoing_balance",
        "threshold": "threshold_credits", "expiresAt": "expiration_at",
    ]

    /// What PayPal calls a field of one of a wallet's rules; the ledger does not say of which.
    static func name(ofLedgers field: String) -> String {
        "\(list)[].\(names[field] ?? field)"
    }
}
