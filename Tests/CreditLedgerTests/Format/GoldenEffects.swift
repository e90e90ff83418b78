@testable import CreditLedger

/// Every effect: with all that it may say, and with as little as it must.
enum GoldenEffects {
    static func all() throws -> [Golden<Effect>] { try wallets() + grants() + usage() + money() }

    private static func wallets() throws -> [Golden<Effect>] {
        try [
            Golden(
                "walletOpened",
                .walletOpened(
                    OpenedWallet(
                        id: Sample.wallet, shared: Shared(Sample.walletTerms()),
                        status: .pending, rules: Sample.rules())),
                """
                {"walletOpened":{"id":"019c0d3f-5a00-7abc-8000-000000000001",
                "terms":{"name":"Prepaid","externalID":"w-1","currency":"USD","rate":"0.03",
                "priority":7,"scope":{"feeTypes":["charge","subscription"],"prices":["api",
                "storage"]},"activatesAt":1769904000000,"expiresAt":1772323200000,
                "graceSeconds":3600,"minimumTopUp":"1","maximumTopUp":"100","metadata":{"a":"1",
                "b":"2"}},"status":"pending",
                "rules":[{"id":"019c0d3f-5a00-7abc-8000-000000000004","rule":{"paid":"10",
                "granted":"2.5","interval":"monthly","startsAt":1769904000000,
                "expiresAt":1775001600000,"payment":"chargeAutomatically",
                "timeZone":"Europe/Berlin","timeToLiveSeconds":86400,"metadata":{"a":"1",
                "b":"2"}},"addedAt":1769904000000,"isPaused":true},
                {"id":"019c0d3f-5a00-7abc-8000-000000000004","rule":{"target":"100",
                "kind":"granted","threshold":"20","orEqual":true,"payment":"due",
                "timeZone":"UTC"},"addedAt":1772323200000}]}}
                """),
            Golden(
                "walletOpened, bare",
                .walletOpened(
                    OpenedWallet(
                        id: Sample.wallet, shared: Shared(Sample.bareWalletTerms),
                        status: .active, rules: [])),
                """
                {"walletOpened":{"id":"019c0d3f-5a00-7abc-8000-000000000001",
                "terms":{"currency":"JPY","rate":"1","priority":50},"status":"active"}}
                """),
            Golden(
                "walletChanged",
                .walletChanged(
                    Sample.wallet, WalletChange(shared: Shared(Sample.bareWalletTerms))),
                """
                {"walletChanged":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "terms":{"currency":"JPY","rate":"1","priority":50}}}
                """),
            Golden(
                "walletActivated", .walletActivated(Sample.wallet),
                """
                {"walletActivated":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001"}}
                """),
            Golden(
                "walletTerminated", .walletTerminated(Sample.wallet, .terminated),
                """
                {"walletTerminated":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "end":"terminated"}}
                """),
            Golden(
                "walletTerminated, expired", .walletTerminated(Sample.wallet, .expired),
                """
                {"walletTerminated":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "end":"expired"}}
                """),
            Golden(
                "rulesReplaced", .rulesReplaced(Sample.wallet, Sample.rules()),
                """
                {"rulesReplaced":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "rules":[{"id":"019c0d3f-5a00-7abc-8000-000000000004","rule":{"paid":"10",
                "granted":"2.5","interval":"monthly","startsAt":1769904000000,
                "expiresAt":1775001600000,"payment":"chargeAutomatically",
                "timeZone":"Europe/Berlin","timeToLiveSeconds":86400,"metadata":{"a":"1",
                "b":"2"}},"addedAt":1769904000000,"isPaused":true},
                {"id":"019c0d3f-5a00-7abc-8000-000000000004","rule":{"target":"100",
                "kind":"granted","threshold":"20","orEqual":true,"payment":"due",
                "timeZone":"UTC"},"addedAt":1772323200000}]}}
                """),
            Golden(
                "rulesReplaced, bare", .rulesReplaced(Sample.wallet, []),
                """
                {"rulesReplaced":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001","rules":[]}}
                """),
            Golden(
                "rulePaused", .rulePaused(Sample.wallet, Sample.rule),
                """
                {"rulePaused":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "rule":"019c0d3f-5a00-7abc-8000-000000000004"}}
                """),
            Golden(
                "ruleResumed", .ruleResumed(Sample.wallet, Sample.rule),
                """
                {"ruleResumed":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "rule":"019c0d3f-5a00-7abc-8000-000000000004"}}
                """),
        ]
    }

