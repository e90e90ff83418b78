import CreditLedger
import CreditLedgerTesting
import Testing

@testable import WalletService

@Suite("Charts")
struct ChartTests {
    private static let start = "2026-01-01T00:00:00Z"
    private let clock: ManualClock
    private let ledger: Ledger
    private let customer: CustomerID

    init() throws {
        clock = ManualClock(try Instant(Self.start))
        ledger = Ledger(clock: clock)
        customer = try CustomerID("acme")
    }

    private func wallet(_ terms: CreateWallet) async throws -> WalletID {
        try await ledger.createWallet(terms, for: customer).outcome
    }

    private func drawDown(_ invoice: String, _ amount: String) async throws {
        let line = Invoice.Line(try LineID("l"), .charge, try Money(amount, .usd))
        try await ledger.drawDown(
            Invoice(id: try InvoiceID(invoice), currency: .usd, lines: [line]), for: customer)
    }

    /// Steps as text: `2026-01-01 110`.
    private func past(of id: WalletID) async throws -> [String] {
        let snapshot = try await ledger.snapshot(of: customer)
        let walk = try await JournalWalk.read(ledger, from: snapshot)
        let index = try #require(snapshot.wallets.firstIndex { $0.id == id })
        let last = try #require(walk.entries.first)
        let journalled = try await ledger.balance(of: id, at: last.instant).remaining
        return walk.balances(
            of: snapshot.wallets[index], journalled: journalled,
            current: snapshot.balances[index].remaining, now: snapshot.asOf
        ).map { "\($0.at.description.prefix(10)) \($0.remaining)" }
    }

