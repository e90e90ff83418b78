public import Foundation

/// A number of credits: exact, with at most 12 fractional digits (R1.1).
///
/// What is given has a magnitude below 10^14; a sum over grants may be larger. Credits become money
/// only by a ``Rate``, and never by arithmetic of the host.
public struct Credits: Hashable, Sendable {
    private let packed: PackedWide

    /// In units of 10^-12.
    @inline(__always)
    package var units: Int128 { packed.signed }

    @inline(__always)
    package init(units: Int128) {
        self.packed = PackedWide(units)
    }

    /// No credits.
    public static let zero = Credits(units: 0)

    /// Reads canonical text such as `12.5` (R1.2).
    /// - Throws: ``Refusal/invalidAmount(field:value:fault:)`` for anything that is not of the form
    ///   `-?[0-9]+(\.[0-9]+)?`, is off the grid or is out of range.
    public init(_ text: String) throws(Refusal) {
        do throws(AmountFault) {
            self.init(units: try GridNumber.parse(text))
        } catch {
            throw .invalidAmount(field: "credits", value: TextRule.excerpt(text), fault: error)
        }
    }

    /// Takes a `Decimal` over exactly.
    /// - Throws: ``Refusal/invalidAmount(field:value:fault:)`` if it is not a number, off the grid
    ///   or out of range.
    public init(_ decimal: Decimal) throws(Refusal) {
        do throws(AmountFault) {
            self.init(units: try GridNumber.units(decimal))
        } catch {
            throw .invalidAmount(field: "credits", value: decimal.description, fault: error)
        }
    }

    /// The same number as a `Decimal`, exactly.
    public var decimal: Decimal { GridNumber.decimal(units) }

    /// Whether this is a number that one grant may have (R1.1).
    package var isInRange: Bool { GridNumber.isInRange(units) }

    /// The sum.
    ///
    /// Amounts of the ledger stay a factor of 10^12 away from the end of the range, where it
    /// saturates rather than wraps.
    public static func + (left: Credits, right: Credits) -> Credits {
        let (sum, overflow) = left.units.addingReportingOverflow(right.units)
        return Credits(units: overflow ? (right.units < 0 ? .min : .max) : sum)
    }

    /// The difference; see `+` for its range.
    public static func - (left: Credits, right: Credits) -> Credits {
        let (difference, overflow) = left.units.subtractingReportingOverflow(right.units)
        return Credits(units: overflow ? (right.units < 0 ? .max : .min) : difference)
    }

    /// Adds in place.
    public static func += (left: inout Credits, right: Credits) { left = left + right }

    /// Subtracts in place.
    public static func -= (left: inout Credits, right: Credits) { left = left - right }
}

extension Credits: Comparable {
    /// Numeric order.
    public static func < (left: Credits, right: Credits) -> Bool { left.units < right.units }
}

extension Credits: ExpressibleByIntegerLiteral {
    /// A whole number written in code, such as `110`; one that does not fit 32 bits does not
    /// compile.
    public init(integerLiteral value: Int32) {
        self.init(units: Int128(value) * GridNumber.one)
    }
}

extension Credits: CustomStringConvertible {
    /// The canonical text: no exponent, no trailing zeros (R1.2).
    public var description: String { GridNumber.text(units) }
}

extension Credits: Codable {
    /// Decodes the canonical text.
    public init(from decoder: any Decoder) throws {
        self = try Credits(decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the canonical text, never a floating-point number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
