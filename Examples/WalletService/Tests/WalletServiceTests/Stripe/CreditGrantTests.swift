import CreditLedger
import Testing

@testable import WalletService

@Suite("Stripe: credit grants")
struct CreditGrantTests {
    /// 2026-05-01T12:00:00Z, where the clock of these tests stands.
    static let now = 1_777_636_800

    @Test("a new grant has every field, and nothing but null where it has no value")
    func shape() async throws {
        let service = try ServiceUnderTest()
        let reply = try await service.post(
            ServiceUnderTest.grants,
            ServiceUnderTest.form(
                "cus_1",
                """
                effective_at=1777600000&expires_at=1780315200&name=Purchased+Credits&priority=7\
                &category=paid&metadata[cost_basis]=0.9&metadata[a+note]=b%26c
                """))
        #expect(reply.status == 200)
        let id = try #require(try reply.word("id"))
        #expect(id.hasPrefix("credgr_"))
        #expect(
            reply.text == """
                {"id":"\(id)","object":"billing.credit_grant",\
                "amount":{"monetary":{"currency":"usd","value":1000},"type":"monetary"},\
                "applicability_config":{"scope":{"price_type":"metered","prices":null}},\
                "category":"paid","created":\(Self.now),"customer":"cus_1",\
                "customer_account":null,"effective_at":1777600000,"expires_at":1780315200,\
                "livemode":false,"metadata":{"a note":"b&c","cost_basis":"0.9"},\
                "name":"Purchased Credits","priority":7,"test_clock":null,\
                "updated":\(Self.now),"voided_at":null}
                """)
        #expect(try await service.get("\(ServiceUnderTest.grants)/\(id)").text == reply.text)
        let percent = id.replacing("_", with: "%5F")
        #expect(try await service.get("\(ServiceUnderTest.grants)/\(percent)").text == reply.text)
    }

    @Test("what is left out: paid, priority 50, at once, for ever, no name, no metadata")
    func defaults() async throws {
        let service = try ServiceUnderTest()
        let reply = try await service.post(
            ServiceUnderTest.grants,
            ServiceUnderTest.form(
                "cus_1", "applicability_config[scope][prices][0][id]=price_a",
                scope: "[prices][1][id]=price_b"))
        #expect(try reply.word("category") == "paid")
        #expect(try reply.number("priority") == "50")
        #expect(try reply.number("effective_at") == "\(Self.now)")
        #expect(try reply.at("expires_at") == .null)
        #expect(try reply.at("name") == .null)
        #expect(try reply.at("metadata") == [:])
        #expect(
            try reply.at("applicability_config", "scope")
                == ["price_type": .null, "prices": [["id": "price_a"], ["id": "price_b"]]])
    }

    @Test(
        "amounts are minor units of their currency, whichever way that is written",
        arguments: [
            ("usd", "1000", "10"), ("USD", "1", "0.01"), ("jpy", "1000", "1000"),
            ("kwd", "1234", "1.234"), ("eur", "9999999999999999", "99999999999999.99"),
        ])
    func currencies(currency: String, value: String, credits: String) async throws {
        let service = try ServiceUnderTest()
        let reply = try await service.post(
            ServiceUnderTest.grants,
            ServiceUnderTest.form(value: value, currency: currency))
        #expect(try reply.word("amount", "monetary", "currency") == currency.lowercased())
        #expect(try reply.number("amount", "monetary", "value") == value)
        let book = try await service.ledger.snapshot(of: try CustomerID("cus_1"))
        #expect(book.grants.map(\.remaining) == [try Credits(credits)])
        #expect(book.wallets.map(\.rate) == [.one])
        #expect(book.wallets.map(\.terms.externalID) == ["stripe:\(currency.lowercased())"])
        #expect(book.wallets.map(\.terms.scope) == [Scope(feeTypes: [.charge])])
    }

    @Test("grants of one currency share a wallet, of another have another")
    func wallets() async throws {
        let service = try ServiceUnderTest()
        for currency in ["usd", "eur", "USD"] {
            try await service.grant(currency: currency)
        }
        let book = try await service.ledger.snapshot(of: try CustomerID("cus_1"))
        #expect(book.wallets.map(\.currency) == [.usd, .eur])
        let counts = book.wallets.map { wallet in book.grants.count { $0.wallet == wallet.id } }
        #expect(counts == [2, 1])
    }

    @Test("a wallet that was terminated is followed by another, and its requests are still known")
    func terminatedWallet() async throws {
        let service = try ServiceUnderTest()
        let first = try await service.grant(value: "100", key: "k1")
        let customer = try CustomerID("cus_1")
        let wallet = try await service.ledger.snapshot(of: customer).wallets[0].id
        try await service.ledger.terminateWallet(wallet, of: customer)
        let second = try await service.grant(value: "200")
        #expect(first != second)
        #expect(try await service.grant(value: "100", key: "k1") == first)
        let book = try await service.ledger.snapshot(of: customer)
        #expect(book.wallets.map(\.terms.externalID) == ["stripe:usd", "stripe:usd:2"])
        #expect(try await service.summary() == ["usd 200/200"])
        let gone = try await service.get("\(ServiceUnderTest.grants)/\(first)")
        #expect(try gone.number("voided_at") == "\(Self.now)")
    }

    @Test("two first grants at once both succeed, in one wallet")
    func together() async throws {
        let service = try ServiceUnderTest()
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 1...16 {
                group.addTask { try await service.grant(value: "\(number)") }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(ids.count == 16)
        let book = try await service.ledger.snapshot(of: try CustomerID("cus_1"))
        #expect(book.wallets.count == 1)
        #expect(try await service.summary() == ["usd 136/136"])
    }

    @Test("grants of another API are shown: worth rounded down, scope, no payment yet")
    func others() async throws {
        let service = try ServiceUnderTest()
        let customer = try CustomerID("cus_1")
        let wallet = try await service.ledger.createWallet(
            CreateWallet(
                currency: .usd, rate: try Rate("0.333"), scope: Scope(feeTypes: [.subscription]),
                granted: 10),
            for: customer
        ).outcome
        try await service.ledger.topUp(
            TopUp(wallet, paid: .credits(1), payment: .due), of: customer)
        let list = try await service.get("\(ServiceUnderTest.grants)?customer=cus_1")
        #expect(try list.number("data", "1", "amount", "monetary", "value") == "333")
        #expect(try list.number("data", "0", "amount", "monetary", "value") == "33")
        #expect(
            try list.at("data", "1", "applicability_config", "scope")
                == ["price_type": .null, "prices": .null])
        #expect(try list.at("data", "0", "effective_at") == .null)
        #expect(try list.word("data", "1", "category") == "promotional")
    }
}
