@testable import CreditLedger

/// Every command: with all that it may say, and with as little as it must.
enum GoldenCommands {
    static func all() throws -> [Golden<Command>] {
        try wallets() + grants() + invoices() + holds()
    }

    private static func wallets() throws -> [Golden<Command>] {
        try [
            Golden(
                "createWallet",
                .createWallet(
                    CreateWallet(
                        currency: .usd, rate: Rate("0.03"), name: "Prepaid", externalID: "w-1",
                        priority: 7, scope: Sample.scope(), activation: .at(Sample.february),
                        expiresAt: Sample.march, graceSeconds: 3_600,
                        limits: TopUpLimits(minimum: 1, maximum: 100),
                        rules: [Sample.monthly(), Sample.toTarget()],
                        metadata: Sample.metadata(), paid: 10, granted: 5, payment: .due)),
                """
                {"createWallet":{"currency":"USD","rate":"0.03","name":"Prepaid",
                "externalID":"w-1","priority":7,"scope":{"feeTypes":["charge","subscription"],
                "prices":["api","storage"]},"activatesAt":1769904000000,"expiresAt":1772323200000,
                "graceSeconds":3600,"minimumTopUp":"1","maximumTopUp":"100","rules":[{"paid":"10",
                "granted":"2.5","interval":"monthly","startsAt":1769904000000,
                "expiresAt":1775001600000,"payment":"chargeAutomatically",
                "timeZone":"Europe/Berlin","timeToLiveSeconds":86400,"metadata":{"a":"1",
                "b":"2"}},{"target":"100","kind":"granted","threshold":"20","payment":"due",
                "timeZone":"UTC"}],"metadata":{"a":"1","b":"2"},"paid":"10","granted":"5",
                "payment":"due"}}
                """),
            Golden(
                "createWallet, bare", .createWallet(CreateWallet(currency: .jpy)),
                """
                {"createWallet":{"currency":"JPY","rate":"1","priority":50,"payment":"collected"}}
                """),
            Golden(
                "createWallet, on request",
                .createWallet(CreateWallet(currency: .eur, activation: .onRequest)),
                """
                {"createWallet":{"currency":"EUR","rate":"1","priority":50,
                "activation":"onRequest","payment":"collected"}}
                """),
            Golden(
                "activateWallet", .activateWallet(Sample.wallet),
                """
                {"activateWallet":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001"}}
                """),
            Golden(
                "updateWallet",
                .updateWallet(
                    UpdateWallet(
                        Sample.wallet, name: .set("Prepaid"), externalID: .set("w-1"),
                        priority: .set(7), feeTypes: .set([.commitment, .charge]),
                        prices: .set([PriceCode("api")]), activatesAt: .set(Sample.february),
                        expiresAt: .set(Sample.march), graceSeconds: .set(3_600),
                        minimumTopUp: .set(1), maximumTopUp: .set(100),
                        rules: .set([Sample.toTarget()]), metadata: .set(Sample.metadata()))),
                """
                {"updateWallet":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001","name":"Prepaid",
                "externalID":"w-1","priority":7,"feeTypes":["charge","commitment"],
                "prices":["api"],"activatesAt":1769904000000,"expiresAt":1772323200000,
                "graceSeconds":3600,"minimumTopUp":"1","maximumTopUp":"100",
                "rules":[{"target":"100","kind":"granted","threshold":"20","payment":"due",
                "timeZone":"UTC"}],"metadata":{"a":"1","b":"2"}}}
                """),
            Golden(
                "updateWallet, cleared",
                .updateWallet(
                    UpdateWallet(
                        Sample.wallet, name: .clear, externalID: .clear, priority: .clear,
                        feeTypes: .clear, prices: .clear, activatesAt: .clear,
                        expiresAt: .clear, graceSeconds: .clear, minimumTopUp: .clear,
                        maximumTopUp: .clear, rules: .clear, metadata: .clear)),
                """
                {"updateWallet":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001","name":null,
                "externalID":null,"priority":null,"feeTypes":null,"prices":null,
                "activatesAt":null,"expiresAt":null,"graceSeconds":null,"minimumTopUp":null,
                "maximumTopUp":null,"rules":null,"metadata":null}}
                """),
            Golden(
                "updateWallet, set to nothing",
                .updateWallet(
                    UpdateWallet(
                        Sample.wallet, name: .set(""), feeTypes: .set([]), prices: .set([]),
                        rules: .set([]), metadata: .set(.none))),
                """
                {"updateWallet":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001","name":"",
                "feeTypes":[],"prices":[],"rules":[],"metadata":{}}}
                """),
            Golden(
                "updateWallet, bare", .updateWallet(UpdateWallet(Sample.wallet)),
                """
                {"updateWallet":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001"}}
                """),
            Golden(
                "terminateWallet", .terminateWallet(Sample.wallet),
                """
                {"terminateWallet":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001"}}
                """),
            Golden(
                "resumeRule", .resumeRule(Sample.wallet, Sample.rule),
                """
                {"resumeRule":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "rule":"019c0d3f-5a00-7abc-8000-000000000004"}}
                """),
        ]
    }

