import CreditLedger
import CreditLedgerTesting
import Testing

@testable import WalletService

@Suite("Stripe: credit balance transactions")
struct CreditTransactionTests {
    @Test("the documented debit: every field, in its order")
    func debit() async throws {
        let service = try ServiceUnderTest()
        let grant = try await service.grant()
        try await service.drawDown(1000)
        let list = try await service.get("\(ServiceUnderTest.transactions)?customer=cus_1")
        let id = try #require(try list.word("data", "0", "id"))
        #expect(id.hasPrefix("cbtxn_"))
        let now = CreditGrantTests.now
        let reply = try await service.get("\(ServiceUnderTest.transactions)/\(id)")
        #expect(
            reply.text == """
                {"id":"\(id)","object":"billing.credit_balance_transaction","created":\(now),\
                "credit":null,"credit_grant":"\(grant)",\
                "debit":{"amount":{"monetary":{"currency":"usd","value":1000},"type":"monetary"},\
                "credits_applied":{"invoice":"in_1","invoice_line_item":"il_1"},\
                "type":"credits_applied"},"effective_at":\(now),"livemode":false,\
                "test_clock":null,"type":"debit"}
                """)
        #expect(try list.at("data", "0") == reply.json)
        #expect(try list.word("url") == "/v1/billing/credit_balance_transactions")
    }

    @Test("the documented credit")
    func credit() async throws {
        let service = try ServiceUnderTest()
        try await service.grant("cus_1", "effective_at=1777600000")
        let list = try await service.get(ServiceUnderTest.transactions)
        #expect(
            try list.at("data", "0", "credit")
                == [
                    "amount": [
                        "monetary": ["currency": "usd", "value": 1000], "type": "monetary",
                    ],
                    "credits_application_invoice_voided": .null, "type": "credits_granted",
                ])
        #expect(try list.at("data", "0", "debit") == .null)
        #expect(try list.number("data", "0", "effective_at") == "1777600000")
    }

    @Test("everything that enters or leaves a grant is one of five kinds")
    func kinds() async throws {
        let service = try ServiceUnderTest()
        let customer = try CustomerID("cus_1")
        try await service.grant("cus_1", "expires_at=1780315200", value: "1000")
        try await service.drawDown(400)
        try await service.ledger.reinstate(Reinstate(try InvoiceID("in_1")), for: customer)
        let wallet = try await service.ledger.snapshot(of: customer).wallets[0].id
        try await service.ledger.voidCredits(VoidCredits(wallet, 1), of: customer)
        let gift = try await service.grant("cus_1", "category=promotional", value: "70")
        _ = try await service.post("\(ServiceUnderTest.grants)/\(gift)/void")
        try await service.grant(value: "20")
        service.clock.set(try Instant("2026-06-01T12:00:00Z"))
        #expect(
            try await service.moves() == [
                "credits_expired 900", "credits_granted 20", "credits_voided 70",
                "credits_granted 70", "credits_voided 100",
                "credits_application_invoice_voided 400",
                "credits_applied 400", "credits_granted 1000",
            ])
        try await service.ledger.terminateWallet(wallet, of: customer)
        #expect(try await service.moves().first == "credits_voided 20")
    }

    @Test("what comes back says from which line")
    func reinstated() async throws {
        let service = try ServiceUnderTest()
        try await service.grant()
        try await service.drawDown(250)
        try await service.ledger.reinstate(
            Reinstate(try InvoiceID("in_1")), for: try CustomerID("cus_1"))
        let list = try await service.get(ServiceUnderTest.transactions)
        #expect(
            try list.at("data", "0", "credit", "credits_application_invoice_voided")
                == ["invoice": "in_1", "invoice_line_item": "il_1"])
    }

    @Test("a purchase that awaits its payment, or never got it, is no transaction")
    func pending() async throws {
        let service = try ServiceUnderTest()
        let customer = try CustomerID("cus_1")
        let wallet = try await service.ledger.createWallet(
            CreateWallet(currency: .usd), for: customer
        ).outcome
        let grants = try await [
            service.ledger.topUp(
                TopUp(wallet, paid: .credits(1), payment: .due), of: customer),
            service.ledger.topUp(
                TopUp(wallet, paid: .credits(2), payment: .due), of: customer),
        ].compactMap(\.outcome.paid)
        #expect(try await service.moves() == [])
        let pending = try await service.ledger.grant(grants[0]).terms.transaction
        let path = "\(ServiceUnderTest.transactions)/cbtxn_\(pending)"
        #expect(try await service.get(path).status == 404)
        try await service.ledger.settleTopUp(grants[0])
        try await service.ledger.failTopUp(grants[1], reason: "declined")
        #expect(try await service.moves() == ["credits_granted 100"])
        #expect(try await service.get(path).status == 200)
    }

    @Test("a grant is spelt out where that is asked for")
    func expand() async throws {
        let service = try ServiceUnderTest()
        let id = try await service.grant()
        let grant = try await service.get("\(ServiceUnderTest.grants)/\(id)").json
        let list = try await service.get(
            "\(ServiceUnderTest.transactions)?expand[]=data.credit_grant")
        #expect(try list.at("data", "0", "credit_grant") == grant)
        let one = try await service.get(
            "\(ServiceUnderTest.transactions)/\(list.word("data", "0", "id") ?? "")"
                + "?expand%5B0%5D=credit_grant")
        #expect(try one.at("credit_grant") == grant)
    }
}

extension ServiceUnderTest {
    /// The customer's transactions, newest first: `credits_granted 1000`.
    fileprivate func moves() async throws -> [String] {
        let list = try await get("\(Self.transactions)?customer=cus_1&limit=100")
        let kinds = try list.strings(inEach: "type")
        return try kinds.indices.map { index in
            let side = kinds[index] ?? ""
            let kind = try list.word("data", "\(index)", side, "type") ?? "-"
            let value = try list.number(
                "data", "\(index)", side, "amount", "monetary", "value")
            return "\(kind) \(value ?? "-")"
        }
    }
}
