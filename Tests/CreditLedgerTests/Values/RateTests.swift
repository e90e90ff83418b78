import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// The two conversions of R1.4, against arithmetic by hand.
@Suite("Rate")
struct RateTests {
    @Test(
        "R1.4: a worth is rounded down to the grid",
        arguments: [
            ("0.03", "100", "3"), ("1", "12.5", "12.5"), ("0.000000000001", "0.5", "0"),
            ("0.000000000001", "1", "0.000000000001"), ("0.333333333333", "3", "0.999999999999"),
            ("1.5", "0.000000000001", "0.000000000001"),
            ("0.5", "0.000000000003", "0.000000000001"),
            ("0.5", "-0.000000000003", "-0.000000000002"), ("2.5", "-4", "-10"),
            ("99999999999999", "99999999999999", "9999999999999800000000000001"),
        ])
    func worth(rate: String, credits: String, worth: String) throws {
        let rate = try Rate(rate)
        let units = rate.worth(of: try Credits(credits))
        // The last worth is beyond 128 bits.
        guard worth.utf8.count < 28 else {
            #expect(units == nil)
            return
        }
        #expect(try units == GridNumber.parse(worth))
    }

    @Test(
        "R1.4: the credits for money are rounded up to the grid",
        arguments: [
            ("0.03", "1", "33.333333333334"), ("0.03", "3", "100"), ("1", "12.5", "12.5"),
            ("3", "1", "0.333333333334"), ("3", "0", "0"),
            ("2", "0.000000000001", "0.000000000001"),
            ("0.000000000001", "0.01", "10000000000"), ("7", "0.07", "0.01"),
            ("99999999999999.999999999999", "0.000000000001", "0.000000000001"),
        ])
    func credits(rate: String, money: String, credits: String) throws {
        let rate = try Rate(rate)
        #expect(try rate.credits(for: GridNumber.parse(money)) == Credits(credits))
    }

    @Test(
        "R7.2: the credits for a part that comes back are rounded down",
        arguments: [
            ("0.03", "1", "33.333333333333"), ("0.03", "3", "100"), ("1", "12.5", "12.5"),
            ("3", "1", "0.333333333333"), ("2", "0.000000000001", "0"), ("3", "0", "0"),
        ])
    func creditsRoundedDown(rate: String, money: String, credits: String) throws {
        let rate = try Rate(rate)
        #expect(try rate.creditsRoundedDown(for: GridNumber.parse(money)) == Credits(credits))
    }

    /// A number of up to so many digits, short ones as likely as long ones.
    private func amount(digits: Int, using numbers: inout SeededGenerator) -> Int128 {
        let bound = GridNumber.powerOfTen(Int.random(in: 1...digits, using: &numbers))
        return .random(in: 1..<bound, using: &numbers)
    }

    @Test("R1.4: every worth is the full product, cut off at the 12th digit")
    func worthBySchoolArithmetic() {
        var numbers = SeededGenerator(seed: 14)
        var widest = 0
        for _ in 0..<6_000 {
            let rate = Rate(units: amount(digits: 26, using: &numbers))
            let units = amount(digits: 38, using: &numbers)
            let product = SlowNumber(units) * SlowNumber(rate.units)
            let (down, isExact) = product.dropping(12)
            guard down < SlowNumber(.max) else {
                #expect(rate.worth(of: Credits(units: units)) == nil)
                #expect(rate.worth(of: Credits(units: -units)) == nil)
                continue
            }
            if product > SlowNumber(.max) { widest += 1 }
            let worth = rate.worth(of: Credits(units: units))
            #expect(worth.map { SlowNumber($0) } == down)
            // Down is away from zero below zero.
            let negative = rate.worth(of: Credits(units: -units))
            #expect(negative == worth.map { isExact ? -$0 : -$0 - 1 })
        }
        #expect(widest > 500, "products over 128 bits were among them")
    }

    @Test("R1.4: the credits for money are the least that are worth it")
    func creditsBySchoolArithmetic() {
        var numbers = SeededGenerator(seed: 41)
        for _ in 0..<6_000 {
            let rate = Rate(units: amount(digits: 26, using: &numbers))
            let money = amount(digits: 26, using: &numbers)
            let goal = SlowNumber(money) * SlowNumber(GridNumber.one)
            let up = rate.credits(for: money).units
            #expect(SlowNumber(up) * SlowNumber(rate.units) >= goal)
            #expect(SlowNumber(up - 1) * SlowNumber(rate.units) < goal)
            let down = rate.creditsRoundedDown(for: money).units
            #expect(SlowNumber(down) * SlowNumber(rate.units) <= goal)
            #expect(SlowNumber(down + 1) * SlowNumber(rate.units) > goal)
        }
    }

    @Test("R1.4: what money buys is worth that money, and hardly more")
    func conversionsMeet() throws {
        var numbers = SeededGenerator(seed: 44)
        for _ in 0..<3_000 {
            let rate = Rate(units: amount(digits: 20, using: &numbers))
            let money = amount(digits: 24, using: &numbers)
            let worth = try #require(rate.worth(of: rate.credits(for: money)))
            #expect(worth >= money)
            #expect(worth <= money + rate.units / GridNumber.one + 1)
        }
    }

    @Test("R1.1: sums beyond what 128 bits convert saturate, and never trap")
    func saturation() throws {
        let rate = try Rate("0.03")
        #expect(rate.credits(for: .max) == Credits(units: .max))
        #expect(rate.creditsRoundedDown(for: .max) == Credits(units: .max))
        #expect(try Rate("99999999999999").worth(of: Credits(units: .max)) == nil)
        #expect(try Rate("99999999999999").worth(of: Credits(units: .min)) == nil)
        #expect(Rate.one.worth(of: Credits(units: .max)) == .max)
        #expect(try Rate("0.5").worth(of: Credits(units: .max)) == Int128.max / 2)
        #expect(try Rate("0.02") < rate)
    }

    @Test("The arithmetic of the check is itself right")
    func slowNumbers() {
        let nines = SlowNumber(999_999_999_999)
        #expect((nines * nines).description == "999999999998000000000001")
        #expect((nines * SlowNumber(0)).description == "0")
        #expect(SlowNumber(90) > SlowNumber(89))
        #expect(SlowNumber(100) > SlowNumber(99))
        #expect(SlowNumber(12_345).dropping(3).0 == SlowNumber(12))
        #expect(!SlowNumber(12_345).dropping(3).isExact)
        #expect(SlowNumber(12_000).dropping(3).isExact)
    }
}
