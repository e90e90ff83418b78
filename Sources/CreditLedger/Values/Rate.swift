public import Foundation

/// What one credit is worth: money per credit, above 0 (R1.1), in the currency of its wallet.
///
/// Both conversions of R1.4 are here and nowhere else: a worth is rounded down to the grid, credits
/// bought by money are rounded up to it.
public struct Rate: Hashable, Sendable {
    private let packed: PackedWide

    /// In units of 10^-12 of the currency's main unit per credit.
    @inline(__always)
    package var units: Int128 { packed.signed }

    @inline(__always)
    package init(units: Int128) {
        self.packed = PackedWide(units)
    }

    /// One credit is one unit of money.
    public static let one = Rate(units: GridNumber.one)

    /// Reads canonical text such as `0.03`.
    /// - Throws: ``Refusal/invalidAmount(field:value:fault:)`` if it is malformed, off the grid,
    ///   out of range or not above 0.
    public init(_ text: String) throws(Refusal) {
        do throws(AmountFault) {
            self.init(units: try Self.positive(GridNumber.parse(text)))
        } catch {
            throw .invalidAmount(field: "rate", value: TextRule.excerpt(text), fault: error)
        }
    }

    /// Takes a `Decimal` over exactly.
    /// - Throws: ``Refusal/invalidAmount(field:value:fault:)`` if it is not a number, off the grid,
    ///   out of range or not above 0.
    public init(_ decimal: Decimal) throws(Refusal) {
        do throws(AmountFault) {
            self.init(units: try Self.positive(GridNumber.units(decimal)))
        } catch {
            throw .invalidAmount(field: "rate", value: decimal.description, fault: error)
        }
    }

    private static func positive(_ units: Int128) throws(AmountFault) -> Int128 {
        guard units > 0 else { throw .notPositive }
        return units
    }

    /// The rate as a `Decimal`, exactly.
    public var decimal: Decimal { GridNumber.decimal(units) }

    /// What `credits` are worth, in units of money, rounded down to the grid (R1.4); `nil` if that
    /// is beyond what 128 bits hold.
    package func worth(of credits: Credits) -> Int128? {
        guard units != GridNumber.one else { return credits.units }
        let (product, overflow) = credits.units.multipliedReportingOverflow(by: units)
        guard overflow else {
            let (quotient, remainder) = product.quotientAndRemainder(dividingBy: GridNumber.one)
            return remainder < 0 ? quotient - 1 : quotient
        }
        let full = credits.units.magnitude.multipliedFullWidth(by: units.magnitude)
        let divisor = UInt128(GridNumber.one)
        guard full.high < divisor else { return nil }
        let (quotient, remainder) = divisor.dividingFullWidth(full)
        guard quotient < UInt128(Int128.max) else { return nil }
        let magnitude = Int128(quotient)
        return credits.units < 0 ? -magnitude - (remainder > 0 ? 1 : 0) : magnitude
    }

    /// The credits that `money` units (zero or more, one amount's range) buy, rounded up to the
    /// grid (R1.4), whatever a grant holds.
    package func credits(for money: Int128) -> Credits {
        guard units != GridNumber.one else { return Credits(units: money) }
        // Below 10^26 times 10^12 fits 128 bits; a larger sum saturates rather than wraps.
        let (scaled, overflow) = money.multipliedReportingOverflow(by: GridNumber.one)
        guard !overflow else { return Credits(units: .max) }
        let (quotient, remainder) = scaled.quotientAndRemainder(dividingBy: units)
        return Credits(units: remainder > 0 ? quotient + 1 : quotient)
    }

    /// The credits that `money` units buy, rounded down to the grid: the last step of giving a part
    /// of an application back (R7.2).
    package func creditsRoundedDown(for money: Int128) -> Credits {
        guard units != GridNumber.one else { return Credits(units: money) }
        let (scaled, overflow) = money.multipliedReportingOverflow(by: GridNumber.one)
        return Credits(units: overflow ? .max : scaled / units)
    }
}

extension Rate: Comparable {
    /// Numeric order.
    public static func < (left: Rate, right: Rate) -> Bool { left.units < right.units }
}

extension Rate: CustomStringConvertible {
    /// The canonical text (R1.2).
    public var description: String { GridNumber.text(units) }
}

extension Rate: Codable {
    /// Decodes the canonical text.
    public init(from decoder: any Decoder) throws {
        self = try Rate(decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the canonical text, never a floating-point number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
