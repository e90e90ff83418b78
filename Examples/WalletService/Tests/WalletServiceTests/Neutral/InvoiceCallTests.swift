import CreditLedger
import CreditLedgerTesting
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Neutral calls: invoices")
struct InvoiceCallTests {
    static let drawdown = "/v1/invoices/drawdown"

    @Test("a PayPal wallet of 110 credits at 0.50 pays an invoice of $70.00")
    func drawDown() async throws {
        let service = try ServiceUnderTest()
        // As PayPal's create call makes it: 100 paid and 10 granted credits, for charges only.
        let wallet = try await service.ledger.createWallet(
            CreateWallet(
                currency: .usd, rate: Rate("0.5"), scope: Scope(feeTypes: [.charge]), paid: 100,
                granted: 10), for: CustomerID("acme")
        ).outcome
        let body = """
            {"customer": "acme", "invoice": "in-7", "currency": "usd", "lines": [
              {"id": "seats", "fee_type": "subscription", "amount": 2000},
              {"id": "calls", "price": "api", "amount": 5000, "period_end": null}]}
            """
        let reply = try await service.call(.post, Self.drawdown, body)
        #expect(reply.status == 200)
        #expect(try reply.at("invoice") == "in-7")
        #expect(try reply.at("currency") == "USD")
        #expect(try reply.at("applied") == 5000)
        #expect(try reply.at("due") == 2000)
        #expect(
            try reply.at("lines") == [
                ["id": "seats", "amount": 2000, "applied": 0, "due": 2000, "exact_applied": "0"],
                [
                    "id": "calls", "amount": 5000, "applied": 5000, "due": 0,
                    "exact_applied": "50",
                ],
            ])
        // Granted credits go before paid ones.
        #expect(try reply.at("applications", "0", "credits") == "10")
        #expect(try reply.at("applications", "1", "credits") == "90")
        #expect(try reply.at("applications", "1", "exact_amount") == "45")
        #expect(try reply.at("applications", "1", "line") == "calls")
        #expect(try reply.at("applications", "1", "wallet") == .string("\(wallet)"))
        #expect(try reply.at("replayed") == false)
        #expect(try await service.ledger.balance(of: wallet).available == 10)

