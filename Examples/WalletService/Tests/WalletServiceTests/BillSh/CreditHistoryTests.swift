import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("bill.sh: the history of credits")
struct CreditHistoryTests {
    @Test("a customer without credits has an empty array")
    func empty() async throws {
        let reply = try await ServiceUnderTest().call(.get, CreditTests.path)
        #expect(reply.status == 200)
        #expect(reply.text == "[]")
    }

    @Test("an entry, field by field")
    func fields() async throws {
        let service = try ServiceUnderTest(at: "2026-03-01T09:30:00Z")
        let made = try await service.call(.post, CreditTests.path, CreditTests.body())
        let reply = try await service.call(.get, CreditTests.path)
        let expected: JSONValue = [
            "transfer_id": try made.at("transfer_id"),
            "audit_entry_id": try made.at("audit_entry_id"),
            "created_at": "2026-03-01T09:30:00Z", "amount_nanos": "10000000000000",
            "kind": "granted", "wallet_account_id": "123456789",
            "platform_account_id": "999888777",
            "description": "Service credit — February outage compensation",
            "reason": "4-hour outage on 2026-02-28 per incident INC-4421",
            "actor_id": "support-agent-001", "actor_name": "Jane Smith",
            "idempotency_key": "credit-inc-4421-acme",
        ]
        #expect(try reply.json == .array([expected]))
    }

    @Test("every credit of a wallet in dollars counts, by whatever API, and nothing else does")
    func whatCounts() async throws {
        let service = try ServiceUnderTest()
        let (ledger, customer) = (service.ledger, try CustomerID("acme"))
        // 200 credits of half a dollar, of which 30 are used, and 2 that nobody has paid yet.
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, rate: Rate("0.5"), paid: 150, granted: 50), for: customer
        ).outcome
        try await ledger.topUp(TopUp(wallet, paid: .credits(2), payment: .due))
        _ = try await ledger.createWallet(CreateWallet(currency: .eur, paid: 9), for: customer)
        try await ledger.drawDown(
            Invoice(
                id: InvoiceID("i"), currency: .usd,
                lines: [.init(LineID("l"), .charge, Money("15", .usd))]), for: customer)
        _ = try await service.call(.post, CreditTests.path, CreditTests.body())

        let reply = try await service.call(.get, CreditTests.path)
        #expect(
            try amounts(reply) == ["10000000000000", "25000000000000", "75000000000000"])
        #expect(try reply.at("2", "kind") == "purchased")
        #expect(try reply.at("2", "actor_name") == "")
        #expect(try reply.at("2", "wallet_account_id") == "")
    }

    @Test("a purchase counts once its payment has come in")
    func settled() async throws {
        let service = try ServiceUnderTest()
        let customer = try CustomerID("acme")
        let wallet = try await service.ledger.createWallet(
            CreateWallet(currency: .usd, paid: 3, payment: .due), for: customer)
        #expect(try await service.call(.get, CreditTests.path).text == "[]")
        let due = wallet.transactions[0]
        try await service.ledger.settleTopUp(due.grant)
        let reply = try await service.call(.get, CreditTests.path)
        #expect(try amounts(reply) == ["3000000000000"])
        #expect(try reply.at("0", "transfer_id") == .string("\(due.id)"))
    }

    @Test("all are answered, newest first, however many")
    func many() async throws {
        let service = try ServiceUnderTest()
        for number in 1...205 {
            let reply = try await service.call(
                .post, CreditTests.path,
                CreditTests.body([
                    "amount_nanos": .string("\(number)"), "idempotency_key": .string("\(number)"),
                ]))
            #expect(reply.status == 201)
        }
        let reply = try await service.call(.get, CreditTests.path)
        #expect(try amounts(reply) == (1...205).reversed().map { "\($0)" })
    }

    private func amounts(_ reply: Reply) throws -> [String] {
        guard case .array(let items) = try reply.json else { return [] }
        return items.compactMap { item in
            if case .object(let object) = item, case .string(let text) = object["amount_nanos"] {
                text
            } else {
                nil
            }
        }
    }
}
