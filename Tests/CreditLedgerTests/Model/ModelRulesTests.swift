import CreditLedger
import CreditLedgerTesting
import Testing

/// The model's automatic top-ups, by the numbers of the scenario files.
@Suite("ModelLedger: rules")
struct ModelRulesTests {
    @Test("R8.2b: 31 January, 29 February, 31 March, 30 April")
    func monthEnds() throws {
        let rule = try TopUpRule(
            method: .fixed(paid: nil, granted: 1), trigger: .interval(.monthly),
            startsAt: Instant("2028-01-31T12:00:00Z"))
        var book = try ModelCase("2027-12-15T00:00:00Z")
        _ = book.perform(wallet(rules: [rule]))
        #expect(
            try book.advance("2028-05-01T00:00:00Z") == [
                "granted 0 1 2028-01-31T12:00:00Z", "granted 1 1 2028-02-29T12:00:00Z",
                "granted 2 1 2028-03-31T12:00:00Z", "granted 3 1 2028-04-30T12:00:00Z",
            ])
        try book.set("2029-03-01T00:00:00Z")
        #expect(book.balance(0).granted == 14)
    }

    @Test("R8.2b: 29 February, yearly")
    func leapDay() throws {
        let rule = try TopUpRule(
            method: .fixed(paid: nil, granted: 1), trigger: .interval(.yearly))
        var book = try ModelCase("2028-02-29T00:00:00Z")
        #expect(book.perform(wallet(rules: [rule])) == [])
        #expect(
            try book.advance("2032-12-31T00:00:00Z") == [
                "granted 0 1 2029-02-28T00:00:00Z", "granted 1 1 2030-02-28T00:00:00Z",
                "granted 2 1 2031-02-28T00:00:00Z", "granted 3 1 2032-02-29T00:00:00Z",
            ])
    }

    @Test("R8.4: fixed, every week, until the wallet expires")
    func fixedInterval() throws {
        let end = try Instant("2026-10-08T00:00:00Z")
        let rule = try TopUpRule(
            method: .fixed(paid: Credits("5.5"), granted: 1), trigger: .interval(.weekly),
            startsAt: Instant("2025-07-24T17:30:15Z"), expiresAt: end)
        var book = try ModelCase("2025-07-20T00:00:00Z")
        _ = book.perform(
            .createWallet(
                CreateWallet(currency: .usd, expiresAt: end, rules: [rule], paid: 2, granted: 1)))
        #expect(
            try book.advance("2025-08-01T00:00:00Z") == [
                "purchased 2 5.5 pending 2025-07-24T17:30:15Z", "granted 3 1 2025-07-24T17:30:15Z",
                "purchased 4 5.5 pending 2025-07-31T17:30:15Z", "granted 5 1 2025-07-31T17:30:15Z",
            ])
        #expect(
            try book.at("2025-08-02T00:00:00Z", .settleTopUp(.ordinal(2))) == ["purchased 2 5.5"])
        try book.set("2026-10-07T00:00:00Z")
        #expect(book.balance(0).paid.description == "7.5")
        #expect(book.balance(0).granted == 64)
        #expect(book.balance(0).pending == 341)
        try book.set("2026-10-09T00:00:00Z")
        #expect(
            book.model.view(at: try Instant("2026-10-09T00:00:00Z")).wallets[0].rules == [.ended])
        #expect(book.status(4) == .failed)
        #expect(book.status(2) == .expired)
    }

    @Test("R8.5: fill up to 200 when fewer than 10 are left")
    func targetThreshold() throws {
        let rule = try TopUpRule(
            method: .target(200, kind: .paid), trigger: .threshold(10, orEqual: false),
            startsAt: Instant("2025-07-29T17:30:15Z"))
        var book = try ModelCase("2025-07-20T00:00:00Z")
        _ = book.perform(wallet(paid: 2, granted: 1, rules: [rule]))
        #expect(
            try book.advance("2025-07-30T00:00:00Z")
                == ["purchased 2 197 pending 2025-07-29T17:30:15Z"])
        _ = try book.at("2025-07-31T00:00:00Z", .settleTopUp(.ordinal(2)))
        _ = try book.draw("in_1", [line("l", "190")])
        #expect(book.balance(0).expected == 10)
        let half = try Invoice(
            id: InvoiceID("in_2"), currency: .usd, lines: [line("l", "0.5")])
        #expect(
            book.perform(.drawDown(DrawDown(half))) == [
                "applied 2 0.5", "purchased 3 190.5 pending",
            ])
    }

    @Test("R8.5c: a settled top-up of the rule is a reason to check it again")
    func fixedThreshold() throws {
        let rule = try TopUpRule(
            method: .fixed(paid: Credits("5.5"), granted: 1),
            trigger: .threshold(10, orEqual: false))
        var book = try ModelCase("2026-01-01T00:00:00Z")
        #expect(
            book.perform(wallet(paid: 2, granted: 1, rules: [rule])) == [
                "purchased 0 2", "granted 1 1", "purchased 2 5.5 pending", "granted 3 1",
            ])
        _ = try book.draw("in_1", [line("l", "1")])
        #expect(
            book.perform(.settleTopUp(.ordinal(2)))
                == ["purchased 2 5.5", "purchased 4 5.5 pending", "granted 5 1"])
    }

    @Test("R8.3: at exactly the threshold a rule rests, unless it says atOrBelow")
    func equality() throws {
        for (orEqual, last) in [(false, [String]()), (true, ["granted 1 1"])] {
            let rule = try TopUpRule(
                method: .fixed(paid: nil, granted: 1),
                trigger: .threshold(10, orEqual: orEqual))
            var book = try ModelCase("2026-01-01T00:00:00Z")
            _ = book.perform(wallet(granted: 15, rules: [rule]))
            let five = VoidCredits(.ordinal(0), 5)
            #expect(book.perform(.voidCredits(five)) == ["voided 0 5"] + last)
        }
    }

    @Test("R8.6: a failed payment pauses its rule until it is resumed")
    func pause() throws {
        let rule = try TopUpRule(
            method: .fixed(paid: 100, granted: nil), trigger: .threshold(20, orEqual: false))
        var book = try ModelCase("2026-01-01T00:00:00Z")
        #expect(book.perform(wallet(rules: [rule])) == ["purchased 0 100 pending"])
        #expect(
            book.perform(.failTopUp(.ordinal(0), reason: "card")) == ["purchased 0 100 failed"])
        #expect(
            book.perform(.resumeRule(.ordinal(0), .ordinal(0))) == ["purchased 1 100 pending"])
        #expect(book.perform(.resumeRule(.ordinal(0), .ordinal(0))) == [])
        #expect(book.perform(.resumeRule(.ordinal(0), .ordinal(1))) == ["ruleNotFound"])
    }

    @Test("R3.4c: a rule that is repeated keeps its anchor, its pause and its pending top-up")
    func repeatedRule() throws {
        let rule = try TopUpRule(
            method: .fixed(paid: 100, granted: nil), trigger: .threshold(20, orEqual: false))
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet(rules: [rule]))
        let same = UpdateWallet(.ordinal(0), rules: .set([rule]))
        #expect(book.perform(.updateWallet(same)) == [])
        let twice = UpdateWallet(.ordinal(0), rules: .set([rule, rule]))
        // The second is new, and the expected balance is 100 by then.
        #expect(book.perform(.updateWallet(twice)) == [])
        #expect(
            book.perform(.failTopUp(.ordinal(0), reason: "card"))
                == ["purchased 0 100 failed", "purchased 1 100 pending"])
        #expect(
            book.model.view(at: try Instant("2026-01-01T00:00:00Z")).wallets[0].rules
                == [.paused, .active])
    }
}
