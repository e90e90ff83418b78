internal import CreditLedger

/// The model's own exact arithmetic on units of 10^-12 (R1.4), as done by hand.
///
/// Plain 128-bit arithmetic where it suffices, else columns of decimal digits.
enum ModelArithmetic {
    private static let one: Int128 = 1_000_000_000_000
    /// The first magnitude that one amount may not have (R1.1): 10^14.
    private static let limit: Int128 = 100_000_000_000_000 * 1_000_000_000_000

    static func isInRange(_ units: Int128) -> Bool { -limit < units && units < limit }

    /// Credits times rate, rounded down to the grid.
    ///
    /// Neither is negative.
    static func worth(of credits: Int128, at rate: Int128) -> Int128 {
        let (product, overflow) = credits.multipliedReportingOverflow(by: rate)
        if !overflow { return product / one }
        // 12 fewer digits is a division by 10^12 that rounds down.
        return number(multiply(digits(credits), digits(rate)).dropLast(12))
    }

    /// Money divided by rate, rounded up to the grid.
    ///
    /// Neither is negative.
    static func creditsRoundedUp(for money: Int128, at rate: Int128) -> Int128 {
        let (quotient, remainder) = divide(money, by: rate)
        return remainder == 0 ? quotient : quotient + 1
    }

    /// Money divided by rate, rounded down to the grid.
    ///
    /// Neither is negative.
    static func creditsRoundedDown(for money: Int128, at rate: Int128) -> Int128 {
        divide(money, by: rate).quotient
    }

    /// Long division, digit by digit, of `money` with 12 more digits.
    private static func divide(
        _ money: Int128, by rate: Int128
    ) -> (quotient: Int128, remainder: Int128) {
        var quotient: Int128 = 0
        var rest: Int128 = 0
        for digit in digits(money) + Array(repeating: 0, count: 12) {
            rest = rest * 10 + Int128(digit)
            quotient = quotient * 10 + rest / rate
            rest %= rate
        }
        return (quotient, rest)
    }

    private static func digits(_ number: Int128) -> [Int] {
        String(number).compactMap { $0.wholeNumberValue }
    }

    private static func number(_ digits: some Sequence<Int>) -> Int128 {
        digits.reduce(0) { $0 * 10 + Int128($1) }
    }

    /// Column multiplication; the digits of the product, leading zeros included.
    private static func multiply(_ left: [Int], _ right: [Int]) -> [Int] {
        var product = Array(repeating: 0, count: left.count + right.count)
        for (row, high) in left.enumerated() {
            for (column, low) in right.enumerated() {
                product[row + column + 1] += high * low
            }
        }
        for place in product.indices.dropFirst().reversed() {
            product[place - 1] += product[place] / 10
            product[place] %= 10
        }
        return product
    }
}
