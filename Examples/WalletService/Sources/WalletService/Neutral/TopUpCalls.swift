internal import CreditLedger
internal import HTTPTypes

/// What became of the payments that purchases of credits wait for, told by whoever collects them.
struct TopUpCalls {
    let desk: Desk

    var operations: [Operation] { [settle, fail] }

    private static let answer = Schema.object([
        "transaction*": .id, "status*": .choice(TransactionStatus.allCases.map(\.rawValue)),
        "kind*": .choice(["purchased"]), "customer*": .name, "wallet*": .id, "grant*": .id,
        "credits*": .credits, "created_at*": .instant,
    ])

    private var settle: Operation {
        Operation(
            method: .post, path: "/v1/top-ups/{transaction}/settle", id: "settleTopUp",
            summary: "Say that the payment of a top-up has come in; its credits can be used then.",
            parameters: [.path("transaction")],
            body: .optionalJSON(.object(["idempotency_key": .idempotencyKey])),
            answers: [.ok(Self.answer)]
        ) { call in
            let (topUp, context) = (try await purchase(call), try call.body.context)
            _ = try await desk.perform(for: topUp.customer) { ledger throws(LedgerError) in
                try await ledger.settleTopUp(
                    topUp.transaction.grant, of: topUp.customer, context: context)
            }
            return Answer(try await shape(of: topUp))
        }
    }

    private var fail: Operation {
        Operation(
            method: .post, path: "/v1/top-ups/{transaction}/fail", id: "failTopUp",
            summary: "Say that the payment of a top-up has failed; no credits come of it.",
            parameters: [.path("transaction")],
            body: .optionalJSON(
                .object([
                    "reason": Schema.label.orNull, "idempotency_key": .idempotencyKey,
                ])),
            answers: [.ok(Self.answer)]
        ) { call in
            let (topUp, context) = (try await purchase(call), try call.body.context)
            let reason = try call.body.text("reason") ?? "The payment has failed."
            _ = try await desk.perform(for: topUp.customer) { ledger throws(LedgerError) in
                try await ledger.failTopUp(
                    topUp.transaction.grant, reason: reason, of: topUp.customer, context: context)
            }
            return Answer(try await shape(of: topUp))
        }
    }

    /// The purchase of the path; no other transaction stands for a payment.
    private func purchase(_ call: Call) async throws -> JournalledTransaction {
        let id: TransactionID = try call.id("transaction", of: "transaction")
        let found = try await desk.live.transaction(id)
        guard found.transaction.kind == .purchased else {
            throw Fault.notAllowed("The transaction \(id) is no purchase, and awaits no payment.")
        }
        return found
    }

    private func shape(of topUp: JournalledTransaction) async throws -> JSONValue {
        let (id, customer) = (topUp.transaction.id, topUp.customer)
        let now = try await desk.ledger(of: customer).transaction(id, of: customer).transaction
        return [
            "transaction": .text(id), "status": .string(now.status.rawValue),
            "kind": .string(now.kind.rawValue), "customer": .string(customer.text),
            "wallet": .text(now.wallet), "grant": .text(now.grant), "credits": .text(now.credits),
            "created_at": .text(topUp.instant),
        ]
    }
}
