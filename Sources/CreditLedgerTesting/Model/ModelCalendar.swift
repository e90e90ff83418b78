internal import CreditLedger

/// The model's own calendar (R8.2): Gregorian, in UTC, counted year by year and month by month.
enum ModelCalendar {
    private static let day: Int64 = 86_400_000

    /// The instant `count` intervals after `anchor`, or `nil` beyond the years that an instant has.
    static func instant(_ count: Int, _ interval: Interval, after anchor: Instant) -> Instant? {
        switch interval {
        case .weekly: make(anchor.milliseconds + Int64(count) * 7 * day)
        case .monthly: months(count, after: anchor)
        case .quarterly: months(3 * count, after: anchor)
        case .semiannual: months(6 * count, after: anchor)
        case .yearly: months(12 * count, after: anchor)
        }
    }

    private static func months(_ count: Int, after anchor: Instant) -> Instant? {
        // Days since 1970, rounded down also before 1970.
        var days = anchor.milliseconds / day
        if days * day > anchor.milliseconds { days -= 1 }
        let time = anchor.milliseconds - days * day
        var (year, month, dayOfMonth) = date(days)
        for _ in 0..<count {
            month += 1
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        // A day that the month lacks becomes its last day, reckoned from the anchor.
        dayOfMonth = min(dayOfMonth, length(of: month, in: year))
        return make(daysSince1970(year, month, dayOfMonth) * day + time)
    }

    private static func make(_ milliseconds: Int64) -> Instant? {
        try? Instant(milliseconds: milliseconds)
    }

    private static func isLeap(_ year: Int) -> Bool {
        year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
    }

    private static func length(of year: Int) -> Int64 { isLeap(year) ? 366 : 365 }

    private static func length(of month: Int, in year: Int) -> Int64 {
        [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
    }

    private static func date(_ days: Int64) -> (year: Int, month: Int, day: Int64) {
        var (year, month, rest) = (1970, 1, days)
        while rest < 0 {
            year -= 1
            rest += length(of: year)
        }
        while rest >= length(of: year) {
            rest -= length(of: year)
            year += 1
        }
        while rest >= length(of: month, in: year) {
            rest -= length(of: month, in: year)
            month += 1
        }
        return (year, month, rest + 1)
    }

    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int64) -> Int64 {
        var days: Int64 = day - 1
        for earlier in 1..<month {
            days += length(of: earlier, in: year)
        }
        if year >= 1970 {
            for earlier in 1970..<year { days += length(of: earlier) }
        } else {
            for later in year..<1970 { days -= length(of: later) }
        }
        return days
    }
}
