/// What an invoice line charges for.
public enum FeeType: String, Hashable, Sendable, Codable, CaseIterable {
    /// A recurring fee of a plan.
    case subscription
    /// Usage.
    case charge
    /// The remainder of a minimum commitment.
    case commitment
}

/// What the credits of a wallet or grant may pay for (R3.5).
///
/// A line is in scope if its fee type is and its price code is. A grant pays only lines that are in
/// its own scope and in its wallet's.
public struct Scope: Hashable, Sendable, Codable {
    /// The fee types that are in scope; empty means all three.
    public let feeTypes: Set<FeeType>
    /// The price codes that are in scope; empty means any.
    ///
    /// Otherwise a line without a price code is out of scope.
    public let prices: Set<PriceCode>

    /// A scope of the given fee types and price codes.
    public init(feeTypes: Set<FeeType> = [], prices: Set<PriceCode> = []) {
        // All three said is all three meant: one scope, one form.
        self.feeTypes = feeTypes.count == FeeType.allCases.count ? [] : feeTypes
        self.prices = prices
    }

    /// Decodes a scope in its one form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            feeTypes: try container.decode(Set<FeeType>.self, forKey: .feeTypes),
            prices: try container.decode(Set<PriceCode>.self, forKey: .prices))
    }

    /// Everything.
    public static let everything = Scope()

    /// Whether this limits nothing.
    public var isEverything: Bool { feeTypes.isEmpty && prices.isEmpty }

    /// Whether a line of this fee type and price code is in scope.
    public func covers(_ feeType: FeeType, price: PriceCode?) -> Bool {
        guard feeTypes.isEmpty || feeTypes.contains(feeType) else { return false }
        guard !prices.isEmpty else { return true }
        guard let price else { return false }
        return prices.contains(price)
    }
}
