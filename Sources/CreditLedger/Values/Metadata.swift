/// Pairs of text that a host keeps with a wallet, grant, rule or journal entry.
///
/// At most 50 pairs, keys of 1 to 40 and values of at most 500 Unicode scalars. The ledger stores
/// and returns them and never acts on them. What stands in a journal entry is never deleted, so
/// personal data belongs elsewhere.
public struct Metadata: Hashable, Sendable {
    /// The pairs.
    public let pairs: [String: String]

    /// No pairs.
    public static let none = Metadata(unchecked: [:])

    private init(unchecked pairs: [String: String]) {
        self.pairs = pairs
    }

    /// Takes pairs within the limits.
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` naming the first limit that is broken.
    public init(_ pairs: [String: String]) throws(Refusal) {
        guard pairs.count <= 50 else {
            throw .invalidField("metadata", value: "\(pairs.count)", reason: "has over 50 pairs")
        }
        for (key, value) in pairs.sorted(by: { $0.key < $1.key }) {
            try TextRule.check(key, field: "metadata key", in: 1...40)
            try TextRule.check(value, field: "metadata \(key)", in: 0...500)
        }
        self.pairs = pairs
    }

    /// The value of one key.
    public subscript(key: String) -> String? { pairs[key] }

    /// Whether there are no pairs.
    public var isEmpty: Bool { pairs.isEmpty }
}

extension Metadata: Codable {
    /// Decodes an object of text.
    public init(from decoder: any Decoder) throws {
        self = try Metadata(decoder.singleValueContainer().decode([String: String].self))
    }

    /// Encodes an object of text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(pairs)
    }
}

/// The limits of every text that a host gives: length in Unicode scalars, and no NUL, which
/// PostgreSQL cannot store.
package enum TextRule {
    /// The longest text of a name, reason or id.
    package static let limit = 1_000

    /// The beginning of a text that was refused, as a refusal quotes it: it may be of any length.
    package static func excerpt(_ text: String) -> String {
        String(text.unicodeScalars.prefix(60))
    }

    /// A text of somebody else, cut to what the ledger keeps.
    static func tamed(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.lazy.filter({ $0.value != 0 }).prefix(limit) {
            kept.append(scalar)
        }
        return String(kept)
    }

    package static func check(
        _ text: String, field: String, in lengths: ClosedRange<Int> = 1...limit
    ) throws(Refusal) {
        // A scalar has at most 4 bytes and at least 1: most texts need no count.
        let bytes = text.utf8.count
        if bytes > lengths.upperBound {
            let scalars = text.unicodeScalars.count
            guard scalars <= lengths.upperBound else {
                throw .invalidField(
                    field, value: excerpt(text) + "…",
                    reason: "has \(scalars) characters of at most \(lengths.upperBound)")
            }
        }
        guard bytes > 0 || lengths.lowerBound == 0 else {
            throw .invalidField(field, value: text, reason: "is empty")
        }
        guard !text.utf8.contains(0) else {
            throw .invalidField(
                field, value: excerpt(text), reason: "contains a NUL character")
        }
    }
}
