import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("PayPal: wallets")
struct PayPalWalletTests {
    @Test("the least that makes a wallet: no credits, all three fee types, no expiry")
    func least() async throws {
        let client = try PayPalClient()
        let wallet = try await client.send(.get, try await client.wallet(rate: "0.03")).json
        #expect(
            wallet.members("status", "name", "rate_amount", "available_credits", "currency")
                == ["ACTIVE", "", "0.03", "0.0", "USD"])
        #expect(
            wallet.member("applies_to")
                == ["fee_types": ["SUBSCRIPTION", "COMMITMENT", "CHARGE"]])
        for name in ["expiration_at", "terminated_at", "recurring_transaction_rules"] {
            #expect(wallet.member(name) == nil)
        }
    }

    @Test("a null is as good as nothing in a new wallet")
    func nulls() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(
            """
            "name": null, "paid_credits": null, "granted_credits": null, "expiration_at": null, \
            "applies_to": {"fee_types": null}, "recurring_transaction_rules": null
            """)
        #expect(try await client.send(.get, path).string("available_credits") == "0.0")
    }

    /// 100 credits at 0.5: 30 dollars take 60, of which 10 dollars give 20 back; 15 dollars of
    /// unbilled usage will take 30.
    @Test("the figures: available, consumed, ongoing and net, in credits and in money")
    func figures() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(#""paid_credits": "100""#, rate: "0.5")
        try await client.drawDown("30")
        let customer = try CustomerID("cus")
        try await client.service.ledger.reinstate(
            Reinstate(try InvoiceID("inv"), lines: [try LineID("l"): try Money("10", .usd)]),
            for: customer)
        try await client.service.ledger.reportUsage(
            try UsageReport(
                currency: .usd,
                lines: [Invoice.Line(try LineID("u"), .charge, try Money("15", .usd))]),
            for: customer)
        let wallet = try await client.send(.get, path).json
        #expect(
            wallet.members(
                "available_credits", "consumed_credits", "ongoing_usage_credits",
                "net_balance_credits") == ["60.0", "40.0", "30.0", "30.0"])
        #expect(
            wallet.members("available_balance", "ongoing_usage", "net_balance")
                == ["30.0", "15.0", "15.0"].map {
                    ["value": .number($0), "currency_code": "USD"]
                })
    }

    @Test("usage beyond the credits makes the net balance negative, never the available one")
    func negative() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(#""granted_credits": "1.25""#)
        try await client.service.ledger.reportUsage(
            try UsageReport(
                currency: .usd,
                lines: [Invoice.Line(try LineID("u"), .charge, try Money("2", .usd))]),
            for: try CustomerID("cus"))
        let wallet = try await client.send(.get, path).json
        #expect(
            wallet.members("available_credits", "net_balance_credits", "ongoing_usage_credits")
                == ["1.25", "-0.75", "2.0"])
        #expect(
            wallet.member("net_balance") == ["value": .number("-0.75"), "currency_code": "USD"])
    }

    @Test("all 26 digits of an amount come back")
    func digits() async throws {
        let client = try PayPalClient()
        let amount = "99999999999999.123456789012"
        let path = try await client.wallet(#""paid_credits": "\#(amount)""#)
        let reply = try await client.send(.get, path)
        #expect(try reply.string("available_credits") == amount)
        #expect(try reply.at("available_balance", "value") == .number(amount))
    }

    @Test("an expired wallet is terminated, by time")
    func expiry() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(
            #""paid_credits": "5", "expiration_at": "2026-05-02T00:00:00Z""#)
        try client.move(to: "2026-05-02T00:00:00Z")
        let wallet = try await client.send(.get, path).json
        #expect(
            wallet.members("status", "available_credits", "terminated_at")
                == ["TERMINATED", "0.0", "2026-05-02T00:00:00Z"])
        let last = try await client.transactions(of: path).first
        #expect(
            last?.members("transaction_status", "transaction_type", "credits", "created_at")
                == ["VOIDED", "OUTBOUND", "5.0", "2026-05-02T00:00:00Z"])
    }

    @Test("a wallet that another API left pending is shown so")
    func pending() async throws {
        let client = try PayPalClient()
        let made = try await client.service.ledger.createWallet(
            CreateWallet(currency: .usd, activation: .onRequest, paid: 5),
            for: try CustomerID("cus"))
        let wallet = try await client.send(.get, "/\(made.outcome)").json
        #expect(wallet.members("status", "available_credits") == ["PENDING", "0.0"])
        let refused = try await client.add(
            #"{"type": "TOPUP", "paid_credits": "1"}"#, to: "/\(made.outcome)")
        #expect(refused.status == 422)
        #expect(try refused.at("details", "0", "issue") == "walletPending")
    }

    static let rule = """
        {"method": "FIXED", "granted_credits": "1", "trigger": "INTERVAL", "interval": "MONTHLY"}
        """
    static let full = """
        "name": "Old", "expiration_at": "2026-12-31T00:00:00Z", \
        "applies_to": {"fee_types": ["CHARGE"]}, "recurring_transaction_rules": [\(rule)]
        """

    /// What an update says, the field that it is about, and what stands there after it.
    @Test(
        "an update changes what it names, clears what is null and leaves the rest",
        arguments: [
            (#"{"name": "New"}"#, "name", #""New""#),
            (#"{"name": null}"#, "name", #""""#),
            (
                #"{"expiration_at": "2027-01-01T00:00:00Z"}"#, "expiration_at",
                #""2027-01-01T00:00:00Z""#
            ),
            (#"{"expiration_at": null}"#, "expiration_at", nil),
            (
                #"{"applies_to": {"fee_types": ["COMMITMENT"]}}"#, "applies_to",
                #"{"fee_types":["COMMITMENT"]}"#
            ),
            (
                #"{"applies_to": null}"#, "applies_to",
                #"{"fee_types":["SUBSCRIPTION","COMMITMENT","CHARGE"]}"#
            ),
            (
                #"{"applies_to": {}}"#, "applies_to",
                #"{"fee_types":["SUBSCRIPTION","COMMITMENT","CHARGE"]}"#
            ),
            (#"{"recurring_transaction_rules": []}"#, "recurring_transaction_rules", nil),
            (#"{"recurring_transaction_rules": null}"#, "recurring_transaction_rules", nil),
        ] as [(String, String, String?)])
    func update(body: String, field: String, after: String?) async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(Self.full)
        let before = try await client.send(.get, path).json
        let reply = try await client.send(.put, path, body)
        #expect(reply.status == 200)
        for name in ["name", "expiration_at", "applies_to", "recurring_transaction_rules"] {
            let shown = try reply.json.member(name)
            if name == field {
                #expect(shown?.text == after)
            } else {
                #expect(shown == before.member(name))
            }
        }
        #expect(try await client.send(.get, path).text == reply.text)
    }

    @Test("an update of nothing changes nothing")
    func emptyUpdate() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(Self.full)
        let before = try await client.send(.get, path).text
        #expect(try await client.send(.put, path, "{}").text == before)
    }

    @Test("a rule that is sent again as it was keeps its id, another gets its own")
    func ruleIDs() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(Self.full)
        let first = try await client.send(.get, path)
        let id = try first.at("recurring_transaction_rules", "0", "id")
        let second = """
            {"method": "TARGET", "target_ongoing_balance": "9", "trigger": "THRESHOLD", \
            "threshold_credits": "9"}
            """
        let reply = try await client.send(
            .put, path, #"{"recurring_transaction_rules": [\#(second), \#(Self.rule)]}"#)
        #expect(try reply.at("recurring_transaction_rules", "1", "id") == id)
        #expect(try reply.at("recurring_transaction_rules", "0", "id") != id)
        // What a wallet shows of its rules can be sent back as it is.
        let shown = try #require(try reply.at("recurring_transaction_rules"))
        let again = try await client.send(
            .put, path, #"{"recurring_transaction_rules": \#(shown.text)}"#)
        #expect(try again.at("recurring_transaction_rules") == shown)
    }

    @Test("a terminated wallet can be read, and nothing else")
    func terminated() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(#""paid_credits": "3""#)
        #expect(try await client.send(.delete, path).status == 200)
        for reply in [
            try await client.send(.put, path, #"{"name": "x"}"#),
            try await client.send(.delete, path),
            try await client.add(#"{"type": "TOPUP", "paid_credits": "1"}"#, to: path),
            try await client.add(#"{"type": "VOID", "credits_to_void": "1"}"#, to: path),
        ] {
            #expect(reply.status == 422)
            #expect(try reply.at("name") == "UNPROCESSABLE_ENTITY")
            #expect(try reply.at("details", "0", "issue") == "walletTerminated")
        }
        #expect(try await client.send(.get, path).string("status") == "TERMINATED")
        let last = try await client.transactions(of: path).first
        #expect(last?.members("transaction_status", "credits") == ["VOIDED", "3.0"])
    }
}
