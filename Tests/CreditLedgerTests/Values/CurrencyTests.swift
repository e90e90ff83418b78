import Testing

@testable import CreditLedger

@Suite("Currency and money in it")
struct CurrencyTests {
    @Test(
        "R1.3: a currency knows its minor digits",
        arguments: [
            ("USD", 2), ("EUR", 2), ("GBP", 2), ("CHF", 2), ("INR", 2), ("JPY", 0), ("KRW", 0),
            ("VND", 0), ("ISK", 0), ("XOF", 0), ("KWD", 3), ("BHD", 3), ("TND", 3), ("CLF", 4),
            ("UYW", 4), ("CLP", 0), ("UYU", 2), ("MRU", 2), ("ZWG", 2), ("XCG", 2),
        ] as [(String, UInt8)])
    func minorDigits(code: String, digits: UInt8) throws {
        let currency = try Currency(code)
        #expect(currency.code == code)
        #expect(currency.description == code)
        #expect(currency.minorDigits == digits)
        #expect(currency.minorUnit * GridNumber.powerOfTen(Int(digits)) == GridNumber.one)
        let unit = try Money(minorUnits: 1, currency)
        #expect(unit.units == currency.minorUnit)
        #expect(unit.isInMinorUnits)
        #expect(!Money(units: unit.units - 1, currency).isInMinorUnits)
        #expect(Money(units: -unit.units, currency).isInMinorUnits)
    }

    @Test(
        "R1.3: an unknown code is unknownCurrency",
        arguments: [
            "", "usd", "Usd", "US", "USDD", "US ", " USD", "USD ", "XXX", "XTS", "XAU", "AAA",
            "ZZZ",
            "U$D", "840", "US1", "ÜSD", "ＵＳＤ", "US\0", "USD\0", "€", "DEM", "HRK", "SLL",
        ])
    func unknown(_ code: String) {
        #expect(throws: Refusal.unknownCurrency(code)) { try Currency(code) }
    }

    @Test("R1.3: a refusal quotes no more than the beginning of a long code")
    func longCode() {
        #expect(throws: Refusal.unknownCurrency(String(repeating: "U", count: 60))) {
            try Currency(String(repeating: "U", count: 10_000))
        }
    }

    @Test("R1.3: the named currencies are those of the table")
    func named() throws {
        #expect(try Currency.usd == Currency("USD"))
        #expect(try Currency.eur == Currency("EUR"))
        #expect(try Currency.gbp == Currency("GBP"))
        #expect(try Currency.jpy == Currency("JPY"))
        #expect(Currency.usd != .eur)
    }

    @Test("R1.1: money counts the main unit, and its minor units on request")
    func minorUnits() throws {
        #expect(try Money(minorUnits: 1_050, .usd) == Money("10.50", .usd))
        #expect(try Money(minorUnits: -1, .usd).description == "-0.01 USD")
        #expect(try Money(minorUnits: 1_050, .jpy).description == "1050 JPY")
        #expect(try Money(minorUnits: 1_050, Currency("KWD")).description == "1.05 KWD")
        #expect(try !Money("10.505", .usd).isInMinorUnits)
        #expect(try !Money("0.5", .jpy).isInMinorUnits)
        #expect(try Money("0.001", Currency("KWD")).isInMinorUnits)
        #expect(try Money("10", .usd) != Money("10", .eur))
        #expect(Money.zero(.usd).amount == "0")
        #expect(try Money(minorUnits: 9_999_999_999_999_999, .usd).isInRange)
    }

    @Test(
        "R1.1: minor units out of range are refused",
        arguments: [
            (10_000_000_000_000_000, "USD"), (-10_000_000_000_000_000, "USD"),
            (100_000_000_000_000, "JPY"), (.max, "JPY"), (.min, "JPY"), (.max, "USD"),
        ] as [(Int64, String)])
    func minorUnitsOutOfRange(count: Int64, code: String) throws {
        let currency = try Currency(code)
        #expect(
            throws: Refusal.invalidAmount(field: "amount", value: "\(count)", fault: .outOfRange)
        ) { try Money(minorUnits: count, currency) }
    }
}