    private static func grants() throws -> [Golden<Effect>] {
        let full = try OpenedGrant(
            id: Sample.grant, wallet: Sample.wallet, shared: Shared(Sample.grantTerms()))
        let bare = OpenedGrant(
            id: Sample.grant, wallet: Sample.wallet, shared: Shared(Sample.bareGrantTerms))
        return [
            Golden(
                "grantOpened", .grantOpened(full),
                """
                {"grantOpened":{"id":"019c0d3f-5a00-7abc-8000-000000000002",
                "wallet":"019c0d3f-5a00-7abc-8000-000000000001","terms":{"kind":"paid",
                "issued":"10","priority":7,"scope":{"feeTypes":["charge","subscription"],
                "prices":["api","storage"]},"effectiveAt":1769904000000,"expiresAt":1772323200000,
                "costBasis":{"amount":"0.9","currency":"USD"},"source":"rule",
                "rule":"019c0d3f-5a00-7abc-8000-000000000004","payment":"due","name":"Winter",
                "metadata":{"a":"1","b":"2"},"transaction":"019c0d3f-5a00-7abc-8000-000000000003",
                "createdAt":1769904000000}}}
                """),
            Golden(
                "grantOpened, bare", .grantOpened(bare),
                """
                {"grantOpened":{"id":"019c0d3f-5a00-7abc-8000-000000000002",
                "wallet":"019c0d3f-5a00-7abc-8000-000000000001","terms":{"kind":"granted",
                "issued":"5","priority":50,"effectiveAt":1769904000000,"costBasis":{"amount":"0",
                "currency":"USD"},"source":"initial",
                "transaction":"019c0d3f-5a00-7abc-8000-000000000003","createdAt":1769904000000}}}
                """),
            Golden(
                "grantChanged", .grantChanged(bare),
                """
                {"grantChanged":{"id":"019c0d3f-5a00-7abc-8000-000000000002",
                "wallet":"019c0d3f-5a00-7abc-8000-000000000001","terms":{"kind":"granted",
                "issued":"5","priority":50,"effectiveAt":1769904000000,"costBasis":{"amount":"0",
                "currency":"USD"},"source":"initial",
                "transaction":"019c0d3f-5a00-7abc-8000-000000000003","createdAt":1769904000000}}}
                """),
            Golden(
                "grantReopened", .grantReopened(bare),
                """
                {"grantReopened":{"id":"019c0d3f-5a00-7abc-8000-000000000002",
                "wallet":"019c0d3f-5a00-7abc-8000-000000000001","terms":{"kind":"granted",
                "issued":"5","priority":50,"effectiveAt":1769904000000,"costBasis":{"amount":"0",
                "currency":"USD"},"source":"initial",
                "transaction":"019c0d3f-5a00-7abc-8000-000000000003","createdAt":1769904000000}}}
                """),
        ]
            + GrantDoor.allCases.map { door in
                let text = """
                    {"grantClosed":{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                    "door":"\(doors[door] ?? "")"}}
                    """
                return Golden("grantClosed, \(door)", .grantClosed(Sample.grant, door), text)
            }
    }

    private static let doors: [GrantDoor: String] = [
        .expired: "expired", .voided: "voided", .forfeited: "forfeited", .failed: "failed",
    ]

