internal import Foundation

/// A 128-bit, time-ordered id (UUID version 7, R11.2) of one kind of thing.
///
/// The tag keeps ids of wallets, grants, transactions and the rest apart at compile time. Ids of
/// one customer ascend in the order in which things were made.
///
/// Inside the 122 free bits stand 48 bits of milliseconds, a 26-bit counter, 32 bits that are the
/// source's own, and a 16-bit ordinal within one journal entry, so that the id of a transaction
/// tells its entry.
public struct Identifier<Tag>: Hashable, Sendable {
    package let high: UInt64
    package let low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// Reads a UUID of version 7, in upper or lower case.
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` for any other text.
    public init(_ text: String) throws(Refusal) {
        guard let (high, low) = UUIDText.parse(text), high >> 12 & 0xF == 7, low >> 62 == 2 else {
            throw .invalidField(
                "id", value: TextRule.excerpt(text),
                reason: "is not a UUID of version 7")
        }
        self.init(high: high, low: low)
    }

    /// The milliseconds since 1970 at which the id was made.
    package var milliseconds: Int64 { Int64(high >> 16) }

    /// The id at the given place of the same journal entry; the entry's own id has ordinal 0.
    package func with<Other>(ordinal: UInt16) -> Identifier<Other> {
        Identifier<Other>(high: high, low: low & ~0xFFFF | UInt64(ordinal))
    }

    /// The journal entry in which the thing was made.
    package var entry: EntryID { with(ordinal: 0) }
}

extension Identifier: Comparable {
    /// Order of making, within one customer.
    public static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}

extension Identifier: CustomStringConvertible {
    /// The UUID in lower case.
    public var description: String { UUIDText.format(high: high, low: low) }
}

extension Identifier: Codable {
    /// Decodes the UUID's text.
    public init(from decoder: any Decoder) throws {
        self = try Identifier(decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the UUID's text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

/// The id of a ``Wallet``.
public typealias WalletID = Identifier<Wallet>
/// The id of a ``Grant``.
public typealias GrantID = Identifier<Grant>
/// The id of a ``Transaction``.
public typealias TransactionID = Identifier<Transaction>
/// The id of a ``JournalEntry``.
public typealias EntryID = Identifier<JournalEntry>
/// The id of a ``TopUpRule`` of one wallet.
public typealias RuleID = Identifier<TopUpRule>

/// A host's own id for something: any text of 1 to 1,000 Unicode scalars without a NUL.
public struct TextIdentifier<Tag>: Hashable, Sendable {
    /// The text as it was given.
    public let text: String

    /// Takes the host's text as it is.
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` if it is empty, too long or holds a NUL.
    public init(_ text: String) throws(Refusal) {
        try TextRule.check(text, field: "id")
        self.text = text
    }

    /// A text of the ledger's own.
    init(unchecked text: StaticString) {
        self.text = "\(text)"
    }
}

extension TextIdentifier {
    /// Equality byte by byte, as every database has it: `String` alone would also take canonically
    /// equivalent Unicode for the same.
    public static func == (left: Self, right: Self) -> Bool {
        // Buffers for the length of this comparison only.
        let same = unsafe left.text.utf8.withContiguousStorageIfAvailable { left in
            unsafe right.text.utf8.withContiguousStorageIfAvailable { right in
                guard let first = left.baseAddress, let other = right.baseAddress else {
                    return left.count == right.count
                }
                return unsafe left.count == right.count
                    && memcmp(first, other, left.count) == 0
            }
        }
        return (same ?? nil) ?? left.text.utf8.elementsEqual(right.text.utf8)
    }
}

extension TextIdentifier: Comparable {
    /// Order of the bytes.
    public static func < (left: Self, right: Self) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension TextIdentifier: CustomStringConvertible {
    /// The text.
    public var description: String { text }
}

extension TextIdentifier: Codable {
    /// Decodes the text.
    public init(from decoder: any Decoder) throws {
        self = try TextIdentifier(decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes the text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// The host's id of a customer, whose book it names.
public typealias CustomerID = TextIdentifier<Book>
/// The host's id of an invoice, unique per customer.
public typealias InvoiceID = TextIdentifier<Invoice>
/// The host's id of a line, unique in its invoice.
public typealias LineID = TextIdentifier<Invoice.Line>
/// The host's code of a price or product that a line is charged for.
public typealias PriceCode = TextIdentifier<Scope>
/// A text, unique per customer, under which a command is done at most once (R11.3).
public typealias IdempotencyKey = TextIdentifier<Command>
