internal import CreditLedger
internal import HTTPTypes

/// Making credit grants and looking at them.
///
/// Grants that the other APIs made are shown, too.
struct CreditGrantCalls {
    let desk: Desk

    private static let path = StripeList<Grant>.grants.url

    var operations: [Operation] { [create, list, retrieve] + changes }

    private var create: Operation {
        .stripe(
            .post, Self.path, id: "stripeCreateCreditGrant", "Makes a credit grant.",
            form: StripeSchemas.newGrant, answer: StripeSchemas.grant
        ) { call in
            let grant = try NewCreditGrant(call.body)
            let expand = try call.body.expansion(of: ["test_clock"])
            let wallet = StripeWallet(
                desk: desk, customer: grant.customer, currency: grant.amount.currency)
            let made = try await wallet.issue(grant, Context(key: try call.key()))
            return .object(
                try await shape(made.id, of: grant.customer, expand), replayed: made.replayed)
        }
    }

    private var retrieve: Operation {
        .stripe(
            .get, Self.path + "/{id}", id: "stripeRetrieveCreditGrant", "Shows a credit grant.",
            parameters: [.path("id", StripeSchemas.grantID), .expand("test_clock")],
            answer: StripeSchemas.grant
        ) { call in
            try call.query.allow("expand")
            let expand = try call.query.expansion(of: ["test_clock"])
            let id = try call.object(.grant)
            let customer = try await desk.owner(of: id)
            return .object(try await shape(id, of: customer, expand))
        }
    }

    private var list: Operation {
        .stripe(
            .get, Self.path, id: "stripeListCreditGrants", "Lists credit grants, newest first.",
            parameters: [.query("customer", .name)]
                + StripeSchemas.paging(StripeSchemas.grantID)
                + [.expand("data.test_clock")],
            answer: StripeSchemas.list(of: StripeSchemas.grant)
        ) { call in
            let query = call.query
            try query.allow("customer", "ending_before", "expand", "limit", "starting_after")
            let expand = try query.expansion(of: ["test_clock"], after: "data.")
            let customer: CustomerID? = try query.identifier("customer")
            if let customer { try await desk.advance(customer) }
            let page = try await StripeList.grants.page(query) {
                try await desk.store.owner(of: .grant($0)) != nil
            }
            let found = try await desk.store.grants(
                StoredGrantQuery(customer: customer, page: page))
            let books = try await desk.books(of: found.items) { ($0.customer, $0.record.id) }
            var data: [JSONValue] = []
            for item in found.items {
                let updated = try await updated(item.record.id, of: item.customer)
                if let shape = try books[item.customer]?.shape(
                    item.record.id, updated: updated, expanding: expand)
                {
                    data.append(shape)
                }
            }
            return StripeList.grants.answer(data, hasMore: found.hasMore)
        }
    }

    /// A grant as it stands now.
    func shape(
        _ id: GrantID, of customer: CustomerID, _ expand: Set<String>
    ) async throws -> JSONValue {
        let book = try await StripeBook(desk, of: customer, grants: [id])
        return try book.shape(
            id, updated: try await updated(id, of: customer), expanding: expand)
    }

    /// When anything of a grant last changed.
    private func updated(_ id: GrantID, of customer: CustomerID) async throws -> Instant {
        let newest = try await desk.store.entries(
            EntryQuery(
                customer: customer, grant: id, page: try PageRequest(.newest, limit: 1)))
        guard let entry = newest.items.first else {
            throw StripeFault.missing(StripeID.grant.kind, StripeID.grant.text(id))
        }
        return entry.instant
    }
}

extension Desk {
    /// The customer whose a grant is, with its book advanced to now.
    func owner(of grant: GrantID) async throws -> CustomerID {
        try await owner(
            of: .grant(grant), else: .missing(StripeID.grant.kind, StripeID.grant.text(grant)))
    }
}
