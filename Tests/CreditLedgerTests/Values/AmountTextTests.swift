import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// The text of amounts: one grammar for credits, money and rates (R1.2).
@Suite("Text of amounts")
struct AmountTextTests {
    static let malformed = [
        "", " ", " 1", "1 ", "\t1", "1\n", "1 000", "1,5", "1,000", "1_000", "1'000", "0x10", "0b1",
        "1e3", "1E3", "1e400", "1e-3", "NaN", "nan", "inf", "-inf", "Infinity", ".5", "5.", ".",
        "-.5", "-5.", "-", "--1", "+1", "+-1", "-+1", "1-", "1-1", "1.2.3", "1..2", "1.-2", "$1",
        "1USD", "12.5%", "½", "١٢", "１２", "1２", "1\0", "1\u{0}2", "\01", "1\u{301}", "−1",
        "1.5abc", "abc", "1/2", "(1)", "1.5\0", "0.٥",
    ]
    static let offGrid = [
        "0.0000000000001", "1.1234567890123", "-0.0000000000001", "0.00000000000010",
        "0.99999999999999999999999999999999999999999999", "3.14159265358979",
    ]
    static let outOfRange = [
        "100000000000000", "-100000000000000", "100000000000000.0", "999999999999999",
        "123456789012345678901234567890123456789", "-340282366920938463463374607431768211456",
        "100000000000000.000000000001", "00100000000000000",
        String(repeating: "9", count: 5_000), String(repeating: "9", count: 40) + ".5",
    ]
    static let canonical: [(given: String, written: String)] = [
        ("0", "0"), ("-0", "0"), ("-0.000", "0"), ("000", "0"), ("0.0", "0"), ("1", "1"),
        ("-1", "-1"), ("007", "7"), ("-007.50", "-7.5"), ("1.10", "1.1"), ("10", "10"),
        ("10.0100", "10.01"), ("0.000000000001", "0.000000000001"),
        ("-0.000000000001", "-0.000000000001"), ("1.000000000000000000000", "1"),
        ("0.1000000000000000000000", "0.1"), ("0.123456789012", "0.123456789012"),
        ("0.1234567890120", "0.123456789012"),
        ("99999999999999.999999999999", "99999999999999.999999999999"),
        ("-99999999999999.999999999999", "-99999999999999.999999999999"),
        ("99999999999999", "99999999999999"),
        (String(repeating: "0", count: 500) + "12.5" + String(repeating: "0", count: 500), "12.5"),
    ]

    @Test("R1.2: what is not of the form is malformed", arguments: malformed)
    func malformedText(_ text: String) {
        expectFault(.malformed, text)
    }

    @Test("R1.1: a 13th fractional digit is off the grid", arguments: offGrid)
    func offGridText(_ text: String) {
        expectFault(.offGrid, text)
    }

    @Test("R1.1: 10^14 and more is out of range", arguments: outOfRange)
    func outOfRangeText(_ text: String) {
        expectFault(.outOfRange, text)
    }

    /// All three types refuse the text for the same reason, and name themselves.
    private func expectFault(_ fault: AmountFault, _ text: String) {
        let value = String(text.unicodeScalars.prefix(60))
        #expect(throws: Refusal.invalidAmount(field: "credits", value: value, fault: fault)) {
            try Credits(text)
        }
        #expect(throws: Refusal.invalidAmount(field: "amount", value: value, fault: fault)) {
            try Money(text, .eur)
        }
        #expect(throws: Refusal.invalidAmount(field: "rate", value: value, fault: fault)) {
            try Rate(text)
        }
        #expect(throws: fault) { try GridNumber.parse(text) }
    }

    @Test("R1.2: text is written without what it does not need", arguments: canonical)
    func canonicalText(given: String, written: String) throws {
        let credits = try Credits(given)
        #expect(credits.description == written)
        #expect(try Credits(written) == credits)
        let money = try Money(given, .usd)
        #expect(money.amount == written)
        #expect(money.description == "\(written) USD")
        if credits > 0 {
            #expect(try Rate(given).description == written)
        }
    }

    @Test("R1.1: a rate is above 0", arguments: ["0", "-0", "0.000", "-1", "-0.000000000001"])
    func ratePositive(_ text: String) {
        #expect(throws: Refusal.invalidAmount(field: "rate", value: text, fault: .notPositive)) {
            try Rate(text)
        }
    }

    @Test("R1.1: one unit of the grid is 10^-12")
    func units() throws {
        #expect(try Credits("1").units == 1_000_000_000_000)
        #expect(try Credits("0.000000000001").units == 1)
        #expect(try Credits("-12.5").units == -12_500_000_000_000)
        #expect(try Credits("99999999999999.999999999999").units == GridNumber.limit - 1)
        #expect(110 as Credits == Credits(units: 110 * GridNumber.one))
        #expect(-3 as Credits == Credits(units: -3 * GridNumber.one))
    }

    @Test("R1.2: every text that is written is read again as the same number")
    func roundTrip() throws {
        var numbers = SeededGenerator(seed: 12)
        for _ in 0..<5_000 {
            let digits = Int.random(in: 0...25, using: &numbers)
            let bound = GridNumber.powerOfTen(digits + 1)
            let units = Int128.random(in: -(bound - 1)...(bound - 1), using: &numbers)
            let text = GridNumber.text(units)
            #expect(try GridNumber.parse(text) == units)
            #expect(!text.contains(".") || text.last != "0")
        }
    }

    @Test("R1.1: sums are not limited, and saturate rather than wrap")
    func sums() throws {
        let most = try Credits("99999999999999.999999999999")
        #expect(most.isInRange)
        #expect(!(most + Credits(units: 1)).isInRange)
        #expect((most + most).description == "199999999999999.999999999998")
        #expect((most - most) == .zero)
        #expect(Credits(units: .max) + 1 == Credits(units: .max))
        #expect(Credits(units: .min) + -1 == Credits(units: .min))
        #expect(Credits(units: .min) - 1 == Credits(units: .min))
        #expect(Credits(units: .max) - -1 == Credits(units: .max))
        #expect(GridNumber.text(.max) == "170141183460469231731687303.715884105727")
        #expect(GridNumber.text(.min) == "-170141183460469231731687303.715884105728")
        var sum: Credits = 10
        sum += 5
        sum -= 18
        #expect(sum == -3)
        #expect(sum < .zero)
    }
}
