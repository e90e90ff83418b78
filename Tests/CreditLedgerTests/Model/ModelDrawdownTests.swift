import CreditLedger
import CreditLedgerTesting
import Testing

/// The model's flow and rounding, by the numbers of the scenario files.
@Suite("ModelLedger: drawdown")
struct ModelDrawdownTests {
    @Test("R6.3: unscoped credits make room")
    func reroute() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet(granted: 10))
        _ = book.perform(wallet(granted: 10, feeTypes: [.charge]))
        #expect(
            try book.draw("in_1", [line("use", "10"), line("seat", "10", .subscription)])
                == ["0 pays 10 of seat with 10", "1 pays 10 of use with 10"])
    }

    @Test("R6.3b: a chain over three grants")
    func chain() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(wallet(granted: 10, feeTypes: [.subscription, .commitment]))
        _ = book.perform(wallet(granted: 10, feeTypes: [.charge, .subscription]))
        _ = book.perform(wallet(granted: 6, feeTypes: [.charge]))
        #expect(
            try book.draw(
                "in_1",
                [
                    line("use", "10"), line("seat", "10", .subscription),
                    line("min", "10", .commitment),
                ])
                == [
                    "0 pays 4 of seat with 4", "0 pays 6 of min with 6", "1 pays 4 of use with 4",
                    "1 pays 6 of seat with 6", "2 pays 6 of use with 6",
                ])
    }

    @Test("R6.4: whole cents unless the invoice is paid in full; the last payer keeps the excess")
    func trimming() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        for (credits, feeType) in [
            ("10.005", FeeType.charge), ("0.003", .subscription), ("0.004", .commitment),
        ] {
            _ = book.perform(
                .createWallet(
                    CreateWallet(
                        currency: .usd, scope: Scope(feeTypes: [feeType]),
                        granted: try Credits(credits))))
        }
        #expect(
            try book.draw(
                "in_1",
                [
                    line("use", "12"), line("seat", "1", .subscription),
                    line("min", "1", .commitment),
                ])
                == [
                    "0 pays 10.005 of use with 10.005", "1 pays 0.003 of seat with 0.003",
                    "2 pays 0.002 of min with 0.002",
                ])
        _ = try book.reinstate("in_1")
        #expect(
            try book.draw(
                "in_2",
                [
                    line("use", "10"), line("use2", "0.004"), line("seat", "1", .subscription),
                    line("seat2", "0.996", .subscription),
                ]) == ["0 pays 10 of use with 10", "2 scope"])
    }

    @Test("R1.4, R6.5: at 0.03 a credit, credits are rounded up and worth down")
    func rounding() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(
            .createWallet(CreateWallet(currency: .usd, rate: try Rate("0.03"), paid: 100)))
        #expect(
            try book.draw("in_1", [line("l", "1")]) == ["0 pays 1 of l with 33.333333333334"])
        #expect(
            try book.draw("in_2", [line("l", "2")]) == ["0 pays 1.99 of l with 66.333333333334"])
        #expect(try book.draw("in_3", [line("l", "0.01")]) == [])
        #expect(book.remaining(0) == "0.333333333332")
        let rest = VoidCredits(.ordinal(0), try Credits("0.333333333332"))
        _ = book.perform(.voidCredits(rest))
        #expect(book.status(0) == .depleted)
        let dollar = TopUp(.ordinal(0), paid: .money(try Money("1", .usd)))
        #expect(book.perform(.topUp(dollar)) == ["purchased 1 33.333333333334"])
        #expect(
            try book.draw("in_4", [line("x", "0.5"), line("y", "0.5")])
                == ["1 pays 0.5 of x with 16.666666666667", "1 pays 0.5 of y with 16.666666666667"])
        #expect(
            try book.reinstate("in_1", ["l": "0.5"])
                == "reinstated 0 16.666666666666; 16.666666666666 back, 0 lost")
        #expect(
            try book.reinstate("in_1", ["l": "0.25"])
                == "reinstated 0 8.333333333333; 8.333333333333 back, 0 lost")
        #expect(
            try book.reinstate("in_1", ["l": "0.25"])
                == "reinstated 0 8.333333333335; 8.333333333335 back, 0 lost")
    }

    @Test("R1.4: amounts whose product leaves 128 bits")
    func wideProducts() throws {
        var book = try ModelCase("2026-01-01T00:00:00Z")
        _ = book.perform(
            .createWallet(
                CreateWallet(
                    currency: .usd, rate: try Rate("9999999.999999999999"),
                    granted: try Credits("9999999.999999999999"))))
        // Worth (10^7 - 10^-12)^2 = 99999999999999.99998; and (10^14 - 0.01) / (10^7 - 10^-12) is
        // just below 10^7 - 10^-9 + 10^-12.
        let drawn = try book.draw("in_1", [line("l", "99999999999999.99")])
        #expect(drawn == ["0 pays 99999999999999.99 of l with 9999999.999999999001"])
        _ = try book.reinstate("in_1")
        let command = CreateWallet(
            currency: .usd, rate: try Rate("10000000"), granted: try Credits("10000000"))
        #expect(book.perform(.createWallet(command)) == ["invalidAmount"])
    }
}
