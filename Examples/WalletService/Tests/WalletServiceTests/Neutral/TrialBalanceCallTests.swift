import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Neutral calls: the trial balance")
struct TrialBalanceCallTests {
    /// 10 bought and 4 given credits of half a dollar, of which 6 are used.
    private func service() async throws -> ServiceUnderTest {
        let service = try ServiceUnderTest()
        let customer = try CustomerID("acme")
        try await service.ledger.createWallet(
            CreateWallet(currency: .usd, rate: Rate("0.5"), name: "Main", paid: 10, granted: 4),
            for: customer)
        try await service.ledger.drawDown(
            Invoice(
                id: InvoiceID("i"), currency: .usd,
                lines: [.init(LineID("l"), .charge, Money("3", .usd))]), for: customer)
        return service
    }

    private func row(
        _ account: String, _ debits: String, _ credits: String, _ balance: String
    ) -> JSONValue {
        [
            "account": .string(account), "debits": .string(debits), "credits": .string(credits),
            "balance": .string(balance),
        ]
    }

    @Test("of all customers, per currency in money")
    func whole() async throws {
        let service = try await service()
        let reply = try await service.call(.get, "/v1/trial-balance")
        #expect(reply.status == 200)
        #expect(try reply.at("balanced") == true)
        #expect(try reply.at("wallets") == nil)
        #expect(try reply.at("currencies", "0", "currency") == "USD")
        #expect(try reply.at("currencies", "0", "debits") == "10")
        #expect(try reply.at("currencies", "0", "credits") == "10")
        #expect(
            try reply.at("currencies", "0", "accounts") == [
                row("walletPaid", "1", "5", "4"), row("walletGranted", "2", "2", "0"),
                row("purchases", "5", "0", "-5"), row("promotions", "2", "0", "-2"),
                row("redemptions", "0", "3", "3"), row("voids", "0", "0", "0"),
                row("expirations", "0", "0", "0"), row("forfeitures", "0", "0", "0"),
            ])
    }

    @Test("of one customer, with each wallet in its credits")
    func customer() async throws {
        let service = try await service()
        _ = try await service.ledger.createWallet(
            CreateWallet(currency: .eur, paid: 1), for: CustomerID("other"))
        let reply = try await service.call(.get, "/v1/trial-balance?customer=acme")
        #expect(try reply.at("customer") == "acme")
        #expect(try reply.at("wallets", "0", "name") == "Main")
        #expect(try reply.at("wallets", "0", "rate") == "0.5")
        #expect(try reply.at("wallets", "0", "accounts", "0") == row("walletPaid", "2", "10", "8"))
        #expect(try reply.at("wallets", "1") == nil)
        #expect(try reply.at("currencies", "1") == nil)
        let nobody = try await service.call(.get, "/v1/trial-balance?customer=nobody")
        #expect(
            try nobody.json == [
                "balanced": true, "currencies": [], "customer": "nobody", "wallets": [],
            ])
        let empty = try await service.call(.get, "/v1/trial-balance?customer=")
        #expect(empty.status == 400)
        #expect(try empty.at("error", "field") == "customer")
    }

    @Test("the running totals are those of the whole journal, after every change")
    func running() async throws {
        let service = try await service()
        let (ledger, totals) = (service.ledger, service.assembly.desk.totals)
        for number in 1...5 {
            try await ledger.createWallet(
                CreateWallet(
                    currency: number.isMultiple(of: 2) ? .usd : .jpy, rate: Rate("0.\(number)"),
                    paid: 7, granted: 1), for: CustomerID("c\(number)"))
            let running = try await totals.current()
            let whole = try await ledger.trialBalance()
            #expect(running.currencies == whole.currencies)
            #expect(running.isBalanced)
        }
        let usd = try #require(try await totals.current().currencies.last)
        #expect("\(usd.held)" == "8.8")
        #expect("\(usd.balance(of: .walletGranted))" == "0.6")
    }

    @Test("many ask at once, and each sees what was committed before it asked")
    func atOnce() async throws {
        let service = try ServiceUnderTest()
        let desk = service.assembly.desk
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 1...20 {
                group.addTask {
                    let code = try Currency(["USD", "EUR", "JPY", "KWD"][number % 4])
                    try await desk.live.createWallet(
                        CreateWallet(currency: code, paid: 1), for: CustomerID("c\(number)"))
                    let seen = try await desk.totals.current()
                    return seen.currencies.contains { $0.currency == code }
                }
            }
            for try await sawItsOwn in group { #expect(sawItsOwn) }
        }
        let totals = try await desk.totals.current()
        #expect(totals.currencies.map { "\($0.held)" } == ["5", "5", "5", "5"])
    }
}
