@testable import CreditLedger

/// Whole entries: with all that one may say, what time alone caused, and texts of all kinds.
enum GoldenEntries {
    static func all() throws -> [Golden<JournalEntry>] {
        try [
            Golden(
                "a command", command(),
                """
                {"v":1,"id":"019c0d3f-5a00-7abc-8000-000000000000","customer":"acme","revision":7,
                "instant":1769904000000,
                "command":{"settleTopUp":{"grant":"019c0d3f-5a00-7abc-8000-000000000002"}},
                "context":{"key":"key-1","actor":{"id":"u-1","name":"Ada"},
                "reason":"paid by wire","metadata":{"a":"1","b":"2"}},
                "transactions":[{"id":"019c0d3f-5a00-7abc-8000-000000000003","kind":"purchased",
                "status":"settled","wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "grant":"019c0d3f-5a00-7abc-8000-000000000002","grantKind":"paid","credits":"10",
                "issued":"10","remaining":"10"},{"id":"019c0d3f-5a00-7abc-8000-000000000003",
                "kind":"applied","status":"settled",
                "wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "grant":"019c0d3f-5a00-7abc-8000-000000000002","grantKind":"paid","credits":"10",
                "issued":"10","remaining":"0","application":{"invoice":"in_1","line":"api",
                "amount":"0.3","currency":"USD"}},{"id":"019c0d3f-5a00-7abc-8000-000000000003",
                "kind":"reinstated","status":"settled",
                "wallet":"019c0d3f-5a00-7abc-8000-000000000001",
                "grant":"019c0d3f-5a00-7abc-8000-000000000002","grantKind":"paid","credits":"10",
                "issued":"10","remaining":"10","application":{"invoice":"in_1","line":"api",
                "amount":"0.3","currency":"USD",
                "undoes":"019c0d3f-5a00-7abc-8000-000000000003"}}],
                "effects":[{"walletActivated":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001"}},
                {"grantClosed":{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
                "door":"expired"}}]}
                """),
            Golden(
                "time alone",
                JournalEntry(
                    id: Sample.entry, customer: CustomerID("acme"), revision: 8,
                    instant: .earliest, command: nil, context: nil, transactions: [],
                    effects: []),
                """
                {"v":1,"id":"019c0d3f-5a00-7abc-8000-000000000000","customer":"acme","revision":8,
                "instant":-62135596800000}
                """),
            Golden(
                "nothing said",
                JournalEntry(
                    id: Sample.entry, customer: CustomerID("acme"), revision: .max,
                    instant: .latest, command: .activateWallet(Sample.wallet),
                    context: Context.none, transactions: [],
                    effects: [.walletActivated(Sample.wallet)]),
                """
                {"v":1,"id":"019c0d3f-5a00-7abc-8000-000000000000","customer":"acme",
                "revision":9223372036854775807,"instant":253402300799999,
                "command":{"activateWallet":{"wallet":"019c0d3f-5a00-7abc-8000-000000000001"}},
                "context":{},"effects":[{"walletActivated":{
                "wallet":"019c0d3f-5a00-7abc-8000-000000000001"}}]}
                """),
            Golden(
                "texts",
                JournalEntry(
                    id: Sample.entry, customer: CustomerID("\"acme\" \\ söhne/😀"), revision: 1,
                    instant: Sample.february, command: nil,
                    context: Context(
                        actor: Context.Actor(id: "\u{1}\u{8}\t\n\u{C}\r\u{1F}"),
                        reason: "e\u{301} é \u{2028} 日本 👩🏽‍🚀 \u{10FFFF}",
                        metadata: Metadata(["é\n": "\"", "z": ""])),
                    transactions: [], effects: []),
                #"""
                {"v":1,"id":"019c0d3f-5a00-7abc-8000-000000000000",
                "customer":"\"acme\" \\ söhne/😀","revision":1,"instant":1769904000000,
                "context":{"actor":{"id":"\u0001\b\t\n\f\r\u001f"},
                "reason":"e\#u{301} é \#u{2028} 日本 👩🏽‍🚀 \#u{10FFFF}",
                "metadata":{"z":"","é\n":"\""}}}
                """#),
        ]
    }

    private static func command() throws -> JournalEntry {
        let applied = try LineApplication(
            invoice: InvoiceID("in_1"), line: LineID("api"), amount: Sample.usd("0.3"),
            undoes: nil)
        let undone = try LineApplication(
            invoice: InvoiceID("in_1"), line: LineID("api"), amount: Sample.usd("0.3"),
            undoes: Sample.transaction)
        return try JournalEntry(
            id: Sample.entry, customer: CustomerID("acme"), revision: 7,
            instant: Sample.february, command: .settleTopUp(Sample.grant),
            context: Context(
                key: IdempotencyKey("key-1"), actor: Context.Actor(id: "u-1", name: "Ada"),
                reason: "paid by wire", metadata: Sample.metadata()),
            transactions: [
                transaction(.purchased, .settled, remaining: 10, application: nil),
                transaction(.applied, .settled, remaining: 0, application: applied),
                transaction(.reinstated, .settled, remaining: 10, application: undone),
            ], effects: [.walletActivated(Sample.wallet), .grantClosed(Sample.grant, .expired)])
    }

    /// Of one grant of 10 credits.
    static func transaction(
        _ kind: TransactionKind, _ status: TransactionStatus, remaining: Credits,
        application: LineApplication?
    ) -> Transaction {
        Transaction(
            id: Sample.transaction, kind: kind, status: status, wallet: Sample.wallet,
            grant: Sample.grant, grantKind: .paid, credits: 10, issued: 10,
            remaining: remaining, application: application)
    }
}

/// A book with everything that one may hold.
enum GoldenBook {
    static func book() throws -> Book {
        var book = Book(customer: try CustomerID("acme"))
        book.revision = 300
        book.instant = Sample.february
        book.lastID = Sample.entry
        book.wallets = try [
            WalletState(
                id: Sample.wallet, terms: Shared(Sample.walletTerms()), status: .active,
                createdAt: Sample.february, rules: Sample.rules(),
                pastTerms: [
                    WalletState.PastTerm(
                        until: Sample.february, expiresAt: Sample.march, graceSeconds: 60),
                    WalletState.PastTerm(
                        until: Sample.march, expiresAt: nil, graceSeconds: 0),
                ], applied: 7),
            WalletState(
                id: Sample.wallet, terms: Shared(Sample.bareWalletTerms), status: .terminated,
                createdAt: Sample.february,
                end: WalletState.Ended(at: Sample.march, by: .expired), rules: []),
        ]
        book.lots = try [
            lot(Shared(Sample.grantTerms()), isFull: true),
            lot(Shared(Sample.bareGrantTerms), isFull: false),
        ]
        book.holds = [try Sample.openHold()]
        book.usage = [try Sample.report()]
        book.hasCaptured = true
        book.nextDue = Sample.march
        return book
    }

    private static func lot(_ terms: Shared<GrantTerms>, isFull: Bool) -> Lot {
        Lot(
            grant: Sample.grant, remaining: terms.value.issued, held: isFull ? 3 : 0,
            terms: terms, effectiveAt: terms.value.effectiveAt,
            expiry: isFull ? Sample.march : .never, closesAt: isFull ? Sample.april : .never,
            wallet: isFull ? 0 : 1, walletPriority: 7,
            priority: UInt8(clamping: terms.value.priority), kind: terms.value.kind,
            isAwaited: !isFull, isUnscoped: !isFull, hasClosed: isFull)
    }

    /// The members in JSON, which no store keeps: for people to see what the packed form holds.
    static let readable = """
        {"customer":"acme","revision":300,"instant":1769904000000,
        "lastID":"019c0d3f-5a00-7abc-8000-000000000000",
        "wallets":[{"id":"019c0d3f-5a00-7abc-8000-000000000001","terms":{"name":"Prepaid",
        "externalID":"w-1","currency":"USD","rate":"0.03","priority":7,
        "scope":{"feeTypes":["charge","subscription"],"prices":["api","storage"]},
        "activatesAt":1769904000000,"expiresAt":1772323200000,"graceSeconds":3600,
        "minimumTopUp":"1","maximumTopUp":"100","metadata":{"a":"1","b":"2"}},"status":"active",
        "createdAt":1769904000000,"rules":[{"id":"019c0d3f-5a00-7abc-8000-000000000004",
        "rule":{"paid":"10","granted":"2.5","interval":"monthly","startsAt":1769904000000,
        "expiresAt":1775001600000,"payment":"chargeAutomatically","timeZone":"Europe/Berlin",
        "timeToLiveSeconds":86400,"metadata":{"a":"1","b":"2"}},"addedAt":1769904000000,
        "isPaused":true},{"id":"019c0d3f-5a00-7abc-8000-000000000004","rule":{"target":"100",
        "kind":"granted","threshold":"20","orEqual":true,"payment":"due","timeZone":"UTC"},
        "addedAt":1772323200000}],"pastTerms":[{"until":1769904000000,"expiresAt":1772323200000,
        "graceSeconds":60},{"until":1772323200000}],"applied":"7"},
        {"id":"019c0d3f-5a00-7abc-8000-000000000001",
        "terms":{"currency":"JPY","rate":"1","priority":50},"status":"terminated",
        "createdAt":1769904000000,"end":{"at":1772323200000,"by":"expired"},"applied":"0"}],
        "lots":[{"grant":"019c0d3f-5a00-7abc-8000-000000000002","remaining":"10","held":"3",
        "terms":{"kind":"paid","issued":"10","priority":7,"scope":{"feeTypes":["charge",
        "subscription"],"prices":["api","storage"]},"effectiveAt":1769904000000,
        "expiresAt":1772323200000,"costBasis":{"amount":"0.9","currency":"USD"},"source":"rule",
        "rule":"019c0d3f-5a00-7abc-8000-000000000004","payment":"due","name":"Winter",
        "metadata":{"a":"1","b":"2"},"transaction":"019c0d3f-5a00-7abc-8000-000000000003",
        "createdAt":1769904000000},"expiry":1772323200000,"closesAt":1775001600000,"wallet":0,
        "walletPriority":7,"isAwaited":false,"isUnscoped":false,"hasClosed":true},
        {"grant":"019c0d3f-5a00-7abc-8000-000000000002","remaining":"5","held":"0",
        "terms":{"kind":"granted","issued":"5","priority":50,"effectiveAt":1769904000000,
        "costBasis":{"amount":"0","currency":"USD"},"source":"initial",
        "transaction":"019c0d3f-5a00-7abc-8000-000000000003","createdAt":1769904000000},
        "expiry":9223372036854775807,"closesAt":9223372036854775807,"wallet":1,"walletPriority":7,
        "isAwaited":true,"isUnscoped":true,"hasClosed":false}],
        "holds":[{"id":"019c0d3f-5a00-7abc-8000-000000000005","feeType":"charge","price":"api",
        "amount":"5","currency":"USD","createdAt":1769904000000,"until":1772323200000,
        "parts":[{"grant":"019c0d3f-5a00-7abc-8000-000000000002",
        "wallet":"019c0d3f-5a00-7abc-8000-000000000001","amount":"3","currency":"USD",
        "credits":"100"}]}],"usage":[{"currency":"USD","period":"2026-02","lines":[{"id":"api",
        "feeType":"charge","amount":"0.000000000001"}]}],"hasCaptured":true,
        "nextDue":1772323200000}
        """

    /// The packed form, in hexadecimal.
    static let packed = """
        04626f6f6b040461636d65d80480b0fee7826701019c0d3f5a007abc800000000000000002019c0d3f5a007abc
        80000000000000010107507265706169640103772d310355534480b09dc2df01000e010102066368617267650c
        737562736372697074696f6e0102036170690773746f72616765000180b0fee782670180f08eeb946701a03801
        80c0a8ca9a3a00018080d287e2bc2d00010201610131016201320661637469766580b0fee78267000102019c0d
        3f5a007abc800000000000000401808095e789c604000180a0e5b9c2910100000001076d6f6e74686c79000001
        80b0fee78267018080b8e5a867136368617267654175746f6d61746963616c6c790d4575726f70652f4265726c
        696e0180c60a0102016101310162013280b0fee782670101019c0d3f5a007abc80000000000000040000018080
        d287e2bc2d0001076772616e74656400018080aace938c0900010100000364756503555443000080f08eeb9467
        00010280b0fee782670180f08eeb9467017880f08eeb9467000080c09b88ba970300019c0d3f5a007abc800000
        00000000010000034a505980c0a8ca9a3a006400000000000000000a7465726d696e6174656480b0fee7826701
        80f08eeb946707657870697265640000000002019c0d3f5a007abc8000000000000002808095e789c6040080c0
        f9decfae01000470616964808095e789c604000e010102066368617267650c737562736372697074696f6e0102
        036170690773746f7261676580b0fee782670180f08eeb946780a0f1c2b13400035553440472756c65019c0d3f
        5a007abc80000000000000040103647565010657696e74657201020161013101620132019c0d3f5a007abc8000
        00000000000380b0fee7826780f08eeb94678080b8e5a867000e000001019c0d3f5a007abc8000000000000002
        80c0caf384a302000000076772616e74656480c0caf384a30200640080b0fee782670000000355534407696e69
        7469616c000000019c0d3f5a007abc800000000000000380b0fee78267feffffffffffffffff01feffffffffff
        ffffff01020e0101000101019c0d3f5a007abc800000000000000506636861726765010361706980c0caf384a3
        02000355534480b0fee7826780f08eeb946701019c0d3f5a007abc8000000000000002019c0d3f5a007abc8000
        00000000000180c0f9decfae0100035553448080d287e2bc2d000101035553440107323032362d303201036170
        690663686172676500000200010180f08eeb94672a0d03c875d3ea75
        """
}
