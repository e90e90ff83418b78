internal import CreditLedger
internal import HTTPTypes

/// Reserving credits for lines to come, and using or freeing them.
struct HoldCalls {
    let desk: Desk

    var operations: [Operation] { [create, get, extend, capture, release] }

    private var create: Operation {
        Operation(
            method: .post, path: "/v1/holds", id: "createHold",
            summary: "Reserve credits for a line that is not billed yet.",
            body: .json(HoldShapes.request),
            answers: [.created(HoldShapes.hold), .ok(HoldShapes.hold)]
        ) { call in
            let body = call.body
            let customer: CustomerID = try body.requiredIdentifier("customer")
            let amount = try body.money("amount", try body.currency())
            let hold = HoldCredits(
                try body.required("amount", amount), for: try body.feeType,
                price: try body.identifier("price"),
                until: try body.required("until", try body.instant("until")),
                allowsPart: try body.flag("allows_part") ?? false)
            let context = try body.context
            let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.hold(hold, for: customer, context: context)
            }
            let id = receipt.outcome.id
            return Answer(
                try await shape(of: id, customer), status: receipt.replayed ? .ok : .created)
        }
    }

    private var get: Operation {
        Operation(
            method: .get, path: "/v1/holds/{id}", id: "getHold",
            summary: "A hold, open or not.", parameters: [.path("id")],
            answers: [.ok(HoldShapes.hold)]
        ) { call in
            let (id, customer) = try await hold(call)
            return Answer(try await shape(of: id, customer))
        }
    }

    private var extend: Operation {
        Operation(
            method: .post, path: "/v1/holds/{id}/extend", id: "extendHold",
            summary: "Move the end of a hold later.", parameters: [.path("id")],
            body: .json(HoldShapes.extendRequest), answers: [.ok(HoldShapes.hold)]
        ) { call in
            let (id, customer) = try await hold(call)
            let until = try call.body.required("until", try call.body.instant("until"))
            let context = try call.body.context
            _ = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.extendHold(id, until: until, of: customer, context: context)
            }
            return Answer(try await shape(of: id, customer))
        }
    }

    private var capture: Operation {
        Operation(
            method: .post, path: "/v1/holds/{id}/capture", id: "captureHold",
            summary: "Apply held credits to a line of an invoice, once, and free the rest.",
            parameters: [.path("id")], body: .json(HoldShapes.captureRequest),
            answers: [.ok(HoldShapes.capture)]
        ) { call in
            let (id, customer) = try await hold(call)
            // Of a hold that has ended it is what it held, so a repeated call asks for the same.
            let held = try await desk.ledger(of: customer).hold(id, of: customer).hold.amount
            let capture = CaptureHold(
                id, try call.body.money("amount", held.currency) ?? held,
                invoice: try call.body.requiredIdentifier("invoice"),
                line: try call.body.requiredIdentifier("line"))
            let context = try call.body.context
            let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.capture(capture, of: customer, context: context)
            }
            return Answer(HoldShapes.capture(capture, receipt))
        }
    }

    private var release: Operation {
        Operation(
            method: .post, path: "/v1/holds/{id}/release", id: "releaseHold",
            summary: "Free what a hold holds.", parameters: [.path("id")],
            body: .optionalJSON(.object(["idempotency_key": .idempotencyKey])),
            answers: [.ok(HoldShapes.hold)]
        ) { call in
            let (id, customer) = try await hold(call)
            let context = try call.body.context
            _ = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.releaseHold(id, of: customer, context: context)
            }
            return Answer(try await shape(of: id, customer))
        }
    }

    /// The hold of the path, and whose it is: that chooses the ledger.
    private func hold(_ call: Call) async throws -> (HoldID, CustomerID) {
        let id: HoldID = try call.id("id", of: "hold")
        return (id, try await desk.customer(of: .hold(id), else: .holdNotFound(id)))
    }

    private func shape(of id: HoldID, _ customer: CustomerID) async throws -> JSONValue {
        let record = try await desk.ledger(of: customer).hold(id, of: customer)
        return HoldShapes.hold(record, of: customer)
    }
}
