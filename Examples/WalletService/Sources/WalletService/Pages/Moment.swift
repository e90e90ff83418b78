internal import CreditLedger

/// An instant as a page shows it: for machines, and in words; always in UTC.
struct Moment: Sendable {
    /// What a `time` element says to machines.
    let datetime: String
    /// Such as `1 May 2026, 12:00`, with seconds where there are any.
    let shown: String
    /// Such as `1 May 2026`.
    let day: String

    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    init(_ instant: Instant) {
        let parts = InstantParts(instant)
        datetime = instant.description
        day = "\(parts.day) \(parts.monthName) \(parts.year)"
        shown = day + ", " + (parts.second == "00" ? parts.clock : parts.clock + ":" + parts.second)
    }
}

/// What the text of an instant, as the ledger writes it, is made of.
struct InstantParts: Sendable {
    let year: Int
    let month: Int
    let day: Int
    /// Such as `12:00`.
    let clock: String
    /// Such as `05`.
    let second: String

    init(_ instant: Instant) {
        let halves = instant.description.split(separator: "T")
        let date = halves.first?.split(separator: "-").compactMap { Int($0) } ?? []
        (year, month, day) = date.count == 3 ? (date[0], date[1], date[2]) : (1970, 1, 1)
        let time = halves.last?.split(separator: ":") ?? []
        clock = time.prefix(2).joined(separator: ":")
        second = String(time.last?.prefix(2) ?? "00")
    }

    /// Such as `May`.
    var monthName: String { Moment.months[max(0, min(11, month - 1))] }
}
