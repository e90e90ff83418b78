internal import CreditLedger

/// A wallet as PayPal shows one.
struct PayPalWalletShape {
    let wallet: Wallet
    let balance: Balance

    var json: JSONValue {
        [
            "id": .text(wallet.id), "external_customer_id": .text(wallet.customer),
            "status": .string(wallet.status.rawValue.uppercased()), "name": .string(wallet.name),
            "rate_amount": .payPal(wallet.rate), "currency": .string(wallet.currency.code),
            "available_credits": .payPal(balance.available),
            "consumed_credits": .payPal(balance.applied),
            "ongoing_usage_credits": .payPal(ongoingUsage),
            "net_balance_credits": .payPal(balance.ongoing),
            "available_balance": .payPal(balance.worth(of: balance.available)),
            "ongoing_usage": .payPal(balance.worth(of: ongoingUsage)),
            "net_balance": .payPal(balance.worth(of: balance.ongoing)),
            "created_at": .text(wallet.createdAt),
            "expiration_at": wallet.terms.expiresAt.map(JSONValue.text),
            "terminated_at": wallet.terminatedAt.map(JSONValue.text),
            "applies_to": ["fee_types": .array(feeTypes)],
            "recurring_transaction_rules": wallet.rules.isEmpty
                ? nil : .array(wallet.rules.map(shape)),
        ]
    }

    /// What the unbilled usage will take.
    private var ongoingUsage: Credits { balance.available - balance.ongoing }

    /// All three where the scope names none.
    private var feeTypes: [JSONValue] {
        let types = wallet.terms.scope.feeTypes
        return PayPalWalletFields.Fee.allCases
            .filter { types.isEmpty || types.contains($0.type) }
            .map { .string($0.rawValue) }
    }

    /// A rule as it was sent, with its id and where it stands.
    private func shape(_ state: RuleState) -> JSONValue {
        let status = wallet.status(of: state, at: balance.asOf)
        let rule = state.rule
        let standing: JSONObject = [
            "id": .text(state.id), "status": .string(status.rawValue.uppercased()),
        ]
        let dates: JSONObject = [
            "started_at": rule.startsAt.map(JSONValue.text),
            "expiration_at": rule.expiresAt.map(JSONValue.text),
        ]
        return .object(standing + members(of: rule.method) + members(of: rule.trigger) + dates)
    }

    private func members(of method: TopUpMethod) -> JSONObject {
        switch method {
        case .fixed(let paid, let granted):
            [
                "method": "FIXED", "paid_credits": paid.map(JSONValue.payPal),
                "granted_credits": granted.map(JSONValue.payPal),
            ]
        case .target(let target, _):
            ["method": "TARGET", "target_ongoing_balance": .payPal(target)]
        }
    }

    private func members(of trigger: TopUpTrigger) -> JSONObject {
        switch trigger {
        case .interval(let interval):
            ["trigger": "INTERVAL", "interval": .string(interval.rawValue.uppercased())]
        case .threshold(let credits, _):
            ["trigger": "THRESHOLD", "threshold_credits": .payPal(credits)]
        }
    }
}

extension JSONValue {
    /// Credits as PayPal writes them, in a string: `"110.0"`.
    static func payPal(_ credits: Credits) -> JSONValue {
        .string(withFraction(credits.description))
    }

    /// A rate, in a string.
    static func payPal(_ rate: Rate) -> JSONValue { .string(withFraction(rate.description)) }

    /// Money, whose value is a number: its decimal text, through no binary one.
    static func payPal(_ money: Money) -> JSONValue {
        [
            "value": .number(withFraction(money.amount)),
            "currency_code": .string(money.currency.code),
        ]
    }

    /// A decimal number with at least one fractional digit.
    private static func withFraction(_ decimal: String) -> String {
        decimal.contains(".") ? decimal : decimal + ".0"
    }
}
