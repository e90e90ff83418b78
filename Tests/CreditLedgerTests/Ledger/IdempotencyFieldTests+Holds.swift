import CreditLedger
import Testing

extension IdempotencyFieldTests {
    @Test("R11.3 hold: each field changed alone is another command")
    func hold() async throws {
        _ = try await house.wallet(granted: 50)
        let changes: Changes<HoldCredits> = [
            ("amount", { $0.amount = try Money("6.000000000001", .usd) }),
            ("amount", { $0.amount = try Money("6", .eur) }),
            ("feeType", { $0.feeType = .commitment }),
            ("price", { $0.price = try PriceCode("gpu") }),
            ("until", { $0.until = try Instant("2026-02-01T00:00:00.001Z") }),
            ("allowsPart", { $0.allowsPart = true }),
        ]
        let hold = HoldCredits(
            try Money("6", .usd), for: .charge, until: try Instant("2026-02-01T00:00:00Z"))
        #expect(Set(changes.map(\.field)) == fields(of: hold))
        try await expectRefusals(hold, changes) { .hold($0) }
    }

    /// Two holds of 6 dollars until February.
    private func twoHolds() async throws -> (HoldID, HoldID) {
        _ = try await house.wallet(granted: 50)
        let hold = HoldCredits(
            try Money("6", .usd), for: .charge, until: try Instant("2026-02-01T00:00:00Z"))
        let first = try await house.ledger.hold(hold, for: house.acme).outcome.id
        return (first, try await house.ledger.hold(hold, for: house.acme).outcome.id)
    }

    @Test("R11.3 capture: each field changed alone is another command")
    func capture() async throws {
        let (first, second) = try await twoHolds()
        let changes: Changes<CaptureHold> = [
            ("hold", { $0.hold = second }),
            ("invoice", { $0.invoice = try InvoiceID("in_2") }),
            ("line", { $0.line = try LineID("api") }),
            ("amount", { $0.amount = try Money("4.000000000001", .usd) }),
            ("amount", { $0.amount = try Money("4", .eur) }),
        ]
        let capture = CaptureHold(
            first, try Money("4", .usd), invoice: try InvoiceID("in_1"), line: try LineID("use"))
        #expect(Set(changes.map(\.field)) == fields(of: capture))
        try await expectRefusals(capture, changes) { .capture($0) }
    }

    /// What extends a hold: it has no type of its own.
    private struct Extension: Equatable {
        var hold: HoldID
        var until: Instant
    }

    @Test("R11.3 extendHold: each field changed alone is another command")
    func extendHold() async throws {
        let (first, second) = try await twoHolds()
        let changes: Changes<Extension> = [
            ("hold", { $0.hold = second }),
            ("until", { $0.until = try Instant("2026-03-01T00:00:00.001Z") }),
        ]
        let later = Extension(hold: first, until: try Instant("2026-03-01T00:00:00Z"))
        try await expectRefusals(later, changes) { .extendHold($0.hold, until: $0.until) }
    }

    @Test("R11.3 releaseHold: another hold is another command")
    func releaseHold() async throws {
        let (first, second) = try await twoHolds()
        try await expectRefusals(first, [("hold", { $0 = second })]) { .releaseHold($0) }
    }

    @Test("R11.3 confirmCharge: another grant is another command")
    func confirmCharge() async throws {
        let wallet = try await house.wallet()
        var grants: [GrantID] = []
        for _ in 0..<2 {
            let topUp = TopUp(wallet, paid: .credits(5), payment: .due)
            grants.append(try #require(try await house.ledger.topUp(topUp).outcome.paid))
        }
        let other = grants[1]
        try await expectRefusals(grants[0], [("grant", { $0 = other })]) { .confirmCharge($0) }
    }

    /// The parts of a report, which is checked as a whole and can't be changed after that.
    private struct Usage: Equatable {
        var currency = Currency.usd
        var period = "2026-01"
        var lineIDs = ["gpu", "cpu"]
        var feeTypes = [FeeType.charge, .charge]
        var amounts = ["5.001", "7.25"]
        var price: String? = "gpu"
        var periodEnd: String?

        func report() throws -> UsageReport {
            try UsageReport(
                currency: currency, period: UsagePeriod(period),
                lines: lineIDs.indices.map { index in
                    try Invoice.Line(
                        LineID(lineIDs[index]), feeTypes[index], Money(amounts[index], currency),
                        price: index == 0 ? price.map { try PriceCode($0) } : nil,
                        periodEnd: index == 0 ? periodEnd.map { try Instant($0) } : nil)
                })
        }
    }

    @Test("R11.3, R9.2 reportUsage: each field of the report and of a line changed alone")
    func reportUsage() async throws {
        let changes: Changes<Usage> = [
            ("currency", { $0.currency = .eur }),
            ("period", { $0.period = "" }),
            ("lines", { $0.lineIDs.reverse() }),
            ("lines", { $0.lineIDs.removeLast() }),
            ("total", { $0.amounts[1] = "7.26" }),
        ]
        let lineChanges: Changes<Usage> = [
            ("id", { $0.lineIDs[0] = "tpu" }),
            ("feeType", { $0.feeTypes[0] = .commitment }),
            ("price", { $0.price = nil }),
            ("periodEnd", { $0.periodEnd = "2026-01-31T00:00:00Z" }),
            // The total stays.
            ("amount", { $0.amounts = ["5.002", "7.249"] }),
        ]
        let report = try Usage().report()
        #expect(Set(changes.map(\.field)) == fields(of: report))
        #expect(Set(lineChanges.map(\.field)) == fields(of: report.lines[0]))
        let all: Changes<UsageReport> = (changes + lineChanges).map { field, change in
            (
                field,
                { report in
                    var usage = Usage()
                    try change(&usage)
                    report = try usage.report()
                }
            )
        }
        try await expectRefusals(report, all) { .reportUsage($0) }
    }
}
