import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Flexprice: topping a wallet up")
struct FlexpriceTopUpTests {
    /// The documented request, with its placeholders filled in.
    static let documented = """
        {
        "amount": 123,
        "credits_to_add": 123,
        "description": "Prepaid usage for June",
        "expiry_date_utc": "2027-01-01T00:00:00Z",
        "idempotency_key": "order-1",
        "metadata": {},
        "transaction_reason": "INVOICE_PAYMENT"
        }
        """

    @Test("the documented request is answered in the documented shape, field by field")
    func documentedShape() async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet(#"{"currency": "usd", "customer_id": "cus_1"}"#)
        let reply = try await flexprice.topUp(wallet, Self.documented)
        #expect(reply.status == 200)
        #expect(reply.headers[.contentType] == "application/json")
        let expected: [String: JSONValue] = [
            "auto_topup_amount": 0, "auto_topup_min_balance": 0,
            "auto_topup_trigger": "disabled", "balance": 123,
            "config": ["allowed_price_types": ["ALL"]], "conversion_rate": 1,
            "created_at": "2026-05-01T12:00:00Z", "credit_balance": 123, "currency": "usd",
            "customer_id": "cus_1", "description": "", "id": .string(wallet), "metadata": [:],
            "name": "Prepaid Wallet - USD", "updated_at": "2026-05-01T12:00:00Z",
            "wallet_status": "active", "wallet_type": "PRE_PAID",
        ]
        for (name, value) in expected {
            #expect(try reply.at(name) == value, "\(name)")
        }
    }

    @Test("beside it stand the wallet and the transaction with strings, for clients of 2.x")
    func secondGeneration() async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet(
            #"{"currency": "usd", "customer_id": "cus_1", "conversion_rate": "2"}"#)
        let reply = try await flexprice.topUp(wallet, Self.documented)
        #expect(try reply.at("wallet", "balance") == "246")
        #expect(try reply.at("wallet", "credit_balance") == "123")
        #expect(try reply.at("wallet", "conversion_rate") == "2")
        #expect(try reply.at("wallet", "auto_topup") == ["enabled": false])
        let expected: [String: JSONValue] = [
            "wallet_id": .string(wallet), "customer_id": "cus_1", "type": "credit",
            "amount": "246", "credit_amount": "123", "credit_balance_before": "0",
            "credit_balance_after": "123", "credits_available": "123", "currency": "usd",
            "transaction_status": "completed", "transaction_reason": "INVOICE_PAYMENT",
            "idempotency_key": "order-1", "description": "Prepaid usage for June",
            "metadata": [:], "expiry_date": "2027-01-01T00:00:00Z", "priority": 50,
            "created_at": "2026-05-01T12:00:00Z",
        ]
        for (name, value) in expected {
            #expect(try reply.at("wallet_transaction", name) == value, "\(name)")
        }
    }

    /// Reason, whether the credits are bought, the transaction's status, the credits there at once.
    static let reasons: [(String, kind: GrantKind, status: String, credits: JSONValue)] = [
        ("INVOICE_PAYMENT", .paid, "completed", "10"),
        ("PURCHASED_CREDIT_DIRECT", .paid, "completed", "10"),
        ("PURCHASED_CREDIT_INVOICED", .paid, "pending", "0"),
        ("FREE_CREDIT_GRANT", .granted, "completed", "10"),
        ("SUBSCRIPTION_CREDIT_GRANT", .granted, "completed", "10"),
        ("CREDIT_NOTE", .granted, "completed", "10"),
        ("CREDIT_ADJUSTMENT", .granted, "completed", "10"),
        ("INVOICE_VOID_REFUND", .granted, "completed", "10"),
        ("PURCHASED_CREDIT_BONUS", .granted, "completed", "10"),
    ]

    @Test("the reason decides what kind of credits they are", arguments: reasons)
    func reason(
        _ reason: String, kind: GrantKind, status: String, credits: JSONValue
    ) async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        let reply = try await flexprice.topUp(
            wallet, #"{"credits_to_add": "10", "transaction_reason": "\#(reason)"}"#)
        #expect(reply.status == 200)
        #expect(try reply.at("wallet", "credit_balance") == credits)
        #expect(try reply.at("wallet_transaction", "transaction_status") == .string(status))
        #expect(try reply.at("wallet_transaction", "transaction_reason") == .string(reason))
        let grants = try await flexprice.service.ledger.grants(GrantQuery())
        #expect(grants.items.map(\.terms.kind) == [kind])
    }

    @Test("every reason is either one of a top-up or refused")
    func allReasons() {
        let told =
            Self.reasons.map(\.0) + [
                "CREDIT_EXPIRED", "WALLET_TERMINATION", "MANUAL_BALANCE_DEBIT",
            ]
        #expect(Set(FlexpriceReason.allCases.map(\.rawValue)) == Set(told))
        #expect(FlexpriceReason.ofTopUps.map(\.rawValue).count == Self.reasons.count)
    }

