internal import CreditLedger

/// What Flexprice keeps with a wallet and the ledger has no field for: it stands in the wallet's
/// metadata, under names of its own, and changes nothing that the ledger does.
struct FlexpriceNotes: Sendable {
    var description: String
    var type: FlexpriceWalletType
    /// The metadata that a client gave.
    var metadata: [String: String]

    private static let descriptionKey = "flexprice.description"
    private static let typeKey = "flexprice.wallet_type"

    init(description: String, type: FlexpriceWalletType, metadata: [String: String]) {
        self.description = description
        self.type = type
        self.metadata = metadata
    }

    init(_ stored: Metadata) {
        metadata = stored.pairs
        description = metadata.removeValue(forKey: Self.descriptionKey) ?? ""
        let word = metadata.removeValue(forKey: Self.typeKey)
        type = word.flatMap(FlexpriceWalletType.init) ?? .prePaid
    }

    /// All of it as the wallet's metadata.
    var stored: Metadata {
        get throws(Refusal) {
            var pairs = metadata
            pairs[Self.descriptionKey] = description.isEmpty ? nil : description
            pairs[Self.typeKey] = type == .prePaid ? nil : type.rawValue
            return try Metadata(pairs)
        }
    }

    /// Pairs as an object, in the order of their names.
    static func json(_ pairs: [String: String]) -> JSONValue {
        .object(
            pairs.sorted { $0.key < $1.key }.reduce(into: JSONObject()) {
                $0.add($1.key, .string($1.value))
            })
    }
}

/// Which prices a wallet pays for, in Flexprice's words: usage is charged, all else is fixed.
enum FlexpriceScope: String, CaseIterable, Sendable {
    case all = "ALL"
    case usage = "USAGE"
    case fixed = "FIXED"

    private var feeTypes: Set<FeeType> {
        switch self {
        case .all: Set(FeeType.allCases)
        case .usage: [.charge]
        case .fixed: [.subscription, .commitment]
        }
    }

    /// The words for a scope.
    static func words(for scope: Scope) -> [JSONValue] {
        let scopes: [FlexpriceScope] =
            scope.feeTypes.isEmpty
            ? [.all] : [.usage, .fixed].filter { !$0.feeTypes.isDisjoint(with: scope.feeTypes) }
        return scopes.map { .string($0.rawValue) }
    }

    /// The fee types that `config.allowed_price_types` means; none said is all.
    ///
    /// - Returns: `nil` if it is left out.
    static func feeTypes(_ fields: Fields) throws -> Set<FeeType>? {
        guard let config = try fields.fields("config"),
            let words = try config.texts("allowed_price_types")
        else { return nil }
        var feeTypes: Set<FeeType> = []
        for word in words {
            guard let scope = FlexpriceScope(rawValue: word) else {
                throw config.invalid(
                    "allowed_price_types", word, "is none of ALL, USAGE, FIXED")
            }
            feeTypes.formUnion(scope.feeTypes)
        }
        return feeTypes
    }
}
