internal import CreditLedger

/// What the calls about invoices take and answer.
enum InvoiceShapes {
    static let request = Schema.object([
        "customer*": .name, "invoice*": .name.about("Unique per customer."),
        "currency*": .knownCurrency, "period_end": .instant.orNull,
        "lines*": .lines(.minorUnits),
        "usage_periods": Schema.list(.label).orNull
            .about("Periods of reported usage that the invoice bills: they are cleared with it."),
        "idempotency_key": .idempotencyKey,
    ])

    static let reinstateRequest = Schema.object([
        "customer*": .name,
        "lines": Schema.list(.object(["id*": .name, "amount*": .positiveAmount])).orNull
            .about("What to give back, by line; without it, all that is still applied."),
        "reopen_until": Schema.instant.orNull
            .about("A new expiry, by which grants that have expired meanwhile open again."),
        "idempotency_key": .idempotencyKey,
    ])

    static let application = Schema.object([
        "line*": .name, "wallet*": .id, "grant*": .id, "credits*": .credits,
        "exact_amount*": .exactAmount, "transaction*": .id,
    ])

    static let drawdown = Schema.object([
        "invoice*": .name, "currency*": .currencyCode, "applied*": .wholeMinorUnits,
        "due*": .wholeMinorUnits,
        "lines*": Schema.list(
            .object([
                "id*": .name, "amount*": .wholeMinorUnits, "applied*": .wholeMinorUnits,
                "due*": .wholeMinorUnits, "exact_applied*": .exactAmount,
            ])
        ).about(
            """
            `applied` and `due` add up to those of the invoice: where credits paid a fraction of a \
            minor unit of a line, which `exact_applied` tells, they are rounded so.
            """),
        "applications*": Schema.list(application)
            .about("What each grant paid of each line now; what captures paid is not in it."),
        "skipped*": .list(
            .object([
                "grant*": .id, "reason*": .choice(SkipReason.allCases.map(\.rawValue)),
            ])),
        "replayed*": Schema.boolean.about("Whether it had been done before."),
    ])

    static let reinstatement = Schema.object([
        "invoice*": .name,
        "reinstated*": Schema.credits.about("Credits that came back, lost ones included."),
        "lost*": Schema.credits
            .about("Those of them that were lost at once, as their grant or wallet had closed."),
        "currency": .currencyCode.about("Left out where nothing was left to give back."),
        "amount*": .wholeMinorUnits.about("What the credits had paid, rounded down."),
        "exact_amount*": .exactAmount,
        "transactions*": .list(
            .object([
                "id*": .id, "kind*": .choice(TransactionKind.allCases.map(\.rawValue)),
                "line": .name, "wallet*": .id, "grant*": .id, "credits*": .credits,
                "exact_amount": .exactAmount,
            ])),
        "replayed*": .boolean,
    ])

    static func drawdown(
        _ result: Drawdown, of invoice: Invoice, replayed: Bool
    ) -> JSONValue {
        let applied = Money.wholeMinorUnits(of: result.lines.map(\.applied))
        let lines = zip(invoice.lines, zip(result.lines, applied)).map { asked, paid in
            let amount = asked.amount.wholeMinorUnits
            return [
                "id": .string(asked.id.text), "amount": .integer(amount),
                "applied": .integer(paid.1), "due": .integer(amount - paid.1),
                "exact_applied": .string(paid.0.applied.amount),
            ] as JSONValue
        }
        return [
            "invoice": .string(result.invoice.text), "currency": .text(invoice.currency),
            "applied": .integer(result.applied.wholeMinorUnits),
            "due": .integer(result.due.wholeMinorUnits), "lines": .array(lines),
            "applications": .array(result.applications.map(application)),
            "skipped": .array(
                result.skipped.map {
                    ["grant": .text($0.grant), "reason": .string($0.reason.rawValue)]
                }),
            "replayed": .bool(replayed),
        ]
    }

    static func application(_ part: Drawdown.Application) -> JSONValue {
        [
            "line": .string(part.line.text), "wallet": .text(part.wallet),
            "grant": .text(part.grant), "credits": .text(part.credits),
            "exact_amount": .string(part.amount.amount),
            "transaction": part.transaction.map(JSONValue.text),
        ]
    }

    static func reinstatement(
        _ result: Reinstatement, of invoice: InvoiceID, replayed: Bool
    ) -> JSONValue {
        [
            "invoice": .string(invoice.text), "reinstated": .text(result.reinstated),
            "lost": .text(result.lost), "currency": (result.amount?.currency).map(JSONValue.text),
            "amount": .integer(result.amount?.wholeMinorUnits ?? 0),
            "exact_amount": .string(result.amount?.amount ?? "0"),
            "transactions": .array(
                result.transactions.map {
                    [
                        "id": .text($0.id), "kind": .string($0.kind.rawValue),
                        "line": ($0.application?.line.text).map(JSONValue.string),
                        "wallet": .text($0.wallet), "grant": .text($0.grant),
                        "credits": .text($0.credits),
                        "exact_amount": ($0.application?.amount.amount).map(JSONValue.string),
                    ]
                }),
            "replayed": .bool(replayed),
        ]
    }
}
