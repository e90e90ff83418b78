import HTTPTypes
import Testing

@testable import WalletService

@Suite("PayPal: errors")
struct PayPalErrorTests {
    @Test(
        "a new wallet that is wrong by itself: 400",
        arguments: PayPalWrongBodies.malformed + PayPalWrongBodies.amounts)
    func newWallet(_ wrong: PayPalWrongBody) async throws {
        try await expect(wrong, 400, "INVALID_REQUEST")
    }

    @Test(
        "a rule that lacks or contradicts something: 400, by the client's name",
        arguments: PayPalWrongBodies.rules)
    func rule(members: String, field: String, issue: String) async throws {
        let place = "recurring_transaction_rules[0].\(field)"
        try await expect(
            PayPalWrongBody(body: PayPalWrongBodies.rule(members), field: place, issue: issue), 400,
            "INVALID_REQUEST")
    }

    @Test("a new wallet that the ledger refuses: 422", arguments: PayPalWrongBodies.refused)
    func refused(_ wrong: PayPalWrongBody) async throws {
        try await expect(wrong, 422, "UNPROCESSABLE_ENTITY")
    }

    @Test("credits that cannot be added or removed", arguments: PayPalWrongBodies.transactions)
    func transaction(_ wrong: PayPalWrongBody) async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(#""paid_credits": "5""#)
        let before = try await client.send(.get, path).text
        let reply = try await client.add(wrong.body, to: path)
        try check(reply, wrong, 400, "INVALID_REQUEST")
        #expect(try await client.send(.get, path).text == before)
    }

    @Test("an update that is wrong, or refused, changes nothing")
    func update() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(#""name": "n""#)
        let before = try await client.send(.get, path).text
        for (body, status, field) in [
            (#"{"name": 5}"#, 400, "name"),
            (#"{"name": "x", "applies_to": []}"#, 400, "applies_to"),
            (#"{"name": "x", "expiration_at": "soon"}"#, 400, "expiration_at"),
            (#"{"name": "x", "expiration_at": "2026-05-01T12:00:00Z"}"#, 422, "expiration_at"),
        ] {
            let reply = try await client.send(.put, path, body)
            #expect(reply.status == status)
            #expect(try reply.at("details", "0", "field")?.text == "\"\(field)\"")
            #expect(try await client.send(.get, path).text == before)
        }
    }

    @Test("an unknown id is 404, and tells which part of the path it was")
    func unknown() async throws {
        let client = try PayPalClient()
        _ = try await client.wallet()
        for id in ["x", "018f0000-0000-7000-8000-000000000000", "%00", "%F0%9F%92%B3"] {
            for reply in [
                try await client.send(.get, "/\(id)"),
                try await client.send(.put, "/\(id)", "{}"),
                try await client.send(.delete, "/\(id)"),
                try await client.send(.get, "/\(id)/wallet-transactions"),
                try await client.add(#"{"type": "TOPUP", "paid_credits": "1"}"#, to: "/\(id)"),
                try await client.service.call(
                    .get, "/v1/commerce/billing/wallet-transactions/\(id)"),
            ] {
                #expect(reply.status == 404)
                #expect(try reply.at("name") == "RESOURCE_NOT_FOUND")
                #expect(try reply.at("details", "0", "location") == "path")
                let isWallet = try reply.at("details", "0", "field") == "wallet_id"
                #expect(
                    try reply.at("details", "0", "issue")
                        == (isWallet ? "walletNotFound" : "transactionNotFound"))
            }
        }
    }

    @Test("the service's own errors have the shape, too, and no details")
    func framework() async throws {
        let client = try PayPalClient()
        let service = client.service
        let wallets = PayPalClient.wallets
        for (reply, status, name) in [
            (try await service.call(.get, wallets, token: nil), 401, "NOT_AUTHORIZED"),
            (try await service.call(.get, wallets, token: "wrong"), 401, "NOT_AUTHORIZED"),
            (try await client.send(.get, "/a/b/c"), 404, "RESOURCE_NOT_FOUND"),
            (try await client.send(.patch, "", "{}"), 405, "METHOD_NOT_SUPPORTED"),
            (
                try await service.call(.post, wallets, "a=b", type: "text/plain"), 415,
                "UNSUPPORTED_MEDIA_TYPE"
            ),
            (
                try await client.send(.post, "", String(repeating: " ", count: 1_048_577)), 413,
                "PAYLOAD_TOO_LARGE"
            ),
        ] {
            #expect(reply.status == status)
            #expect(try reply.at("name")?.text == "\"\(name)\"")
            #expect(try reply.at("details") == nil)
            let id = try #require(reply.headers[.payPalDebugID])
            #expect(try reply.string("debug_id") == id)
        }
    }

    @Test("a request id that could be no key is refused, and tells that it is in the head")
    func requestID() async throws {
        let client = try PayPalClient()
        let reply = try await client.send(
            .post, "", PayPalWrongBodies.wallet(""), key: String(repeating: "k", count: 1_001))
        #expect(reply.status == 400)
        #expect(
            try reply.at("details", "0")?.members("field", "location")
                == ["PayPal-Request-Id", "header"])
    }

    /// Every kind of problem that the service knows of has a name, which the description allows.
    @Test("every kind of problem has an upper-case name", arguments: Problem.Kind.allCases)
    func names(kind: Problem.Kind) throws {
        let answer = PayPalDialect().answer(to: Problem(kind, "code", "A sentence."), request: "r")
        guard case .json(let json) = answer.body, case .string(let name)? = json.member("name")
        else {
            Issue.record("no name")
            return
        }
        #expect(name.wholeMatch(of: /[A-Z]+(_[A-Z]+)*/) != nil)
        #expect(answer.headers[.payPalDebugID] == "r")
    }

    private func expect(_ wrong: PayPalWrongBody, _ status: Int, _ name: String) async throws {
        let client = try PayPalClient()
        let reply = try await client.send(.post, "", wrong.body)
        try check(reply, wrong, status, name)
        #expect(try await client.send(.get, "").at("metadata", "total_count") == 0)
    }

    private func check(_ reply: Reply, _ wrong: PayPalWrongBody, _ status: Int, _ name: String)
        throws
    {
        #expect(reply.status == status, "\(reply.text)")
        #expect(try reply.string("name") == name)
        #expect(try !reply.string("message").isEmpty)
        #expect(try reply.string("debug_id") == reply.headers[.requestID])
        let detail = try #require(try reply.at("details", "0"))
        let field = wrong.field.map(JSONValue.string)
        #expect(
            detail.members("field", "location", "issue")
                == [field, field == nil ? nil : "body", .string(wrong.issue)])
    }
}
