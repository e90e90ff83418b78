internal import CreditLedger
internal import HTTPTypes

/// Looking at credit balance transactions: what has entered and left grants.
///
/// A purchase that awaits its payment, or never got it, has moved nothing and is none.
struct CreditTransactionCalls {
    let desk: Desk

    private static let path = StripeList<Transaction>.transactions.url

    var operations: [Operation] { [list, retrieve] }

    private var retrieve: Operation {
        .stripe(
            .get, Self.path + "/{id}", id: "stripeRetrieveCreditBalanceTransaction",
            "Shows a credit balance transaction.",
            parameters: [
                .path("id", StripeSchemas.transactionID), .expand("credit_grant", "test_clock"),
            ], answer: StripeSchemas.transaction
        ) { call in
            try call.query.allow("expand")
            let expand = try call.query.expansion(of: ["credit_grant", "test_clock"])
            let id = try call.object(.transaction)
            let missing = StripeFault.missing(
                StripeID.transaction.kind, StripeID.transaction.text(id))
            let customer = try await desk.owner(of: .transaction(id), else: missing)
            let found = try await desk.ledger(of: customer).transaction(id, of: customer)
            guard found.transaction.status == .settled else { throw missing }
            guard let shape = try await shapes([found], expand).first else { throw missing }
            return .object(shape)
        }
    }

    private var list: Operation {
        .stripe(
            .get, Self.path, id: "stripeListCreditBalanceTransactions",
            "Lists credit balance transactions, newest first.",
            parameters: [
                .query("customer", .name), .query("credit_grant", StripeSchemas.grantID),
            ] + StripeSchemas.paging(StripeSchemas.transactionID)
                + [.expand("data.credit_grant", "data.test_clock")],
            answer: StripeSchemas.list(of: StripeSchemas.transaction)
        ) { call in
            let query = call.query
            try query.allow(
                "credit_grant", "customer", "ending_before", "expand", "limit", "starting_after")
            let expand = try query.expansion(
                of: ["credit_grant", "test_clock"], after: "data.")
            let customer: CustomerID? = try query.identifier("customer")
            if let customer { try await desk.advance(customer) }
            let grant = try await desk.grant(query, "credit_grant")
            let page = try await StripeList.transactions.page(query) {
                try await desk.store.owner(of: .transaction($0)) != nil
            }
            let found = try await desk.store.transactions(
                TransactionQuery(
                    customer: customer, grant: grant?.id, statuses: [.settled], page: page))
            return StripeList.transactions.answer(
                try await shapes(found.items, expand), hasMore: found.hasMore)
        }
    }

    private func shapes(
        _ listed: [JournalledTransaction], _ expand: Set<String>
    ) async throws -> [JSONValue] {
        let books = try await desk.books(of: listed) { ($0.customer, $0.transaction.grant) }
        var shapes: [JSONValue] = []
        for item in listed {
            var grant: JSONValue?
            if expand.contains("credit_grant") {
                grant = try await CreditGrantCalls(desk: desk).shape(
                    item.transaction.grant, of: item.customer, [])
            }
            if let shape = try books[item.customer]?.shape(item, expanding: expand, grant: grant) {
                shapes.append(shape)
            }
        }
        return shapes
    }
}

extension Desk {
    /// The grant that a query names, and whose it is, with its book advanced to now.
    ///
    /// - Throws: ``StripeFault`` if it names none that there is.
    func grant(
        _ query: Fields, _ name: String
    ) async throws -> (id: GrantID, customer: CustomerID)? {
        guard let text = try query.text(name) else { return nil }
        let missing = StripeFault.missing(
            StripeID.grant.kind, text, param: query.place(name))
        guard let id = StripeID.grant.id(text) else { throw missing }
        return (id, try await owner(of: .grant(id), else: missing))
    }
}
