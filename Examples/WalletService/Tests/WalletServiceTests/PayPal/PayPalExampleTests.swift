import HTTPTypes
import Testing

@testable import WalletService

/// The bodies of the vendor's page, word for word; the service's clock stands before their dates.
@Suite("PayPal: the page's examples")
struct PayPalExampleTests {
    static let basic = """
        {
          "external_customer_id": "ext_cus_1234567890abcdef",
          "name": "Prepaid Wallet",
          "rate_amount": "1.0",
          "paid_credits": "110.0",
          "currency": "USD",
          "applies_to": {
            "fee_types": [
              "SUBSCRIPTION"
            ]
          },
          "expiration_at": "2026-08-12T12:43:31Z"
        }
        """

    /// What the four examples of automatic top-ups have in common, around their fee types and rule.
    static func automatic(_ feeTypes: String, _ rule: String) -> String {
        """
        {
          "external_customer_id": "5eb02857-a71e-4ea2-bcf9-1752591145",
          "name": "Prepaid",
          "rate_amount": "1.0",
          "paid_credits": "2.0",
          "granted_credits": "1.0",
          "currency": "USD",
          "expiration_at": "2026-10-08T00:00:00Z",
          "applies_to": {
            "fee_types": [
              \(feeTypes)
            ]
          },
          "recurring_transaction_rules": [
            {
              \(rule)
            }
          ]
        }
        """
    }

    static let all = #""SUBSCRIPTION", "CHARGE", "COMMITMENT""#

    static let fixedByInterval = """
        "method": "FIXED",
              "paid_credits": "5.5",
              "granted_credits": "1.0",
              "trigger": "INTERVAL",
              "interval": "WEEKLY",
              "started_at": "2025-07-24T17:30:15Z",
              "expiration_at": "2026-10-08T00:00:00Z"
        """
    static let fixedByThreshold = """
        "method": "FIXED",
              "paid_credits": "5.5",
              "granted_credits": "1.0",
              "trigger": "THRESHOLD",
              "threshold_credits": "10.0"
        """
    static let targetByInterval = """
        "method": "TARGET",
              "target_ongoing_balance": "200.0",
              "trigger": "INTERVAL",
              "interval": "WEEKLY",
              "started_at": "2025-07-01T17:30:15Z",
              "expiration_at": "2026-10-08T00:00:00Z"
        """
    static let targetByThreshold = """
        "method": "TARGET",
              "target_ongoing_balance": "200.0",
              "trigger": "THRESHOLD",
              "threshold_credits": "10.00",
              "started_at": "2025-07-29T17:30:15Z",
              "expiration_at": "2026-10-08T00:00:00Z"
        """

