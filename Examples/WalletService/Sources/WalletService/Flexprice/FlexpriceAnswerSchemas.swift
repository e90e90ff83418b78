/// What Flexprice's calls answer.
extension Schema {
    /// An amount: a string, or a number to clients of 1.x.
    private static let flexpriceAnyAmount: Schema = .either(.decimal, .number)

    static let flexpriceWallet = flexpriceWallet(showing: flexpriceAnyAmount)

    static let flexpriceRealTimeWallet = Schema([
        "allOf": [
            flexpriceWallet.json,
            Schema.object([
                "real_time_balance": flexpriceAnyAmount,
                "real_time_credit_balance": flexpriceAnyAmount,
                "current_period_usage": flexpriceAnyAmount, "balance_updated_at": .instant,
                "is_cached_fallback": .boolean,
            ]).json,
        ]
    ])

    static let flexpriceTransaction = flexpriceTransaction(showing: flexpriceAnyAmount)

    static let flexpriceTopUpAnswer = Schema([
        "allOf": [
            flexpriceWallet(showing: .number).json,
            Schema.object([
                "wallet*": flexpriceWallet(showing: .decimal),
                "wallet_transaction*": flexpriceTransaction(showing: .decimal),
            ]).json,
        ]
    ])

    /// A part of a list.
    static func flexpriceList(_ items: Schema) -> Schema {
        .object([
            "items*": .list(items),
            "pagination*": .object([
                "limit*": .integer(), "offset*": .integer(), "total*": .integer(),
            ]),
        ])
    }

    private static func flexpriceWallet(showing amount: Schema) -> Schema {
        .object([
            "id*": .id, "customer_id*": .text(), "name*": .text(), "description*": .text(),
            "currency*": .text(pattern: "^[a-z]{3}$"),
            "wallet_status*": .choice(FlexpriceWalletStatus.self),
            "wallet_type": .choice(FlexpriceWalletType.self), "balance*": amount,
            "credit_balance*": amount, "conversion_rate*": amount,
            "topup_conversion_rate*": amount,
            "credits_available_breakdown*": .object(["purchased*": amount, "free*": amount]),
            "auto_topup_trigger*": .choice(FlexpriceTrigger.self), "auto_topup_amount*": amount,
            "auto_topup_min_balance*": amount,
            "auto_topup*": .object([
                "enabled*": .boolean, "amount": .number, "threshold": .number,
                "invoicing": .boolean,
            ]),
            "config*": .object(["allowed_price_types*": .list(.choice(FlexpriceScope.self))]),
            "metadata*": .map(.text()), "status*": .constant("published"),
            "created_at*": .instant, "updated_at*": .instant,
        ])
    }

    private static func flexpriceTransaction(showing amount: Schema) -> Schema {
        .object([
            "id*": .id, "wallet_id*": .id, "customer_id*": .text(),
            "type*": .choice(FlexpriceTransactionType.self), "amount*": amount,
            "credit_amount*": amount, "credit_balance_before*": amount,
            "credit_balance_after*": amount, "credits_available*": amount,
            "currency*": .text(pattern: "^[a-z]{3}$"), "conversion_rate*": amount,
            "topup_conversion_rate*": amount,
            "transaction_status*": .choice(FlexpriceTransactionStatus.self),
            "transaction_reason": .choice(FlexpriceReason.self), "idempotency_key": .text(),
            "description*": .text(), "metadata*": .map(.text()), "priority": .integer(),
            "expiry_date": .instant, "reference_type": .text(), "reference_id": .text(),
            "created_by": .text(), "status*": .constant("published"), "created_at*": .instant,
            "updated_at*": .instant,
        ])
    }
}
