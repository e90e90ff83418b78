import CreditLedgerTesting
import Testing

@testable import CreditLedger

@Suite("Text of instants")
struct InstantTextTests {
    @Test(
        "R2.1: ISO 8601 with a zone, rounded down to a millisecond",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, "1970-01-01T00:00:00Z"),
            ("2026-01-31T12:00:00Z", 1_769_860_800_000, "2026-01-31T12:00:00Z"),
            ("2026-01-31T12:00:00.007Z", 1_769_860_800_007, "2026-01-31T12:00:00.007Z"),
            ("2026-01-31T12:00:00.5Z", 1_769_860_800_500, "2026-01-31T12:00:00.500Z"),
            ("2026-01-31T12:00:00.000Z", 1_769_860_800_000, "2026-01-31T12:00:00Z"),
            ("2026-01-31T12:00:00.0079999999999Z", 1_769_860_800_007, "2026-01-31T12:00:00.007Z"),
            ("2026-01-31T12:00:00+00:00", 1_769_860_800_000, "2026-01-31T12:00:00Z"),
            ("2026-01-31T12:00:00-00:00", 1_769_860_800_000, "2026-01-31T12:00:00Z"),
            ("2026-01-31T13:00:00+01:00", 1_769_860_800_000, "2026-01-31T12:00:00Z"),
            ("2026-01-31T17:45:00.25+05:45", 1_769_860_800_250, "2026-01-31T12:00:00.250Z"),
            ("2026-01-30T12:01:00-23:59", 1_769_860_800_000, "2026-01-31T12:00:00Z"),
            ("1969-12-31T23:59:59.999Z", -1, "1969-12-31T23:59:59.999Z"),
            ("1969-12-31T23:59:59.9991Z", -1, "1969-12-31T23:59:59.999Z"),
            ("2028-02-29T23:59:59Z", 1_835_481_599_000, "2028-02-29T23:59:59Z"),
            ("2000-02-29T00:00:00Z", 951_782_400_000, "2000-02-29T00:00:00Z"),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000, "0001-01-01T00:00:00Z"),
            ("0000-12-31T23:00:00-01:00", -62_135_596_800_000, "0001-01-01T00:00:00Z"),
            ("9999-12-31T23:59:59.999Z", 253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(String, Int64, String)])
    func good(text: String, milliseconds: Int64, written: String) throws {
        let instant = try Instant(text)
        #expect(instant.milliseconds == milliseconds)
        #expect(instant.description == written)
        #expect(try Instant(written) == instant)
    }

    @Test(
        "R2.1: whatever else is no instant",
        arguments: [
            "", "2026", "2026-01-31", "2026-01-31T12:00:00", "2026-01-31T12:00Z",
            "2026-01-31 12:00:00Z", "2026-01-31t12:00:00Z", "2026-01-31T12:00:00z",
            "2026-01-31T12:00:00Zjunk", "2026-01-31T12:00:00Z ", " 2026-01-31T12:00:00Z",
            "2026-01-31T12:00:00Z\0", "2026-01-31T12:00:00ZZ", "2026-01-31T12:00:00+0100",
            "2026-01-31T12:00:00+01", "2026-01-31T12:00:00+1:00", "2026-01-31T12:00:00+24:00",
            "2026-01-31T12:00:00+01:60", "2026-01-31T12:00:00±01:00", "2026-01-31T12:00:00 +01:00",
            "2026-01-31T12:00:00Z+01:00", "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00,5Z",
            "2026-01-31T12:00:00.-5Z", "2026-01-31T12:00:00.5.5Z", "2026-02-29T00:00:00Z",
            "2026-02-30T00:00:00Z", "2026-04-31T00:00:00Z", "2100-02-29T00:00:00Z",
            "2026-00-01T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z",
            "2026-01-32T00:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T23:60:00Z",
            "2026-12-31T23:59:60Z", "2026-1-31T12:00:00Z", "2026-01-31T1:00:00Z",
            "26-01-31T12:00:00Z", "12026-01-31T12:00:00Z", "+2026-01-31T12:00:00Z",
            "-2026-01-31T12:00:00Z", "20260131T120000Z", "2026-W05-6T12:00:00Z",
            "2026-031T12:00:00Z", "２０２６-01-31T12:00:00Z", "never", "now", "1769860800",
            "2026–01–31T12:00:00Z", "2026-01-31T12:00:00.\u{0665}Z",
        ])
    func malformed(_ text: String) {
        #expect(
            throws: Refusal.invalidField(
                "instant", value: text, reason: "is not an ISO 8601 instant with a zone")
        ) { try Instant(text) }
    }

    @Test(
        "R2.1: instants lie within the years 1 to 9999",
        arguments: [
            "0000-12-31T23:59:59.999Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+00:01",
            "9999-12-31T23:59:59.999-00:01",
        ])
    func outOfYears(_ text: String) throws {
        let refusal = try #require(throws: Refusal.self) { try Instant(text) }
        #expect(refusal.description.contains("years 1 to 9999"))
    }

    @Test("A refusal quotes no more than the beginning of a long text")
    func longText() {
        #expect(
            throws: Refusal.invalidField(
                "instant", value: String(repeating: "2", count: 60),
                reason: "is not an ISO 8601 instant with a zone")
        ) { try Instant(String(repeating: "2", count: 10_000)) }
    }

    @Test("R2.1: every instant is read again as it was written")
    func roundTrip() throws {
        var numbers = SeededGenerator(seed: 21)
        let all = Instant.earliest.milliseconds...Instant.latest.milliseconds
        for _ in 0..<10_000 {
            let instant = Instant(unchecked: .random(in: all, using: &numbers))
            #expect(try Instant(instant.description) == instant)
        }
    }

    @Test("What is no instant says so where it is printed")
    func beyond() {
        #expect(Instant.never.description == "never")
        #expect(Instant.dawn.description == "before the first instant")
        #expect(Instant.earliest.previous.description == "before the first instant")
        #expect(
            Instant(unchecked: Instant.latest.milliseconds + 1).description
                == "after the last instant")
    }
}
