/// An exact sum of products of credits and rates, in money (R10.3).
///
/// Credits and rates lie on a grid of 10^-12, so a product lies on one of 10^-24, and a sum over
/// all customers does not fit 128 bits. Nothing is rounded: a sum of many worths would otherwise
/// differ from the worth of their sum. 256 bits hold 10^12 of the largest products there are;
/// beyond that the sum stays at the end of its range rather than wrap.
public struct WideSum: Hashable, Sendable {
    private let upper: PackedWide
    private let lower: PackedWide

    /// Two's complement over 256 bits, in units of 10^-24.
    private init(high: Int128, low: UInt128) {
        self.upper = PackedWide(high)
        self.lower = PackedWide(low)
    }

    private var high: Int128 { upper.signed }
    private var low: UInt128 { lower.unsigned }

    /// Nothing.
    public static let zero = WideSum(high: 0, low: 0)

    /// What `credits` are worth at `rate`, exactly.
    package init(_ credits: Credits, at rate: Rate) {
        let product = credits.units.multipliedFullWidth(by: rate.units)
        self.init(high: product.high, low: product.low)
    }

    /// The sum.
    public static func + (left: WideSum, right: WideSum) -> WideSum {
        let (low, carry) = left.low.addingReportingOverflow(right.low)
        let (sum, over) = left.high.addingReportingOverflow(right.high)
        let (high, overAgain) = sum.addingReportingOverflow(carry ? 1 : 0)
        // Leaving the range upwards by the carry undoes having left it downwards.
        guard over == overAgain else {
            return left.high < 0
                ? WideSum(high: .min, low: .min) : WideSum(high: .max, low: .max)
        }
        return WideSum(high: high, low: low)
    }

    /// The difference.
    public static func - (left: WideSum, right: WideSum) -> WideSum { left + -right }

    /// Adds in place.
    public static func += (left: inout WideSum, right: WideSum) { left = left + right }

    /// The same amount the other way round.
    public static prefix func - (sum: WideSum) -> WideSum {
        let (low, carry) = (~sum.low).addingReportingOverflow(1)
        let (high, over) = (~sum.high).addingReportingOverflow(carry ? 1 : 0)
        return over ? WideSum(high: .max, low: .max) : WideSum(high: high, low: low)
    }
}

extension WideSum: Comparable {
    /// Numeric order.
    public static func < (left: WideSum, right: WideSum) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension WideSum: CustomStringConvertible {
    /// The canonical text: up to 24 fractional digits, no exponent, no trailing zeros (R1.2).
    public var description: String {
        guard high >= 0 else { return "-" + magnitudeText(~high, ~low) }
        return Self.text(UInt128(high), low)
    }

    /// The text of the magnitude of a negative sum, from its complement, which is 1 less.
    private func magnitudeText(_ high: Int128, _ low: UInt128) -> String {
        let (low, carry) = low.addingReportingOverflow(1)
        return Self.text(UInt128(high) + (carry ? 1 : 0), low)
    }

    private static func text(_ high: UInt128, _ low: UInt128) -> String {
        let (whole, fraction) = divide((high, low), by: power(24))
        // What is whole has at most 53 digits: 15 and 38.
        let (upper, lower) = divide(whole, by: power(38))
        let top = upper.low
        let digits = top == 0 ? "\(lower)" : "\(top)" + padded(lower, to: 38)
        guard fraction != 0 else { return digits }
        var tail = padded(fraction, to: 24)
        while tail.utf8.last == UInt8(ascii: "0") { tail.removeLast() }
        return "\(digits).\(tail)"
    }

    private static func divide(
        _ number: (high: UInt128, low: UInt128), by divisor: UInt128
    ) -> (quotient: (high: UInt128, low: UInt128), remainder: UInt128) {
        let (high, rest) = number.high.quotientAndRemainder(dividingBy: divisor)
        let (low, remainder) = divisor.dividingFullWidth((rest, number.low))
        return ((high, low), remainder)
    }

    private static func power(_ exponent: Int) -> UInt128 {
        UInt128(GridNumber.powerOfTen(exponent))
    }

    private static func padded(_ number: UInt128, to width: Int) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension WideSum: Encodable {
    /// Encodes the canonical text, never a floating-point number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
