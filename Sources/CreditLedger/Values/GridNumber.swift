package import Foundation

/// The exact grid that every amount of the ledger lies on (R1.1).
///
/// Credits, money and rates are whole multiples of 10^-12, counted in an `Int128`. One amount is
/// below 10^14, so it has at most 26 digits here, and a sum of 10^12 such amounts still fits: sums
/// need no check in practice and get one anyway. `Decimal` and text are views at the edge.
///
/// Nothing here rounds in silence: what is off the grid or out of range is a fault that the caller
/// turns into a `Refusal`. The one trap: `Decimal` arithmetic loses digits, and can end the
/// process, so a `Decimal` that enters is taken apart digit by digit and never computed with.
package enum GridNumber {
    /// Units in 1: 10^12.
    package static let one: Int128 = 1_000_000_000_000
    /// The first magnitude that one amount may not have: 10^14, in units.
    package static let limit: Int128 = one * 100_000_000_000_000
    package static let fractionDigits = 12

    package static func isInRange(_ units: Int128) -> Bool {
        units > -limit && units < limit
    }

    /// Reads `-?[0-9]+(\.[0-9]+)?`, whole and ASCII (R1.2), and nothing else.
    package static func parse(_ text: String) throws(AmountFault) -> Int128 {
        var units: Int128 = 0
        var digits = 0
        var fraction = 0
        var zeros = 0
        var isNegative = false
        var sawPoint = false
        for (index, byte) in text.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "-") where index == 0:
                isNegative = true
            case UInt8(ascii: ".") where !sawPoint && digits > 0:
                sawPoint = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits += 1
                let digit = Int128(byte - UInt8(ascii: "0"))
                guard sawPoint else {
                    // Beyond the limit the exact number no longer matters, only that it is beyond.
                    units = min(units * 10 + digit, limit)
                    continue
                }
                fraction += 1
                // Digits count on the canonical form, so trailing zeros are free.
                if digit == 0 {
                    zeros += 1
                } else {
                    zeros = 0
                }
                if fraction <= fractionDigits { units = units * 10 + digit }
            default:
                throw .malformed
            }
        }
        guard digits > 0, !sawPoint || fraction > 0 else { throw .malformed }
        guard fraction - zeros <= fractionDigits else { throw .offGrid }
        let missing = fractionDigits - min(fraction, fractionDigits)
        units *= powerOfTen(missing)
        guard units < limit else { throw .outOfRange }
        return isNegative ? -units : units
    }

    /// The units of a `Decimal`, exactly.
    package static func units(_ decimal: Decimal) throws(AmountFault) -> Int128 {
        guard decimal.isFinite else { throw .malformed }
        let isNegative = decimal.sign == .minus
        // `significand` has no exponent; its text is plain digits.
        var mantissa = UInt128(0)
        for byte in decimal.significand.description.utf8 where byte != UInt8(ascii: "-") {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { throw .malformed }
            let (product, over) = mantissa.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(
                UInt128(byte - UInt8(ascii: "0")))
            guard !over, !carry else { throw .outOfRange }
            mantissa = sum
        }
        var exponent = decimal.exponent + fractionDigits
        guard mantissa != 0 else { return 0 }
        while exponent < 0 {
            let (quotient, remainder) = mantissa.quotientAndRemainder(dividingBy: 10)
            guard remainder == 0 else { throw .offGrid }
            mantissa = quotient
            exponent += 1
        }
        while exponent > 0, mantissa < UInt128(limit) {
            mantissa *= 10
            exponent -= 1
        }
        guard mantissa < UInt128(limit) else { throw .outOfRange }
        return isNegative ? -Int128(mantissa) : Int128(mantissa)
    }

    /// The exact `Decimal` of `units`: at most 38 digits, which a `Decimal` holds.
    package static func decimal(_ units: Int128) -> Decimal {
        let magnitude = units.magnitude
        let high = Decimal(UInt64(truncatingIfNeeded: magnitude >> 64))
        let low = Decimal(UInt64(truncatingIfNeeded: magnitude))
        return Decimal(
            sign: units < 0 ? .minus : .plus, exponent: -fractionDigits,
            significand: high * (Decimal(UInt64.max) + 1) + low)
    }

    /// The canonical text of `units` (R1.2): no exponent, no trailing zeros, no `-0`.
    package static func text(_ units: Int128) -> String {
        let (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: UInt128(one))
        let sign = units < 0 ? "-" : ""
        guard fraction != 0 else { return "\(sign)\(whole)" }
        var digits = String(UInt64(fraction))
        digits = String(repeating: "0", count: fractionDigits - digits.utf8.count) + digits
        while digits.utf8.last == UInt8(ascii: "0") { digits.removeLast() }
        return "\(sign)\(whole).\(digits)"
    }

    /// 10^exponent, for exponents up to 38.
    package static func powerOfTen(_ exponent: Int) -> Int128 {
        var power: Int128 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }
}

/// Why an amount is not one (R1.1, R1.2).
public enum AmountFault: String, Error, Hashable, Sendable {
    /// Not of the form `-?[0-9]+(\.[0-9]+)?`, or not a number.
    case malformed
    /// More than 12 fractional digits.
    case offGrid
    /// A magnitude of 10^14 or more, given or computed.
    case outOfRange
    /// Zero or negative where a positive amount is due.
    case notPositive
    /// Negative where zero or more is due.
    case negative
    /// Not a whole number of the currency's minor units.
    case notInMinorUnits
    /// Below what was captured for it before.
    case belowCaptured
}
