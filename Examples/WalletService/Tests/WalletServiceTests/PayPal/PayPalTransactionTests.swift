import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("PayPal: wallet transactions")
struct PayPalTransactionTests {
    @Test("a top-up of both kinds makes two transactions, paid first, usable at once")
    func topUp() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(rate: "0.5")
        let reply = try await client.add(
            """
            {"type": "TOPUP", "paid_credits": "10.0", "granted_credits": "2.5",
             "metadata": [{"key": "note", "value": "May"}, {"key": "by", "value": ""}]}
            """, to: path)
        #expect(reply.status == 200)
        let ids = [
            try reply.string("wallet_transactions", "0", "wallet_transaction_id"),
            try reply.string("wallet_transactions", "1", "wallet_transaction_id"),
        ]
        #expect(ids[0] != ids[1])
        let text = reply.text.replacing(ids[0], with: "A").replacing(ids[1], with: "B")
            .replacing(path.dropFirst(), with: "W")
        let common = """
            "created_at":"2026-05-01T12:00:00Z","settled_at":"2026-05-01T12:00:00Z",\
            "metadata":[{"key":"by","value":""},{"key":"note","value":"May"}]}
            """
        #expect(
            text == """
                {"wallet_transactions":[\
                {"wallet_transaction_id":"A","wallet_id":"W","payment_status":"SETTLED",\
                "source":"MANUAL","transaction_status":"PURCHASED","transaction_type":"INBOUND",\
                "amount":{"value":5.0,"currency_code":"USD"},"credits":"10.0",\(common),\
                {"wallet_transaction_id":"B","wallet_id":"W","payment_status":"SETTLED",\
                "source":"MANUAL","transaction_status":"GRANTED","transaction_type":"INBOUND",\
                "amount":{"value":1.25,"currency_code":"USD"},"credits":"2.5",\(common)],\
                "meta":{"total_count":2,"total_pages":1,"current_page":1,"next_page":null,\
                "prev_page":null}}
                """)
        #expect(try await client.send(.get, path).string("available_credits") == "12.5")
        for (index, id) in ids.enumerated() {
            let one = try await client.service.call(
                .get, "/v1/commerce/billing/wallet-transactions/\(id)")
            #expect(one.status == 200)
            #expect(try one.json == reply.at("wallet_transactions", "\(index)"))
        }
    }

    @Test("a void takes granted credits before paid ones: one transaction per grant")
    func void() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(#""paid_credits": "4", "granted_credits": "1""#)
        let reply = try await client.add(
            """
            {"type": "VOID", "credits_to_void": "3", "metadata": [{"key": "why", "value": "typo"}]}
            """, to: path)
        #expect(reply.status == 200)
        let made = try reply.items("wallet_transactions")
        #expect(
            made.map { $0.members("transaction_status", "transaction_type", "credits", "source") }
                == ["1.0", "2.0"].map { ["VOIDED", "OUTBOUND", $0, "MANUAL"] })
        #expect(made.allSatisfy { $0.member("metadata") == [["key": "why", "value": "typo"]] })
        #expect(try await client.transactions(of: path).prefix(2) == [made[1], made[0]])
    }

    @Test("a void that sets a rule off answers its own transactions only")
    func voidWithRule() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(
            """
            "granted_credits": "10", "recurring_transaction_rules": [{"method": "FIXED", \
            "paid_credits": "7", "trigger": "THRESHOLD", "threshold_credits": "5"}]
            """)
        let reply = try await client.add(#"{"type": "VOID", "credits_to_void": "6"}"#, to: path)
        #expect(try reply.at("meta", "total_count") == 1)
        #expect(try reply.at("wallet_transactions", "0", "credits") == "6.0")
        let newest = try await client.transactions(of: path).first
        #expect(
            newest?.members("source", "transaction_status", "payment_status", "credits")
                == ["THRESHOLD", "PURCHASED", "SETTLED", "7.0"])
        #expect(try await client.send(.get, path).string("available_credits") == "11.0")
    }

    @Test("more than there is cannot be voided")
    func voidTooMuch() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(#""paid_credits": "4""#)
        let reply = try await client.add(#"{"type": "VOID", "credits_to_void": "4.1"}"#, to: path)
        #expect(reply.status == 422)
        #expect(try reply.at("details", "0", "issue") == "insufficientCredits")
        #expect(try await client.send(.get, path).string("available_credits") == "4.0")
    }

    @Test("what an invoice takes and gives back is INVOICED, out and in, for the line's money")
    func invoiced() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(#""paid_credits": "100""#, rate: "0.3")
        try await client.drawDown("10")
        try await client.service.ledger.reinstate(
            Reinstate(try InvoiceID("inv")), for: try CustomerID("cus"))
        let listed = try await client.transactions(of: path).prefix(2)
        #expect(
            listed.map {
                $0.members("transaction_status", "transaction_type", "credits", "amount")
            }
                == ["INBOUND", "OUTBOUND"].map {
                    [
                        "INVOICED", .string($0), "33.333333333334",
                        ["value": .number("10.0"), "currency_code": "USD"],
                    ]
                })
        #expect(try await client.send(.get, path).string("consumed_credits") == "0.0")
    }

    static let weekly = """
        "recurring_transaction_rules": [{"method": "FIXED", "paid_credits": "7", \
        "trigger": "INTERVAL", "interval": "WEEKLY"}]
        """

    @Test("a payment that waits is PENDING, until it is settled or fails, at that instant")
    func waiting() async throws {
        for isSettled in [true, false] {
            let client = try PayPalClient(payments: .manual)
            let path = try await client.wallet(Self.weekly)
            try client.move(to: "2026-05-08T12:00:00Z")
            let waiting = try await client.transactions(of: path).first
            #expect(
                waiting?.members("payment_status", "created_at", "settled_at", "failed_at")
                    == ["PENDING", "2026-05-08T12:00:00Z", nil, nil])
            let customer = try CustomerID("cus")
            let grant = try #require(
                try await client.service.ledger.grants(GrantQuery(customer: customer)).items.first)
            try client.move(to: "2026-05-09T00:00:00Z")
            if isSettled {
                try await client.service.ledger.settleTopUp(grant.id)
            } else {
                try await client.service.ledger.failTopUp(grant.id, reason: "declined")
            }
            let ended = try await client.transactions(of: path).first
            let at: JSONValue = "2026-05-09T00:00:00Z"
            #expect(
                ended?.members("payment_status", "settled_at", "failed_at")
                    == (isSettled ? ["SETTLED", at, nil] : ["FAILED", nil, at]))
            let wallet = try await client.send(.get, path)
            #expect(try wallet.string("available_credits") == (isSettled ? "7.0" : "0.0"))
            #expect(
                try wallet.at("recurring_transaction_rules", "0", "status")
                    == (isSettled ? "ACTIVE" : "PAUSED"))
        }
    }

    @Test("a collector that declines fails the payment and pauses the rule")
    func declined() async throws {
        let client = try PayPalClient(payments: .decline)
        let path = try await client.wallet(Self.weekly)
        try client.move(to: "2026-05-08T12:00:00Z")
        let failed = try await client.transactions(of: path).first
        #expect(
            failed?.members("payment_status", "failed_at")
                == ["FAILED", "2026-05-08T12:00:00Z"])
        let wallet = try await client.send(.get, path)
        #expect(try wallet.at("recurring_transaction_rules", "0", "status") == "PAUSED")
    }

    @Test("a wallet shows what its schedule has just bought, before any sweep")
    func readAtOnce() async throws {
        for payments in [PaymentMode.settle, .decline, .manual] {
            let client = try PayPalClient(payments: payments)
            let path = try await client.wallet(Self.weekly)
            try client.move(to: "2026-05-08T12:00:00Z")
            let wallet = try await client.send(.get, path)
            #expect(
                try wallet.string("available_credits") == (payments == .settle ? "7.0" : "0.0"))
            #expect(
                try wallet.at("recurring_transaction_rules", "0", "status")
                    == (payments == .decline ? "PAUSED" : "ACTIVE"))
            let list = try await client.send(.get, "?external_customer_id=cus")
            #expect(try list.at("wallets", "0") == (try wallet.json))
        }
    }

    @Test("what a rule once added keeps its source after the rule is gone")
    func ruleGone() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(Self.weekly)
        try client.move(to: "2026-05-08T12:00:00Z")
        #expect(
            try await client.send(.put, path, #"{"recurring_transaction_rules": []}"#).status
                == 200)
        #expect(try await client.transactions(of: path).first?.member("source") == "INTERVAL")
    }

    @Test("the same request id does a call once, whatever it is")
    func idempotency() async throws {
        let client = try PayPalClient()
        let body = """
            {"external_customer_id": "cus", "rate_amount": "1", "currency": "USD", \
            "paid_credits": "9"}
            """
        let made = try await client.send(.post, "", body, key: "k1")
        let again = try await client.send(.post, "", body, key: "k1")
        #expect([made.status, again.status] == [201, 201])
        #expect(made.text == again.text)
        let path = "/" + (try made.string("id"))
        let topUp = #"{"type": "TOPUP", "paid_credits": "1"}"#
        let added = try await client.add(topUp, to: path, key: "k2")
        #expect(try await client.add(topUp, to: path, key: "k2").text == added.text)
        let void = #"{"type": "VOID", "credits_to_void": "2"}"#
        let removed = try await client.add(void, to: path, key: "k3")
        #expect(try await client.add(void, to: path, key: "k3").text == removed.text)
        #expect(try await client.transactions(of: path).count == 3)
        let other = try await client.add(
            #"{"type": "TOPUP", "paid_credits": "2"}"#, to: path, key: "k2")
        #expect(other.status == 409)
        #expect(try other.at("name") == "RESOURCE_CONFLICT")
        #expect(try other.at("details", "0", "issue") == "idempotencyKeyReused")
        let ended = try await client.send(.delete, path, key: "k4")
        #expect(try await client.send(.delete, path, key: "k4").text == ended.text)
    }
}
