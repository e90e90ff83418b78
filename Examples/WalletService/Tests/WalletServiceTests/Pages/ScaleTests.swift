import CreditLedger
import CreditLedgerTesting
import Testing

@testable import WalletService

@Suite("Scales of charts")
struct ScaleTests {
    static let highest: [(Double, [String])] = [
        (0, ["0", "0.2", "0.4", "0.6", "0.8", "1"]),
        (4015, ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]),
        (110, ["0", "50", "100", "150"]),
        (0.05, ["0", "0.01", "0.02", "0.03", "0.04", "0.05"]),
        (3e7, ["0", "10\u{A0}M", "20\u{A0}M", "30\u{A0}M"]),
        (
            9e15,
            [
                "0", "2,000\u{A0}tn", "4,000\u{A0}tn", "6,000\u{A0}tn", "8,000\u{A0}tn",
                "10,000\u{A0}tn",
            ]
        ),
    ]

    @Test("values end at a round number", arguments: highest)
    func values(highest: Double, labels: [String]) {
        let scale = ValueScale(highest: highest)
        #expect(scale.ticks.map(\.label) == labels)
        #expect(scale.top >= highest)
    }

    static let spans: [(String, String, [String])] = [
        (
            "2026-01-01T00:00:00Z", "2026-01-01T06:00:00Z",
            ["1 Jan", "01:00", "02:00", "03:00", "04:00", "05:00", "06:00"]
        ),
        (
            "2026-01-01T13:00:00Z", "2026-01-05T00:00:00Z",
            ["2 Jan", "12:00", "3 Jan", "12:00", "4 Jan", "12:00", "5 Jan"]
        ),
        (
            "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z",
            ["5 Jan", "12 Jan", "19 Jan", "26 Jan"]
        ),
        (
            "2025-11-15T00:00:00Z", "2026-05-15T00:00:00Z",
            ["Dec 2025", "Jan 2026", "Feb", "Mar", "Apr", "May"]
        ),
        (
            "1999-06-01T00:00:00Z", "2026-06-01T00:00:00Z",
            ["2000", "2005", "2010", "2015", "2020", "2025"]
        ),
    ]

    @Test("times are ticked at round instants", arguments: spans)
    func times(start: String, end: String, labels: [String]) throws {
        let scale = TimeScale(start: try Instant(start), end: try Instant(end))
        #expect(scale.ticks.map(\.label) == labels)
        #expect(scale.ticks.allSatisfy { (0...1).contains(scale.fraction($0.at)) })
    }

    @Test("a narrow chart keeps every second tick, or the midnights")
    func minorTicks() throws {
        let days = TimeScale(
            start: try Instant("2026-01-01T13:00:00Z"), end: try Instant("2026-01-03T13:00:00Z"))
        let kept = days.ticks.filter { !$0.isMinor }.map(\.label)
        #expect(kept == ["2 Jan", "3 Jan"])
        let months = TimeScale(
            start: try Instant("2025-11-15T00:00:00Z"), end: try Instant("2026-05-15T00:00:00Z"))
        #expect(months.ticks.map(\.isMinor) == [false, true, false, true, false, true])
    }

    @Test("all of time has ticks, and no time has none to trip over")
    func extremes() {
        let all = TimeScale(start: .earliest, end: .latest)
        #expect((1...9).contains(all.ticks.count))
        let none = TimeScale(start: .latest, end: .latest)
        #expect(none.fraction(.latest) == 0)
        #expect(none.ticks.count <= 1)
    }

    @Test("coordinates are short and never out of all proportion")
    func coordinates() {
        #expect(Coordinate.text(12.5) == "12.5")
        #expect(Coordinate.text(12.05) == "12.05")
        #expect(Coordinate.text(-0.25) == "-0.25")
        #expect(Coordinate.text(1e300) == "100000")
        #expect(Coordinate.percent(0.3333) == "33.33%")
    }

    @Test("a bar runs from effective to expiry and is filled as high as what is left")
    func bars() async throws {
        let clock = ManualClock(try Instant("2026-01-01T00:00:00Z"))
        let ledger = Ledger(clock: clock)
        let customer = try CustomerID("acme")
        let id = try await ledger.createWallet(
            CreateWallet(currency: .usd, granted: 100), for: customer
        ).outcome
        try await ledger.topUp(
            TopUp(
                id, paid: .credits(40), effectiveAt: try Instant("2026-02-10T00:00:00Z"),
                expiresAt: try Instant("2026-03-12T00:00:00Z"), name: "Pack"), of: customer)
        clock.set(try Instant("2026-01-31T00:00:00Z"))
        try await ledger.voidCredits(VoidCredits(id, 25), of: customer)
        let snapshot = try await ledger.snapshot(of: customer)
        let bars = GrantBars(
            snapshot.grants, in: try #require(snapshot.wallets.first),
            balance: snapshot.balances[0], now: snapshot.asOf)
        // From 31.5 days before now to 42 days after it.
        let initial = try #require(bars.rows.first { $0.kind == "granted" })
        #expect((initial.left, initial.issued) == ("75", "100"))
        #expect(initial.runsOn && initial.expiry == nil)
        #expect((initial.x, initial.width) == ("2.04%", "97.96%"))
        #expect((initial.fillY, initial.fillHeight) == ("6.5", "16.5"))
        let pack = try #require(bars.rows.first { $0.kind == "paid" })
        #expect(!pack.runsOn)
        #expect(pack.status == "scheduled")
        #expect((pack.x, pack.width) == ("56.46%", "40.82%"))
        #expect(pack.nowAt == "42.86%")
        #expect(pack.barTitle == "Pack: 40 of 40 left, from 10 February 2026 to 12 March 2026")
    }
}
