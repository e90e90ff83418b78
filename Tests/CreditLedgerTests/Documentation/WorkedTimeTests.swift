import CreditLedger
import Testing

/// The worked numbers of Docs/time-and-grace.md.
@Suite("Docs/time-and-grace.md")
struct WorkedTimeTests {
    private let february = "2026-02-01T00:00:00Z"

    private func told(_ entry: JournalEntry) -> [String] {
        entry.transactions.map { "\(entry.instant) \($0.kind) \($0.credits)" }
    }

    @Test("R2.4: three weeks of silence")
    func silence() async throws {
        let rule = try TopUpRule(
            method: .fixed(paid: nil, granted: 5), trigger: .interval(.weekly),
            timeToLiveSeconds: 7 * 86_400)
        let late = try WorkedLedger(at: "2026-01-05T00:00:00Z")
        let id = try await late.wallet(CreateWallet(currency: .usd, rules: [rule]))
        try late.go(to: "2026-01-27T00:00:00Z")
        let entries = try await late.ledger.advance(late.acme)
        let written = Set(entries.map(\.recordedAt))
        let settled = try await late.balance(id).settled
        var lines = entries.flatMap(told)
        lines.append("written at \(try #require(written.first)), settled \(settled)")
        #expect(written.count == 1)
        try await expect(
            "Docs/time-and-grace.md", "Worked: three weeks of silence", shows: lines, by: late)

        let often = try WorkedLedger(at: "2026-01-05T00:00:00Z")
        try await often.wallet(CreateWallet(currency: .usd, rules: [rule]))
        var split: [JournalEntry] = []
        for instant in ["2026-01-13T00:00:00Z", "2026-01-19T00:00:00Z", "2026-01-27T00:00:00Z"] {
            try often.go(to: instant)
            split += try await often.ledger.advance(often.acme)
        }
        #expect(split.flatMap(told) == entries.flatMap(told))
    }

    @Test("R2.1: the last millisecond")
    func lastMillisecond() async throws {
        var lines: [String] = []
        for instant in ["2026-01-31T23:59:59.999Z", february] {
            let worked = try WorkedLedger()
            let id = try await worked.wallet(CreateWallet(currency: .usd))
            try await worked.topUp(TopUp(id, granted: .credits(10), expiresAt: Instant(february)))
            try worked.go(to: instant)
            let drawdown = try await worked.draw(worked.invoice("in_1", [("usage", .charge, "4")]))
            lines.append("\(instant) applied \(drawdown.applied), due \(drawdown.due)")
            guard lines.count == 2 else { continue }
            try await expect(
                "Docs/time-and-grace.md", "Worked: the last millisecond", shows: lines, by: worked)
        }
    }

    /// 10 granted credits that expire on 1 February with 10 days of grace, and 10 paid ones.
    private func januaryAndGrace() async throws -> (WorkedLedger, WalletID) {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(CreateWallet(currency: .usd, graceSeconds: 10 * 86_400))
        try await worked.topUp(
            TopUp(id, granted: .credits(10), expiresAt: Instant(february), name: "granted"))
        try await worked.topUp(TopUp(id, paid: .credits(10), name: "paid"))
        return (worked, id)
    }

    @Test("R4.4b: January's credits, February's invoice")
    func grace() async throws {
        let heading = "Worked: January's credits, February's invoice"
        let (worked, id) = try await januaryAndGrace()
        let usage = try worked.invoice("in_1", [("usage", .charge, "11")], periodEnd: february)
        let now = try worked.invoice("in_2", [("now", .charge, "1")])
        try worked.go(to: "2026-02-03T00:00:00Z")
        let balance = try await worked.balance(id)
        var lines = ["on 3 February: settled \(balance.settled), closing \(balance.closing)"]
        let skipped = try await worked.ledger.previewDrawdown(now, for: worked.acme).skipped
        #expect(skipped.map(\.reason) == [.expired])
        lines += worked.told(try await worked.draw(usage))
        lines += worked.told(try await worked.draw(now))
        try await expect(
            "Docs/time-and-grace.md", "Worked: January's credits, February's invoice", shows: lines,
            by: worked)

        let (late, _) = try await januaryAndGrace()
        try late.go(to: "2026-02-11T00:00:00Z")
        let receipt = try await late.ledger.drawDown(usage, for: late.acme)
        lines = receipt.advanced.flatMap(told) + late.told(receipt.outcome)
        let document = try DocumentFile("Docs/time-and-grace.md")
        #expect(try document.blocks("text", below: heading).dropFirst().first == lines)
    }

