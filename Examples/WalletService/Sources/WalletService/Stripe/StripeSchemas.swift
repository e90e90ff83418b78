/// The schemas of what Stripe's calls take and answer.
///
/// A form's fields are described by their whole names, brackets included, as that is how they are
/// sent.
enum StripeSchemas {
    static let grantID = Schema.text(pattern: "^credgr_" + uuid)
    static let transactionID = Schema.text(pattern: "^cbtxn_" + uuid)
    static let clockID = Schema.text(pattern: "^clock_" + uuid)

    private static let uuid =
        "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"

    // MARK: What is sent

    static let newGrant = form(
        [
            "amount[type]*": .constant("monetary"),
            "amount[monetary][currency]*": .knownCurrency,
            "amount[monetary][value]*": .integer(in: 1...999_999_999_999_999_999),
            "customer*": .name, "category": .choice(["paid", "promotional"]),
            "applicability_config[scope][price_type]": .constant("metered"),
            "effective_at": .someSeconds, "expires_at": .someSeconds,
            "name": .label, "priority": .integer(in: 0...100), "expand[]": expandable("test_clock"),
        ],
        patterns: [
            #"^applicability_config\[scope\]\[prices\]\[[0-9]\]\[id\]$"#: .name,
            metadataKey: .text(in: 0...500),
        ]
    ).with(
        "oneOf",
        [
            ["required": ["applicability_config[scope][price_type]"]],
            ["required": ["applicability_config[scope][prices][0][id]"]],
        ])

    /// Metadata is merged pair by pair, or cleared as a whole.
    static let grantUpdate = Schema.either(
        form(
            [
                "expires_at": .either(.someSeconds, .constant("")),
                "expand[]": expandable("test_clock"),
            ], patterns: [metadataKey: .text(in: 0...500)]),
        form([
            "expires_at": .either(.someSeconds, .constant("")), "metadata*": .constant(""),
            "expand[]": expandable("test_clock"),
        ]))

    static let nothing = form(["expand[]": expandable("test_clock")])

    static let clockNameLimit = 300

    static let newClock = form([
        "frozen_time*": .someSeconds, "name": .text(in: 0...clockNameLimit), "customer": .name,
    ])

    static let advance = form(["frozen_time*": .someSeconds])

    private static let metadataKey = #"^metadata\[[^\[\]\u0000]{1,40}\]$"#

    private static func form(
        _ fields: KeyValuePairs<String, Schema>, patterns: KeyValuePairs<String, Schema> = [:]
    ) -> Schema {
        var described = JSONObject()
        for (pattern, schema) in patterns { described.add(pattern, schema.json) }
        let plain = Schema.object(fields).closed
        return patterns.isEmpty ? plain : plain.with("patternProperties", .object(described))
    }

    static func expandable(_ names: String...) -> Schema { .list(.choice(names)) }

    /// The part of a list, from one end of it or from a thing of this id.
    static func paging(_ id: Schema) -> [Operation.Parameter] {
        let cursor = Schema.object(["starting_after": id, "ending_before": id])
        return [
            .query("limit", .integer(in: 1...100)),
            .queries("cursor", cursor.with("maxProperties", 1).closed),
        ]
    }

    static let summaryFilter: [Operation.Parameter] = [
        .query("customer", .name, required: true),
        .queries("filter", .oneOf(summaryFilters.map(\.closed)), required: true),
    ]

    private static let summaryFilters: [Schema] = [
        .object(["filter[type]*": .constant("credit_grant"), "filter[credit_grant]*": grantID]),
        .object([
            "filter[type]*": .constant("applicability_scope"),
            "filter[applicability_scope][price_type]*": .constant("metered"),
        ]),
        .object([
            "filter[type]*": .constant("applicability_scope"),
            "filter[applicability_scope][prices][0][id]*": .name,
        ]),
    ]

    // MARK: What is answered

    static let grant = Schema.object([
        "id*": grantID, "object*": .constant("billing.credit_grant"), "amount*": amount,
        "applicability_config*": .object([
            "scope*": .object([
                "price_type*": Schema.constant("metered").orNull,
                "prices*": Schema.list(.object(["id*": .text()])).orNull,
            ])
        ]),
        "category*": .choice(["paid", "promotional"]), "created*": .seconds, "customer*": .name,
        "customer_account*": .null, "effective_at*": Schema.seconds.orNull,
        "expires_at*": Schema.seconds.orNull, "livemode*": .boolean, "metadata*": .map(.text()),
        "name*": Schema.text().orNull, "priority*": .integer(in: 0...100),
        "test_clock*": Schema.either(clockID, clock, .null), "updated*": .seconds,
        "voided_at*": Schema.seconds.orNull,
    ])

    static let transaction = Schema.object([
        "id*": transactionID, "object*": .constant("billing.credit_balance_transaction"),
        "created*": .seconds,
        "credit*": details(
            "credits_application_invoice_voided",
            types: ["credits_granted", "credits_application_invoice_voided"]),
        "credit_grant*": .either(grantID, grant),
        "debit*": details(
            "credits_applied", types: ["credits_applied", "credits_expired", "credits_voided"]),
        "effective_at*": .seconds, "livemode*": .boolean,
        "test_clock*": Schema.either(clockID, clock, .null),
        "type*": .choice(["credit", "debit"]),
    ])

    static let summary = Schema.object([
        "object*": .constant("billing.credit_balance_summary"),
        "balances*": .list(.object(["available_balance*": amount, "ledger_balance*": amount])),
        "customer*": .name, "customer_account*": .null, "livemode*": .boolean,
    ])

    static let clock = Schema.object([
        "id*": clockID, "object*": .constant("test_helpers.test_clock"), "created*": .seconds,
        "deletes_after*": .seconds, "frozen_time*": .seconds, "livemode*": .boolean,
        "name*": Schema.text().orNull,
        "status*": .choice(["advancing", "internal_failure", "ready"]),
        "status_details*": .object(["advancing*": .null]),
    ])

    static let deletedClock = Schema.object([
        "id*": clockID, "object*": .constant("test_helpers.test_clock"),
        "deleted*": Schema(["const": true]),
    ])

    static func list(of item: Schema) -> Schema {
        .object([
            "object*": .constant("list"), "data*": .list(item), "has_more*": .boolean,
            "url*": .text(pattern: "^/"),
        ])
    }

    private static let amount = Schema.object([
        "monetary*": .object([
            "currency*": .text(pattern: "^[a-z]{3}$"),
            "value*": Schema.integer().with("minimum", 0),
        ]), "type*": .constant("monetary"),
    ])

    private static func details(_ name: String, types: [String]) -> Schema {
        Schema.object([
            "amount*": amount, "type*": .choice(types),
            name + "*": Schema.object(["invoice*": .text(), "invoice_line_item*": .text()]).orNull,
        ]).orNull
    }
}

extension Schema {
    fileprivate static let null = Schema(["type": "null"])
    /// Seconds since 1970, within the years 1 to 9999.
    fileprivate static let someSeconds = Schema.integer(
        in: -62_135_596_800...253_402_300_799)
}

extension Operation.Parameter {
    /// What the answer can spell out.
    static func expand(_ names: String...) -> Operation.Parameter {
        .query("expand[]", .list(.choice(names)))
    }
}
