import CreditLedger
import Testing

@testable import WalletService

@Suite("Amounts as whole numbers")
struct GridUnitsTests {
    @Test(
        "an amount is so many 10^-12 of its currency's main unit",
        arguments: [
            ("0", "0"), ("10", "10000000000000"), ("0.000000000001", "1"),
            ("99999999999999.999999999999", "99999999999999999999999999"),
            ("12.5", "12500000000000"),
        ])
    func gridUnits(amount: String, units: String) throws {
        let money = try Money(amount, .usd)
        #expect("\(money.gridUnits)" == units)
        #expect(try Money(gridUnits: units, .usd) == money)
    }

    @Test("what is less than a minor unit is left out")
    func wholeMinorUnits() throws {
        #expect(try Money("1.239", .usd).wholeMinorUnits == 123)
        #expect(try Money("1.999", .jpy).wholeMinorUnits == 1)
        #expect(try Money("1.2345", Currency("KWD")).wholeMinorUnits == 1234)
    }

    @Test(
        "shares add up, and whole ones stay as they are",
        arguments: [
            ([], []), (["1", "2.5"], [100, 250]), (["0.333", "0.333", "0.334"], [33, 33, 34]),
            (["0.005", "0.005"], [0, 1]), (["0.004", "0", "0.004"], [0, 0, 0]),
        ] as [([String], [Int128])])
    func shares(amounts: [String], expected: [Int128]) throws {
        let shares = try amounts.map { try Money($0, .usd) }
        #expect(Money.wholeMinorUnits(of: shares) == expected)
    }
}
