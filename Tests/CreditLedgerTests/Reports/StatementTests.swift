import Testing

@testable import CreditLedger

@Suite("Statement")
struct StatementTests {
    @Test("Opening, every movement with the balance after it, closing")
    func february() throws {
        let statement = try statement(from: "2026-02-01T00:00:00Z", to: "2026-03-01T00:00:00Z")
        #expect((statement.opening.paid, statement.opening.granted) == (150, 20))
        #expect(
            statement.lines.map {
                "\($0.transaction.kind.rawValue) \($0.change) \($0.balance.total) \($0.purpose)"
            } == [
                "applied -20 150 invoice in_1, line plan",
                "applied -32 118 invoice in_1, line api",
                "reinstated 16 134 given back from invoice in_1, line api",
                "voided -7 127 taken away",
            ])
        #expect((statement.closing.paid, statement.closing.granted) == (127, 0))
        #expect(statement.name == "Prepaid")
    }

    @Test("R5.2c: a purchase stands where it was settled; one that failed stands nowhere")
    func settledLater() throws {
        let statement = try statement(from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z")
        #expect(
            statement.lines.map { "\($0.instant) \($0.change) \($0.purpose)" } == [
                "2026-01-01T00:00:00Z 100 initial credits",
                "2026-01-01T00:00:00Z 20 initial credits",
                "2026-01-03T00:00:00Z 50 top-up",
            ])
        #expect(statement.opening.total == 0)
    }

    @Test("R7.3: what was paid, given back and lost at once can be told apart")
    func lostAtOnce() throws {
        var history = try History.twoMonths()
        try history.at("2026-03-03T00:00:00Z", .reinstate(Reinstate(InvoiceID("in_1"))))
        var fold = try StatementFold(
            history.book.wallets[1], of: history.book.customer,
            from: Instant("2026-02-01T00:00:00Z"), to: Instant("2026-04-01T00:00:00Z"))
        for entry in history.entries { fold.add(entry, isJournalled: true) }
        #expect(
            fold.statement.lines.map { "\($0.change) \($0.purpose)" } == [
                "-10 invoice in_1, line api",
                "10 given back from invoice in_1, line api",
                "-10 lost at once, given back from invoice in_1, line api",
            ])
    }

    @Test("R2.1: a span is half-open: its first instant is in it, its last one is not")
    func edges() throws {
        let at = "2026-02-03T00:00:00Z"
        #expect(try statement(from: at, to: "2026-02-03T00:00:00.001Z").lines.count == 1)
        #expect(try statement(from: "2026-02-02T00:00:00.001Z", to: at).lines.isEmpty)
        #expect(
            try statement(from: "2026-02-03T00:00:00.001Z", to: "2026-02-04T00:00:00Z").lines
                .isEmpty)
        let empty = try statement(from: at, to: at)
        #expect(empty.lines.isEmpty)
        #expect(empty.opening == empty.closing)
        #expect(empty.opening.total == 134)
    }

    @Test("Opening and movements make closing, and each closing the next opening")
    func continuity() throws {
        let instants = [
            "2025-12-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-01-02T12:00:00Z",
            "2026-02-01T00:00:00Z", "2026-02-02T00:00:00Z", "2026-02-20T00:00:00Z",
            "2026-04-01T00:00:00Z",
        ]
        for wallet in 0...1 {
            var before = Statement.Funds()
            for (from, to) in zip(instants, instants.dropFirst()) {
                let statement = try statement(wallet, from: from, to: to)
                #expect(statement.opening == before)
                let moved = statement.lines.map(\.change).reduce(0, +)
                #expect(statement.opening.total + moved == statement.closing.total)
                before = statement.closing
            }
        }
    }

    @Test("What fell due and is not journalled yet is in it, and marked")
    func unjournalled() throws {
        var history = try History()
        try history.at(
            "2026-01-01T00:00:00Z",
            .createWallet(
                CreateWallet(
                    currency: .usd, expiresAt: Instant("2026-02-01T00:00:00Z"), granted: 3)))
        var fold = try StatementFold(
            history.book.wallets[0], of: history.book.customer,
            from: Instant("2026-01-15T00:00:00Z"), to: Instant("2026-03-01T00:00:00Z"))
        for entry in history.entries { fold.add(entry, isJournalled: true) }
        var copy = history.book
        let due = try copy.advance(
            to: Instant("2026-02-15T00:00:00Z"), ids: TimeOrderedIDs(seed: 0))
        for entry in due { fold.add(entry, isJournalled: false) }
        let line = try #require(fold.statement.lines.first)
        #expect(fold.statement.lines.count == 1)
        #expect(line.entry == nil)
        #expect(line.purpose == .expired)
        #expect("\(line.instant)" == "2026-02-01T00:00:00Z")
        #expect(fold.statement.closing.total == 0)
    }

    private func statement(
        _ wallet: Int = 0, from: String, to: String
    ) throws -> Statement {
        let history = try History.twoMonths()
        var fold = try StatementFold(
            history.book.wallets[wallet], of: history.book.customer, from: Instant(from),
            to: Instant(to))
        for entry in history.entries { fold.add(entry, isJournalled: true) }
        return fold.statement
    }
}
