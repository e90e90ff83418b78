import CreditLedger
import CreditLedgerTesting
import Testing

/// What is charged for a due top-up (R5.5, R1.4).
@Suite("Amounts that are charged")
struct PaymentAmountTests {
    struct Price: Sendable, CustomTestStringConvertible {
        let currency: String
        let rate: String
        let credits: String
        let charged: String
        var testDescription: String { "\(credits) at \(rate) \(currency) is \(charged)" }
    }

    static let prices = [
        Price(currency: "USD", rate: "1", credits: "10", charged: "10"),
        Price(currency: "USD", rate: "0.333", credits: "10", charged: "3.33"),
        Price(currency: "USD", rate: "0.333", credits: "100", charged: "33.3"),
        Price(currency: "USD", rate: "1", credits: "0.019999999999", charged: "0.01"),
        Price(currency: "JPY", rate: "0.333", credits: "10", charged: "3"),
        Price(currency: "JPY", rate: "1", credits: "1.999999999999", charged: "1"),
        Price(currency: "KWD", rate: "0.333", credits: "10", charged: "3.33"),
        Price(currency: "KWD", rate: "0.3333", credits: "1", charged: "0.333"),
        Price(currency: "KWD", rate: "1", credits: "0.0019", charged: "0.001"),
        Price(
            currency: "USD", rate: "99999999999999", credits: "1", charged: "99999999999999"),
    ]

    private func charged(_ topUp: (WalletID) throws -> TopUp, _ create: CreateWallet) async throws
        -> (Till, GrantID)
    {
        let till = try Till()
        let wallet = try await till.ledger.createWallet(create, for: till.acme).outcome
        let grant = try await till.ledger.topUp(topUp(wallet), of: till.acme).outcome.paid
        #expect(
            try await till.ledger.collectPayment(of: #require(grant), by: till.provider)
                == .charged)
        #expect(try await till.faults() == [])
        return (till, try #require(grant))
    }

    @Test("R5.5: credits at their rate, rounded down to minor units", arguments: prices)
    func price(_ price: Price) async throws {
        let currency = try Currency(price.currency)
        let (till, grant) = try await charged(
            { wallet in
                TopUp(
                    wallet, paid: .credits(try Credits(price.credits)),
                    payment: .chargeAutomatically)
            }, CreateWallet(currency: currency, rate: Rate(price.rate)))
        #expect(till.provider.taken(in: currency) == (try Money(price.charged, currency)))
        #expect(till.provider.records.map(\.payment.grant) == [grant])
    }

    @Test("Less than a minor unit, or a cost basis of 0, settles without a charge")
    func nothingToTake() async throws {
        let free = try Money("0", .usd)
        for (credits, basis) in [("10", free), ("0.009999999999", nil as Money?)] {
            let (till, grant) = try await charged(
                { wallet in
                    TopUp(
                        wallet, paid: .credits(try Credits(credits)),
                        payment: .chargeAutomatically, costBasis: basis)
                }, CreateWallet(currency: .usd))
            #expect(till.provider.records == [])
            #expect(try await till.status(grant) == .active)
        }
    }

    @Test(
        "R1.4: a top-up given in money charges exactly that money",
        arguments: ["3", "0.333", "7.77", "0.000000000001", "1234.5678", "0.1"],
        ["10", "0.01", "9.99", "33.33"])
    func money(rate: String, money: String) async throws {
        let (till, _) = try await charged(
            { wallet in
                TopUp(
                    wallet, paid: .money(try Money(money, .usd)), payment: .chargeAutomatically)
            }, CreateWallet(currency: .usd, rate: Rate(rate)))
        #expect(till.provider.taken(in: .usd) == (try Money(money, .usd)))
    }

    @Test("A cost basis of its own is what is charged, not the rate")
    func costBasis() async throws {
        let (till, _) = try await charged(
            { wallet in
                TopUp(
                    wallet, paid: .credits(100), payment: .chargeAutomatically,
                    costBasis: try Money("0.8", .usd))
            }, CreateWallet(currency: .usd))
        #expect(till.provider.taken(in: .usd) == (try Money("80", .usd)))
    }

    @Test("R1.1: credits whose cost would be out of range are refused, not given for nothing")
    func costOutOfRange() async throws {
        let till = try Till()
        let wallet = try await till.ledger.createWallet(
            CreateWallet(currency: .usd), for: till.acme
        ).outcome
        for (credits, basis, isAllowed) in [
            ("10", "10000000000000", false), ("10", "9999999999999.9", true),
            ("99999999999999", "99999999999999", false), ("99999999999999", "1", true),
        ] {
            for payment in [Payment.due, .chargeAutomatically] {
                let topUp = TopUp(
                    wallet, paid: .credits(try Credits(credits)), payment: payment,
                    costBasis: try Money(basis, .usd))
                let refusal = await refusal { try await till.ledger.topUp(topUp) }
                #expect(
                    refusal?.code == (isAllowed ? nil : "invalidAmount"), "\(credits) at \(basis)")
            }
        }
    }
}
