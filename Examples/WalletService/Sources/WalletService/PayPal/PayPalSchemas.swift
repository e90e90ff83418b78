/// What PayPal's calls take and give, for the description.
enum PayPalSchemas {
    // MARK: Requests

    /// A positive number in a string, on the ledger's grid: PayPal's pattern within R1.1.
    private static let positive = Schema.text(
        pattern: "^(?=.*[1-9])(0|[1-9][0-9]{0,13})(\\.[0-9]{1,12}0*)?$")

    private static let scope = Schema.object([
        "fee_types": Schema.list(feeType).with("minItems", 1).orNull
    ])

    private static let rules = Schema.list(Schema(["anyOf": .array(ruleForms)]))

    /// The two methods by the two triggers; a fixed rule adds paid credits, or granted ones.
    private static let ruleForms: [JSONValue] = {
        let methods = [
            Schema.object([
                "method*": .constant("FIXED"), "paid_credits*": positive,
                "granted_credits": positive.orNull,
            ]),
            Schema.object([
                "method*": .constant("FIXED"), "paid_credits": positive.orNull,
                "granted_credits*": positive,
            ]),
            Schema.object(["method*": .constant("TARGET"), "target_ongoing_balance*": positive]),
        ]
        let triggers = [
            Schema.object([
                "trigger*": .constant("INTERVAL"),
                "interval*": .choice(PayPalRuleFields.Step.allCases.map(\.rawValue)),
            ]),
            Schema.object(["trigger*": .constant("THRESHOLD"), "threshold_credits*": positive]),
        ]
        let dates = Schema.object([
            "started_at": Schema.instant.orNull, "expiration_at": Schema.instant.orNull,
        ])
        return methods.flatMap { method in
            triggers.map { ["allOf": [method.json, $0.json, dates.json]] }
        }
    }()

    static let newWallet = Schema.object([
        "external_customer_id*": .name, "name": name.orNull, "rate_amount*": positive,
        "currency*": .choice(CurrencyCodes.capitals), "paid_credits": positive.orNull,
        "granted_credits": positive.orNull,
        "expiration_at": Schema.instant.orNull, "applies_to": scope.orNull,
        "recurring_transaction_rules": rules.orNull,
    ])

    static let walletUpdate = Schema.object([
        "name": name.orNull, "expiration_at": Schema.instant.orNull, "applies_to": scope.orNull,
        "recurring_transaction_rules": rules.orNull,
    ])

    static let newTransaction = Schema.either(
        .object([
            "type*": .constant("TOPUP"), "paid_credits*": positive,
            "granted_credits": positive.orNull, "metadata": pairs.orNull,
        ]),
        .object([
            "type*": .constant("TOPUP"), "paid_credits": positive.orNull,
            "granted_credits*": positive, "metadata": pairs.orNull,
        ]),
        .object([
            "type*": .constant("VOID"), "credits_to_void*": positive, "metadata": pairs.orNull,
        ]))

    // MARK: Parts

    private static let name = Schema.text(in: 0...1_000)
    private static let currency = Schema.text(pattern: "^[A-Z]{3}$")
    private static let feeType = Schema.choice(PayPalWalletFields.Fee.allCases.map(\.rawValue))
    private static let money = Schema.object(["value*": .number, "currency_code*": currency])
    private static let pairs = Schema.list(
        .object(["key*": .text(in: 1...40), "value*": .text(in: 0...500)])
    ).with("maxItems", 50).about("Each key once.")

    // MARK: Answers

    private static let rule = Schema.object([
        "id*": .id, "status*": .choice(["ACTIVE", "PAUSED", "ENDED"]),
        "method*": .choice(["FIXED", "TARGET"]), "trigger*": .choice(["INTERVAL", "THRESHOLD"]),
        "paid_credits": .decimal, "granted_credits": .decimal, "target_ongoing_balance": .decimal,
        "interval": .choice(["WEEKLY", "MONTHLY", "QUARTERLY", "SEMIANNUAL", "YEARLY"]),
        "threshold_credits": .decimal, "started_at": .instant, "expiration_at": .instant,
    ])

    static let wallet = Schema.object([
        "id*": .id, "external_customer_id*": .name,
        "status*": .choice(["ACTIVE", "PENDING", "TERMINATED"]), "name*": name,
        "rate_amount*": .decimal, "currency*": currency, "available_credits*": .decimal,
        "consumed_credits*": .decimal, "ongoing_usage_credits*": .decimal,
        "net_balance_credits*": .decimal, "available_balance*": money, "ongoing_usage*": money,
        "net_balance*": money, "created_at*": .instant, "expiration_at": .instant,
        "terminated_at": .instant, "applies_to*": .object(["fee_types*": .list(feeType)]),
        "recurring_transaction_rules": .list(rule),
    ])

    static let wallets = Schema.object([
        "wallets*": .list(wallet),
        "metadata*": .object([
            "total_count*": .integer(), "total_pages*": .integer(), "current_page*": .integer(),
        ]),
    ])

    static let transaction = Schema.object([
        "wallet_transaction_id*": .id, "wallet_id*": .id,
        "payment_status*": .choice(["PENDING", "SETTLED", "FAILED"]),
        "source*": .choice(["MANUAL", "INTERVAL", "THRESHOLD"]),
        "transaction_status*": .choice(["PURCHASED", "GRANTED", "VOIDED", "INVOICED"]),
        "transaction_type*": .choice(["INBOUND", "OUTBOUND"]), "amount*": money,
        "credits*": .decimal, "created_at*": .instant, "settled_at": .instant,
        "failed_at": .instant, "metadata": pairs,
    ])

    static let transactions = Schema.object([
        "wallet_transactions*": .list(transaction),
        "meta*": .object([
            "total_count*": .integer(), "total_pages*": .integer(), "current_page*": .integer(),
            "next_page*": Schema.integer().orNull, "prev_page*": Schema.integer().orNull,
        ]),
    ])
}
