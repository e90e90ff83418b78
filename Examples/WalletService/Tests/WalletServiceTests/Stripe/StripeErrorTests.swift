import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Stripe: errors")
struct StripeErrorTests {
    /// The form of a grant of one cent.
    private static func form(
        _ customer: String, _ more: String = "", value: String = "1", currency: String = "usd",
        scope: String = "[price_type]=metered"
    ) -> String {
        ServiceUnderTest.form(customer, more, value: value, currency: currency, scope: scope)
    }

    @Test(
        "a bad grant names its parameter, and nothing is made",
        arguments: [
            ("", "amount", "parameter_missing"),
            ("amount=5", "amount", nil),
            ("amount[type]=monetary", "amount[monetary]", "parameter_missing"),
            (Self.form(""), "customer", "parameter_invalid_empty"),
            (Self.form("c", value: "0"), "amount[monetary][value]", "parameter_invalid_integer"),
            (Self.form("c", value: "-1"), "amount[monetary][value]", "parameter_invalid_integer"),
            (Self.form("c", value: "1.5"), "amount[monetary][value]", "parameter_invalid_integer"),
            (Self.form("c", value: "1e3"), "amount[monetary][value]", "parameter_invalid_integer"),
            (
                Self.form("c", value: "99999999999999999999"),
                "amount[monetary][value]", "parameter_invalid_integer"
            ),
            (
                Self.form("c", value: "9223372036854775807", currency: "jpy"),
                "amount[monetary][value]", "parameter_invalid_integer"
            ),
            (Self.form("c", currency: "xyz"), "amount[monetary][currency]", nil),
            (
                Self.form("c", scope: "[price_type]=licensed"),
                "applicability_config[scope][price_type]", nil
            ),
            (
                Self.form("c", scope: "[prices][0][id]="),
                "applicability_config[scope][prices][0][id]", "parameter_invalid_empty"
            ),
            (
                Self.form("c", scope: "[prices][a][id]=p"),
                "applicability_config[scope][prices]", nil
            ),
            (
                Self.form("c", scope: "[prices][0]=p"),
                "applicability_config[scope][prices][0]", nil
            ),
            (Self.form("c", "category=free"), "category", nil),
            (Self.form("c", "priority=101"), "priority", "parameter_invalid_integer"),
            (Self.form("c", "expires_at=1"), "expires_at", "parameter_invalid_integer"),
            (
                Self.form("c", "effective_at=99999999999999999"),
                "effective_at", "parameter_invalid_integer"
            ),
            (Self.form("c", "expire_at=1"), "expire_at", "parameter_unknown"),
            (Self.form("c", "metadata[]=x&metadata[0]=y"), nil, nil),
            (Self.form("c", "metadata[k][l]=x"), "metadata[k]", nil),
            (Self.form("c", "expand[]=customer"), "expand", nil),
        ] as [(String, String?, String?)])
    func badGrant(form: String, param: String?, code: String?) async throws {
        let service = try ServiceUnderTest()
        let reply = try await service.post(ServiceUnderTest.grants, form)
        #expect(reply.status == 400)
        #expect(try reply.word("error", "type") == "invalid_request_error")
        #expect(try reply.word("error", "param") == param)
        #expect(try reply.word("error", "code") == code)
        #expect(reply.headers[.shouldRetry] == "false")
        #expect(try await service.ledger.wallets().items.isEmpty)
    }

    @Test("a refusal of the ledger carries its code and its sentence")
    func ledgerCode() async throws {
        let service = try ServiceUnderTest()
        let reply = try await service.post(
            ServiceUnderTest.grants, Self.form("c", "expires_at=1"))
        #expect(try reply.word("error", "ledger_code") == "invalidField")
        #expect(try #require(try reply.word("error", "message")).contains("R4.1"))
    }

