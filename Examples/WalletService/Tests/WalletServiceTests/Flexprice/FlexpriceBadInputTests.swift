import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Flexprice: what is refused")
struct FlexpriceBadInputTests {
    /// Fields of a top-up beside its reason, each refused with 400 and this code.
    static let topUps = [
        #""credits_to_add": 0"#, #""credits_to_add": -1"#, #""credits_to_add": "-1""#,
        #""credits_to_add": "ten""#, #""credits_to_add": """#, #""credits_to_add": "1e3""#,
        #""credits_to_add": 1e400"#, #""credits_to_add": 1e-400"#, #""credits_to_add": 1e15"#,
        #""credits_to_add": 100000000000000"#, #""credits_to_add": 0.0000000000001"#,
        #""credits_to_add": true"#, #""credits_to_add": [1]"#, #""credits_to_add": {}"#,
        #""credits_to_add": " 1""#, #""credits_to_add": "+1""#, #""credits_to_add": "NaN""#,
        #""amount": 0"#, #""amount": "x""#, #""amount": 1e400"#,
        #""amount": "x", "credits_to_add": 1"#, #""amount": null"#, #""description": "no amount""#,
        #""credits_to_add": 1, "expiry_date_utc": "2020-01-01""#,
        #""credits_to_add": 1, "expiry_date_utc": "soon""#,
        #""credits_to_add": 1, "expiry_date_utc": """#,
        #""credits_to_add": 1, "expiry_date_utc": "2027-02-30""#,
        #""credits_to_add": 1, "expiry_date_utc": 20270101"#,
        #""credits_to_add": 1, "effective_date": "2026-05-01T12:00:01Z""#,
        #""credits_to_add": 1, "priority": 101"#, #""credits_to_add": 1, "priority": -1"#,
        #""credits_to_add": 1, "priority": 1.5"#, #""credits_to_add": 1, "priority": "1""#,
        #""credits_to_add": 1, "idempotency_key": """#,
        #""credits_to_add": 1, "idempotency_key": 7"#,
        #""credits_to_add": 1, "description": 7"#, #""credits_to_add": 1, "metadata": []"#,
        #""credits_to_add": 1, "metadata": {"a": 1}"#,
        #""credits_to_add": 1, "metadata": {"": "b"}"#,
        #""credits_to_add": 1, "bonus_credits_to_add": 1"#,
    ]

