internal import CreditLedger

/// What the calls about holds take and answer.
enum HoldShapes {
    static let request = Schema.object([
        "customer*": .name, "currency*": .knownCurrency,
        "amount*": .positiveAmount, "until*": .instant,
        "fee_type": .feeType.orNull, "price": .name.orNull,
        "allows_part": Schema.boolean.orNull
            .about("Whether to hold what there is, where that is less; nothing is never held."),
        "idempotency_key": .idempotencyKey,
    ])

    static let extendRequest = Schema.object([
        "until*": Schema.instant.about("After its present end."),
        "idempotency_key": .idempotencyKey,
    ])

    static let captureRequest = Schema.object([
        "invoice*": Schema.name.about("Not drawn down yet."), "line*": .name,
        "amount": Schema.positiveAmount.orNull
            .about("At most what is held, and all of it by default."),
        "idempotency_key": .idempotencyKey,
    ])

    static let hold = Schema.object([
        "id*": .id, "customer*": .name,
        "status*": .choice(["open"] + HoldEnd.allCases.map(\.rawValue)), "currency*": .currencyCode,
        "amount*": .wholeMinorUnits.about("What it holds, or held at its end, rounded down."),
        "exact_amount*": .exactAmount, "exact_asked*": .exactAmount, "fee_type*": .feeType,
        "price": .name, "created_at*": .instant, "until*": .instant, "ended_at": .instant,
        "parts*": .list(
            .object([
                "wallet*": .id, "grant*": .id, "credits*": .credits, "exact_amount*": .exactAmount,
            ])),
    ])

    static let capture = Schema.object([
        "hold*": .id, "invoice*": .name, "line*": .name, "currency*": .currencyCode,
        "amount*": .wholeMinorUnits.about("What was captured, rounded down."),
        "exact_amount*": .exactAmount, "applications*": .list(InvoiceShapes.application),
        "replayed*": .boolean,
    ])

    static func hold(_ record: HoldRecord, of customer: CustomerID) -> JSONValue {
        let hold = record.hold
        let (status, end): (String, Instant?) =
            switch record.status {
            case .open: ("open", nil)
            case .ended(let how, let instant): (how.rawValue, instant)
            }
        return [
            "id": .text(hold.id), "customer": .string(customer.text), "status": .string(status),
            "currency": .text(hold.asked.currency),
            "amount": .integer(hold.amount.wholeMinorUnits),
            "exact_amount": .string(hold.amount.amount),
            "exact_asked": .string(hold.asked.amount),
            "fee_type": .string(hold.feeType.rawValue),
            "price": (hold.price?.text).map(JSONValue.string),
            "created_at": .text(hold.createdAt), "until": .text(hold.until),
            "ended_at": end.map(JSONValue.text),
            "parts": .array(
                hold.parts.map {
                    [
                        "wallet": .text($0.wallet), "grant": .text($0.grant),
                        "credits": .text($0.credits), "exact_amount": .string($0.amount.amount),
                    ]
                }),
        ]
    }

    static func capture(_ capture: CaptureHold, _ receipt: Receipt<Drawdown>) -> JSONValue {
        let amount = receipt.outcome.applied
        return [
            "hold": .text(capture.hold), "invoice": .string(capture.invoice.text),
            "line": .string(capture.line.text), "currency": .text(amount.currency),
            "amount": .integer(amount.wholeMinorUnits), "exact_amount": .string(amount.amount),
            "applications": .array(receipt.outcome.applications.map(InvoiceShapes.application)),
            "replayed": .bool(receipt.replayed),
        ]
    }
}
