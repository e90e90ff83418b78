import Testing

@testable import CreditLedger

/// The ends of time, and the names of time zones.
@Suite("Schedule at its edges")
struct ScheduleEdgeTests {
    static let zones = [
        "UTC", "America/New_York", "Pacific/Apia", "Pacific/Kiritimati", "Asia/Kathmandu",
    ]

    @Test("R8.2: no instant makes a schedule trap", arguments: zones, Interval.allCases)
    func extremes(zone: String, interval: Interval) throws {
        let anchors = try [
            .dawn, .earliest, Instant("0001-02-28T23:59:59.999Z"), Instant("2026-01-31T00:00:00Z"),
            Instant("9999-01-31T00:00:00Z"), .latest.previous, .latest, .never,
        ]
        for anchor in anchors {
            let schedule = Schedule(anchor: anchor, interval: interval, timeZone: zone)
            let exists = anchor != .dawn && anchor != .never
            #expect(schedule.occurrence(0) == (exists ? anchor : nil))
            for k in [Int64.min, -1, 1_000_000, 1_000_001, .max] {
                #expect(schedule.occurrence(k) == nil)
            }
            for instant in anchors {
                let next = schedule.first(after: instant)
                #expect(next.map { $0 > instant && $0 >= anchor && $0 <= .latest } ?? true)
                if !exists || instant < anchor { #expect(!schedule.occurs(at: instant)) }
                if exists, instant == anchor { #expect(schedule.occurs(at: instant)) }
            }
            #expect(schedule.first(after: .dawn) == (exists ? anchor : nil))
            #expect(schedule.first(after: .latest) == nil)
            #expect(schedule.first(after: .never) == nil)
            #expect(!schedule.occurs(at: .dawn))
            #expect(!schedule.occurs(at: .never))
        }
    }

    @Test("R8.2: the last occurrence is the last one of the year 9999")
    func lastOccurrence() throws {
        let schedule = try Schedule(
            anchor: Instant("2026-01-31T12:00:00Z"), interval: .monthly, timeZone: "UTC")
        let last = try Instant("9999-12-31T12:00:00Z")
        #expect(schedule.first(after: last.previous) == last)
        #expect(schedule.first(after: last) == nil)
        let k: Int64 = (9999 - 2026) * 12 + 11
        #expect(schedule.occurrence(k) == last)
        #expect(schedule.occurrence(k + 1) == nil)
    }

    @Test("R8.2b: west of UTC the first instant lies in the year before")
    func firstInstant() throws {
        let schedule = Schedule(
            anchor: .earliest, interval: .monthly, timeZone: "America/New_York")
        // 31 December, 19:03:58 by the sun over New York.
        #expect(try schedule.occurrence(1) == Instant("0001-02-01T00:00:00Z"))
        #expect(try schedule.occurrence(2) == Instant("0001-03-01T00:00:00Z"))
        #expect(try schedule.occurrence(3) == Instant("0001-04-01T00:00:00Z"))
    }

    @Test(
        "R8.2: names of the IANA database, links included",
        arguments: [
            "UTC", "Etc/UTC", "Etc/GMT+5", "Etc/GMT-14", "GMT", "GMT0", "GMT+0", "GMT-0", "Zulu",
            "UCT", "Universal", "Greenwich", "EST", "EST5EDT", "CET", "MST", "NZ-CHAT", "W-SU",
            "America/New_York", "America/Argentina/Buenos_Aires", "America/Port-au-Prince",
            "US/Pacific", "Asia/Calcutta", "Asia/Kolkata", "Asia/Kathmandu", "Europe/Berlin",
            "Europe/Kyiv", "Europe/Kiev", "Australia/Lord_Howe", "Pacific/Apia", "Singapore",
        ])
    func validName(_ name: String) throws {
        #expect(Schedule.isTimeZone(name))
        let anchor = try Instant("2026-01-31T00:00:00Z")
        let schedule = Schedule(anchor: anchor, interval: .monthly, timeZone: name)
        #expect(schedule.first(after: .dawn) == anchor)
    }

    @Test(
        "R8.2: whatever else is no time zone, and nothing ever runs in it",
        arguments: [
            "", " ", "utc", "Utc", "UTC ", " UTC", "UTC\0", "UTC\0x", "gmt", "est", "PST", "PDT",
            "EDT", "CST", "IST", "JST", "BST", "ACT", "AST", "CEST", "Z", "GMT+2", "GMT+00:00",
            "GMT+0200", "UTC+5", "+02:00", "-05:00", "America/new_york", "america/New_York",
            "AMERICA/NEW_YORK", "America/New_York ", "America/New_York\0", "America/New York",
            "America", "America/", "/America/New_York", "America//New_York", "Mars/Olympus",
            "Etc/GMT+15", "Etc/utc", "Etc/../UTC", "./UTC", "../../etc/passwd", "posix/UTC",
            "right/UTC", "posixrules", "localtime", "zone.tab", "tzdata.zi", "SystemV/PST8",
            "US/Pacific-New", "Etc/Unknown", "Europe/München", "Ｅurope/Berlin",
        ])
    func invalidName(_ name: String) throws {
        #expect(!Schedule.isTimeZone(name))
        let anchor = try Instant("2026-01-31T00:00:00Z")
        let schedule = Schedule(anchor: anchor, interval: .weekly, timeZone: name)
        #expect(schedule.occurrence(0) == nil)
        #expect(schedule.first(after: .dawn) == nil)
        #expect(!schedule.occurs(at: anchor))
        #expect(throws: Refusal.self) {
            try TopUpRule(
                method: .fixed(paid: nil, granted: 1), trigger: .interval(.weekly), timeZone: name)
        }
    }

    @Test("R8.2: names without an area are computed in their own zone")
    func zoneWithoutArea() throws {
        // EST has no summer time, EST5EDT has.
        let anchor = try Instant("2026-02-15T14:00:00Z")
        let fixed = Schedule(anchor: anchor, interval: .monthly, timeZone: "EST")
        #expect(try fixed.occurrence(1) == Instant("2026-03-15T14:00:00Z"))
        let changing = Schedule(anchor: anchor, interval: .monthly, timeZone: "EST5EDT")
        #expect(try changing.occurrence(1) == Instant("2026-03-15T13:00:00Z"))
    }
}
