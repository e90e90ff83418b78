import CreditLedger
import Testing

@testable import WalletService

@Suite("Stripe: the credit balance summary")
struct CreditSummaryTests {
    @Test("every field, one entry a currency")
    func shape() async throws {
        let service = try ServiceUnderTest()
        try await service.grant(value: "1000")
        let reply = try await service.get(
            "/v1/billing/credit_balance_summary?customer=cus_1"
                + "&filter%5Btype%5D=applicability_scope"
                + "&filter%5Bapplicability_scope%5D%5Bprice_type%5D=metered")
        #expect(
            reply.text == """
                {"object":"billing.credit_balance_summary","balances":[\
                {"available_balance":{"monetary":{"currency":"usd","value":1000},\
                "type":"monetary"},\
                "ledger_balance":{"monetary":{"currency":"usd","value":1000},\
                "type":"monetary"}}],\
                "customer":"cus_1","customer_account":null,"livemode":false}
                """)
        try await service.grant(value: "500", currency: "jpy")
        try await service.grant(value: "30")
        #expect(try await service.summary() == ["usd 1030/1030", "jpy 500/500"])
        #expect(try await service.summary("cus_2") == [])
    }

    @Test("held credits are not available; what is not usable now is in neither balance")
    func held() async throws {
        let service = try ServiceUnderTest()
        try await service.grant(value: "1000")
        try await service.grant("cus_1", "effective_at=1790000000", value: "7")
        try await service.ledger.hold(
            HoldCredits(
                try Money("4", .usd), for: .charge, until: try Instant("2026-05-02T00:00:00Z")),
            for: try CustomerID("cus_1"))
        #expect(try await service.summary() == ["usd 600/1000"])
    }

    @Test("a filter chooses the grants that count")
    func filters() async throws {
        let service = try ServiceUnderTest()
        let any = try await service.grant(value: "1000")
        let reply = try await service.post(
            ServiceUnderTest.grants,
            ServiceUnderTest.form(value: "50", scope: "[prices][0][id]=price_a"))
        let limited = try #require(try reply.word("id"))
        try await service.ledger.createWallet(
            CreateWallet(currency: .usd, scope: Scope(feeTypes: [.subscription]), granted: 3),
            for: try CustomerID("cus_1"))
        let price = "filter[type]=applicability_scope&filter[applicability_scope][prices]"
        #expect(try await service.summary() == ["usd 1050/1050"])
        #expect(try await service.summary("cus_1", "\(price)[0][id]=price_a") == ["usd 1050/1050"])
        #expect(try await service.summary("cus_1", "\(price)[0][id]=price_z") == ["usd 1000/1000"])
        for (grant, expected) in [(any, "usd 1000/1000"), (limited, "usd 50/50")] {
            let filter = "filter[type]=credit_grant&filter[credit_grant]=\(grant)"
            #expect(try await service.summary("cus_1", filter) == [expected])
        }
    }

    @Test("of one grant, only its own currency is told, be it used up or not")
    func currencyOfGrant() async throws {
        let service = try ServiceUnderTest()
        let used = try await service.grant(value: "1000")
        let yen = try await service.grant(value: "500", currency: "jpy")
        try await service.drawDown(1000)
        for (grant, expected) in [(used, "usd 0/0"), (yen, "jpy 500/500")] {
            let filter = "filter[type]=credit_grant&filter[credit_grant]=\(grant)"
            #expect(try await service.summary("cus_1", filter) == [expected])
        }
    }

    @Test(
        "what is missing is named",
        arguments: [
            ("", "customer"), ("customer=c", "filter"),
            ("customer=c&filter[credit_grant]=x", "filter[type]"),
            ("customer=c&filter[type]=credit_grant", "filter[credit_grant]"),
            ("customer=c&filter[type]=applicability_scope", "filter[applicability_scope]"),
            ("filter[type]=credit_grant", "customer"),
        ])
    func missing(query: String, param: String) async throws {
        let reply = try await ServiceUnderTest().get(
            "/v1/billing/credit_balance_summary?\(query)")
        #expect(reply.status == 400)
        #expect(try reply.word("error", "code") == "parameter_missing")
        #expect(try reply.word("error", "param") == param)
    }

    @Test("another customer's grant is not there")
    func othersGrant() async throws {
        let service = try ServiceUnderTest()
        let grant = try await service.grant("cus_2")
        let reply = try await service.get(
            "/v1/billing/credit_balance_summary?customer=cus_1&filter[type]=credit_grant"
                + "&filter[credit_grant]=\(grant)")
        #expect(try reply.word("error", "code") == "resource_missing")
    }
}

@Suite("Amounts in minor units")
struct StripeAmountTests {
    @Test(
        "are rounded down",
        arguments: [
            ("10", 2, "1000"), ("0.019999999999", 2, "1"), ("0.009", 2, "0"), ("0", 0, "0"),
            ("1234.9", 0, "1234"), ("1.2345", 3, "1234"),
            ("99999999999999.99", 2, "9999999999999999"),
        ])
    func minorUnits(amount: String, digits: Int, expected: String) {
        #expect(StripeAmount.minorUnits(amount, digits: digits) == expected)
    }
}