    private static func grants() throws -> [Golden<Command>] {
        try [
            Golden(
                "topUp",
                .topUp(
                    TopUp(
                        Sample.wallet, paid: .credits(10), granted: .money(Sample.usd("2.5")),
                        payment: .chargeAutomatically, priority: 7, scope: Sample.scope(),
                        effectiveAt: Sample.february, expiresAt: Sample.march,
                        costBasis: Sample.usd("0.9"), ignoresLimits: true, name: "Winter",
                        metadata: Sample.metadata())),
                """
                {"topUp":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001","paid":{"credits":"10"},
                "granted":{"amount":"2.5","currency":"USD"},"payment":"chargeAutomatically",
                "priority":7,"scope":{"feeTypes":["charge","subscription"],"prices":["api",
                "storage"]},"effectiveAt":1769904000000,"expiresAt":1772323200000,
                "costBasis":{"amount":"0.9","currency":"USD"},"ignoresLimits":true,
                "name":"Winter","metadata":{"a":"1","b":"2"}}}
                """),
            Golden(
                "topUp, bare", .topUp(TopUp(Sample.wallet, granted: .credits(5))),
                """
                {"topUp":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "granted":{"credits":"5"},"payment":"collected","priority":50}}
                """),
            Golden(
                "settleTopUp", .settleTopUp(Sample.grant),
                """
                {"settleTopUp":{"grant":"019c0d3f-5a00-7abc-8000-000000000002"}}
                """),
            Golden(
                "failTopUp", .failTopUp(Sample.grant, reason: "card declined"),
                """
                {"failTopUp":{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                "reason":"card declined"}}
                """),
            Golden(
                "voidCredits", .voidCredits(VoidCredits(Sample.wallet, 7, from: Sample.grant)),
                """
                {"voidCredits":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001","credits":"7",
                "grant":"019c0d3f-5a00-7abc-8000-000000000002"}}
                """),
            Golden(
                "voidCredits, bare", .voidCredits(VoidCredits(Sample.wallet, Credits("0.5"))),
                """
                {"voidCredits":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001","credits":"0.5"}}
                """),
            Golden(
                "expireGrant", .expireGrant(Sample.grant),
                """
                {"expireGrant":{"grant":"019c0d3f-5a00-7abc-8000-000000000002"}}
                """),
            Golden(
                "voidGrant", .voidGrant(Sample.grant),
                """
                {"voidGrant":{"grant":"019c0d3f-5a00-7abc-8000-000000000002"}}
                """),
            Golden(
                "changeGrant",
                .changeGrant(
                    ChangeGrant(
                        Sample.grant, priority: .set(7), expiresAt: .set(Sample.march),
                        name: .set("Winter"), metadata: .set(Sample.metadata()))),
                """
                {"changeGrant":{"grant":"019c0d3f-5a00-7abc-8000-000000000002","priority":7,
                "expiresAt":1772323200000,"name":"Winter","metadata":{"a":"1","b":"2"}}}
                """),
            Golden(
                "changeGrant, cleared",
                .changeGrant(
                    ChangeGrant(
                        Sample.grant, priority: .clear, expiresAt: .clear, name: .clear,
                        metadata: .clear)),
                """
                {"changeGrant":{"grant":"019c0d3f-5a00-7abc-8000-000000000002","priority":null,
                "expiresAt":null,"name":null,"metadata":null}}
                """),
            Golden(
                "confirmCharge", .confirmCharge(Sample.grant),
                """
                {"confirmCharge":{"grant":"019c0d3f-5a00-7abc-8000-000000000002"}}
                """),
        ]
    }

    private static func invoices() throws -> [Golden<Command>] {
        try [
            Golden(
                "drawDown",
                .drawDown(
                    DrawDown(
                        Sample.invoice(),
                        clearing: .periods([UsagePeriod("2026-02"), .unnamed]))),
                """
                {"drawDown":{"invoice":{"id":"in_1","currency":"USD","periodEnd":1772323200000,
                "lines":[{"id":"api","feeType":"charge","price":"api","periodEnd":1769904000000,
                "amount":"26.5"},{"id":"plan","feeType":"subscription","amount":"10"},
                {"id":"minimum","feeType":"commitment","amount":"0"}]},"usage":["","2026-02"]}}
                """),
            Golden(
                "drawDown, all usage",
                .drawDown(
                    DrawDown(
                        Invoice(id: InvoiceID("in_2"), currency: .jpy, lines: []),
                        clearing: .all)),
                """
                {"drawDown":{"invoice":{"id":"in_2","currency":"JPY","lines":[]},"allUsage":true}}
                """),
            Golden(
                "drawDown, bare",
                .drawDown(DrawDown(Invoice(id: InvoiceID("in_3"), currency: .jpy, lines: []))),
                """
                {"drawDown":{"invoice":{"id":"in_3","currency":"JPY","lines":[]}}}
                """),
            Golden(
                "reinstate",
                .reinstate(
                    Reinstate(
                        InvoiceID("in_1"),
                        lines: [
                            LineID("plan"): Sample.usd("10"), LineID("api"): Sample.usd("0.25"),
                        ], reopenUntil: Sample.april)),
                """
                {"reinstate":{"invoice":"in_1","lines":[{"line":"api","amount":"0.25",
                "currency":"USD"},{"line":"plan","amount":"10","currency":"USD"}],
                "reopenUntil":1775001600000}}
                """),
            Golden(
                "reinstate, no line", .reinstate(Reinstate(InvoiceID("in_1"), lines: [:])),
                """
                {"reinstate":{"invoice":"in_1","lines":[]}}
                """),
            Golden(
                "reinstate, bare", .reinstate(Reinstate(InvoiceID("in_1"))),
                """
                {"reinstate":{"invoice":"in_1"}}
                """),
            Golden(
                "reportUsage", .reportUsage(Sample.report()),
                """
                {"reportUsage":{"currency":"USD","period":"2026-02","lines":[{"id":"api",
                "feeType":"charge","amount":"0.000000000001"}]}}
                """),
            Golden(
                "reportUsage, bare", .reportUsage(UsageReport(currency: .eur, lines: [])),
                """
                {"reportUsage":{"currency":"EUR","lines":[]}}
                """),
        ]
    }
}
