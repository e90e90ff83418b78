public import Foundation

/// An amount of money in one currency: exact, with at most 12 fractional digits (R1.1).
///
/// Amounts of different currencies are never added: the ledger refuses them with
/// ``Refusal/currencyMismatch(expected:got:)`` before it computes.
public struct Money: Hashable, Sendable {
    private let packed: PackedWide
    /// The currency that the amount is in.
    public let currency: Currency

    /// In units of 10^-12 of the currency's main unit.
    @inline(__always)
    package var units: Int128 { packed.signed }

    @inline(__always)
    package init(units: Int128, _ currency: Currency) {
        self.packed = PackedWide(units)
        self.currency = currency
    }

    /// No money in `currency`.
    public static func zero(_ currency: Currency) -> Money { Money(units: 0, currency) }

    /// Reads canonical text such as `10.5`, in the currency's main unit (dollars, not cents).
    /// - Throws: ``Refusal/invalidAmount(field:value:fault:)`` for anything that is not of the form
    ///   `-?[0-9]+(\.[0-9]+)?`, is off the grid or is out of range.
    public init(_ text: String, _ currency: Currency) throws(Refusal) {
        do throws(AmountFault) {
            self.init(units: try GridNumber.parse(text), currency)
        } catch {
            throw .invalidAmount(field: "amount", value: TextRule.excerpt(text), fault: error)
        }
    }

    /// Takes a `Decimal` in the currency's main unit over exactly.
    /// - Throws: ``Refusal/invalidAmount(field:value:fault:)`` if it is not a number, off the grid
    ///   or out of range.
    public init(_ decimal: Decimal, _ currency: Currency) throws(Refusal) {
        do throws(AmountFault) {
            self.init(units: try GridNumber.units(decimal), currency)
        } catch {
            throw .invalidAmount(field: "amount", value: decimal.description, fault: error)
        }
    }

    /// Takes a whole number of the currency's minor units (cents of USD, yen of JPY).
    /// - Throws: ``Refusal/invalidAmount(field:value:fault:)`` if it is out of range.
    public init(minorUnits: Int64, _ currency: Currency) throws(Refusal) {
        let units = Int128(minorUnits) * currency.minorUnit
        guard GridNumber.isInRange(units) else {
            throw .invalidAmount(field: "amount", value: "\(minorUnits)", fault: .outOfRange)
        }
        self.init(units: units, currency)
    }

    /// The amount as a `Decimal` in the currency's main unit, exactly.
    public var decimal: Decimal { GridNumber.decimal(units) }

    /// The amount's canonical text without the currency (R1.2), such as `10.5`.
    public var amount: String { GridNumber.text(units) }

    package var isInRange: Bool { GridNumber.isInRange(units) }

    /// Whether the amount is a whole number of the currency's minor units.
    public var isInMinorUnits: Bool { units % currency.minorUnit == 0 }
}

extension Money: CustomStringConvertible {
    /// The amount and the currency's code, such as `10.5 USD`.
    public var description: String { "\(amount) \(currency.code)" }
}

extension Money: Codable {
    private enum CodingKeys: String, CodingKey { case amount, currency }

    /// Decodes `{"amount": "10.5", "currency": "USD"}`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let currency = try container.decode(Currency.self, forKey: .currency)
        self = try Money(container.decode(String.self, forKey: .amount), currency)
    }

    /// Encodes the amount as its canonical text, never as a floating-point number.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(amount, forKey: .amount)
        try container.encode(currency, forKey: .currency)
    }
}