    @Test("R8.2b: month ends")
    func monthEnds() async throws {
        let worked = try WorkedLedger()
        let rule = try TopUpRule(
            method: .fixed(paid: nil, granted: 1), trigger: .interval(.monthly),
            startsAt: Instant("2026-01-31T00:00:00Z"))
        try await worked.wallet(CreateWallet(currency: .usd, rules: [rule]))
        try worked.go(to: "2026-05-01T00:00:00Z")
        let entries = try await worked.ledger.advance(worked.acme)
        try await expect(
            "Docs/time-and-grace.md", "Worked: month ends",
            shows: entries.map(\.instant.description), by: worked)
    }

    @Test("R8.5: filled up to a target")
    func target() async throws {
        let worked = try WorkedLedger()
        let rule = try TopUpRule(
            method: .target(50, kind: .granted), trigger: .threshold(10, orEqual: false))
        let id = try await worked.wallet(CreateWallet(currency: .usd, rules: [rule], granted: 30))
        try await worked.draw(worked.invoice("in_1", [("usage", .charge, "20")]))
        var lines = ["drawn 20 USD: settled \(try await worked.balance(id).settled)"]
        let receipt = try await worked.ledger.drawDown(
            worked.invoice("in_2", [("usage", .charge, "1")]), for: worked.acme)
        let moved = receipt.transactions.map { "\($0.kind) \($0.credits)" }
        lines.append(
            "drawn 1 USD: settled \(try await worked.balance(id).settled), by one entry: "
                + moved.joined(separator: ", "))
        try await expect(
            "Docs/time-and-grace.md", "Worked: filled up to a target", shows: lines, by: worked)
    }

    @Test("R9.5: what a chart shows")
    func chart() async throws {
        let worked = try WorkedLedger()
        let id = try await worked.wallet(
            CreateWallet(currency: .usd, graceSeconds: 10 * 86_400, paid: 4))
        try await worked.topUp(
            TopUp(id, granted: .credits(30), expiresAt: Instant(february), name: "promotion"))
        try await worked.topUp(
            TopUp(
                id, granted: .credits(20), effectiveAt: Instant("2026-02-15T00:00:00Z"),
                name: "bonus"))
        let rule = try TopUpRule(
            method: .target(25, kind: .granted), trigger: .threshold(10, orEqual: false))
        try await worked.ledger.updateWallet(UpdateWallet(id, rules: .set([rule])))

        let until = try Instant("2026-12-31T00:00:00Z")
        let forecast = try await worked.ledger.forecast(of: id, until: until)
        func told(_ balance: Balance) -> String {
            "\(balance.asOf) settled \(balance.settled), scheduled \(balance.scheduled), "
                + "closing \(balance.closing)"
        }
        func told(_ cause: Forecast.Cause) -> String {
            switch cause {
            case .grantEffective(let grant): "\(worked.name(grant)) can be used"
            case .grantExpired(let grant, _): "\(worked.name(grant)) expires"
            case .grantClosed(let grant, let lost): "\(worked.name(grant)) loses \(lost)"
            case .threshold(_, nil, let granted?): "the rule adds \(granted)"
            default: "\(cause)"
            }
        }
        let lines = forecast.steps.map { step in
            told(step.balance) + ": " + step.causes.map(told).joined(separator: ", ")
        }
        try await expect(
            "Docs/time-and-grace.md", "Worked: what a chart shows",
            shows: [told(forecast.start)] + lines, by: worked)
        let last = try await worked.ledger.balance(of: id, at: until)
        #expect(last.settled == forecast.steps.last?.balance.settled)
    }
}
