/// The occurrences of a rule on the Gregorian calendar in its time zone (R8.2).
///
/// Occurrence k is always computed from the anchor, never from the one before, so that a rule of
/// the 31st comes back to the 31st after February. A day step keeps the local time of day: a week
/// over a change of the clocks has not 168 hours. Occurrences ascend strictly, because a step is at
/// least seven days and no zone shifts a local time by more than one.
///
/// The one trap: a zone that this system cannot load has no occurrences at all. To run at the hours
/// of UTC instead would be wrong and go unnoticed.
struct Schedule: Hashable, Sendable {
    private let anchor: Instant
    private let interval: Interval
    private let zone: LocalTime?
    /// The anchor's local date and time of day, which every occurrence repeats.
    private let date: CivilDate
    private let time: Int64

    /// The schedule `anchor` + k intervals in a zone that ``isTimeZone(_:)`` accepts.
    init(anchor: Instant, interval: Interval, timeZone: String) {
        self.anchor = anchor
        self.interval = interval
        self.zone = Self.isInRange(anchor) ? LocalTime(zone: timeZone) : nil
        let (days, time) = CivilDate.split(zone?.local(anchor) ?? 0)
        self.date = CivilDate(daysSince1970: days)
        self.time = time
    }

    /// Whether this is the name, in its exact case, of a zone that schedules can be computed in.
    static func isTimeZone(_ name: String) -> Bool { LocalTime(zone: name) != nil }

    /// Occurrence `k`, counted from 0, which is the anchor itself; `nil` where there is none, as
    /// after the last instant.
    func occurrence(_ k: Int64) -> Instant? {
        // The years 1 to 9999 have fewer weeks than this.
        guard let zone, (0...1_000_000).contains(k) else { return nil }
        guard k > 0 else { return anchor }
        let days =
            switch interval.step {
            case .days(let count): date.daysSince1970 + k * count
            case .months(let count):
                CivilDate(
                    monthsSinceYearZero: date.monthsSinceYearZero + k * count, clampedDay: date.day
                ).daysSince1970
            }
        let local = days * 86_400_000 + time
        // Far enough beyond the end that no zone brings it back.
        guard local <= Instant.latest.milliseconds + LocalTime.widest else { return nil }
        let instant = zone.instant(local)
        return instant <= .latest ? instant : nil
    }

    /// The first occurrence strictly after `instant`, if any, in a few steps wherever it lies.
    func first(after instant: Instant) -> Instant? {
        guard let zone, instant < .latest else { return nil }
        guard instant >= anchor else { return anchor }
        let (days, _) = CivilDate.split(zone.local(instant))
        let passed =
            switch interval.step {
            case .days(let count): (days - date.daysSince1970) / count
            case .months(let count):
                (CivilDate(daysSince1970: days).monthsSinceYearZero - date.monthsSinceYearZero)
                    / count
            }
        // Where clocks change, an occurrence may lie in the day or month next to its own: the one
        // before the estimate may still be due, the one before that never is.
        var k = max(0, passed - 1)
        while let next = occurrence(k) {
            if next > instant { return next }
            k += 1
        }
        return nil
    }

    /// Whether `instant` is an occurrence.
    func occurs(at instant: Instant) -> Bool { first(after: instant.previous) == instant }

    private static func isInRange(_ instant: Instant) -> Bool {
        instant >= .earliest && instant <= .latest
    }
}

extension Interval {
    /// What the calendar counts from one occurrence to the next.
    fileprivate enum Step {
        case days(Int64)
        case months(Int64)
    }

    fileprivate var step: Step {
        switch self {
        case .weekly: .days(7)
        case .monthly: .months(1)
        case .quarterly: .months(3)
        case .semiannual: .months(6)
        case .yearly: .months(12)
        }
    }
}
