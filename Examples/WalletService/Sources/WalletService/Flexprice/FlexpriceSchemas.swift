internal import CreditLedger

/// What Flexprice's calls take.
extension Schema {
    static func choice<Word: RawRepresentable & CaseIterable>(
        _ type: Word.Type
    ) -> Schema where Word.RawValue == String {
        .choice(Word.allCases.map(\.rawValue))
    }

    /// An id of a host's or a text that it chose, without NUL.
    static let flexpriceText = Schema.text(pattern: "^[^\\u0000]+$", in: 1...1_000)

    /// A text to look for, of any length.
    static let flexpriceSought = Schema.text(pattern: "^[^\\u0000]*$")

    /// A text that may be empty.
    private static func flexpriceNote(_ limit: Int) -> Schema {
        .text(pattern: "^[^\\u0000]*$", in: 0...limit)
    }

    /// An amount above 0, as a number or as decimal text.
    static let flexpriceAmount: Schema = .either(
        Schema([
            "type": "number", "minimum": .number("0.000000000001"),
            "exclusiveMaximum": 100_000_000_000_000,
        ]),
        .text(pattern: "^(?=.*[1-9])[0-9]{1,14}(\\.[0-9]{1,12})?$"))

    /// The same, or 0.
    static let flexpriceAmountOrNone: Schema = .either(
        Schema(["type": "number", "minimum": 0, "exclusiveMaximum": 100_000_000_000_000]),
        .text(pattern: "^[0-9]{1,14}(\\.[0-9]{1,12})?$"))

    /// A number of credits to compare with.
    static let flexpriceBound: Schema = .either(
        Schema([
            "type": "number", "exclusiveMinimum": -100_000_000_000_000,
            "exclusiveMaximum": 100_000_000_000_000,
        ]), .text(pattern: "^-?[0-9]{1,14}(\\.[0-9]{1,12})?$"))

    /// Both generations' fields of an automatic top-up.
    private static let flexpriceAutoTopUp = Schema.object([
        "enabled": .boolean.orNull, "threshold": flexpriceAmount.orNull,
        "amount": flexpriceAmount.orNull, "invoicing": .boolean.orNull,
        "cooldown": .anything.about("Not kept."),
    ])

    private static let flexpriceMetadata = Schema.map(flexpriceNote(500).orNull)
        .with("maxProperties", 48)
        .with("propertyNames", Schema.text(pattern: "^[^\\u0000]+$", in: 1...40).json)

    private static let flexpriceConfig = Schema.object([
        "allowed_price_types": Schema.list(.choice(FlexpriceScope.self)).orNull
    ])

    static let flexpriceTopUp = Schema.object([
        "transaction_reason*": .choice(FlexpriceReason.ofTopUps.map(\.rawValue)),
        "credits_to_add": flexpriceAmount.orNull,
        "amount": flexpriceAmountOrNone.orNull.about("Ignored beside credits_to_add."),
        "idempotency_key": flexpriceText.orNull, "description": flexpriceNote(1_000).orNull,
        "expiry_date_utc": flexpriceDate.orNull, "effective_date": flexpriceDate.orNull,
        "priority": Schema.integer(in: 0...100).orNull, "metadata": flexpriceMetadata.orNull,
        "bonus_credits_to_add": flexpriceAmount.orNull,
        "bonus_credits_expiry_date_utc": flexpriceDate.orNull,
    ]).with(
        "anyOf",
        [
            [
                "required": ["credits_to_add"],
                "properties": ["credits_to_add": ["not": flexpriceNull]],
            ],
            ["required": ["amount"], "properties": ["amount": flexpriceAmount.json]],
        ])

    private static let flexpriceNull: JSONValue = ["type": "null"]

