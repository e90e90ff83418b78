internal import CreditLedger
internal import HTTPTypes

/// bill.sh's admin credits: what finance or support gives a customer, and who gave what and why.
///
/// One call to the ledger does it: a top-up of granted credits debits the platform's account of
/// promotions and credits the wallet's. Its transaction is the transfer, its journal entry the
/// audit entry.
enum BillShAPI {
    static func api(_ desk: Desk) -> API {
        API(
            name: "bill.sh", summary: "Credits that staff give, and their audit history.",
            dialect: BillShDialect(), operations: [issue(desk), history(desk)])
    }

    private static let path = "/admin/v1/customers/{id}/credits"

    private static func issue(_ desk: Desk) -> Operation {
        Operation(
            method: .post, path: path, id: "billshIssueCredit",
            summary: "Give a customer credit, once per idempotency key.",
            parameters: [.path("id", .name)], body: .json(CreditRequest.schema),
            answers: [.created(CreditIssue.schema), .ok(CreditIssue.schema)]
        ) { call in
            let request = try CreditRequest(call.body)
            let issue = CreditIssue(desk: desk, customer: try call.customer("id"), request: request)
            let receipt = try await issue.perform()
            return Answer(
                try issue.shape(of: receipt), status: receipt.replayed ? .ok : .created)
        }
    }

    private static func history(_ desk: Desk) -> Operation {
        Operation(
            method: .get, path: path, id: "billshListCredits",
            summary: "All credits that were given to a customer, newest first.",
            parameters: [.path("id", .name)], answers: [.ok(.list(CreditHistory.schema))]
        ) { call in
            let history = CreditHistory(desk: desk, customer: try call.customer("id"))
            return Answer(.array(try await history.shapes()))
        }
    }
}