    @Test("a top-up of bad input is 400, and nothing changes", arguments: topUps)
    func topUp(_ fields: String) async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        let reply = try await flexprice.topUp(
            wallet, "{\(fields), \"transaction_reason\": \"FREE_CREDIT_GRANT\"}")
        try expectRefused(reply, 400, "validation_error")
        let entries = try await flexprice.service.ledger.entries(EntryQuery())
        #expect(entries.items.count == 1)
    }

    @Test(
        "a reason that is none of a top-up is 400",
        arguments: ["CREDIT_EXPIRED", "WALLET_TERMINATION", "MANUAL_BALANCE_DEBIT", "GIFT", ""])
    func reason(_ reason: String) async throws {
        let flexprice = try FlexpriceUnderTest()
        let reply = try await flexprice.topUp(
            try await flexprice.wallet(),
            #"{"credits_to_add": 1, "transaction_reason": "\#(reason)"}"#)
        try expectRefused(reply, 400, "validation_error")
    }

    @Test("an error names the field as the client does")
    func fieldName() async throws {
        let flexprice = try FlexpriceUnderTest()
        let reply = try await flexprice.topUp(
            try await flexprice.wallet(),
            """
            {"credits_to_add": 1, "transaction_reason": "FREE_CREDIT_GRANT", "idempotency_key": ""}
            """)
        #expect(try reply.at("error", "details", "problem", "field") == "idempotency_key")
    }

    @Test("a field that another one outdoes must be right, too")
    func outdone() async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        let update = #"{"auto_topup": {"enabled": false}, "auto_topup_amount": ""}"#
        #expect(try await flexprice.call(.put, "/v1/wallets/\(wallet)", update).status == 400)
        let query = "/v1/customers/wallets?id=cus_1&lookup_key="
        #expect(try await flexprice.call(.get, query).status == 400)
        #expect(try await flexprice.call(.get, query + "cus_2").status == 200)
    }

    @Test("a top-up without a reason is 400")
    func noReason() async throws {
        let flexprice = try FlexpriceUnderTest()
        let reply = try await flexprice.topUp(
            try await flexprice.wallet(), #"{"credits_to_add": 1}"#)
        try expectRefused(reply, 400, "validation_error")
    }

    static let bodies = [
        "", "{", "[]", "7", "null", #"{"a": 1,}"#, #"{"currency": "usd", "currency": "usd"}"#,
        String(repeating: "[", count: 10_000),
        #"{"metadata": "# + String(repeating: #"{"a": "#, count: 100),
        "{\"currency\": \"usd\u{1}\"}", #"{"currency": "\ud800"}"#,
    ]

    @Test("a body that can't be read is 400 at every call that takes one", arguments: bodies)
    func body(_ body: String) async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        let calls: [(HTTPRequest.Method, String)] = [
            (.post, "/v1/wallets"), (.put, "/v1/wallets/\(wallet)"),
            (.post, "/v1/wallets/\(wallet)/top-up"), (.post, "/v1/wallets/search"),
            (.post, "/v1/wallets/transactions/search"),
        ]
        for (method, path) in calls {
            let reply = try await flexprice.call(method, path, body)
            try expectRefused(reply, 400, "validation_error")
        }
    }

    static let wallets = [
        #"{"currency": "usd"}"#, #"{"customer_id": "c"}"#,
        #"{"customer_id": "", "currency": "usd"}"#, #"{"customer_id": 7, "currency": "usd"}"#,
        #"{"customer_id": "c", "currency": "xyz"}"#, #"{"customer_id": "c", "currency": ""}"#,
        #"{"customer_id": "c", "currency": "usd", "conversion_rate": 0}"#,
        #"{"customer_id": "c", "currency": "usd", "conversion_rate": "-1"}"#,
        #"{"customer_id": "c", "currency": "usd", "topup_conversion_rate": 2}"#,
        #"{"customer_id": "c", "currency": "usd", "price_unit": "btc"}"#,
        #"{"customer_id": "c", "currency": "usd", "wallet_type": "GIFT"}"#,
        #"{"customer_id": "c", "currency": "usd", "initial_credits_to_load": -1}"#,
        """
        {"customer_id": "c", "currency": "usd", "initial_credits_expiry_date_utc": "2020-01-01"}
        """,
        #"{"customer_id": "c", "currency": "usd", "initial_credits_to_load_expiry_date": 7}"#,
        #"{"customer_id": "c", "currency": "usd", "config": {"allowed_price_types": ["SOME"]}}"#,
        #"{"customer_id": "c", "currency": "usd", "config": []}"#,
        #"{"customer_id": "c", "currency": "usd", "auto_topup": {"enabled": true}}"#,
        #"{"customer_id": "c", "currency": "usd", "auto_topup_amount": 5}"#,
        #"{"customer_id": "c", "currency": "usd", "auto_topup": {"amount": 0, "threshold": 1}}"#,
        #"{"customer_id": "c", "currency": "usd", "auto_topup_trigger": "always"}"#,
    ]

    @Test("a new wallet of bad input is 400, and is not opened", arguments: wallets)
    func wallet(_ body: String) async throws {
        let flexprice = try FlexpriceUnderTest()
        let reply = try await flexprice.call(.post, "/v1/wallets", body)
        try expectRefused(reply, 400, "validation_error")
        #expect(try await flexprice.service.ledger.wallets().items == [])
    }

    static let queries = [
        "limit=0", "limit=1001", "limit=ten", "offset=-1", "order=up", "sort=name", "type=gift",
        "transaction_status=done", "transaction_reason=GIFT", "status=kept", "priority=high",
        "start_time=now", "expiry_date_after=later", "credits_available_gt=some", "limit=1&limit=2",
        "id=%FF", "limit=99999999999999999999",
    ]

    @Test("a query of bad input is 400", arguments: queries)
    func query(_ query: String) async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        let reply = try await flexprice.call(.get, "/v1/wallets/\(wallet)/transactions?\(query)")
        try expectRefused(reply, 400, "validation_error")
    }

    static let searches = [
        #"{"limit": 0}"#, #"{"offset": -1}"#, #"{"limit": "1"}"#, #"{"order": "up"}"#,
        #"{"filters": [{"field": "wallet_id"}]}"#, #"{"filters": [7]}"#,
        #"{"filters": [{"field": "name", "value": {"string": "x"}}]}"#,
        #"{"filters": [{"field": "type", "operator": "gt", "value": {"string": "credit"}}]}"#,
        #"{"sort": [{"field": "amount"}]}"#, #"{"id": 7}"#,
    ]

    @Test("a search of bad input is 400", arguments: searches)
    func search(_ body: String) async throws {
        let flexprice = try FlexpriceUnderTest()
        let reply = try await flexprice.call(.post, "/v1/wallets/transactions/search", body)
        try expectRefused(reply, 400, "validation_error")
    }

    @Test(
        "a wallet that isn't there is 404 at every call",
        arguments: [
            "01900000-0000-7000-8000-000000000000", "none", "%2e%2e", "%C3%A9", "%00",
        ])
    func unknown(_ id: String) async throws {
        let flexprice = try FlexpriceUnderTest()
        let calls: [(HTTPRequest.Method, String, String?)] = [
            (.get, "", nil), (.put, "", "{}"), (.get, "/transactions", nil),
            (.get, "/balance/real-time", nil), (.post, "/terminate", nil),
            (.post, "/top-up", FlexpriceTopUpTests.documented),
        ]
        for (method, path, body) in calls {
            let reply = try await flexprice.call(method, "/v1/wallets/\(id)\(path)", body)
            try expectRefused(reply, 404, "not_found")
        }
    }

    @Test("a closed wallet takes nothing: 400, invalid operation")
    func closed() async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        let path = "/v1/wallets/\(wallet)"
        _ = try await flexprice.call(.post, path + "/terminate")
        for reply in [
            try await flexprice.call(.post, path + "/terminate"),
            try await flexprice.call(.put, path, #"{"name": "x"}"#),
            try await flexprice.topUp(wallet, FlexpriceTopUpTests.documented),
        ] {
            try expectRefused(reply, 400, "invalid_operation")
            #expect(try reply.at("error", "internal_error") == "walletTerminated")
        }
    }

    @Test("without the key it is 401, at a wrong method 405, at no path 404")
    func otherStatuses() async throws {
        let flexprice = try FlexpriceUnderTest()
        let service = flexprice.service
        try expectRefused(
            try await service.call(.get, "/v1/wallets/x", token: nil), 401, "permission_denied")
        try expectRefused(
            try await service.call(.get, "/v1/wallets/x", token: "wrong"), 401, "permission_denied")
        try expectRefused(
            try await flexprice.call(.delete, "/v1/wallets/x"), 405, "invalid_operation")
        try expectRefused(try await flexprice.call(.get, "/v1/wallets/x/y"), 404, "not_found")
        try expectRefused(
            try await flexprice.call(.get, "/v1/customers/wallets"), 400, "validation_error")
    }

    /// Both generations' clients can read the refusal.
    private func expectRefused(_ reply: Reply, _ status: Int, _ code: String) throws {
        #expect(reply.status == status, "\(reply.text)")
        #expect(try reply.at("code") == .string(code))
        #expect(try reply.at("http_status_code") == .integer(status))
        #expect(try reply.at("success") == false)
        #expect(try reply.at("message") == reply.at("error", "message"))
        #expect(try reply.at("error", "details", "request", "id") != nil)
    }
}
