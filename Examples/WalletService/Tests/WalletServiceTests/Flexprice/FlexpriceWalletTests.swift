import CreditLedger
import CreditLedgerTesting
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Flexprice: wallets")
struct FlexpriceWalletTests {
    static let full = """
        {"currency": "USD", "external_customer_id": "cus_9", "conversion_rate": "0.5",
         "initial_credits_to_load": "10", "wallet_type": "PROMOTIONAL", "name": "Travel",
         "description": "for trips", "metadata": {"team": "ops"},
         "config": {"allowed_price_types": ["USAGE"]},
         "auto_topup": {"enabled": true, "threshold": 5, "amount": 20.5, "invoicing": true}}
        """

    @Test("clients of 1.x read numbers where those of 2.x read strings")
    func generations() async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet(Self.full)
        let amounts = [
            "balance": "5", "credit_balance": "10", "conversion_rate": "0.5",
            "auto_topup_amount": "20.5", "auto_topup_min_balance": "5",
        ]
        for path in ["/v1/wallets/\(wallet)", "/v1/wallets/\(wallet)/balance/real-time"] {
            let first = try await flexprice.call(.get, path, by: FlexpriceUnderTest.firstName)
            let second = try await flexprice.call(.get, path)
            let unnamed = try await flexprice.call(.get, path, by: "curl/8.5.0")
            for (name, text) in amounts {
                #expect(try first.at(name) == .number(text), "\(name)")
                #expect(try second.at(name) == .string(text), "\(name)")
                #expect(try unnamed.at(name) == .string(text), "\(name)")
            }
        }
    }

    @Test("a wallet is what was asked for")
    func creation() async throws {
        let flexprice = try FlexpriceUnderTest()
        let reply = try await flexprice.call(.post, "/v1/wallets", Self.full)
        #expect(reply.status == 200)
        let expected: [String: JSONValue] = [
            "customer_id": "cus_9", "name": "Travel", "description": "for trips",
            "currency": "usd", "wallet_type": "PROMOTIONAL", "metadata": ["team": "ops"],
            "config": ["allowed_price_types": ["USAGE"]],
            "auto_topup_trigger": "balance_below_threshold",
            "auto_topup": [
                "enabled": true, "amount": .number("20.5"), "threshold": 5, "invoicing": true,
            ],
        ]
        for (name, value) in expected { #expect(try reply.at(name) == value, "\(name)") }
        let list = try await flexprice.service.ledger.wallets()
        let wallet = try #require(list.items.first)
        #expect(wallet.terms.scope == Scope(feeTypes: [.charge]))
        #expect(wallet.rules.map(\.rule.payment) == [.due])
    }

    @Test(
        "initial credits are free, and end when it was said",
        arguments: [
            (#""initial_credits_expiry_date_utc": "2026-06-01 00:00:00 UTC""#),
            (#""initial_credits_to_load_expiry_date": 20260601"#),
        ])
    func initialCredits(_ end: String) async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet(
            #"{"currency": "usd", "customer_id": "c", "initial_credits_to_load": 4, \#(end)}"#)
        #expect(
            try await flexprice.column("transaction_reason", of: wallet) == ["FREE_CREDIT_GRANT"])
        #expect(try await flexprice.column("expiry_date", of: wallet) == ["2026-06-01T00:00:00Z"])
        flexprice.service.clock.set(try Instant("2026-06-01T00:00:00Z"))
        let reply = try await flexprice.call(.get, "/v1/wallets/\(wallet)")
        #expect(try reply.at("credit_balance") == "0")
    }

    @Test("an update changes what it names")
    func update() async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet(Self.full)
        let path = "/v1/wallets/\(wallet)"
        let named = try await flexprice.call(
            .put, path, #"{"name": "Food", "metadata": {"a": "b"}}"#)
        #expect(try named.at("name") == "Food")
        #expect(try named.at("metadata") == ["a": "b"])
        #expect(try named.at("description") == "for trips")
        #expect(try named.at("wallet_type") == "PROMOTIONAL")
        #expect(try named.at("auto_topup", "amount") == .number("20.5"))
        let priced = try await flexprice.call(
            .put, path, #"{"config": {"allowed_price_types": ["FIXED"]}, "description": ""}"#)
        #expect(try priced.at("config") == ["allowed_price_types": ["FIXED"]])
        #expect(try priced.at("description") == "")
        let nothing = try await flexprice.call(.put, path, "{}")
        #expect(nothing.text == priced.text)
    }

    /// What is sent, and the automatic top-up that it leaves: its amount and threshold.
    static let automatic: [(String, [JSONValue])] = [
        (#"{"auto_topup": {"enabled": false}}"#, ["0", "0"]),
        (#"{"auto_topup_trigger": "disabled"}"#, ["0", "0"]),
        (#"{"auto_topup": {"amount": 7}}"#, ["7", "5"]),
        (#"{"auto_topup_amount": "7"}"#, ["7", "5"]),
        (#"{"auto_topup": {"enabled": true, "amount": 7, "threshold": 6}}"#, ["7", "6"]),
        (#"{"auto_topup_min_balance": 6, "auto_topup_amount": 7}"#, ["7", "6"]),
        (#"{"auto_topup": null}"#, ["20.5", "5"]),
    ]

    @Test("either generation changes the automatic top-up", arguments: automatic)
    func autoTopUp(_ body: String, figures: [JSONValue]) async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet(Self.full)
        let reply = try await flexprice.call(.put, "/v1/wallets/\(wallet)", body)
        #expect(reply.status == 200)
        #expect(
            try [reply.at("auto_topup_amount"), reply.at("auto_topup_min_balance")] == figures)
    }

    @Test("the automatic top-up refills the wallet, and leaves other rules alone")
    func refill() async throws {
        let flexprice = try FlexpriceUnderTest()
        let monthly = try TopUpRule(
            method: .fixed(paid: nil, granted: 3), trigger: .interval(.monthly))
        let made = try await flexprice.service.ledger.createWallet(
            CreateWallet(currency: .usd, rules: [monthly], granted: 6), for: try CustomerID("cus_1")
        )
        _ = try await flexprice.call(
            .put, "/v1/wallets/\(made.outcome)",
            #"{"auto_topup": {"enabled": true, "threshold": 5, "amount": 10}}"#)
        _ = try await flexprice.service.assembly.desk.perform(for: try CustomerID("cus_1")) {
            ledger throws(LedgerError) in
            try await ledger.voidCredits(VoidCredits(made.outcome, 2))
        }
        let id = made.outcome.description
        let reply = try await flexprice.call(.get, "/v1/wallets/\(id)")
        #expect(try reply.at("credit_balance") == "14")
        let reasons = try await flexprice.column("transaction_reason", of: id)
        #expect(
            reasons == ["PURCHASED_CREDIT_DIRECT", "MANUAL_BALANCE_DEBIT", "FREE_CREDIT_GRANT"])
        let off = try await flexprice.call(
            .put, "/v1/wallets/\(id)", #"{"auto_topup": {"enabled": false}}"#)
        #expect(try off.at("auto_topup_trigger") == "disabled")
        let wallet = try await flexprice.service.ledger.wallet(made.outcome)
        #expect(wallet.rules.map(\.rule) == [monthly])
    }

    @Test("unbilled usage lowers the real-time balance only")
    func realTime() async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet(
            """
            {"currency": "usd", "customer_id": "cus_1", "conversion_rate": 2,
             "initial_credits_to_load": 10}
            """)
        let line = Invoice.Line(try LineID("l"), .charge, try Money("3", .usd))
        try await flexprice.service.ledger.reportUsage(
            UsageReport(currency: .usd, lines: [line]), for: try CustomerID("cus_1"))
        let reply = try await flexprice.call(.get, "/v1/wallets/\(wallet)/balance/real-time")
        #expect(try reply.at("credit_balance") == "10")
        #expect(try reply.at("real_time_credit_balance") == "8.5")
        #expect(try reply.at("real_time_balance") == "17")
        #expect(try reply.at("current_period_usage") == "3")
    }

    @Test("a wallet that waits for its activation is frozen, a terminated one closed")
    func status() async throws {
        let flexprice = try FlexpriceUnderTest()
        let made = try await flexprice.service.ledger.createWallet(
            CreateWallet(currency: .usd, activation: .onRequest), for: try CustomerID("cus_1"))
        let path = "/v1/wallets/\(made.outcome)"
        #expect(try await flexprice.call(.get, path).at("wallet_status") == "frozen")
        #expect(try await flexprice.call(.post, path + "/terminate").status == 400)
        try await flexprice.service.ledger.activateWallet(made.outcome)
        let closed = try await flexprice.call(.post, path + "/terminate")
        #expect(closed.status == 200)
        #expect(try closed.at("wallet_status") == "closed")
    }

    @Test("wallets are found by customer, by key, by id and by status")
    func lists() async throws {
        let flexprice = try FlexpriceUnderTest()
        var ids: [String] = []
        for _ in 1...3 { ids.append(try await flexprice.wallet()) }
        _ = try await flexprice.call(.post, "/v1/wallets/\(ids[0])/terminate")
        func found(_ reply: Reply, _ path: [String]) throws -> [JSONValue] {
            try (0..<3).compactMap { index in
                try path.isEmpty
                    ? reply.at("\(index)", "id") : reply.at("items", "\(index)", "id")
            }
        }
        let newest = ids.reversed().map(JSONValue.string)
        for path in ["/v1/customers/cus_1/wallets", "/v1/customers/wallets?lookup_key=cus_1"] {
            #expect(try found(try await flexprice.call(.get, path), []) == newest)
        }
        #expect(try await flexprice.call(.get, "/v1/customers/nobody/wallets").text == "[]")
        let searches: [(String, [JSONValue])] = [
            ("{}", newest), (#"{"limit": 1, "offset": 1}"#, [newest[1]]),
            (#"{"order": "asc", "limit": 2}"#, [newest[2], newest[1]]),
            (#"{"status": "closed"}"#, [newest[2]]), (#"{"status": "frozen"}"#, []),
            (#"{"wallet_ids": ["\#(ids[1])", "none"]}"#, [newest[1]]),
        ]
        for (body, expected) in searches {
            let reply = try await flexprice.call(.post, "/v1/wallets/search", body)
            #expect(try found(reply, ["items"]) == expected, "\(body)")
        }
    }
}