    @Test("a basic wallet: 110 paid credits, available at once")
    func basicWallet() async throws {
        let reply = try await PayPalClient().send(.post, "", Self.basic)
        #expect(reply.status == 201)
        let id = try reply.string("id")
        #expect(
            reply.text.replacing(id, with: "ID") == """
                {"id":"ID","external_customer_id":"ext_cus_1234567890abcdef","status":"ACTIVE",\
                "name":"Prepaid Wallet","rate_amount":"1.0","currency":"USD",\
                "available_credits":"110.0","consumed_credits":"0.0",\
                "ongoing_usage_credits":"0.0","net_balance_credits":"110.0",\
                "available_balance":{"value":110.0,"currency_code":"USD"},\
                "ongoing_usage":{"value":0.0,"currency_code":"USD"},\
                "net_balance":{"value":110.0,"currency_code":"USD"},\
                "created_at":"2026-05-01T12:00:00Z","expiration_at":"2026-08-12T12:43:31Z",\
                "applies_to":{"fee_types":["SUBSCRIPTION"]}}
                """)
    }

    /// What is available of 3 credits by then.
    ///
    /// The fixed threshold rule adds 6.5. As 9.5 is still less than 10 when that is paid, it runs
    /// again (R8.5c), and that is paid, too. The target rule fills up to 200.
    @Test(
        "each way of topping up automatically",
        arguments: [
            (all, fixedByInterval, "3.0"), (all, fixedByThreshold, "16.0"),
            (#""SUBSCRIPTION""#, targetByInterval, "3.0"),
            (#""SUBSCRIPTION""#, targetByThreshold, "200.0"),
        ])
    func automaticWallets(feeTypes: String, rule: String, available: String) async throws {
        let reply = try await PayPalClient().send(.post, "", Self.automatic(feeTypes, rule))
        #expect(reply.status == 201, "\(reply.text)")
        #expect(try reply.string("available_credits") == available)
        let shown = try reply.at("recurring_transaction_rules", "0")
        let sent = try JSONReader.read(Array("{\(rule)}".utf8))
        guard case .object(let fields) = sent else { throw Reply.Missing(path: [], text: rule) }
        for field in fields.members {
            // "10.00" is the number 10, which is shown as any other.
            let value: JSONValue = field.value == "10.00" ? "10.0" : field.value
            #expect(shown?.member(field.name) == value, "\(field.name)")
        }
        #expect(shown?.member("status") == "ACTIVE")
        #expect(shown?.member("id") != nil)
    }

    @Test("the weekly rule runs on its Thursdays, and its payment is collected")
    func weekly() async throws {
        let client = try PayPalClient()
        let reply = try await client.send(
            .post, "", Self.automatic(Self.all, Self.fixedByInterval))
        let path = "/" + (try reply.string("id"))
        try client.move(to: "2026-05-14T17:30:15Z")
        let listed = try await client.transactions(of: path)
        #expect(
            listed.map { $0.members("source", "transaction_status", "credits", "created_at") } == [
                ["INTERVAL", "GRANTED", "1.0", "2026-05-14T17:30:15Z"],
                ["INTERVAL", "PURCHASED", "5.5", "2026-05-14T17:30:15Z"],
                ["INTERVAL", "GRANTED", "1.0", "2026-05-07T17:30:15Z"],
                ["INTERVAL", "PURCHASED", "5.5", "2026-05-07T17:30:15Z"],
                ["MANUAL", "GRANTED", "1.0", "2026-05-01T12:00:00Z"],
                ["MANUAL", "PURCHASED", "2.0", "2026-05-01T12:00:00Z"],
            ])
        #expect(try await client.send(.get, path).string("available_credits") == "16.0")
    }

    @Test("add, remove, list, get, update and terminate, as the second page tells")
    func managing() async throws {
        let client = try PayPalClient()
        let path = "/" + (try await client.send(.post, "", Self.basic).string("id"))
        let added = try await client.add(
            """
            {"type": "TOPUP", "paid_credits": "10", "granted_credits": "5.5",
             "metadata": [{"key": "order", "value": "7"}]}
            """, to: path)
        #expect(added.status == 200)
        let removed = try await client.add(
            #"{"type": "VOID", "credits_to_void": "5.5"}"#, to: path)
        #expect(removed.status == 200)
        #expect(try removed.at("wallet_transactions", "0", "transaction_status") == "VOIDED")
        let history = try await client.send(.get, path + "/wallet-transactions")
        #expect(history.status == 200)
        #expect(try history.at("meta", "total_count") == 4)
        let list = try await client.send(.get, "/")
        #expect(list.status == 200)
        #expect(try list.at("wallets", "0", "available_credits") == "120.0")
        let updated = try await client.send(
            .put, path, #"{"expiration_at": "2026-09-01T00:00:00+02:00"}"#)
        #expect(updated.status == 200)
        #expect(try updated.string("expiration_at") == "2026-08-31T22:00:00Z")
        let ended = try await client.send(.delete, path)
        #expect(ended.status == 200)
        #expect(
            try ended.json.members("status", "available_credits", "terminated_at")
                == ["TERMINATED", "0.0", "2026-05-01T12:00:00Z"])
    }
}
