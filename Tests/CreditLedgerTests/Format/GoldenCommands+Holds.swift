@testable import CreditLedger

extension GoldenCommands {
    static func holds() throws -> [Golden<Command>] {
        try [
            Golden(
                "hold",
                .hold(
                    HoldCredits(
                        Sample.usd("5"), for: .charge, price: PriceCode("api"),
                        until: Sample.march, allowsPart: true)),
                """
                {"hold":{"amount":"5","currency":"USD","feeType":"charge","price":"api",
                "until":1772323200000,"allowsPart":true}}
                """),
            Golden(
                "hold, bare",
                .hold(HoldCredits(Sample.usd("5"), for: .subscription, until: Sample.march)),
                """
                {"hold":{"amount":"5","currency":"USD","feeType":"subscription",
                "until":1772323200000}}
                """),
            Golden(
                "extendHold", .extendHold(Sample.hold, until: Sample.april),
                """
                {"extendHold":{"hold":"019c0d3f-5a00-7abc-8000-000000000005",
                "until":1775001600000}}
                """),
            Golden(
                "capture",
                .capture(
                    CaptureHold(
                        Sample.hold, Sample.usd("3"), invoice: InvoiceID("in_1"),
                        line: LineID("api"))),
                """
                {"capture":{"hold":"019c0d3f-5a00-7abc-8000-000000000005","invoice":"in_1",
                "line":"api","amount":"3","currency":"USD"}}
                """),
            Golden(
                "releaseHold", .releaseHold(Sample.hold),
                """
                {"releaseHold":{"hold":"019c0d3f-5a00-7abc-8000-000000000005"}}
                """),
        ]
    }
}
