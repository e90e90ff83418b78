import CreditLedger
import CreditLedgerTesting
import Testing

/// The model alone, by the numbers of the scenario files, so that it is known right on its own.
@Suite("ModelLedger")
struct ModelLedgerTests {
    @Test("R4.4b: credits of January pay January's invoice in February, within the grace")
    func grace() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(
            .createWallet(CreateWallet(currency: .usd, graceSeconds: 864_000)))
        _ = book.perform(
            .topUp(
                TopUp(
                    .ordinal(0), granted: .credits(10),
                    expiresAt: try Instant("2026-02-01T00:00:00Z"))))
        _ = book.perform(.topUp(TopUp(.ordinal(0), paid: .credits(10))))
        #expect(try book.advance("2026-02-01T00:00:00Z") == [])
        #expect(book.balance(0).available == 10)
        #expect(book.balance(0).closing == 10)
        try book.set("2026-02-03T00:00:00Z")
        let one = try line("l", "1")
        #expect(try book.draw("feb", [one]) == ["1 pays 1 of l with 1", "0 expired"])
        #expect(
            try book.draw("feb2", [one], periodEnd: "2026-02-01T00:00:00.001Z")
                == ["1 pays 1 of l with 1", "0 expired"])
        #expect(
            try book.draw("jan", [line("l", "11")], periodEnd: "2026-02-01T00:00:00Z")
                == ["0 pays 10 of l with 10", "1 pays 1 of l with 1"])
        #expect(book.status(0) == .depleted)
        try book.set("2026-02-04T00:00:00Z")
        #expect(
            try book.reinstate("jan", ["l": "4"])
                == "reinstated 1 1, reinstated 0 3; 4 back, 0 lost")
        #expect(book.balance(0).paid == 8)
        #expect(book.balance(0).closing == 3)
        #expect(try book.advance("2026-02-12T00:00:00Z") == ["expired 0 3 2026-02-11T00:00:00Z"])
        try book.set("2026-02-13T00:00:00Z")
        #expect(
            try book.reinstate("jan") == "reinstated 0 7, expired 0 7; 7 back, 7 lost")
    }

    @Test("R4.2: wallet, priority, expiry, granted before paid, effective date, creation")
    func consumptionOrder() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(.createWallet(CreateWallet(currency: .usd, priority: 60, granted: 1)))
        _ = book.perform(wallet(paid: 1, granted: 1))
        _ = book.perform(.createWallet(CreateWallet(currency: .usd, priority: 0, paid: 1)))
        try book.set("2026-01-02T00:00:00Z")
        let december = try Instant("2026-12-01T00:00:00Z")
        let topUps = [
            TopUp(.ordinal(1), granted: .credits(1), priority: 40),
            TopUp(.ordinal(1), paid: .credits(1), expiresAt: december),
            TopUp(.ordinal(1), granted: .credits(1), expiresAt: december),
            TopUp(.ordinal(1), paid: .credits(1), expiresAt: try Instant("2026-11-01T00:00:00Z")),
            TopUp(
                .ordinal(1), granted: .credits(1),
                effectiveAt: try Instant("2025-12-31T00:00:00Z")),
            TopUp(
                .ordinal(1), granted: .credits(1), priority: 100,
                expiresAt: try Instant("2026-10-01T00:00:00Z")),
        ]
        for topUp in topUps { _ = book.perform(.topUp(topUp)) }
        try book.set("2026-02-01T00:00:00Z")
        let order = try book.draw("in_1", [line("l", "20")]).compactMap {
            $0.split(separator: " ").first
        }
        #expect(order.map(String.init) == ["3", "4", "7", "6", "5", "8", "2", "1", "9", "0"])
    }

    @Test("R5.2: due credits are usable from their settlement on, and fail at their close")
    func dueTopUps() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        #expect(
            book.perform(
                .createWallet(
                    CreateWallet(currency: .usd, paid: 10, granted: 2, payment: .due)))
                == ["purchased 0 10 pending", "granted 1 2"])
        #expect(book.balance(0).pending == 10)
        try book.set("2026-01-02T00:00:00Z")
        #expect(
            try book.draw("in_1", [line("x", "5")])
                == ["1 pays 2 of x with 2", "0 awaitingPayment"])
        #expect(
            try book.at("2026-01-03T00:00:00Z", .settleTopUp(.ordinal(0))) == ["purchased 0 10"])
        #expect(try book.at("2026-01-04T00:00:00Z", .settleTopUp(.ordinal(0))) == [])
        #expect(book.perform(.failTopUp(.ordinal(0), reason: "late")) == ["topUpNotPending"])
        _ = book.perform(.topUp(TopUp(.ordinal(0), paid: .credits(3), payment: .due)))
        #expect(book.perform(.failTopUp(.ordinal(2), reason: "card")) == ["purchased 2 3 failed"])
        #expect(book.perform(.failTopUp(.ordinal(2), reason: "card")) == [])
        #expect(book.perform(.settleTopUp(.ordinal(2))) == ["topUpNotPending"])
        #expect(book.perform(.settleTopUp(.ordinal(1))) == ["topUpNotPending"])
        #expect(book.perform(.settleTopUp(.ordinal(9))) == ["grantNotFound"])
        _ = book.perform(
            .topUp(
                TopUp(
                    .ordinal(0), paid: .credits(4), payment: .due,
                    effectiveAt: try Instant("2026-02-01T00:00:00Z"))))
        _ = book.perform(.settleTopUp(.ordinal(3)))
        #expect(book.balance(0).scheduled == 4)
        _ = book.perform(
            .topUp(
                TopUp(
                    .ordinal(0), paid: .credits(5), payment: .due,
                    expiresAt: try Instant("2026-02-10T00:00:00Z"))))
        #expect(
            try book.at("2026-02-10T00:00:00Z", .settleTopUp(.ordinal(4)))
                == ["purchased 4 5 failed 2026-02-10T00:00:00Z", "topUpNotPending"])
        #expect(book.status(3) == .active)
    }

    @Test("R5.4: voiding takes granted credits first, and never more than there are")
    func voiding() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet(paid: 10, granted: 5))
        #expect(
            book.perform(.voidCredits(VoidCredits(.ordinal(0), 8))) == ["voided 1 5", "voided 0 3"])
        let over = VoidCredits(.ordinal(0), try Credits("7.000000000001"))
        #expect(book.perform(.voidCredits(over)) == ["insufficientCredits"])
        #expect(book.perform(.voidCredits(VoidCredits(.ordinal(0), 0))) == ["invalidAmount"])
        #expect(
            book.perform(.voidCredits(VoidCredits(.ordinal(0), 2, from: .ordinal(1))))
                == ["insufficientCredits"])
        #expect(
            book.perform(.voidCredits(VoidCredits(.ordinal(0), 2, from: .ordinal(0))))
                == ["voided 0 2"])
        #expect(book.perform(.topUp(TopUp(.ordinal(0)))) == ["invalidField"])
    }

    @Test("R7.2: in parts, last application first, never more than was applied")
    func reinstateInParts() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet(paid: 10, granted: 5))
        let lines = [try line("x", "6"), try line("y", "3", .subscription)]
        #expect(
            try book.draw("in_1", lines)
                == ["1 pays 5 of x with 5", "0 pays 1 of x with 1", "0 pays 3 of y with 3"])
        #expect(try book.draw("in_1", lines).first == "replayed")
        #expect(
            try book.reinstate("in_1", ["x": "2"])
                == "reinstated 0 1, reinstated 1 1; 2 back, 0 lost")
        #expect(try book.reinstate("in_1", ["x": "4.01"]) == "exceedsApplied")
        #expect(try book.reinstate("in_1", ["z": "1"]) == "invalidField")
        #expect(try book.reinstate("in_1", ["x": "0"]) == "invalidAmount")
        #expect(try book.reinstate("in_9") == "invoiceNotFound")
        #expect(try book.reinstate("in_1") == "reinstated 0 3, reinstated 1 4; 7 back, 0 lost")
        #expect(try book.reinstate("in_1") == "nothing")
        #expect(try book.draw("in_1", lines) == ["invoiceAlreadyDrawn"])
    }

    @Test("R7.3c: a new expiry reopens what closed as expired")
    func reopening() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet())
        _ = book.perform(
            .topUp(
                TopUp(
                    .ordinal(0), granted: .credits(10),
                    expiresAt: try Instant("2026-02-01T00:00:00Z"))))
        _ = try book.draw("in_1", [line("x", "10")])
        try book.set("2026-03-01T00:00:00Z")
        #expect(
            try book.reinstate("in_1", ["x": "4"])
                == "reinstated 0 4, expired 0 4; 4 back, 4 lost")
        #expect(
            try book.reinstate("in_1", reopenUntil: "2026-04-01T00:00:00Z")
                == "reinstated 0 6; 6 back, 0 lost")
        #expect(try book.advance("2026-05-01T00:00:00Z") == ["expired 0 6 2026-04-01T00:00:00Z"])
    }

    @Test("R2.2: a clock that goes back stands still, and silent closes do not outlast it")
    func clockGoesBack() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet())
        _ = book.perform(
            .topUp(
                TopUp(
                    .ordinal(0), granted: .credits(1),
                    expiresAt: try Instant("2026-02-01T00:00:00Z"))))
        _ = try book.draw("in_1", [line("x", "1")])
        // Nothing is journalled in March, so the book still stands on 1 January.
        #expect(try book.advance("2026-03-01T00:00:00Z") == [])
        try book.set("2025-12-01T00:00:00Z")
        #expect(try book.reinstate("in_1") == "reinstated 0 1; 1 back, 0 lost")
        #expect(book.model.lastInstant == (try Instant("2026-01-01T00:00:00Z")))
    }
}
