import CreditLedgerTesting
import Foundation
import Testing

@testable import CreditLedger

@Suite("Instant")
struct InstantTests {
    @Test(
        "R2.1: a Date is rounded down to a millisecond, before 1970 too",
        arguments: [
            (0, 0), (0.001, 1), (0.0015, 1), (0.0009, 0), (1.9999, 1_999), (-0.0001, -1),
            (-0.001, -1), (-0.0011, -2), (-1, -1_000), (-1.5, -1_500), (-0.9995, -1_000),
            (1_769_903_000.007, 1_769_903_000_007), (1_769_903_000.0075, 1_769_903_000_007),
            (-62_135_596_800, -62_135_596_800_000),
        ] as [(Double, Int64)])
    func roundedDown(seconds: Double, milliseconds: Int64) throws {
        let instant = try Instant(Date(timeIntervalSince1970: seconds))
        #expect(instant.milliseconds == milliseconds)
    }

    @Test("R2.1: every instant comes back from its Date")
    func dateRoundTrip() throws {
        var numbers = SeededGenerator(seed: 210)
        let all = Instant.earliest.milliseconds...Instant.latest.milliseconds
        let now: ClosedRange<Int64> = 1_700_000_000_000...1_900_000_000_000
        for range in [all, now] {
            for _ in 0..<10_000 {
                let instant = Instant(unchecked: .random(in: range, using: &numbers))
                #expect(try Instant(instant.date) == instant)
            }
        }
        #expect(try Instant(Instant.earliest.date) == .earliest)
        #expect(try Instant(Instant.latest.date) == .latest)
    }

    @Test(
        "R2.1: a Date that is no number or outside the years 1 to 9999 is refused",
        arguments: [
            .nan, .infinity, -.infinity, 1e300, -1e300, 9.3e15, -62_135_596_800.001,
            253_402_300_800,
        ] as [Double])
    func badDate(seconds: Double) {
        #expect(throws: Refusal.self) { try Instant(Date(timeIntervalSince1970: seconds)) }
    }

    @Test("R2.1: milliseconds outside the years 1 to 9999 are refused")
    func milliseconds() throws {
        #expect(try Instant(milliseconds: Instant.earliest.milliseconds) == .earliest)
        #expect(try Instant(milliseconds: Instant.latest.milliseconds) == .latest)
        for bad in [
            Instant.earliest.milliseconds - 1, Instant.latest.milliseconds + 1, .min, .max,
        ] {
            #expect(
                throws: Refusal.invalidField(
                    "instant", value: "\(bad)", reason: "is not within the years 1 to 9999")
            ) { try Instant(milliseconds: bad) }
        }
    }

    @Test("Seconds are added without wrapping")
    func adding() throws {
        let noon = try Instant("2026-01-31T12:00:00.250Z")
        #expect(try noon.adding(seconds: 86_400) == Instant("2026-02-01T12:00:00.250Z"))
        #expect(try noon.adding(seconds: -1) == Instant("2026-01-31T11:59:59.250Z"))
        #expect(noon.adding(seconds: 0) == noon)
        #expect(noon.adding(seconds: .max) == .never)
        #expect(noon.adding(seconds: .min) == .dawn)
        #expect(Instant.never.adding(seconds: -1) == .never)
        #expect(Instant.latest.adding(seconds: 1) > .latest)
    }

    @Test("Instants are ordered in time, between dawn and never")
    func order() throws {
        let noon = try Instant("2026-01-31T12:00:00Z")
        #expect(noon.previous < noon)
        #expect(noon.previous.description == "2026-01-31T11:59:59.999Z")
        #expect(
            [.dawn, .earliest, noon, .latest, .never].sorted() == [
                .dawn, .earliest, noon, .latest, .never,
            ])
        #expect(Instant.dawn.previous == .dawn)
        #expect(Instant.never.previous < .never)
    }
}
