import CreditLedger
import CreditLedgerTesting
import Testing

/// Unbilled usage through the façade (R9.2, R9.3).
@Suite("Unbilled usage")
struct UsageTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    private func report(
        _ dollars: String, in period: String = "", _ currency: Currency = .usd
    ) throws -> UsageReport {
        try UsageReport(
            currency: currency, period: UsagePeriod(period),
            lines: [Invoice.Line(LineID("use"), .charge, Money(dollars, currency))])
    }

    private func ongoing(_ wallet: WalletID) async throws -> Credits {
        let own = try await ledger.balance(of: wallet)
        let other = try await house.neighbour().ledger.balance(of: wallet)
        #expect(own == other)
        return own.ongoing
    }

    @Test("R9.2 A report replaces the earlier one of its period, moves nothing, and adds up")
    func replaces() async throws {
        let wallet = try await house.wallet(granted: 10)
        let first = try await ledger.reportUsage(report("3", in: "2026-01"), for: house.acme)
        #expect(first.transactions == [])
        #expect(try await ongoing(wallet) == 7)
        try await ledger.reportUsage(report("2.5", in: "2026-02"), for: house.acme)
        try await ledger.reportUsage(report("4", in: "2026-01"), for: house.acme)
        #expect(try await ongoing(wallet) == Credits("3.5"))
        #expect(try await ledger.balance(of: wallet).available == 10)
        let usage = try await ledger.snapshot(of: house.acme).usage
        #expect(usage == [try report("4", in: "2026-01"), try report("2.5", in: "2026-02")])
        #expect(try await house.neighbour().ledger.snapshot(of: house.acme).usage == usage)
    }

    @Test("R9.2 The same report again is a no-op, whoever sends it")
    func repeated() async throws {
        _ = try await house.wallet(granted: 10)
        try await ledger.reportUsage(report("3"), for: house.acme)
        let count = try await house.journal().count
        for ledger in [ledger, try house.neighbour().ledger] {
            let again = try await ledger.reportUsage(report("3"), for: house.acme)
            #expect(again.entry == nil)
            #expect(!again.replayed)
        }
        #expect(try await house.journal().count == count)
    }

    @Test("R9.3 A drawdown clears the periods that it bills, in its currency, in the same step")
    func clears() async throws {
        let wallet = try await house.wallet(granted: 10)
        for period in ["a", "b", "c"] {
            try await ledger.reportUsage(report("1", in: period), for: house.acme)
        }
        try await ledger.reportUsage(report("1", in: "a", .eur), for: house.acme)
        let periods = try ["c", "a", "unreported"].map { try UsagePeriod($0) }
        let receipt = try await ledger.drawDown(
            house.invoice("in_1", 2), for: house.acme, clearing: .periods(Set(periods)))
        #expect(receipt.entry?.effects.contains { $0.clears(["a", "c"]) } == true)
        #expect(try await ongoing(wallet) == 7)
        let left = try await ledger.snapshot(of: house.acme).usage
        #expect(left == [try report("1", in: "b"), try report("1", in: "a", .eur)])
        try await ledger.drawDown(house.invoice("in_2", 1), for: house.acme, clearing: .all)
        #expect(
            try await ledger.snapshot(of: house.acme).usage == [try report("1", in: "a", .eur)])
        // A period that was cleared comes last when it is reported anew.
        try await ledger.reportUsage(report("1", in: "b"), for: house.acme)
        try await ledger.reportUsage(report("1", in: "a"), for: house.acme)
        #expect(
            try await ledger.snapshot(of: house.acme).usage.map(\.period.text) == ["a", "b", "a"])
    }

    @Test("R11.3 A key's report is replayed after others came; what it said stays replaced")
    func replay() async throws {
        let wallet = try await house.wallet(granted: 10)
        let first = try await ledger.reportUsage(
            report("3"), for: house.acme, context: .key("k"))
        try await ledger.reportUsage(report("5"), for: house.acme)
        let again = try await ledger.reportUsage(
            report("3"), for: house.acme, context: .key("k"))
        #expect(again.replayed)
        #expect(again.entry == first.entry)
        #expect(try await ongoing(wallet) == 5)
    }

    @Test("R9.3 Usage that no grant covers counts against the last wallet in scope, below 0")
    func uncovered() async throws {
        let first = try await house.wallet(granted: 4)
        let second = try await house.wallet(granted: 3)
        try await ledger.reportUsage(report("9"), for: house.acme)
        #expect(try await ongoing(first) == 0)
        #expect(try await ongoing(second) == -2)
        // Usage in a currency without a wallet lowers none.
        try await ledger.reportUsage(report("100", .eur), for: house.acme)
        #expect(try await ongoing(first) == 0)
        #expect(try await ongoing(second) == -2)
    }

    @Test("R9.2, R2.5 A customer without a book may report usage: its book begins with that")
    func firstCommand() async throws {
        let receipt = try await ledger.reportUsage(report("3"), for: house.acme)
        #expect(receipt.entry?.revision == 1)
        #expect(try await ledger.snapshot(of: house.acme).usage == [try report("3")])
    }

    @Test("R8.3, R9.3 Usage makes a threshold rule top up, once, before the invoice comes")
    func topsUp() async throws {
        let rule = try TopUpRule(
            method: .target(10, kind: .paid), trigger: .threshold(5, orEqual: false),
            payment: .collected)
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, rules: [rule], paid: 10), for: house.acme
        ).outcome
        let receipt = try await ledger.reportUsage(report("5.01"), for: house.acme)
        #expect(receipt.transactions.map(\.credits) == [try Credits("5.01")])
        #expect(try await ongoing(wallet) == 10)
        // Its drawdown lowers what is available and clears the usage: the balance does not fall.
        let line = Invoice.Line(try LineID("use"), .charge, try Money("5.01", .usd))
        let invoice = try Invoice(id: InvoiceID("in_1"), currency: .usd, lines: [line])
        let drawn = try await ledger.drawDown(invoice, for: house.acme, clearing: .all)
        #expect(drawn.transactions.map(\.kind) == [.applied])
        #expect(try await ongoing(wallet) == 10)
        #expect(try await ledger.verify(house.acme).isClean)
    }
}

extension Effect {
    /// Whether it clears these periods of dollars.
    fileprivate func clears(_ periods: [String]) -> Bool {
        guard case .usageCleared(.usd, let cleared) = self else { return false }
        return cleared.map(\.text) == periods
    }
}