    @Test(
        "bodies that are no form, or none that can be read, are 400",
        arguments: [
            (#"{"customer":"c"}"#, "application/json"), ("a[=1", nil), ("a=1&a=2", nil),
            ("a=%ff", nil), ("a[b][c][d][e][f][g][h][i]=1", nil), ("a=%zz", nil),
        ] as [(String, String?)])
    func badBody(body: String, type: String?) async throws {
        let reply = try await ServiceUnderTest().call(
            .post, ServiceUnderTest.grants, body,
            type: type ?? "application/x-www-form-urlencoded")
        #expect(reply.status == 400)
        #expect(try reply.word("error", "type") == "invalid_request_error")
    }

    @Test(
        "what is not there is 404 in a path and 400 in a parameter",
        arguments: [
            ("\(ServiceUnderTest.grants)/credgr_x", 404, "id"),
            ("\(ServiceUnderTest.grants)/\(Self.nobody)", 404, "id"),
            ("\(ServiceUnderTest.transactions)/cbtxn_x", 404, "id"),
            ("\(ServiceUnderTest.clocks)/clock_x", 404, "id"),
            ("\(ServiceUnderTest.grants)?starting_after=\(Self.nobody)", 400, "starting_after"),
            ("\(ServiceUnderTest.grants)?ending_before=x", 400, "ending_before"),
            ("\(ServiceUnderTest.transactions)?credit_grant=\(Self.nobody)", 400, "credit_grant"),
            ("\(ServiceUnderTest.clocks)?starting_after=clock_x", 400, "starting_after"),
            (
                "/v1/billing/credit_balance_summary?customer=c&filter[type]=credit_grant"
                    + "&filter%5Bcredit_grant%5D=\(Self.nobody)", 400, "filter[credit_grant]"
            ),
        ])
    func missing(uri: String, status: Int, param: String) async throws {
        let reply = try await ServiceUnderTest().get(uri)
        #expect(reply.status == status)
        #expect(try reply.word("error", "code") == "resource_missing")
        #expect(try reply.word("error", "param") == param)
    }

    static let nobody = "credgr_0190a0a0-0000-7000-8000-000000000000"

    @Test("no key, no such path, no such method, in Stripe's shape")
    func outside() async throws {
        let service = try ServiceUnderTest()
        let noKey = try await service.call(.get, ServiceUnderTest.grants, token: nil)
        #expect(noKey.status == 401)
        #expect(try noKey.names("error") == ["type", "message", "ledger_code"])
        let basic = try await service.call(
            .get, ServiceUnderTest.grants, headers: [.authorization: "Basic c2VjcmV0LXRva2VuOg=="],
            token: nil)
        #expect(basic.status == 200)
        let noPath = try await service.get("/v1/billing/nothing")
        #expect(noPath.status == 404)
        #expect(try noPath.names("error") == ["type", "message", "ledger_code"])
        #expect(try noPath.word("error", "type") == "invalid_request_error")
        let noMethod = try await service.call(.delete, ServiceUnderTest.grants)
        #expect(noMethod.status == 405)
        #expect(try noMethod.word("error", "type") == "invalid_request_error")
    }

    @Test("a key makes one grant; for another request it is an idempotency error")
    func idempotency() async throws {
        let service = try ServiceUnderTest()
        let form = ServiceUnderTest.form()
        let first = try await service.post(ServiceUnderTest.grants, form, key: "k")
        #expect(first.headers[.idempotencyKey] == "k")
        #expect(first.headers[.idempotentReplayed] == nil)
        let again = try await service.post(ServiceUnderTest.grants, form, key: "k")
        #expect(again.text == first.text)
        #expect(again.headers[.idempotentReplayed] == "true")
        let changes = [
            ServiceUnderTest.form(value: "1001"), ServiceUnderTest.form("cus_1", "priority=1"),
            ServiceUnderTest.form(scope: "[prices][0][id]=p"),
            ServiceUnderTest.form("cus_1", "category=promotional"),
            ServiceUnderTest.form("cus_1", "metadata[a]=b"),
            ServiceUnderTest.form("cus_1", "name=n"),
        ]
        for changed in changes {
            let reply = try await service.post(ServiceUnderTest.grants, changed, key: "k")
            #expect(reply.status == 400)
            #expect(try reply.word("error", "type") == "idempotency_error")
            #expect(reply.headers[.idempotencyKey] == "k")
        }
        #expect(try await service.summary() == ["usd 1000/1000"])
    }

    @Test("a grant that is refused for its key leaves no wallet behind, nor one that comes again")
    func noWallet() async throws {
        let service = try ServiceUnderTest()
        let first = try await service.grant(key: "k")
        let customer = try CustomerID("cus_1")
        let refused = try await service.post(
            ServiceUnderTest.grants, ServiceUnderTest.form(currency: "eur"), key: "k")
        #expect(try refused.word("error", "type") == "idempotency_error")
        #expect(try await service.summary() == ["usd 1000/1000"])
        let wallet = try await service.ledger.snapshot(of: customer).wallets[0].id
        try await service.ledger.terminateWallet(wallet, of: customer)
        #expect(try await service.grant(key: "k") == first)
        #expect(try await service.ledger.snapshot(of: customer).wallets.map(\.id) == [wallet])
    }
}
