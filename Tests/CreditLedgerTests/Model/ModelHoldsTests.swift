import CreditLedger
import CreditLedgerTesting
import Testing

/// The model's holds, captures and unbilled usage, by numbers that a person can check.
@Suite("ModelLedger: holds and usage")
struct ModelHoldsTests {
    private func hold(
        _ amount: String, until: String = "2026-06-01T00:00:00Z", allowsPart: Bool = false
    ) throws -> Command {
        .hold(
            HoldCredits(
                try Money(amount, .usd), for: .charge, until: try Instant(until),
                allowsPart: allowsPart))
    }

    private func capture(
        _ hold: Int, _ amount: String, _ invoice: String, _ line: String
    ) throws -> Command {
        .capture(
            CaptureHold(
                .ordinal(hold), try Money(amount, .usd), invoice: try InvoiceID(invoice),
                line: try LineID(line)))
    }

    @Test("R9.4, R6.9: held, captured for two lines, drawn down for the rest, given back")
    func captures() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet(paid: 20, granted: 5))
        #expect(book.perform(try hold("26")) == ["insufficientCredits"])
        #expect(book.perform(try hold("8")) == [])
        #expect(book.perform(try hold("30", allowsPart: true)) == [])
        #expect(book.balance(0).held == 25)
        #expect(book.balance(0).available == 0)
        #expect(book.perform(try hold("1", allowsPart: true)) == ["insufficientCredits"])
        #expect(book.perform(try capture(0, "6", "in_1", "x")) == ["applied 1 5", "applied 0 1"])
        #expect(book.perform(try capture(0, "1", "in_1", "y")) == ["holdNotOpen"])
        #expect(book.perform(try capture(1, "1", "in_1", "x")) == ["invoiceAlreadyDrawn"])
        #expect(book.perform(try capture(1, "17.01", "in_1", "y")) == ["insufficientCredits"])
        #expect(book.perform(try capture(1, "4", "in_1", "y")) == ["applied 0 4"])
        #expect(book.balance(0).available == 15)
        #expect(try book.draw("in_1", [line("y", "9")]) == ["invalidField"])
        #expect(try book.draw("in_1", [line("x", "5"), line("y", "9")]) == ["invalidAmount"])
        #expect(
            try book.reinstate("in_1", ["x": "2"])
                == "reinstated 0 1, reinstated 1 1; 2 back, 0 lost")
        let lines = [try line("x", "5"), try line("y", "9")]
        #expect(
            try book.draw("in_1", lines)
                == ["1 pays 1 of x with 1", "0 pays 5 of y with 5"])
        #expect(
            try book.draw("in_1", lines)
                == ["replayed", "1 pays 1 of x with 1", "0 pays 5 of y with 5"])
        #expect(
            try book.reinstate("in_1", ["y": "7"])
                == "reinstated 0 5, reinstated 0 2; 7 back, 0 lost")
    }

    @Test("R4.4a: what a hold keeps outlives its grant, and what it does not use expires")
    func closing() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet())
        _ = book.perform(
            .topUp(
                TopUp(
                    .ordinal(0), granted: .credits(10),
                    expiresAt: try Instant("2026-02-01T00:00:00Z"))))
        _ = book.perform(try hold("7", until: "2026-03-01T00:00:00Z"))
        #expect(try book.advance("2026-02-02T00:00:00Z") == ["expired 0 3 2026-02-01T00:00:00Z"])
        #expect(book.balance(0).closing == 7)
        #expect(book.balance(0).held == 0)
        #expect(book.status(0) == .closing)
        let later = ChangeGrant(.ordinal(0), expiresAt: .clear)
        #expect(book.perform(.changeGrant(later)) == ["grantClosed"])
        #expect(book.perform(try capture(0, "4", "in_1", "x")) == ["applied 0 4", "expired 0 3"])
        #expect(book.status(0) == .expired)
        #expect(try book.reinstate("in_1") == "reinstated 0 4, expired 0 4; 4 back, 4 lost")
    }

    @Test("R3.3: a terminated wallet forfeits, but what was held of a closed grant expires")
    func termination() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet(granted: 3))
        _ = book.perform(
            .topUp(
                TopUp(
                    .ordinal(0), granted: .credits(10),
                    expiresAt: try Instant("2026-02-01T00:00:00Z"))))
        _ = book.perform(try hold("12"))
        #expect(
            try book.at("2026-02-01T00:00:00Z", .terminateWallet(.ordinal(0)))
                == ["forfeited 0 3", "expired 1 10"])
        #expect(book.perform(.releaseHold(.ordinal(0))) == ["holdNotOpen"])
    }

    @Test("R9.4: released, extended, lapsed at its end, ended with its grant")
    func ends() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet(granted: 10))
        _ = book.perform(try hold("2", until: "2026-02-01T00:00:00Z"))
        _ = book.perform(try hold("3", until: "2026-02-01T00:00:00Z"))
        _ = book.perform(try hold("4"))
        #expect(book.perform(.releaseHold(.ordinal(3))) == ["holdNotFound"])
        let end = try Instant("2026-02-01T00:00:00Z")
        #expect(book.perform(.extendHold(.ordinal(1), until: end)) == ["invalidField"])
        let later = try Instant("2026-02-01T00:00:00.001Z")
        #expect(book.perform(.extendHold(.ordinal(1), until: later)) == [])
        #expect(try book.at("2026-02-01T00:00:00Z", .releaseHold(.ordinal(0))) == ["holdNotOpen"])
        #expect(book.perform(.releaseHold(.ordinal(1))) == [])
        #expect(book.balance(0).available == 6)
        #expect(book.perform(.voidGrant(.ordinal(0))) == ["voided 0 10"])
        #expect(book.perform(.releaseHold(.ordinal(2))) == ["holdNotOpen"])
        let ends = book.model.view(at: end).holds.map(\.status)
        #expect(
            ends == [
                .ended(.lapsed, at: end), .ended(.released, at: end), .ended(.grantsEnded, at: end),
            ])
    }

    @Test("R9.3: usage lowers the ongoing balance, fires a rule, and is billed by a drawdown")
    func usage() throws {
        let rule = try TopUpRule(
            method: .target(10, kind: .granted), trigger: .threshold(3, orEqual: false))
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet(granted: 10, rules: [rule]))
        func report(_ period: String, _ sum: String) throws -> Command {
            .reportUsage(
                try UsageReport(
                    currency: .usd, period: UsagePeriod(period), lines: [line("l", sum)]))
        }
        #expect(book.perform(try report("jan", "4.005")) == [])
        #expect(book.balance(0).ongoing.description == "5.995")
        #expect(book.perform(try report("feb", "2.995")) == [])
        #expect(book.balance(0).ongoing == 3)
        #expect(book.perform(try report("feb", "20")) == ["granted 1 24.005"])
        #expect(book.balance(0).ongoing == 10)
        #expect(book.balance(0).available.description == "34.005")
        let invoice = try Invoice(
            id: InvoiceID("in_1"), currency: .usd, lines: [line("x", "20")])
        let february = BilledUsage.periods([try UsagePeriod("feb")])
        #expect(
            book.perform(.drawDown(DrawDown(invoice, clearing: february)))
                == ["applied 0 10", "applied 1 10"])
        #expect(book.balance(0).ongoing == 10)
        #expect(
            book.model.view(at: try Instant("2026-01-01T00:00:00Z")).usage.map(\.period.text)
                == ["jan"])
    }

    @Test("R9.3: what no grant covers counts against the last wallet that could")
    func uncovered() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(
            .createWallet(
                CreateWallet(currency: .usd, rate: try Rate("0.03"), priority: 60, paid: 1)))
        _ = book.perform(wallet(granted: 2))
        let lines = [try line("a", "3"), try line("b", "1")]
        _ = book.perform(.reportUsage(try UsageReport(currency: .usd, lines: lines)))
        // The 0.03 that the credit is worth go to the first line: 0.97 and 1 are uncovered.
        #expect(book.balance(1).ongoing == 0)
        #expect(book.balance(0).ongoing.description == "-65.666666666668")
    }

    @Test("R5.5c: a charge that comes in too late is owed back, once")
    func refund() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet())
        _ = book.perform(.topUp(TopUp(.ordinal(0), paid: .credits(10), payment: .due)))
        _ = book.perform(.failTopUp(.ordinal(0), reason: "timed out"))
        let now = try Instant("2026-01-01T00:00:00Z")
        guard
            case .journalled(_, let result) =
                book.withModel({ $0.perform(.confirmCharge(.ordinal(0)), at: now).outcome })
        else {
            Issue.record("nothing is owed")
            return
        }
        #expect(result.refund == (try Money("10", .usd)))
        #expect(
            book.withModel({ $0.perform(.confirmCharge(.ordinal(0)), at: now).outcome })
                == .nothing)
    }
}
