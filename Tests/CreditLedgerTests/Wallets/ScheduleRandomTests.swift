import CreditLedgerTesting
import Foundation
import Testing

@testable import CreditLedger

/// Schedules against slow and obvious ones, over seeded random cases.
@Suite("Schedule against naive computation")
struct ScheduleRandomTests {
    static let zones = [
        "UTC", "America/New_York", "America/St_Johns", "America/Sao_Paulo", "Europe/Berlin",
        "Europe/Dublin", "Africa/Casablanca", "Asia/Kathmandu", "Asia/Tehran", "Asia/Gaza",
        "Australia/Lord_Howe", "Pacific/Apia", "Pacific/Chatham", "Antarctica/Troll",
    ]

    /// 1973 to 2100, where every zone's offset is whole minutes.
    private static let range: Range<Int64> = 94_694_400_000..<4_102_444_800_000

    @Test("R8.2: first(after:) is what counting up from the anchor finds", arguments: zones)
    func firstAgreesWithCounting(zone: String) throws {
        var numbers = SeededGenerator(seed: 82)
        for _ in 0..<300 {
            let interval = try #require(Interval.allCases.randomElement(using: &numbers))
            let anchor = Instant(unchecked: .random(in: Self.range, using: &numbers))
            let schedule = Schedule(anchor: anchor, interval: interval, timeZone: zone)
            let steps = Int64.random(in: 0...40, using: &numbers)
            let near = try #require(schedule.occurrence(steps)).milliseconds
            let day: Int64 = 86_400_000
            let far = Int64.random(in: -2 * day...2 * day, using: &numbers)
            for shift in [-1, 0, 1, far] {
                let instant = Instant(unchecked: near + shift)
                var k: Int64 = 0
                while let next = schedule.occurrence(k), next <= instant { k += 1 }
                #expect(
                    schedule.first(after: instant) == schedule.occurrence(k),
                    "\(anchor) \(interval) after \(instant)")
            }
        }
    }

    @Test("R8.2: occurrences ascend strictly, and each is found as one", arguments: zones)
    func ascending(zone: String) throws {
        var numbers = SeededGenerator(seed: 28)
        for interval in Interval.allCases {
            for _ in 0..<6 {
                let anchor = Instant(unchecked: .random(in: Self.range, using: &numbers))
                let schedule = Schedule(anchor: anchor, interval: interval, timeZone: zone)
                var last = Instant.dawn
                for k: Int64 in 0..<300 {
                    let next = try #require(schedule.occurrence(k))
                    #expect(next > last)
                    #expect(schedule.first(after: last) == next)
                    #expect(schedule.occurs(at: next))
                    last = next
                }
            }
        }
    }

    @Test("R8.2b: occurrences are what a wall clock shows by the minute", arguments: zones)
    func wallClock(zone: String) throws {
        var numbers = SeededGenerator(seed: 822)
        let clock = try #require(TimeZone(identifier: zone))
        for _ in 0..<60 {
            let interval = try #require(Interval.allCases.randomElement(using: &numbers))
            // Whole half hours meet gaps and repeats often.
            let half: Int64 = 1_800_000
            let start = Int64.random(in: Self.range, using: &numbers) / half * half
            let schedule = Schedule(
                anchor: Instant(unchecked: start), interval: interval, timeZone: zone)
            let k = Int64.random(in: 1...60, using: &numbers)
            let expected = try Self.watch(
                clock, anchor: start / 1000, interval: interval, steps: Int(k))
            #expect(
                schedule.occurrence(k)?.milliseconds == expected * 1000,
                "\(start) \(interval) \(k)")
        }
    }

    /// Adds the steps on a calendar without zone and watches the zone's clock until it shows that.
    ///
    /// In seconds since 1970. A clock that skips the time showed it as late as it skips.
    private static func watch(
        _ zone: TimeZone, anchor: Int64, interval: Interval, steps: Int
    ) throws -> Int64 {
        func offset(_ seconds: Int64) -> Int64 {
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds))))
        }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
        let months: [Interval: Int] = [.monthly: 1, .quarterly: 3, .semiannual: 6, .yearly: 12]
        let shown = Date(timeIntervalSince1970: TimeInterval(anchor + offset(anchor)))
        let date = try #require(
            months[interval].map { calendar.date(byAdding: .month, value: $0 * steps, to: shown) }
                ?? calendar.date(byAdding: .day, value: 7 * steps, to: shown))
        let local = Int64(date.timeIntervalSince1970)
        var now = local - 26 * 3600
        while now + offset(now) < local { now += 60 }
        return now + offset(now) == local ? now : local - offset(now - 60)
    }
}
