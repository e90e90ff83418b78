import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("bill.sh: giving a credit")
struct CreditTests {
    static let path = "/admin/v1/customers/acme/credits"

    /// The fields of the vendor's example, some of them changed; `nil` leaves one out.
    static func body(_ changes: [String: JSONValue?] = [:]) -> String {
        let fields: KeyValuePairs<String, JSONValue> = [
            "amount_nanos": "10000000000000", "wallet_account_id": "123456789",
            "platform_account_id": "999888777",
            "description": "Service credit — February outage compensation",
            "reason": "4-hour outage on 2026-02-28 per incident INC-4421",
            "actor_id": "support-agent-001", "actor_name": "Jane Smith",
            "idempotency_key": "credit-inc-4421-acme",
        ]
        var object = JSONObject()
        for (name, value) in fields {
            if let value = changes[name, default: value] { object.add(name, value) }
        }
        return JSONValue.object(object).text
    }

    @Test("the example's $10.00 are credits of a new wallet, once")
    func example() async throws {
        let service = try ServiceUnderTest()
        let first = try await service.call(.post, Self.path, Self.body())
        #expect(first.status == 201)
        #expect(try first.at("amount_nanos") == "10000000000000")
        let transfer = try TransactionID(try first.at("transfer_id").text)
        let stored = try await service.ledger.transaction(transfer)
        #expect(stored.transaction.credits == 10)
        #expect(stored.transaction.kind == .granted)
        #expect(stored.transaction.movement.debit == .promotions)
        #expect("\(stored.entry)" == (try first.at("audit_entry_id").text))
        let wallet = try await service.ledger.wallet(stored.transaction.wallet)
        #expect(wallet.terms.externalID == "123456789")
        #expect(wallet.currency == .usd && wallet.rate == .one)
        let grant = try await service.ledger.grant(stored.transaction.grant)
        #expect(grant.terms.name == "Service credit — February outage compensation")

        let again = try await service.call(.post, Self.path, Self.body())
        #expect(again.status == 200)
        #expect(again.text == first.text)
        #expect(try await service.ledger.balance(of: wallet.id).available == 10)
    }

    @Test(
        "a key says one thing",
        arguments: [
            "amount_nanos", "wallet_account_id", "platform_account_id", "description", "reason",
            "actor_id", "actor_name",
        ])
    func conflict(field: String) async throws {
        let service = try ServiceUnderTest()
        _ = try await service.call(.post, Self.path, Self.body())
        let reply = try await service.call(.post, Self.path, Self.body([field: "777"]))
        #expect(reply.status == 409)
        #expect(try reply.at("error", "code") == "idempotencyKeyReused")
        #expect(try await service.wallets("acme").count == 1)
        #expect(try await service.credits("acme") == ["10"])
    }

    @Test("keys are the customer's own, and another key is another credit")
    func otherKeys() async throws {
        let service = try ServiceUnderTest()
        let other = "/admin/v1/customers/x%2Fy/credits"
        for (path, key) in [(Self.path, "a"), (Self.path, "b"), (other, "a")] {
            let body = Self.body(["idempotency_key": .string(key)])
            let reply = try await service.call(.post, path, body)
            #expect(reply.status == 201)
        }
        #expect(try await service.credits("acme") == ["10", "10"])
        #expect(try await service.credits("x/y") == ["10"])
    }