        let again = try await service.call(.post, Self.drawdown, body)
        #expect(try again.at("replayed") == true)
        #expect(try again.at("applications") == reply.at("applications"))
        let other = try await service.call(
            .post, Self.drawdown, body.replacing("5000", with: "5001"))
        #expect(other.status == 409)
        #expect(try other.at("error", "code") == "invoiceAlreadyDrawn")
    }

    @Test(
        "minor units are the currency's own",
        arguments: [("usd", 1234, "12.34"), ("JPY", 1234, "1234"), ("kwd", 1234, "1.234")])
    func minorUnits(currency: String, amount: Int, exact: String) async throws {
        let service = try ServiceUnderTest()
        try await service.ledger.createWallet(
            CreateWallet(currency: Currency(currency.uppercased()), granted: 10_000),
            for: CustomerID("acme"))
        let reply = try await service.call(
            .post, Self.drawdown,
            """
            {"customer": "acme", "invoice": "i", "currency": "\(currency)",
             "lines": [{"id": "l", "amount": \(amount)}]}
            """)
        #expect(try reply.at("applied") == .integer(amount))
        #expect(try reply.at("lines", "0", "exact_applied") == .string(exact))
    }

    @Test("shares of a cent add up to whole cents, and stand exactly beside them")
    func fractions() async throws {
        let service = try ServiceUnderTest()
        for (granted, price) in [("3.335", "a"), ("2.665", "b")] {
            try await service.ledger.createWallet(
                CreateWallet(
                    currency: .usd, scope: Scope(prices: [PriceCode(price)]),
                    granted: Credits(granted)), for: CustomerID("acme"))
        }
        let reply = try await service.call(
            .post, Self.drawdown,
            """
            {"customer": "acme", "invoice": "i", "currency": "USD", "lines": [
              {"id": "1", "price": "a", "amount": 1000}, {"id": "2", "price": "b", "amount": 300}]}
            """)
        #expect(try reply.at("applied") == 600)
        #expect(try reply.at("due") == 700)
        #expect(
            try reply.at("lines") == [
                ["id": "1", "amount": 1000, "applied": 333, "due": 667, "exact_applied": "3.335"],
                ["id": "2", "amount": 300, "applied": 267, "due": 33, "exact_applied": "2.665"],
            ])
    }

    @Test("an invoice is given back line by line, then whole, and no further")
    func reinstate() async throws {
        let service = try ServiceUnderTest()
        try await service.ledger.createWallet(
            CreateWallet(currency: .usd, paid: 30), for: CustomerID("acme"))
        _ = try await service.call(
            .post, Self.drawdown,
            """
            {"customer": "acme", "invoice": "in/1", "currency": "USD",
             "lines": [{"id": "a", "amount": 1000}, {"id": "b", "amount": 500}]}
            """)
        let path = "/v1/invoices/in%2F1/reinstate"
        let part = try await service.call(
            .post, path, #"{"customer": "acme", "lines": [{"id": "a", "amount": 250}]}"#)
        #expect(part.status == 200)
        #expect(try part.at("reinstated") == "2.5")
        #expect(try part.at("amount") == 250)
        #expect(try part.at("transactions", "0", "line") == "a")
        #expect(try part.at("transactions", "0", "kind") == "reinstated")
        let much = try await service.call(
            .post, path, #"{"customer": "acme", "lines": [{"id": "a", "amount": 751}]}"#)
        #expect(much.status == 422)
        #expect(try much.at("error", "code") == "exceedsApplied")
        let rest = try await service.call(.post, path, #"{"customer": "acme"}"#)
        #expect(try rest.at("amount") == 1250)
        #expect(try rest.at("currency") == "USD")
        let none = try await service.call(.post, path, #"{"customer": "acme"}"#)
        #expect(try none.at("exact_amount") == "0")
        #expect(try none.at("currency") == nil)
    }

    @Test("what returns to an expired grant is lost, and told so")
    func lost() async throws {
        let service = try ServiceUnderTest(at: "2026-05-01T12:00:00Z")
        try await service.ledger.createWallet(
            CreateWallet(
                currency: .usd, expiresAt: Instant("2026-06-01T00:00:00Z"), graceSeconds: 0,
                granted: 5), for: CustomerID("acme"))
        _ = try await service.call(
            .post, Self.drawdown,
            """
            {"customer": "acme", "invoice": "i", "currency": "USD",
             "lines": [{"id": "a", "amount": 400}]}
            """)
        service.clock.set(try Instant("2026-06-02T00:00:00Z"))
        let reply = try await service.call(
            .post, "/v1/invoices/i/reinstate", #"{"customer": "acme", "lines": null}"#)
        #expect(try reply.at("reinstated") == "4")
        #expect(try reply.at("lost") == "4")
        #expect(try reply.at("transactions", "1", "kind") == "expired")
    }

    @Test("an unknown invoice is 404", arguments: [#""lines": [{"id": "a", "amount": 1}]"#, ""])
    func unknown(lines: String) async throws {
        let body = #"{"customer": "acme""# + (lines.isEmpty ? "" : ", ") + lines + "}"
        let reply = try await ServiceUnderTest().call(.post, "/v1/invoices/i/reinstate", body)
        #expect(reply.status == 404)
        #expect(try reply.at("error", "code") == "invoiceNotFound")
    }

    @Test(
        "a field that is wrong is named, and nothing is drawn",
        arguments: [
            (#""customer": """#, "customer"), (#""customer": 7"#, "customer"),
            (#""invoice": null"#, "invoice"), (#""currency": "dollars""#, "currency"),
            (#""currency": "ZZZ""#, "currency"), (#""currency": "uſd""#, "currency"),
            (#""period_end": "2026-05-01""#, "period_end"), (#""lines": {}"#, "lines"),
            (#""lines": [7]"#, "lines[0]"), (#""lines": [{"amount": 1}]"#, "lines[0].id"),
            (#""lines": [{"id": "a"}]"#, "lines[0].amount"),
            (#""lines": [{"id": "a", "amount": "1"}]"#, "lines[0].amount"),
            (#""lines": [{"id": "a", "amount": 1.5}]"#, "lines[0].amount"),
            (#""lines": [{"id": "a", "amount": 1e400}]"#, "lines[0].amount"),
            (#""lines": [{"id": "a", "amount": 99999999999999999}]"#, "lines[0].amount"),
            (#""lines": [{"id": "a", "amount": -1}]"#, "line a"),
            (#""lines": [{"id": "a", "amount": 1, "fee_type": "tax"}]"#, "lines[0].fee_type"),
            (#""lines": [{"id": "a", "amount": 1, "price": ""}]"#, "lines[0].price"),
            (#""lines": [{"id": "a", "amount": 1}, {"id": "a", "amount": 1}]"#, "lines"),
            (#""usage_periods": "2026-04""#, "usage_periods"),
            (#""idempotency_key": """#, "idempotency_key"),
        ])
    func badFields(field: String, name: String) async throws {
        let service = try ServiceUnderTest()
        let good = [
            #""customer": "acme""#, #""invoice": "i""#, #""currency": "USD""#,
            #""lines": [{"id": "a", "amount": 1}]"#,
        ]
        let key = field.prefix { $0 != ":" }
        let body = (good.filter { !$0.hasPrefix(key) } + [field]).joined(separator: ", ")
        let reply = try await service.call(.post, Self.drawdown, "{\(body)}")
        #expect(reply.status == 400)
        #expect(try reply.at("error", "field") == .string(name))
        #expect(try reply.at("error", "request_id").text == reply.headers[.requestID])
        #expect(try await service.ledger.entries(EntryQuery()).items.isEmpty)
    }
}
