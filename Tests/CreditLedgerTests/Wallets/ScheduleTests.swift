import Testing

@testable import CreditLedger

/// A rule's schedule as a person would write it down: the anchor, and what must follow.
struct ScheduleCase: CustomTestStringConvertible, Sendable {
    let title: String
    let zone: String
    let interval: Interval
    /// The anchor and the occurrences after it, in UTC.
    let instants: [String]

    init(_ title: String, _ zone: String, _ interval: Interval, _ instants: String...) {
        (self.title, self.zone, self.interval, self.instants) = (title, zone, interval, instants)
    }

    var testDescription: String { "\(zone): \(title)" }

    func check() throws {
        let expected = try instants.map { try Instant($0) }
        let anchor = try #require(expected.first)
        let schedule = Schedule(anchor: anchor, interval: interval, timeZone: zone)
        for (k, instant) in expected.enumerated() {
            #expect(schedule.occurrence(Int64(k)) == instant)
            #expect(schedule.occurs(at: instant))
            #expect(!schedule.occurs(at: instant.previous))
        }
        for (earlier, later) in zip(expected, expected.dropFirst()) {
            #expect(schedule.first(after: earlier) == later)
            #expect(schedule.first(after: later.previous) == later)
        }
    }
}

@Suite("Schedule")
struct ScheduleTests {
    static let calendar = [
        ScheduleCase(
            "31 January, 28 February, 31 March, 30 April", "UTC", .monthly,
            "2027-01-31T12:00:00Z", "2027-02-28T12:00:00Z", "2027-03-31T12:00:00Z",
            "2027-04-30T12:00:00Z", "2027-05-31T12:00:00Z"),
        ScheduleCase(
            "the leap day of 2028", "UTC", .monthly,
            "2027-12-30T00:00:00Z", "2028-01-30T00:00:00Z", "2028-02-29T00:00:00Z",
            "2028-03-30T00:00:00Z"),
        ScheduleCase(
            "29 February every year", "UTC", .yearly,
            "2028-02-29T00:00:00Z", "2029-02-28T00:00:00Z", "2030-02-28T00:00:00Z",
            "2031-02-28T00:00:00Z", "2032-02-29T00:00:00Z"),
        ScheduleCase(
            "2100 is no leap year", "UTC", .yearly,
            "2096-02-29T00:00:00Z", "2097-02-28T00:00:00Z", "2098-02-28T00:00:00Z",
            "2099-02-28T00:00:00Z", "2100-02-28T00:00:00Z", "2101-02-28T00:00:00Z"),
        ScheduleCase(
            "quarters from 30 November", "UTC", .quarterly,
            "2026-11-30T08:00:00Z", "2027-02-28T08:00:00Z", "2027-05-30T08:00:00Z",
            "2027-08-30T08:00:00Z", "2027-11-30T08:00:00Z"),
        ScheduleCase(
            "half-years from 31 August", "UTC", .semiannual,
            "2026-08-31T08:00:00Z", "2027-02-28T08:00:00Z", "2027-08-31T08:00:00Z",
            "2028-02-29T08:00:00Z"),
        ScheduleCase(
            "weeks over a leap day, to the millisecond", "UTC", .weekly,
            "2028-02-23T23:59:59.999Z", "2028-03-01T23:59:59.999Z", "2028-03-08T23:59:59.999Z"),
        ScheduleCase(
            "before 1970", "UTC", .monthly,
            "1969-11-30T23:59:59.001Z", "1969-12-30T23:59:59.001Z", "1970-01-30T23:59:59.001Z",
            "1970-02-28T23:59:59.001Z"),
        ScheduleCase(
            "the month ends by the local date", "Asia/Kolkata", .monthly,
            "2026-02-28T18:30:00Z", "2026-03-31T18:30:00Z", "2026-04-30T18:30:00Z"),
        ScheduleCase(
            "the last second of a local month", "America/New_York", .monthly,
            "2026-02-01T04:59:59Z", "2026-03-01T04:59:59Z", "2026-04-01T03:59:59Z",
            "2026-05-01T03:59:59Z"),
        ScheduleCase(
            "an offset of 5:45", "Asia/Kathmandu", .monthly,
            "2026-01-30T18:15:00Z", "2026-02-27T18:15:00Z", "2026-03-30T18:15:00Z"),
    ]

    @Test("R8.2b: steps are computed from the anchor by the local date", arguments: calendar)
    func calendarSteps(_ example: ScheduleCase) throws {
        try example.check()
    }

    @Test("R8.2: every interval steps by its own length")
    func intervals() throws {
        let anchor = try Instant("2026-01-15T09:00:00Z")
        let second: [Interval: String] = [
            .weekly: "2026-01-22T09:00:00Z", .monthly: "2026-02-15T09:00:00Z",
            .quarterly: "2026-04-15T09:00:00Z", .semiannual: "2026-07-15T09:00:00Z",
            .yearly: "2027-01-15T09:00:00Z",
        ]
        for interval in Interval.allCases {
            let schedule = Schedule(anchor: anchor, interval: interval, timeZone: "UTC")
            #expect(schedule.occurrence(0) == anchor)
            #expect(schedule.occurrence(1)?.description == second[interval])
        }
    }

    @Test("R8.2a: before the anchor nothing occurs")
    func beforeTheAnchor() throws {
        let anchor = try Instant("2026-03-31T12:00:00Z")
        let schedule = Schedule(anchor: anchor, interval: .monthly, timeZone: "Europe/Berlin")
        #expect(schedule.first(after: .dawn) == anchor)
        #expect(schedule.first(after: .earliest) == anchor)
        #expect(schedule.first(after: anchor.previous) == anchor)
        #expect(try schedule.first(after: anchor) == Instant("2026-04-30T12:00:00Z"))
        #expect(try !schedule.occurs(at: Instant("2026-02-28T13:00:00Z")))
        #expect(schedule.occurrence(-1) == nil)
    }

    @Test("Schedules are equal by anchor, interval and zone")
    func equality() throws {
        let anchor = try Instant("2026-03-31T12:00:00Z")
        let schedule = Schedule(anchor: anchor, interval: .monthly, timeZone: "Europe/Berlin")
        #expect(
            schedule == Schedule(anchor: anchor, interval: .monthly, timeZone: "Europe/Berlin"))
        #expect(schedule != Schedule(anchor: anchor, interval: .monthly, timeZone: "Europe/Paris"))
        #expect(schedule != Schedule(anchor: anchor, interval: .weekly, timeZone: "Europe/Berlin"))
    }
}