    private static func usage() throws -> [Golden<Effect>] {
        try [
            Golden(
                "invoiceDrawn",
                .invoiceDrawn(
                    InvoiceID("in_1"),
                    captured: [CapturedLine(line: LineID("api"), amount: Sample.usd("3"))],
                    skipped: SkipReason.allCases.map {
                        SkippedGrant(grant: Sample.grant, reason: $0)
                    }),
                """
                {"invoiceDrawn":{"invoice":"in_1","captured":[{"line":"api","amount":"3",
                "currency":"USD"}],"skipped":[{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                "reason":"currency"},{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                "reason":"scope"},{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                "reason":"notYetEffective"},{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                "reason":"expired"},{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                "reason":"awaitingPayment"},{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                "reason":"walletPending"},{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                "reason":"held"}]}}
                """),
            Golden(
                "invoiceDrawn, bare",
                .invoiceDrawn(InvoiceID("in_1"), captured: [], skipped: []),
                """
                {"invoiceDrawn":{"invoice":"in_1"}}
                """),
            Golden(
                "usageReported", .usageReported(Sample.report()),
                """
                {"usageReported":{"currency":"USD","period":"2026-02","lines":[{"id":"api",
                "feeType":"charge","amount":"0.000000000001"}]}}
                """),
            Golden(
                "usageCleared", .usageCleared(.usd, [UsagePeriod("2026-02"), .unnamed]),
                """
                {"usageCleared":{"currency":"USD","periods":["2026-02",""]}}
                """),
            Golden(
                "holdOpened", .holdOpened(Sample.openHold()),
                """
                {"holdOpened":{"id":"019c0d3f-5a00-7abc-8000-000000000005","feeType":"charge",
                "price":"api","amount":"5","currency":"USD","createdAt":1769904000000,
                "until":1772323200000,"parts":[{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                "wallet":"019c0d3f-5a00-7abc-8000-000000000001","amount":"3","currency":"USD",
                "credits":"100"}]}}
                """),
            Golden(
                "holdChanged, bare",
                .holdChanged(
                    Hold(
                        id: Sample.hold, feeType: .commitment, price: nil,
                        asked: Sample.usd("5"), createdAt: Sample.february,
                        until: Sample.april, parts: [])),
                """
                {"holdChanged":{"id":"019c0d3f-5a00-7abc-8000-000000000005",
                "feeType":"commitment","amount":"5","currency":"USD","createdAt":1769904000000,
                "until":1775001600000,"parts":[]}}
                """),
        ]
            + HoldEnd.allCases.map { end in
                let text = """
                    {"holdEnded":{"hold":{"id":"019c0d3f-5a00-7abc-8000-000000000005",
                    "feeType":"charge","price":"api","amount":"5","currency":"USD",
                    "createdAt":1769904000000,"until":1772323200000,
                    "parts":[{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                    "wallet":"019c0d3f-5a00-7abc-8000-000000000001","amount":"3",
                    "currency":"USD","credits":"100"}]},"end":"\(ends[end] ?? "")"}}
                    """
                return try Golden("holdEnded, \(end)", .holdEnded(Sample.openHold(), end), text)
            }
    }

    private static let ends: [HoldEnd: String] = [
        .captured: "captured", .released: "released", .lapsed: "lapsed",
        .grantsEnded: "grantsEnded",
    ]

    private static func money() throws -> [Golden<Effect>] {
        try [
            Golden(
                "ruleFired",
                .ruleFired(
                    RuleFiring(
                        wallet: Sample.wallet, rule: Sample.rule,
                        ongoing: Credits(units: -1_500_000_000_000), pending: 5, threshold: 20,
                        target: 100, missing: Credits("96.5"), paid: Credits("96.5"),
                        granted: 1)),
                """
                {"ruleFired":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "rule":"019c0d3f-5a00-7abc-8000-000000000004","ongoing":"-1.5","pending":"5",
                "threshold":"20","target":"100","missing":"96.5","paid":"96.5","granted":"1"}}
                """),
            Golden(
                "ruleFired, bare",
                .ruleFired(
                    RuleFiring(
                        wallet: Sample.wallet, rule: Sample.rule, ongoing: 0, pending: 0,
                        threshold: nil, target: nil, missing: nil, paid: nil, granted: nil)),
                """
                {"ruleFired":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "rule":"019c0d3f-5a00-7abc-8000-000000000004","ongoing":"0","pending":"0"}}
                """),
            Golden(
                "refundOwed",
                .refundOwed(
                    RefundOwed(
                        wallet: Sample.wallet, grant: Sample.grant,
                        transaction: Sample.transaction, amount: Sample.usd("9"))),
                """
                {"refundOwed":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "grant":"019c0d3f-5a00-7abc-8000-000000000002",
                "transaction":"019c0d3f-5a00-7abc-8000-000000000003","amount":"9",
                "currency":"USD"}}
                """),
        ]
    }
}
