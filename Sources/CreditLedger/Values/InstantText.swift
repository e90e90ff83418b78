extension Instant: CustomStringConvertible {
    /// ISO 8601 in UTC, with milliseconds only where there are any: `2026-01-31T12:00:00Z`.
    public var description: String {
        if self == .never { return "never" }
        guard self >= .earliest else { return "before the first instant" }
        guard self <= .latest else { return "after the last instant" }
        let (days, time) = CivilDate.split(milliseconds)
        let date = CivilDate(daysSince1970: days)
        let (seconds, fraction) = time.quotientAndRemainder(dividingBy: 1000)
        let clock = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, to: 2) }
        let tail = fraction == 0 ? "" : "." + padded(fraction, to: 3)
        let day = [padded(date.year, to: 4), padded(date.month, to: 2), padded(date.day, to: 2)]
        return day.joined(separator: "-") + "T" + clock.joined(separator: ":") + tail + "Z"
    }

    private func padded(_ value: Int64, to width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}

extension Instant {
    /// Reads ISO 8601: `YYYY-MM-DDThh:mm:ss`, an optional fraction of any length, which is rounded
    /// down to a millisecond, and `Z` or `±hh:mm`.
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` for any other form, a day that its month
    ///   lacks, or an instant outside the years 1 to 9999.
    public init(_ text: String) throws(Refusal) {
        guard let milliseconds = Self.parse(Array(text.utf8)) else {
            throw .invalidField(
                "instant", value: TextRule.excerpt(text),
                reason: "is not an ISO 8601 instant with a zone")
        }
        try self.init(milliseconds: milliseconds)
    }

    private static func parse(_ text: [UInt8]) -> Int64? {
        var scanner = DigitScanner(text: text)
        guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2),
            scanner.skip("-"), let day = scanner.number(2), scanner.skip("T"),
            let hour = scanner.number(2), scanner.skip(":"), let minute = scanner.number(2),
            scanner.skip(":"), let second = scanner.number(2),
            hour < 24, minute < 60, second < 60,
            let date = CivilDate(year: year, month: month, day: day)
        else { return nil }
        guard let fraction = scanner.fraction(), let offset = scanner.offset(), scanner.isAtEnd
        else { return nil }
        let seconds = (date.daysSince1970 * 24 + hour) * 3600 + minute * 60 + second - offset
        return seconds * 1000 + fraction
    }
}

/// Reads fixed-width numbers off ASCII text.
private struct DigitScanner {
    let text: [UInt8]
    var index = 0

    var isAtEnd: Bool { index == text.count }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard index < text.count, text[index] == UInt8(ascii: character) else { return false }
        index += 1
        return true
    }

    mutating func digit() -> Int64? {
        guard index < text.count, text[index] >= UInt8(ascii: "0"), text[index] <= UInt8(ascii: "9")
        else { return nil }
        index += 1
        return Int64(text[index - 1] - UInt8(ascii: "0"))
    }

    mutating func number(_ width: Int) -> Int64? {
        var value: Int64 = 0
        for _ in 0..<width {
            guard let digit = digit() else { return nil }
            value = value * 10 + digit
        }
        return value
    }

    /// Milliseconds of an optional fraction, further digits dropped; `nil` after a lone point.
    mutating func fraction() -> Int64? {
        guard skip(".") else { return 0 }
        var value: Int64 = 0
        var count = 0
        while let digit = digit() {
            if count < 3 { value = value * 10 + digit }
            count += 1
        }
        guard count > 0 else { return nil }
        for _ in min(count, 3)..<3 { value *= 10 }
        return value
    }

    /// Seconds east of UTC.
    mutating func offset() -> Int64? {
        if skip("Z") { return 0 }
        let isWest = skip("-")
        guard isWest || skip("+") else { return nil }
        guard let hours = number(2), skip(":"), let minutes = number(2), hours < 24, minutes < 60
        else { return nil }
        return (hours * 3600 + minutes * 60) * (isWest ? -1 : 1)
    }
}