    @Test("the past is told backwards from what the journal says now")
    func pastSteps() async throws {
        let id = try await wallet(CreateWallet(currency: .usd, paid: 100))
        let other = try await wallet(CreateWallet(currency: .eur, granted: 7))
        clock.set(try Instant("2026-01-10T00:00:00Z"))
        try await drawDown("i1", "30")
        clock.set(try Instant("2026-01-20T00:00:00Z"))
        try await ledger.topUp(
            TopUp(id, paid: .credits(50), payment: .due), of: customer)
        clock.set(try Instant("2026-01-25T00:00:00Z"))
        let pending = try #require(try await ledger.snapshot(of: customer).grants.last)
        try await ledger.settleTopUp(pending.id, of: customer)
        clock.set(try Instant("2026-02-01T00:00:00Z"))
        try await ledger.reinstate(Reinstate(try InvoiceID("i1")), for: customer)
        // The credits that were paid for on the 25th stand there, not where they were asked for.
        #expect(
            try await past(of: id) == [
                "2026-01-01 0", "2026-01-01 100", "2026-01-10 70", "2026-01-25 120",
                "2026-02-01 150",
            ])
        #expect(try await past(of: other) == ["2026-01-01 0", "2026-01-01 7"])
    }

    @Test("what fell due since the last entry is the last step")
    func notYetJournalled() async throws {
        let id = try await wallet(
            CreateWallet(
                currency: .usd, expiresAt: try Instant("2026-03-01T00:00:00Z"), granted: 40))
        clock.set(try Instant("2026-03-05T00:00:00Z"))
        #expect(try await past(of: id) == ["2026-01-01 0", "2026-01-01 40", "2026-03-05 0"])
    }

    @Test("a long history is cut, and the chart begins with what was there then")
    func cutHistory() async throws {
        let id = try await wallet(CreateWallet(currency: .usd, paid: 10_000))
        let count = JournalWalk.limit + 150
        for index in 1...count {
            clock.set(try Instant(milliseconds: 1_767_225_600_000 + Int64(index) * 60_000))
            try await drawDown("i\(index)", "1")
        }
        let snapshot = try await ledger.snapshot(of: customer)
        let walk = try await JournalWalk.read(ledger, from: snapshot)
        #expect(walk.entries.count == JournalWalk.limit)
        #expect(walk.since != nil)
        let steps = walk.balances(
            of: try #require(snapshot.wallets.first), journalled: snapshot.balances[0].remaining,
            current: snapshot.balances[0].remaining, now: snapshot.asOf)
        #expect(steps.count == JournalWalk.limit + 1)
        #expect(steps.last.map { "\($0.remaining)" } == "\(10_000 - count)")
        #expect(steps.first.map { "\($0.remaining)" } == "\(10_000 - 150)")
        let chart = BalanceChart(
            of: try #require(snapshot.wallets.first), past: steps,
            forecast: try await ledger.forecast(of: id, until: snapshot.asOf), isCut: true)
        #expect(chart.pastLine.utf8.count < 400 * 4 * 20)
    }

    @Test("the future is drawn from now on, with what expires and what schedules add")
    func future() async throws {
        let rule = try TopUpRule(
            method: .fixed(paid: 20, granted: 10), trigger: .interval(.monthly),
            startsAt: try Instant("2026-02-01T00:00:00Z"))
        let id = try await wallet(CreateWallet(currency: .usd, rules: [rule], granted: 100))
        try await ledger.topUp(
            TopUp(id, granted: .credits(50), expiresAt: try Instant("2026-01-15T00:00:00Z")),
            of: customer)
        clock.set(try Instant("2026-01-08T00:00:00Z"))
        let until = try Instant("2026-03-15T00:00:00Z")
        let forecast = try await ledger.forecast(of: id, until: until)
        let section = WalletSection(
            wallet: try await ledger.wallet(id), balance: forecast.start, forecast: forecast,
            past: [BalanceStep(at: try Instant(Self.start), remaining: 150)], isCut: false,
            open: try await ledger.snapshot(of: customer).grants, ended: [])
        #expect(
            section.steps.map(\.stepAt.day) == [
                "15 January 2026", "1 February 2026", "1 March 2026",
            ])
        #expect(section.steps.map(\.stepChange) == ["−50", "+10", "+10"])
        #expect(section.steps.map(\.stepAfter) == ["100", "110", "120"])
        #expect(section.steps[0].causes == ["“Top-up” ends, and 50 expire"])
        #expect(section.steps[1].causes == ["Schedule adds 20 paid and 10 granted"])
        // The paid credits await their payment, so they are a line of their own.
        #expect(section.chart.awaitedLine != nil)
        #expect(section.chart.futureLine.hasPrefix("M" + section.chart.pastLine.lastX))
    }

    @Test("a line keeps its corners, and many steps in one column their extremes")
    func lines() throws {
        let at = { (day: Int64) in try Instant(milliseconds: day * 86_400_000) }
        let time = TimeScale(start: try at(0), end: try at(10))
        let values = ValueScale(highest: 100)
        #expect(values.top == 100)
        let steps = [
            BalanceStep(at: try at(0), remaining: 100), BalanceStep(at: try at(5), remaining: 50),
        ]
        let line = StepLine(steps, until: try at(10), time: time, values: values)
        #expect(line.line == "M0 0L500 0L500 500L1000 500")
        #expect(line.area == "M0 0L500 0L500 500L1000 500L1000 1000L0 1000Z")
        let many = try (0..<5000).map { index in
            BalanceStep(
                at: try Instant(milliseconds: Int64(index) * 172_800),
                remaining: index == 2500 ? 0 : index == 2501 ? 100 : 50)
        }
        let dense = StepLine(many, until: try at(10), time: time, values: values)
        #expect(dense.points.count < 1700)
        #expect(dense.points.contains { $0.y == 0 } && dense.points.contains { $0.y == 1000 })
        #expect(StepLine([], until: try at(1), time: time, values: values).area == "")
    }
}

extension String {
    /// The x of the last point of a path.
    fileprivate var lastX: String {
        String(split(separator: "L").last?.prefix { $0 != " " } ?? "")
    }
}
