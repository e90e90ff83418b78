public import Foundation

/// A point in time: whole milliseconds since 1970 in UTC, within the years 1 to 9999 (R2.1).
///
/// A `Date` counts seconds in floating point and its ISO formatting loses milliseconds, so the
/// ledger keeps its own instants, and reads and writes their text by its own strict grammar.
public struct Instant: Hashable, Sendable {
    /// Milliseconds since 1970-01-01T00:00:00Z.
    public let milliseconds: Int64

    package init(unchecked milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// The first instant there is: 0001-01-01T00:00:00Z.
    public static let earliest = Instant(unchecked: -62_135_596_800_000)
    /// The last instant there is: 9999-12-31T23:59:59.999Z.
    public static let latest = Instant(unchecked: 253_402_300_799_999)
    /// After every instant: how the ledger spells "never" inside.
    package static let never = Instant(unchecked: .max)
    /// Before every instant: the time of a book that has not begun.
    package static let dawn = Instant(unchecked: .min)

    /// The instant so many milliseconds after 1970.
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` outside the years 1 to 9999.
    public init(milliseconds: Int64) throws(Refusal) {
        self.init(unchecked: milliseconds)
        guard self >= .earliest, self <= .latest else {
            throw .invalidField(
                "instant", value: "\(milliseconds)", reason: "is not within the years 1 to 9999")
        }
    }

    /// Takes a `Date`, rounded down to a whole millisecond.
    ///
    /// A `Date` can't hold most milliseconds exactly and stands a little before or after them: one
    /// that stands for an instant, as ``date`` gives it, is that instant and not the one before.
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` outside the years 1 to 9999, or if it is
    ///   not a number.
    public init(_ date: Date) throws(Refusal) {
        let scaled = date.timeIntervalSince1970 * 1000
        guard let whole = Int64(exactly: scaled.rounded(.down)),
            let nearest = Int64(exactly: scaled.rounded())
        else {
            throw .invalidField("instant", value: "\(scaled)", reason: "is not a date")
        }
        let isNearest = Instant(unchecked: nearest).date == date
        try self.init(milliseconds: isNearest ? nearest : whole)
    }

    /// The same instant as a `Date`, to the precision that a `Date` has.
    public var date: Date {
        let (seconds, rest) = milliseconds.quotientAndRemainder(dividingBy: 1000)
        return Date(timeIntervalSince1970: TimeInterval(seconds) + TimeInterval(rest) / 1000)
    }

    /// The instant `seconds` later, held within what an `Int64` of milliseconds counts.
    package func adding(seconds: Int64) -> Instant {
        guard self != .never else { return .never }
        let (product, over) = seconds.multipliedReportingOverflow(by: 1000)
        let (sum, carry) = milliseconds.addingReportingOverflow(product)
        return over || carry ? (seconds < 0 ? .dawn : .never) : Instant(unchecked: sum)
    }

    /// The instant one millisecond before.
    package var previous: Instant {
        self == .dawn ? self : Instant(unchecked: milliseconds - 1)
    }
}

extension Instant: Comparable {
    /// Order in time.
    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }
}

extension Instant: Codable {
    /// Decodes ISO 8601 text.
    public init(from decoder: any Decoder) throws {
        self = try Instant(decoder.singleValueContainer().decode(String.self))
    }

    /// Encodes ISO 8601 text in UTC.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
