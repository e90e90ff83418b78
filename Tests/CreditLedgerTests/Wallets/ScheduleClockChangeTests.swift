import Testing

@testable import CreditLedger

/// Clocks that change: local times that a day lacks, and those that come twice.
@Suite("Schedule over changes of the clocks")
struct ScheduleClockChangeTests {
    static let weeks = [
        ScheduleCase(
            "9:00 stays 9:00 when summer time begins", "America/New_York", .weekly,
            "2026-03-02T14:00:00Z", "2026-03-09T13:00:00Z", "2026-03-16T13:00:00Z"),
        ScheduleCase(
            "9:00 stays 9:00 when summer time ends", "America/New_York", .weekly,
            "2026-10-26T13:00:00Z", "2026-11-02T14:00:00Z", "2026-11-09T14:00:00Z"),
        ScheduleCase(
            "the week that lacks its Friday", "Pacific/Apia", .weekly,
            "2011-12-23T22:00:00Z", "2011-12-30T22:00:00Z", "2012-01-05T22:00:00Z"),
    ]

    static let gaps = [
        ScheduleCase(
            "2:30 becomes 3:30 on 8 March", "America/New_York", .monthly,
            "2026-02-08T07:30:00Z", "2026-03-08T07:30:00Z", "2026-04-08T06:30:00Z"),
        ScheduleCase(
            "2:30 of the 29th becomes 3:30 in March", "Europe/Berlin", .monthly,
            "2026-01-29T01:30:00Z", "2026-02-28T01:30:00Z", "2026-03-29T01:30:00Z",
            "2026-04-29T00:30:00Z"),
        ScheduleCase(
            "the first moment of the gap", "Europe/Berlin", .yearly,
            "2025-03-29T01:00:00Z", "2026-03-29T01:00:00Z", "2027-03-29T00:00:00Z"),
        ScheduleCase(
            "the moment after the gap", "Europe/Berlin", .yearly,
            "2025-03-29T02:00:00Z", "2026-03-29T01:00:00Z", "2027-03-29T01:00:00Z"),
        ScheduleCase(
            "half an hour: 2:15 becomes 2:45", "Australia/Lord_Howe", .monthly,
            "2026-09-03T15:45:00Z", "2026-10-03T15:45:00Z", "2026-11-03T15:15:00Z"),
        ScheduleCase(
            "a quarter of an hour at New Year 1986", "Asia/Kathmandu", .monthly,
            "1985-11-30T18:35:00Z", "1985-12-31T18:35:00Z", "1986-01-31T18:20:00Z"),
        ScheduleCase(
            "a whole day: 30 December 2011 is the 31st", "Pacific/Apia", .monthly,
            "2011-11-30T22:00:00Z", "2011-12-30T22:00:00Z", "2012-01-29T22:00:00Z"),
        ScheduleCase(
            "a whole day, and with it the year: 31 December 1994 is New Year",
            "Pacific/Kiritimati", .monthly,
            "1994-10-31T22:00:00Z", "1994-11-30T22:00:00Z", "1994-12-31T22:00:00Z",
            "1995-01-30T22:00:00Z"),
        ScheduleCase(
            "the hour back after Ramadan", "Africa/Casablanca", .monthly,
            "2024-02-14T01:30:00Z", "2024-03-14T02:30:00Z", "2024-04-14T02:30:00Z",
            "2024-05-14T01:30:00Z"),
        ScheduleCase(
            "a day that begins at 1:00", "America/Sao_Paulo", .monthly,
            "2018-10-04T03:00:00Z", "2018-11-04T03:00:00Z", "2018-12-04T02:00:00Z"),
    ]

    static let repeats = [
        ScheduleCase(
            "the first 1:30 of 1 November", "America/New_York", .monthly,
            "2026-10-01T05:30:00Z", "2026-11-01T05:30:00Z", "2026-12-01T06:30:00Z"),
        ScheduleCase(
            "the first 2:30 of 25 October", "Europe/Berlin", .monthly,
            "2026-09-25T00:30:00Z", "2026-10-25T00:30:00Z", "2026-11-25T01:30:00Z"),
        ScheduleCase(
            "the moment after the repeat", "Europe/Berlin", .monthly,
            "2026-09-25T01:00:00Z", "2026-10-25T02:00:00Z", "2026-11-25T02:00:00Z"),
        ScheduleCase(
            "the first 1:45 of two half an hour apart", "Australia/Lord_Howe", .monthly,
            "2026-03-04T14:45:00Z", "2026-04-04T14:45:00Z", "2026-05-04T15:15:00Z"),
        ScheduleCase(
            "the first 2:30 before Ramadan", "Africa/Casablanca", .monthly,
            "2024-02-10T01:30:00Z", "2024-03-10T01:30:00Z", "2024-04-10T02:30:00Z"),
        ScheduleCase(
            "the first 23:30 of a day of 25 hours", "America/Sao_Paulo", .monthly,
            "2018-01-18T01:30:00Z", "2018-02-18T01:30:00Z", "2018-03-18T02:30:00Z"),
        ScheduleCase(
            "an anchor in the second 1:30 is kept, its successors are the first",
            "America/New_York", .yearly,
            "2026-11-01T06:30:00Z", "2027-11-01T05:30:00Z", "2028-11-01T05:30:00Z",
            "2029-11-01T05:30:00Z", "2030-11-01T05:30:00Z", "2031-11-01T05:30:00Z",
            "2032-11-01T05:30:00Z", "2033-11-01T05:30:00Z", "2034-11-01T05:30:00Z",
            "2035-11-01T05:30:00Z", "2036-11-01T05:30:00Z", "2037-11-01T05:30:00Z"),
        ScheduleCase(
            "noon of the day of two noons, by the sun first", "America/New_York", .monthly,
            "1883-10-18T16:56:02Z", "1883-11-18T16:56:02Z", "1883-12-18T17:00:00Z"),
    ]

    @Test("R8.2: a week is seven local days, not 168 hours", arguments: weeks)
    func week(_ example: ScheduleCase) throws {
        try example.check()
    }

    @Test("R8.2b: a local time that a day lacks moves forward by the gap", arguments: gaps)
    func gap(_ example: ScheduleCase) throws {
        try example.check()
    }

    @Test("R8.2b: a local time that comes twice is the first", arguments: repeats)
    func twice(_ example: ScheduleCase) throws {
        try example.check()
    }

    @Test("R8.2b: where the clock goes back over midnight, the next day's occurrence is not lost")
    func backOverMidnight() throws {
        // At 0:01 of 5 November 2006 the clocks of St. John's went back to 23:01.
        let anchor = try Instant("2006-10-29T02:30:30Z")
        let schedule = Schedule(anchor: anchor, interval: .weekly, timeZone: "America/St_Johns")
        let next = try #require(schedule.occurrence(1))
        #expect(schedule.first(after: anchor) == next)
        let following = try #require(schedule.occurrence(2))
        for minutes in 0...120 {
            let later = next.adding(seconds: Int64(minutes) * 60)
            #expect(schedule.first(after: later) == following)
        }
    }
}
