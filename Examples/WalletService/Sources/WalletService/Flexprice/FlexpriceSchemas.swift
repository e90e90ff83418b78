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

    /// A text that may be empty.
    private static func flexpriceNote(_ limit: Int) -> Schema {
        .text(pattern: "^[^\\u0000]*$", in: 0...limit)
    }

    /// An amount as a number or as decimal text.
    static let flexpriceAmount: Schema = .either(
        Schema(["type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 100_000_000_000_000]),
        .text(pattern: "^[0-9]{1,14}(\\.[0-9]{1,12})?$"))

    /// A date and time; without a zone it is in UTC.
    static let flexpriceDate: Schema = .either(
        .instant,
        .text(
            pattern: """
                ^[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?\
                ( UTC|Z|[+-][0-9]{2}:[0-9]{2})?)?$
                """))

    /// Both generations' fields of an automatic top-up.
    private static let flexpriceAutoTopUp = Schema.object([
        "enabled": .boolean.orNull, "threshold": flexpriceAmount.orNull,
        "amount": flexpriceAmount.orNull, "invoicing": .boolean.orNull,
        "cooldown": .anything.about("Not kept."),
    ])

    private static let flexpriceMetadata = Schema.map(flexpriceNote(500)).with("maxProperties", 48)
        .with("propertyNames", Schema.text(pattern: "^[^\\u0000]+$", in: 1...40).json)

    private static let flexpriceConfig = Schema.object([
        "allowed_price_types": Schema.list(.choice(FlexpriceScope.self)).orNull
    ])

    static let flexpriceTopUp = Schema.object([
        "transaction_reason*": .choice(FlexpriceReason.ofTopUps.map(\.rawValue)),
        "credits_to_add": flexpriceAmount.orNull,
        "amount": flexpriceAmount.orNull.about("Ignored beside credits_to_add."),
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
            ["required": ["amount"], "properties": ["amount": ["not": flexpriceNull]]],
        ])

    private static let flexpriceNull: JSONValue = ["type": "null"]

    static let flexpriceNewWallet = Schema.object([
        "currency*": .choice(FlexpriceCurrencies.codes),
        "customer_id": flexpriceText.orNull, "external_customer_id": flexpriceText.orNull,
        "name": flexpriceNote(1_000).orNull, "description": flexpriceNote(500).orNull,
        "wallet_type": Schema.choice(FlexpriceWalletType.self).orNull,
        "conversion_rate": flexpriceAmount.orNull,
        "topup_conversion_rate": flexpriceAmount.orNull.about("The conversion rate, if at all."),
        "initial_credits_to_load": flexpriceAmount.orNull,
        "initial_credits_expiry_date_utc": flexpriceDate.orNull,
        "initial_credits_to_load_expiry_date": .integer().orNull,
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
        "offset": Schema.integer(in: 0...1_000_000_000).orNull,
        "order": Schema.choice(FlexpriceOrder.self).orNull,
        "sort": Schema.choice(FlexpriceSort.self).orNull,
        "status": Schema.choice(FlexpriceWalletStatus.self).orNull,
        "wallet_ids": Schema.list(.text()).with("maxItems", 1_000).orNull,
        "expand": .anything,
        "alert_enabled": .anything.about("Not kept."),
    ])

    static let flexpriceTransactionSearch: Schema = {
        var properties = JSONObject()
        for field in FlexpriceTransactionFilter.fields {
            properties.add(field.name, field.schema.orNull.json)
        }
        let condition = Schema.object([
            "field*": .choice([
                "wallet_id", "customer_id", "type", "transaction_status", "transaction_reason",
                "reference_id",
            ]),
            "operator": Schema.constant("eq").orNull, "data_type": .anything,
            "value*": .object(["string*": flexpriceText]),
        ])
        let sorting = Schema.object([
            "field": Schema.choice(FlexpriceSort.self).orNull,
            "direction": Schema.choice(FlexpriceOrder.self).orNull,
        ])
        properties.add("filters", Schema.list(condition).orNull.json)
        properties.add("sort", Schema.list(sorting).orNull.json)
        return Schema(["type": "object", "properties": .object(properties)])
    }()
}

/// The codes of the currencies that the ledger knows, in both cases.
enum FlexpriceCurrencies {
    static let codes: [String] = {
        let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
        let known = letters.flatMap { first in
            letters.flatMap { second in
                letters.map { "\(first)\(second)\($0)" }.filter { (try? Currency($0)) != nil }
            }
        }
        return known + known.map { $0.lowercased() }
    }()
}
