internal import CreditLedger

/// A part of a list, as Stripe asks for one and gets it.
struct StripeList<Tag: Hashable & Sendable>: Sendable {
    let ids: StripeID<Tag>
    /// The path of the list: clients ask for the next page there.
    let url: String

    /// The page that a query asks for.
    ///
    /// - Parameters:
    ///   - query: the query.
    ///   - exists: whether there is a thing of that id.
    /// - Returns: the page, as the ledger takes it.
    /// - Throws: ``StripeFault`` for a cursor that names nothing, or for two.
    func page(
        _ query: Fields, exists: (Identifier<Tag>) async throws -> Bool
    ) async throws -> PageRequest<Tag> {
        let limit = Int(clamping: try query.integer("limit") ?? 10)
        return try PageRequest(try await place(query, exists), limit: limit)
    }

    private func place(
        _ query: Fields, _ exists: (Identifier<Tag>) async throws -> Bool
    ) async throws -> PageRequest<Tag>.Place {
        let after = try query.text("starting_after")
        let before = try query.text("ending_before")
        guard let text = after ?? before else { return .newest }
        guard after == nil || before == nil else {
            throw StripeFault.notAllowed(
                "Only one of starting_after and ending_before can be given.",
                param: "ending_before")
        }
        let param = after == nil ? "ending_before" : "starting_after"
        guard let id = ids.id(text), try await exists(id) else {
            throw StripeFault.missing(ids.kind, text, param: param)
        }
        return after == nil ? .before(id) : .after(id)
    }

    /// The list as it is answered.
    func answer(_ data: [JSONValue], hasMore: Bool) -> Answer {
        Answer([
            "object": "list", "data": .array(data), "has_more": .bool(hasMore),
            "url": .string(url),
        ])
    }
}

extension StripeList<Grant> {
    static let grants = StripeList(ids: .grant, url: "/v1/billing/credit_grants")
}

extension StripeList<Transaction> {
    static let transactions = StripeList(
        ids: .transaction, url: "/v1/billing/credit_balance_transactions")
}
