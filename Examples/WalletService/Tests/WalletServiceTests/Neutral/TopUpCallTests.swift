import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Neutral calls: usage and the top-ups that it asks for")
struct TopUpCallTests {
    /// `acme` has $30 and a rule that buys 50 credits below $20.
    private func service(_ payments: PaymentMode) async throws -> (ServiceUnderTest, WalletID) {
        let service = try ServiceUnderTest(payments: payments)
        let rule = try TopUpRule(
            method: .fixed(paid: 50, granted: nil),
            trigger: .threshold(20, orEqual: false), payment: .chargeAutomatically)
        let wallet = try await service.ledger.createWallet(
            CreateWallet(currency: .usd, rules: [rule], paid: 30), for: CustomerID("acme"))
        return (service, wallet.outcome)
    }

    private static let usage = """
        {"currency": "usd", "period": "2026-05", "lines": [
          {"id": "calls", "amount": "10.005"}, {"id": "seats", "fee_type": "subscription",
           "amount": 5}]}
        """

    @Test("usage of $10.055 leaves $19.945, and 50 credits are bought")
    func threshold() async throws {
        let (service, wallet) = try await service(.settle)
        let reply = try await service.call(.post, "/v1/customers/acme/usage", Self.usage)
        #expect(reply.status == 200)
        #expect(
            try reply.json == [
                "customer": "acme", "currency": "USD", "period": "2026-05",
                "exact_total": "10.055", "changed": true, "replayed": false,
            ])
        let balance = try await service.ledger.balance(of: wallet)
        #expect(balance.available == 80)
        #expect(balance.ongoing == (try Credits("69.945")))
        let again = try await service.call(.post, "/v1/customers/acme/usage", Self.usage)
        #expect(try again.at("changed") == false)
        #expect(try await service.ledger.balance(of: wallet).available == 80)

        _ = try await service.call(
            .post, "/v1/invoices/drawdown",
            """
            {"customer": "acme", "invoice": "may", "currency": "USD",
             "usage_periods": ["2026-05"], "lines": [{"id": "all", "amount": 1006}]}
            """)
        let after = try await service.ledger.balance(of: wallet)
        #expect(after.ongoing == after.available)
        #expect(after.available == (try Credits("69.94")))
    }

    @Test("collected by hand, a purchase waits until it is settled; settling twice is no more")
    func settle() async throws {
        let (service, wallet) = try await service(.manual)
        _ = try await service.call(.post, "/v1/customers/acme/usage", Self.usage)
        #expect(try await service.ledger.balance(of: wallet).pending == 50)
        let transaction = try await pending(service)
        let path = "/v1/top-ups/\(transaction)"
        let reply = try await service.call(.post, "\(path)/settle")
        #expect(reply.status == 200)
        #expect(try reply.at("transaction") == .string("\(transaction)"))
        #expect(try reply.at("status") == "settled")
        #expect(try reply.at("kind") == "purchased")
        #expect(try reply.at("customer") == "acme")
        #expect(try reply.at("wallet") == .string("\(wallet)"))
        #expect(try reply.at("credits") == "50")
        #expect(try reply.at("created_at") == "2026-05-01T12:00:00Z")
        #expect(try await service.call(.post, "\(path)/settle", "{}").status == 200)
        #expect(try await service.ledger.balance(of: wallet).available == 80)
        let failed = try await service.call(.post, "\(path)/fail", #"{"reason": "late"}"#)
        #expect(failed.status == 422)
        #expect(try failed.at("error", "code") == "topUpNotPending")
    }

    @Test("a failed payment leaves no credits, and pauses the rule that asked for it")
    func fail() async throws {
        let (service, wallet) = try await service(.manual)
        _ = try await service.call(.post, "/v1/customers/acme/usage", Self.usage)
        let path = "/v1/top-ups/\(try await pending(service))"
        let reply = try await service.call(.post, "\(path)/fail", #"{"reason": "card declined"}"#)
        #expect(try reply.at("status") == "failed")
        #expect(try await service.ledger.balance(of: wallet).pending == 0)
        #expect(try await service.ledger.wallet(wallet).rules[0].isPaused)
        #expect(try await service.call(.post, "\(path)/settle").status == 422)
    }

    @Test("what is no purchase, or not there, is neither settled nor failed")
    func others() async throws {
        let service = try ServiceUnderTest()
        let receipt = try await service.ledger.createWallet(
            CreateWallet(currency: .usd, granted: 5), for: CustomerID("acme"))
        let granted = try await service.call(
            .post, "/v1/top-ups/\(receipt.transactions[0].id)/settle")
        #expect(granted.status == 422)
        for id in ["x", "01944b1f-0000-7000-8000-000000000020"] {
            let reply = try await service.call(.post, "/v1/top-ups/\(id)/fail")
            #expect(reply.status == 404)
            #expect(try reply.at("error", "code") == "transactionNotFound")
        }
    }

    @Test(
        "a report that can't be is refused",
        arguments: [
            (#"{"currency": "usd"}"#, "lines"), (#"{"lines": []}"#, "currency"),
            (#"{"currency": "usd", "lines": [], "period": 5}"#, "period"),
            (#"{"currency": "usd", "lines": [{"id": "a", "amount": "x"}]}"#, "lines[0].amount"),
            (#"{"currency": "usd", "lines": [{"id": "a", "amount": "-1"}]}"#, "line a"),
        ])
    func badReports(body: String, field: String) async throws {
        let reply = try await ServiceUnderTest().call(.post, "/v1/customers/acme/usage", body)
        #expect(reply.status == 400)
        #expect(try reply.at("error", "field") == .string(field))
    }

    private func pending(_ service: ServiceUnderTest) async throws -> TransactionID {
        let found = try await service.ledger.transactions(
            TransactionQuery(customer: CustomerID("acme"), statuses: [.pending]))
        return try #require(found.items.first).id
    }
}
