import CreditLedger
import CreditLedgerTesting
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Neutral calls: holds")
struct HoldCallTests {
    /// A service where `acme` has 20 credits of a dollar.
    private func service() async throws -> (ServiceUnderTest, WalletID) {
        let service = try ServiceUnderTest(at: "2026-05-01T12:00:00Z")
        let wallet = try await service.ledger.createWallet(
            CreateWallet(currency: .usd, paid: 20), for: CustomerID("acme"))
        return (service, wallet.outcome)
    }

    private func body(_ amount: String, _ more: String = "") -> String {
        """
        {"customer": "acme", "currency": "usd", "amount": \(amount),
         "until": "2026-05-02T00:00:00Z"\(more)}
        """
    }

    @Test("a hold of $15.00, captured for $12.50, frees the rest; the invoice then pays the rest")
    func capture() async throws {
        let (service, wallet) = try await service()
        let held = try await service.call(.post, "/v1/holds", body("1500"))
        #expect(held.status == 201)
        #expect(try held.at("status") == "open")
        #expect(try held.at("amount") == 1500)
        #expect(try held.at("exact_asked") == "15")
        #expect(try held.at("fee_type") == "charge")
        #expect(try held.at("created_at") == "2026-05-01T12:00:00Z")
        #expect(try held.at("until") == "2026-05-02T00:00:00Z")
        #expect(try held.at("parts", "0", "credits") == "15")
        #expect(try await service.ledger.balance(of: wallet).available == 5)

        let id = try held.at("id").text
        let captured = try await service.call(
            .post, "/v1/holds/\(id)/capture",
            #"{"invoice": "i", "line": "calls", "amount": 1250, "idempotency_key": "c"}"#)
        #expect(captured.status == 200)
        #expect(try captured.at("amount") == 1250)
        #expect(try captured.at("applications", "0", "credits") == "12.5")
        #expect(try captured.at("replayed") == false)
        #expect(try await service.ledger.balance(of: wallet).available == Credits("7.5"))
        let after = try await service.call(.get, "/v1/holds/\(id)")
        #expect(try after.at("status") == "captured")
        #expect(try after.at("ended_at") == "2026-05-01T12:00:00Z")

        let again = try await service.call(
            .post, "/v1/holds/\(id)/capture",
            #"{"invoice": "i", "line": "calls", "amount": 1250, "idempotency_key": "c"}"#)
        #expect(try again.at("replayed") == true)
        let late = try await service.call(
            .post, "/v1/holds/\(id)/capture", #"{"invoice": "i", "line": "more"}"#)
        #expect(late.status == 422)
        #expect(try late.at("error", "code") == "holdNotOpen")

        let drawn = try await service.call(
            .post, "/v1/invoices/drawdown",
            """
            {"customer": "acme", "invoice": "i", "currency": "USD",
             "lines": [{"id": "calls", "amount": 1500}]}
            """)
        #expect(try drawn.at("applied") == 1500)
        #expect(try drawn.at("applications", "0", "credits") == "2.5")
    }

    @Test("without an amount a capture takes all, and repeated by its key the same")
    func captureAll() async throws {
        let (service, wallet) = try await service()
        let id = try await service.call(.post, "/v1/holds", body(#""0.005""#)).at("id").text
        let path = "/v1/holds/\(id)/capture"
        let all = #"{"invoice": "i", "line": "l", "idempotency_key": "k"}"#
        let first = try await service.call(.post, path, all)
        #expect(try first.at("amount") == 0)
        #expect(try first.at("exact_amount") == "0.005")
        #expect(try await service.call(.post, path, all).at("replayed") == true)
        #expect(try await service.ledger.balance(of: wallet).available == Credits("19.995"))
    }

    @Test("a released hold gives its credits free, once")
    func release() async throws {
        let (service, wallet) = try await service()
        let id = try await service.call(.post, "/v1/holds", body("2000")).at("id").text
        let released = try await service.call(.post, "/v1/holds/\(id)/release")
        #expect(released.status == 200)
        #expect(try released.at("status") == "released")
        #expect(try await service.ledger.balance(of: wallet).available == 20)
        #expect(try await service.call(.post, "/v1/holds/\(id)/release", "{}").status == 422)
    }

    @Test("a hold lasts until its end, which may be moved later")
    func extend() async throws {
        let (service, _) = try await service()
        let id = try await service.call(.post, "/v1/holds", body("2000")).at("id").text
        let path = "/v1/holds/\(id)/extend"
        let moved = try await service.call(.post, path, #"{"until": "2026-05-03T00:00:00Z"}"#)
        #expect(try moved.at("until") == "2026-05-03T00:00:00Z")
        let back = try await service.call(.post, path, #"{"until": "2026-05-02T00:00:00Z"}"#)
        #expect(back.status == 400)
        #expect(try back.at("error", "field") == "until")
        service.clock.set(try Instant("2026-05-02T12:00:00Z"))
        #expect(try await service.call(.get, "/v1/holds/\(id)").at("status") == "open")
        service.clock.set(try Instant("2026-05-03T00:00:00Z"))
        #expect(try await service.call(.get, "/v1/holds/\(id)").at("status") == "lapsed")
    }

    @Test("more than there is is refused, unless a part will do")
    func parts() async throws {
        let (service, _) = try await service()
        let much = try await service.call(.post, "/v1/holds", body("2500"))
        #expect(much.status == 422)
        #expect(try much.at("error", "code") == "insufficientCredits")
        let part = try await service.call(
            .post, "/v1/holds", body("2500", #", "allows_part": true"#))
        #expect(part.status == 201)
        #expect(try part.at("amount") == 2000)
        #expect(try part.at("exact_asked") == "25")
    }

    @Test("a key makes one hold")
    func key() async throws {
        let (service, wallet) = try await service()
        let keyed = body("500", #", "idempotency_key": "h""#)
        let first = try await service.call(.post, "/v1/holds", keyed)
        let again = try await service.call(.post, "/v1/holds", keyed)
        #expect((first.status, again.status) == (201, 200))
        #expect(again.text == first.text)
        #expect(try await service.ledger.balance(of: wallet).held == 5)
        let other = try await service.call(
            .post, "/v1/holds", body("501", #", "idempotency_key": "h""#))
        #expect(other.status == 409)
        #expect(try other.at("error", "code") == "idempotencyKeyReused")
    }

    @Test(
        "an unknown hold is 404, whatever is asked of it",
        arguments: ["x", "01944b1f-0000-7000-8000-000000000020"],
        ["", "/capture", "/release", "/extend"])
    func unknown(id: String, call: String) async throws {
        let reply = try await ServiceUnderTest().call(
            call.isEmpty ? .get : .post, "/v1/holds/\(id)\(call)", call.isEmpty ? nil : "{}")
        #expect(reply.status == 404)
        #expect(try reply.at("error", "code") == "holdNotFound")
    }

    @Test(
        "an amount or an end that can't be is refused",
        arguments: [
            ("0", "amount"), ("-5", "amount"), (#""0.00""#, "amount"), (#""1,5""#, "amount"),
            (#""0.0000000000001""#, "amount"), ("null", "amount"), ("true", "amount"),
            (#"1, "fee_type": "x""#, "fee_type"), (#"1, "allows_part": "yes""#, "allows_part"),
            (#"1, "price": 7"#, "price"),
        ])
    func badFields(amount: String, field: String) async throws {
        let (service, _) = try await service()
        let reply = try await service.call(.post, "/v1/holds", body(amount))
        #expect(reply.status == 400)
        #expect(try reply.at("error", "field") == .string(field))
        let past = body("1").replacing("2026-05-02", with: "2026-04-02")
        #expect(try await service.call(.post, "/v1/holds", past).at("error", "field") == "until")
    }
}
