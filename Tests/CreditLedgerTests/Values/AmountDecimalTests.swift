import CreditLedgerTesting
import Foundation
import Testing

@testable import CreditLedger

/// Amounts from and to `Decimal`: taken over exactly or refused, never rounded, never a trap.
@Suite("Decimal amounts")
struct AmountDecimalTests {
    struct Bad: CustomTestStringConvertible, Sendable {
        let name: String
        let decimal: Decimal
        let fault: AmountFault

        init(_ name: String, _ decimal: Decimal, _ fault: AmountFault) {
            (self.name, self.decimal, self.fault) = (name, decimal, fault)
        }

        init(significand: Decimal = 1, exponent: Int, _ fault: AmountFault) {
            self.init(
                "\(significand)e\(exponent)",
                Decimal(sign: .plus, exponent: exponent, significand: significand), fault)
        }

        var testDescription: String { name }
    }

    static let bad = [
        Bad("NaN", .nan, .malformed),
        Bad("quiet NaN", .quietNaN, .malformed),
        Bad("1 / 0", 1 / Decimal(0), .malformed),
        Bad("the greatest", .greatestFiniteMagnitude, .outOfRange),
        Bad("the least", -Decimal.greatestFiniteMagnitude, .outOfRange),
        Bad("the smallest above 0", .leastNonzeroMagnitude, .offGrid),
        Bad("the smallest normal", .leastNormalMagnitude, .offGrid),
        Bad("a third", 1 / Decimal(3), .offGrid),
        Bad("pi", .pi, .offGrid),
        Bad("2^64 squared, less 1", (Decimal(UInt64.max) + 1) * Decimal(UInt64.max), .outOfRange),
        Bad(exponent: -13, .offGrid),
        Bad(significand: -1, exponent: -13, .offGrid),
        Bad(significand: 11, exponent: -13, .offGrid),
        Bad(exponent: -128, .offGrid),
        Bad(significand: Decimal(UInt64.max), exponent: -128, .offGrid),
        Bad(exponent: 14, .outOfRange),
        Bad(significand: -1, exponent: 14, .outOfRange),
        Bad(significand: 99, exponent: 13, .outOfRange),
        Bad(exponent: 100, .outOfRange),
        Bad(exponent: 127, .outOfRange),
        Bad(significand: -9, exponent: 127, .outOfRange),
        Bad(significand: Decimal(UInt64.max), exponent: 127, .outOfRange),
    ]

    @Test("R1.1: a Decimal off the grid, out of range or no number is refused", arguments: bad)
    func refused(_ bad: Bad) {
        let value = bad.decimal.description
        #expect(throws: Refusal.invalidAmount(field: "credits", value: value, fault: bad.fault)) {
            try Credits(bad.decimal)
        }
        #expect(throws: Refusal.invalidAmount(field: "amount", value: value, fault: bad.fault)) {
            try Money(bad.decimal, .usd)
        }
        #expect(throws: Refusal.invalidAmount(field: "rate", value: value, fault: bad.fault)) {
            try Rate(bad.decimal)
        }
    }

    @Test("R1.1: trailing zeros of a Decimal are no digits")
    func trailingZeros() throws {
        let one = Decimal(sign: .plus, exponent: -18, significand: 1_000_000_000_000_000_000)
        #expect(try Credits(one) == 1)
        let limit = Decimal(sign: .plus, exponent: 13, significand: 9)
        #expect(try Credits(limit).description == "90000000000000")
        #expect(try Credits(Decimal(sign: .minus, exponent: 100, significand: 0)) == .zero)
        #expect(try Credits(Decimal(sign: .minus, exponent: -100, significand: 0)) == .zero)
    }

    @Test("R1.1: a rate of a Decimal is above 0")
    func rates() throws {
        let cents = Decimal(sign: .plus, exponent: -2, significand: 3)
        #expect(try Rate(cents).description == "0.03")
        #expect(try Rate(cents).decimal == cents)
        for decimal in [0, -1, -cents] {
            #expect(
                throws: Refusal.invalidAmount(
                    field: "rate", value: "\(decimal)", fault: .notPositive)
            ) { try Rate(decimal) }
        }
    }

    @Test("R1.1: Decimal in and out keeps every digit")
    func roundTrip() throws {
        var numbers = SeededGenerator(seed: 11)
        var units: [Int128] = [0, 1, -1, GridNumber.one]
        units += [GridNumber.limit - 1, 1 - GridNumber.limit]
        for _ in 0..<3_000 {
            let bound = GridNumber.powerOfTen(Int.random(in: 1...26, using: &numbers)) - 1
            units.append(.random(in: -bound...bound, using: &numbers))
        }
        for units in units {
            let credits = Credits(units: units)
            #expect(try Credits(credits.decimal) == credits)
            #expect(credits.decimal.description == credits.description)
            let money = Money(units: units, .jpy)
            #expect(try Money(money.decimal, .jpy) == money)
        }
    }

    @Test("R1.1: a sum beyond the range of one amount is an exact Decimal too")
    func sums() {
        var numbers = SeededGenerator(seed: 111)
        var units: [Int128] = [.max, .min, .min + 1, .max - 1, GridNumber.limit, 1 << 64, 1 << 126]
        for _ in 0..<1_000 { units.append(.random(in: .min ... .max, using: &numbers)) }
        for units in units {
            #expect(GridNumber.decimal(units).description == GridNumber.text(units))
        }
    }
}
