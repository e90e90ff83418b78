/// A place in the order in which a store's commits became visible (S17, S18).
///
/// It is opaque text that a store made: readers keep it and give it back, and never look into it. A
/// place in one store is none in another.
public struct FeedPosition: Hashable, Sendable {
    /// The text to be kept.
    public let text: String

    /// The longest text of a position.
    package static let limit = 200

    /// Takes text that was kept; only the store can tell whether it is a place of its own.
    ///
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` if it is empty, longer than 200
    ///   characters, or has any but printable ASCII ones.
    public init(_ text: String) throws(Refusal) {
        try TextRule.check(text, field: "position", in: 1...Self.limit)
        guard text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            throw .invalidField(
                "position", value: TextRule.excerpt(text),
                reason: "has a character that is not printable ASCII")
        }
        self.text = text
    }

    /// Takes a store's own text.
    package init(unchecked text: String) {
        self.text = text
    }
}

extension FeedPosition: CustomStringConvertible {
    /// The text.
    public var description: String { text }
}

extension FeedPosition: Codable {
    /// Decodes the text.
    public init(from decoder: any Decoder) throws {
        self = try FeedPosition(decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// A journal entry in the feed, and its place there.
public struct FeedItem: Hashable, Sendable {
    /// The entry.
    public let entry: JournalEntry
    /// Its place; who goes on from there gets what follows.
    public let position: FeedPosition

    /// An entry at a place.
    public init(entry: JournalEntry, position: FeedPosition) {
        self.entry = entry
        self.position = position
    }
}