    static let flexpriceNewWallet = Schema.object([
        "currency*": .knownCurrency, "customer_id": flexpriceText.orNull,
        "external_customer_id": flexpriceText.orNull,
        "name": flexpriceNote(1_000).orNull, "description": flexpriceNote(500).orNull,
        "wallet_type": Schema.choice(FlexpriceWalletType.self).orNull,
        "conversion_rate": flexpriceAmount.orNull,
        "topup_conversion_rate": flexpriceAmount.orNull.about("The conversion rate, if at all."),
        "initial_credits_to_load": flexpriceAmountOrNone.orNull,
        "initial_credits_expiry_date_utc": flexpriceDate.orNull,
        "initial_credits_to_load_expiry_date": Schema.integer(in: 10_000_101...99_991_231)
            .orNull.about("A day as the number YYYYMMDD."),
        "metadata": flexpriceMetadata.orNull, "config": flexpriceConfig.orNull,
        "auto_topup": flexpriceAutoTopUp.orNull,
        "auto_topup_trigger": Schema.choice(FlexpriceTrigger.self).orNull,
        "auto_topup_amount": flexpriceAmount.orNull,
        "auto_topup_min_balance": flexpriceAmount.orNull,
        "price_unit": Schema.text(in: 0...0).orNull,
    ]).with(
        "anyOf",
        [
            ["required": ["customer_id"], "properties": ["customer_id": ["not": flexpriceNull]]],
            [
                "required": ["external_customer_id"],
                "properties": ["external_customer_id": ["not": flexpriceNull]],
            ],
        ])

    static let flexpriceWalletUpdate = Schema.object([
        "name": flexpriceNote(1_000).orNull, "description": flexpriceNote(500).orNull,
        "metadata": flexpriceMetadata.orNull, "config": flexpriceConfig.orNull,
        "auto_topup": flexpriceAutoTopUp.orNull,
        "auto_topup_trigger": Schema.choice(FlexpriceTrigger.self).orNull,
        "auto_topup_amount": flexpriceAmount.orNull,
        "auto_topup_min_balance": flexpriceAmount.orNull,
    ])

    static let flexpriceWalletSearch = Schema.object([
        "limit": Schema.integer(in: 1...1_000).orNull,
        "offset": Schema.integer(in: 0...FlexpriceRequest.offsetLimit).orNull,
        "order": Schema.choice(FlexpriceOrder.self).orNull,
        "sort": Schema.choice(FlexpriceSort.self).orNull,
        "status": Schema.choice(FlexpriceWalletStatus.self).orNull,
        "wallet_ids": Schema.list(.flexpriceSought).with("maxItems", 1_000).orNull,
        "expand": .anything,
        "alert_enabled": .anything.about("Not kept."),
    ])

    /// A condition of a search: a field, and the text that it equals.
    private static func condition(_ field: String, _ value: Schema) -> Schema {
        .object([
            "field*": .constant(field), "operator": Schema.constant("eq").orNull,
            "data_type": .anything, "value*": .object(["string*": value]),
        ])
    }

    static let flexpriceTransactionSearch: Schema = {
        var properties = JSONObject()
        for field in FlexpriceTransactionFilter.fields {
            properties.add(field.name, field.schema.orNull.json)
        }
        let text = Schema.text(pattern: "^[^\\u0000]+$")
        let conditions = [
            condition("type", .choice(FlexpriceTransactionType.self)),
            condition("transaction_status", .choice(FlexpriceTransactionStatus.self)),
            condition("transaction_reason", .choice(FlexpriceReason.self)),
            condition("wallet_id", text), condition("customer_id", text),
            condition("reference_id", text),
        ]
        let sorting = Schema.object([
            "field": Schema.choice(FlexpriceSort.self).orNull,
            "direction": Schema.choice(FlexpriceOrder.self).orNull,
        ])
        properties.add("filters", Schema.list(.oneOf(conditions)).orNull.json)
        properties.add("sort", Schema.list(sorting).orNull.json)
        return Schema(["type": "object", "properties": .object(properties)])
    }()
}