    @Test("invoiced credits are there once their payment has come")
    func invoiced() async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        let body = """
            {"credits_to_add": 10, "transaction_reason": "PURCHASED_CREDIT_INVOICED",
             "idempotency_key": "invoice-1"}
            """
        let first = try await flexprice.topUp(wallet, body)
        #expect(try first.at("wallet_transaction", "credit_balance_after") == "0")
        _ = try await flexprice.topUp(
            wallet, #"{"credits_to_add": 5, "transaction_reason": "FREE_CREDIT_GRANT"}"#)
        let grant = try #require(
            try await flexprice.service.ledger.grants(GrantQuery(kind: .paid)).items.first)
        try await flexprice.service.ledger.settleTopUp(grant.id)
        let replay = try await flexprice.topUp(wallet, body)
        #expect(try replay.at("wallet_transaction", "id") == first.at("wallet_transaction", "id"))
        #expect(try replay.at("wallet_transaction", "transaction_status") == "completed")
        // It moved its credits when it was paid, after the free ones had come.
        #expect(try replay.at("wallet_transaction", "credit_balance_before") == "5")
        #expect(try replay.at("wallet_transaction", "credit_balance_after") == "15")
    }

    /// The fields of the amount, at two dollars a credit, and the credits that they come to.
    static let amounts: [(String, JSONValue)] = [
        (#""credits_to_add": 7"#, "7"), (#""credits_to_add": "7""#, "7"),
        (#""credits_to_add": 7.50"#, "7.5"), (#""credits_to_add": 75e-1"#, "7.5"),
        (#""amount": 7"#, "3.5"), (#""amount": "7""#, "3.5"), (#""amount": 0.1"#, "0.05"),
        (#""amount": 99, "credits_to_add": 7"#, "7"),
        (#""amount": null, "credits_to_add": 7"#, "7"),
        (#""amount": 7, "credits_to_add": null"#, "3.5"),
        (#""credits_to_add": 0.000000000001"#, "0.000000000001"),
        (#""credits_to_add": 49999999999999.999999999999"#, "49999999999999.999999999999"),
    ]

    @Test("an amount is a number or a decimal text, and exact", arguments: amounts)
    func amount(_ fields: String, credits: JSONValue) async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet(
            #"{"currency": "usd", "customer_id": "cus_1", "conversion_rate": 2}"#)
        let reply = try await flexprice.topUp(
            wallet, "{\(fields), \"transaction_reason\": \"FREE_CREDIT_GRANT\"}")
        #expect(reply.status == 200)
        #expect(try reply.at("wallet_transaction", "credit_amount") == credits)
        guard case .string(let text) = credits else { return }
        #expect(try reply.at("credit_balance") == .number(text))
    }

    /// A date as clients write it, and the instant that it is.
    static let dates = [
        ("2027-01-31T10:00:00Z", "2027-01-31T10:00:00Z"),
        ("2027-01-31T10:00:00.250Z", "2027-01-31T10:00:00.250Z"),
        ("2027-01-31T10:00:00+02:00", "2027-01-31T08:00:00Z"),
        ("2027-01-31T10:00:00", "2027-01-31T10:00:00Z"),
        ("2027-01-31T10:00:00.123456", "2027-01-31T10:00:00.123Z"),
        ("2027-01-31 10:00:00", "2027-01-31T10:00:00Z"),
        ("2027-01-31 10:00:00 UTC", "2027-01-31T10:00:00Z"),
        ("2027-01-31 10:00:00-05:00", "2027-01-31T15:00:00Z"),
        ("2027-01-31", "2027-01-31T00:00:00Z"),
    ]

    @Test("a date without a zone is in UTC", arguments: dates)
    func date(_ text: String, instant: String) async throws {
        let flexprice = try FlexpriceUnderTest()
        let reply = try await flexprice.topUp(
            try await flexprice.wallet(),
            """
            {"credits_to_add": 1, "transaction_reason": "FREE_CREDIT_GRANT",
             "expiry_date_utc": "\(text)"}
            """)
        #expect(try reply.at("wallet_transaction", "expiry_date") == .string(instant))
    }

    @Test("a key's second use answers the first transaction and adds nothing")
    func replay() async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        let first = try await flexprice.topUp(wallet, Self.documented)
        _ = try await flexprice.topUp(
            wallet, #"{"credits_to_add": 7, "transaction_reason": "FREE_CREDIT_GRANT"}"#)
        let second = try await flexprice.topUp(wallet, Self.documented)
        #expect(second.status == 200)
        #expect(try second.at("wallet_transaction") == first.at("wallet_transaction"))
        #expect(try second.at("credit_balance") == 130)
        let other = Self.documented.replacing(
            #""credits_to_add": 123"#, with: #""credits_to_add": 124"#)
        let reused = try await flexprice.topUp(wallet, other)
        #expect(reused.status == 409)
        #expect(try reused.at("code") == "already_exists")
        #expect(try reused.at("error", "internal_error") == "idempotencyKeyReused")
    }

    @Test("a bonus comes with bought credits, and may end at another time")
    func bonus() async throws {
        let flexprice = try FlexpriceUnderTest()
        let wallet = try await flexprice.wallet()
        let body = """
            {"credits_to_add": 100, "transaction_reason": "PURCHASED_CREDIT_DIRECT",
             "idempotency_key": "sale", "bonus_credits_to_add": 10,
             "bonus_credits_expiry_date_utc": "2026-06-01"}
            """
        for _ in 1...2 {
            let reply = try await flexprice.topUp(wallet, body)
            #expect(try reply.at("credit_balance") == 110)
            #expect(try reply.at("wallet_transaction", "credit_amount") == "100")
        }
        let list = try await flexprice.call(.get, "/v1/wallets/\(wallet)/transactions")
        #expect(try list.at("pagination", "total") == 2)
        #expect(try list.at("items", "0", "transaction_reason") == "PURCHASED_CREDIT_BONUS")
        #expect(try list.at("items", "0", "expiry_date") == "2026-06-01T00:00:00Z")
        let same = try await flexprice.topUp(
            wallet,
            """
            {"credits_to_add": 5, "transaction_reason": "PURCHASED_CREDIT_DIRECT",
             "bonus_credits_to_add": "1"}
            """)
        #expect(try same.at("wallet_transaction", "credit_balance_before") == "110")
        #expect(try same.at("wallet_transaction", "credit_balance_after") == "115")
        #expect(try same.at("credit_balance") == 116)
    }
}
