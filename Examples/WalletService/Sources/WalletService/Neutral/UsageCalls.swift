internal import CreditLedger
internal import HTTPTypes

/// What customers have used and were not billed for yet.
struct UsageCalls {
    let desk: Desk

    var operations: [Operation] { [report] }

    private static let request = Schema.object([
        "currency*": .knownCurrency,
        "period": Schema.label.orNull
            .about("The host's name of the period; empty unless it is said."),
        "lines*": .lines(.amount)
            .about("All that was used so far, on \(Invoice.lineLimit) lines at most."),
        "idempotency_key": .idempotencyKey,
    ])

    private static let answer = Schema.object([
        "customer*": .name, "currency*": .currencyCode, "period*": .label,
        "exact_total*": .exactAmount,
        "changed*": Schema.boolean.about("Whether it differs from the report before."),
        "replayed*": .boolean,
    ])

    private var report: Operation {
        Operation(
            method: .post, path: "/v1/customers/{id}/usage", id: "reportUsage",
            summary: "Replace a customer's unbilled usage of one currency and period.",
            parameters: [.path("id", .name)], body: .json(Self.request),
            answers: [.ok(Self.answer)]
        ) { call in
            let customer = try call.customer("id")
            let currency = try call.body.currency()
            let report = try UsageReport(
                currency: currency, period: UsagePeriod(try call.body.text("period") ?? ""),
                lines: try call.body.lines(in: currency, exact: true))
            let context = try call.body.context
            let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.reportUsage(report, for: customer, context: context)
            }
            return Answer([
                "customer": .string(customer.text), "currency": .text(currency),
                "period": .string(report.period.text),
                "exact_total": .string(report.total.amount),
                "changed": .bool(receipt.entry != nil && !receipt.replayed),
                "replayed": .bool(receipt.replayed),
            ])
        }
    }
}