    @Test("two first credits at once both succeed, in one wallet")
    func atOnce() async throws {
        let service = try ServiceUnderTest()
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for key in 1...8 {
                group.addTask {
                    let body = Self.body(["idempotency_key": .string("\(key)")])
                    return try await service.call(.post, Self.path, body).status
                }
            }
            return try await group.reduce(into: [Int]()) { $0.append($1) }
        }
        #expect(statuses == Array(repeating: 201, count: 8))
        #expect(try await service.wallets("acme").count == 1)
        #expect(try await service.credits("acme").count == 8)
    }

    @Test("a terminated wallet takes no credit, and a wallet in euros no dollars")
    func refused() async throws {
        let service = try ServiceUnderTest()
        let customer = try CustomerID("acme")
        let wallet = try await service.ledger.createWallet(
            CreateWallet(currency: .eur, externalID: "123456789"), for: customer)
        let reply = try await service.call(.post, Self.path, Self.body())
        #expect(reply.status == 422)
        #expect(try reply.at("error", "code") == "currencyMismatch")
        try await service.ledger.terminateWallet(wallet.outcome)
        let late = try await service.call(.post, Self.path, Self.body())
        #expect(late.status == 422)
        #expect(try late.at("error", "code") == "walletTerminated")
    }

    @Test(
        "a field that is wrong is named, and nothing is made",
        arguments: [
            ("amount_nanos", "0"), ("amount_nanos", "-1"), ("amount_nanos", "1.5"),
            ("amount_nanos", "1e3"), ("amount_nanos", ""), ("amount_nanos", " 1"),
            ("amount_nanos", "01"), ("amount_nanos", "٣"), ("amount_nanos", 10),
            ("amount_nanos", "100000000000000000000000000"), ("amount_nanos", nil),
            ("wallet_account_id", "0"), ("wallet_account_id", "abc"), ("wallet_account_id", 5),
            ("wallet_account_id", "340282366920938463463374607431768211456"),
            ("wallet_account_id", nil), ("platform_account_id", "-7"), ("platform_account_id", nil),
            ("reason", nil), ("reason", ""), ("reason", ["why"]), ("actor_id", nil),
            ("actor_id", true), ("actor_name", 7), ("description", 7), ("idempotency_key", nil),
            ("idempotency_key", ""),
            ("description", .string(String(repeating: "x", count: 1_001))),
            ("reason", "a\0b"),
        ] as [(String, JSONValue?)])
    func badFields(field: String, value: JSONValue?) async throws {
        let service = try ServiceUnderTest()
        let reply = try await service.call(.post, Self.path, Self.body([field: value]))
        #expect(reply.status == 400)
        #expect(try reply.at("error", "message").text.contains(field))
        #expect(try await service.wallets("acme").isEmpty)
    }

    @Test(
        "a body that is none is refused",
        arguments: ["", "{", "[]", "7", #"{"amount_nanos":"1","amount_nanos":"2"}"#])
    func badBodies(body: String) async throws {
        let reply = try await ServiceUnderTest().call(.post, Self.path, body)
        #expect(reply.status == 400)
        #expect(try reply.at("error", "code") == "malformed")
    }

    @Test("the largest amount and account are taken, and what is optional may be missing")
    func edges() async throws {
        let service = try ServiceUnderTest()
        let most = "340282366920938463463374607431768211455"
        let reply = try await service.call(
            .post, Self.path,
            Self.body([
                "amount_nanos": "99999999999999999999999999", "wallet_account_id": .string(most),
                "description": nil, "actor_name": .null,
            ]))
        #expect(reply.status == 201)
        #expect(try await service.credits("acme") == ["99999999999999.999999999999"])
        #expect(try await service.wallets("acme").map(\.terms.externalID) == [most])
    }

    @Test("who shows no token, or another method, is told so in the API's shape")
    func outside() async throws {
        let service = try ServiceUnderTest()
        let unknown = try await service.call(.post, Self.path, Self.body(), token: nil)
        #expect(unknown.status == 401)
        #expect(try unknown.at("error", "code") == "unauthenticated")
        let method = try await service.call(.delete, Self.path)
        #expect(method.status == 405)
        #expect(try method.at("error", "code") == "methodNotAllowed")
        #expect(try await service.call(.get, "/admin/v1/nothing").status == 404)
    }
}

extension ServiceUnderTest {
    /// A customer's wallets, newest first.
    func wallets(_ customer: String) async throws -> [Wallet] {
        try await ledger.wallets(WalletQuery(customer: CustomerID(customer))).items
    }

    /// The credits that were given to a customer, newest first.
    func credits(_ customer: String) async throws -> [String] {
        try await ledger.transactions(
            TransactionQuery(customer: CustomerID(customer), kinds: [.granted])
        ).items.map { "\($0.transaction.credits)" }
    }
}

extension JSONValue? {
    /// The text of a string; the test fails if it is none.
    var text: String {
        get throws {
            guard case .string(let text) = self else {
                throw Fault.malformed("There is no text, but \(self?.kind ?? "nothing").")
            }
            return text
        }
    }
}
