import Testing

@testable import CreditLedger

@Suite("Civil dates")
struct CivilDateTests {
    @Test(
        "Known days by their number",
        arguments: [
            (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017),
            (1900, 2, 28, -25_509), (1900, 3, 1, -25_508), (2026, 1, 31, 20_484),
            (1, 1, 1, -719_162), (9999, 12, 31, 2_932_896),
        ] as [(Int64, Int64, Int64, Int64)])
    func known(year: Int64, month: Int64, day: Int64, number: Int64) throws {
        let date = try #require(CivilDate(year: year, month: month, day: day))
        #expect(date.daysSince1970 == number)
        #expect(CivilDate(daysSince1970: number) == date)
    }

    @Test("Walking day by day through 400 years meets each date once, in order")
    func walk() {
        var (year, month, day): (Int64, Int64, Int64) = (1800, 1, 1)
        let start = CivilDate(year: 1800, month: 1, day: 1)?.daysSince1970 ?? 0
        for number in start..<start + 146_097 {
            let date = CivilDate(daysSince1970: number)
            guard (date.year, date.month, date.day) == (year, month, day) else {
                Issue.record("day \(number) is \(date), not \(year)-\(month)-\(day)")
                return
            }
            day += 1
            let exists = CivilDate(year: year, month: month, day: day) != nil
            if !exists { (month, day) = (month + 1, 1) }
            if month > 12 { (year, month) = (year + 1, 1) }
        }
        #expect((year, month, day) == (2200, 1, 1))
    }

    @Test("Every 97th day of ten millennia is found by its own date")
    func roundTrip() {
        for number in stride(from: Int64(-719_600), to: 2_933_300, by: 97) {
            let date = CivilDate(daysSince1970: number)
            #expect(date.daysSince1970 == number)
            #expect(CivilDate(year: date.year, month: date.month, day: date.day) == date)
        }
    }

    @Test(
        "Days that do not exist",
        arguments: [
            (2026, 2, 29), (1900, 2, 29), (2100, 2, 29), (2026, 2, 30), (2026, 4, 31),
            (2026, 6, 31),
            (2026, 9, 31), (2026, 11, 31), (2026, 1, 32), (2026, 1, 0), (2026, 0, 1), (2026, 13, 1),
            (2026, -1, 1), (2026, 1, -1),
        ] as [(Int64, Int64, Int64)])
    func missing(year: Int64, month: Int64, day: Int64) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test("R8.2b: a day that a month lacks is its last day")
    func clamped() throws {
        let january = try #require(CivilDate(year: 2028, month: 1, day: 31)).monthsSinceYearZero
        let days = (0..<14).map {
            CivilDate(monthsSinceYearZero: january + $0, clampedDay: 31).day
        }
        #expect(days == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 31, 28])
        let next = CivilDate(monthsSinceYearZero: january + 13, clampedDay: 15)
        #expect((next.year, next.month, next.day) == (2029, 2, 15))
        #expect(CivilDate(monthsSinceYearZero: -1, clampedDay: 31).year == -1)
    }

    @Test("Division rounds down, below zero too")
    func split() {
        #expect(CivilDate.split(-1) == (-1, 86_399_999))
        #expect(CivilDate.split(0) == (0, 0))
        #expect(CivilDate.split(86_400_000) == (1, 0))
        #expect(CivilDate.split(-86_400_000) == (-1, 0))
    }
}
