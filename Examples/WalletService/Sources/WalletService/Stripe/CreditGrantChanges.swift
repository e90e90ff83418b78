internal import CreditLedger
internal import HTTPTypes

/// Changing and ending credit grants.
extension CreditGrantCalls {
    var changes: [Operation] { [update, expire, void] }

    private static let path = StripeList<Grant>.grants.url + "/{id}"

    private var update: Operation {
        .stripe(
            .post, Self.path, id: "stripeUpdateCreditGrant",
            "Changes the expiry or the metadata of a credit grant.",
            parameters: [.path("id", StripeSchemas.grantID)], form: StripeSchemas.grantUpdate,
            answer: StripeSchemas.grant
        ) { call in
            let form = call.body
            try form.allow("expand", "expires_at", "metadata")
            let expand = try form.expansion(of: ["test_clock"])
            let id = try call.object(.grant)
            let customer = try await desk.owner(of: id)
            var change = ChangeGrant(id)
            if form.isEmpty("expires_at") {
                change.expiresAt = .clear
            } else if let expiry = try form.seconds("expires_at") {
                change.expiresAt = .set(expiry)
            }
            let (terms, pairs, key) = (change, try form.metadata(), try call.key())
            let replayed = try await desk.turns.take(for: customer) {
                var change = terms
                if let pairs {
                    let before = try await metadata(of: id, customer, before: key)
                    change.metadata = .set(try pairs.applied(to: before))
                }
                let asked = change
                return try await desk.perform(for: customer) { ledger throws(LedgerError) in
                    try await ledger.changeGrant(asked, of: customer, context: Context(key: key))
                }.replayed
            }
            return .object(
                try await shape(id, of: customer, expand), replayed: replayed)
        }
    }

    private var expire: Operation {
        .stripe(
            .post, Self.path + "/expire", id: "stripeExpireCreditGrant",
            "Expires what is left of a credit grant at once.",
            parameters: [.path("id", StripeSchemas.grantID)], form: StripeSchemas.nothing,
            answer: StripeSchemas.grant
        ) { call in
            try call.body.allow("expand")
            let expand = try call.body.expansion(of: ["test_clock"])
            let id = try call.object(.grant)
            let customer = try await desk.owner(of: id)
            let context = Context(key: try call.key())
            let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.expireGrant(id, of: customer, context: context)
            }
            return .object(
                try await shape(id, of: customer, expand), replayed: receipt.replayed)
        }
    }

    private var void: Operation {
        .stripe(
            .post, Self.path + "/void", id: "stripeVoidCreditGrant",
            "Voids a credit grant of which nothing was ever applied.",
            parameters: [.path("id", StripeSchemas.grantID)], form: StripeSchemas.nothing,
            answer: StripeSchemas.grant
        ) { call in
            try call.body.allow("expand")
            let expand = try call.body.expansion(of: ["test_clock"])
            let id = try call.object(.grant)
            let customer = try await desk.owner(of: id)
            let key = try call.key()
            // A request that comes again is answered as before, though the grant is voided by now.
            if try await desk.entry(under: key, of: customer) == nil {
                try await checkVoidable(id, of: customer)
            }
            let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
                try await ledger.voidGrant(id, of: customer, context: Context(key: key))
            }
            return .object(
                try await shape(id, of: customer, expand), replayed: receipt.replayed)
        }
    }

    /// Stripe's own rule: only a grant that was never applied, voided or expired can be voided.
    ///
    /// The ledger itself would void what is left.
    private func checkVoidable(_ id: GrantID, of customer: CustomerID) async throws {
        let book = try await StripeBook(desk, of: customer, grants: [id])
        if let door = try book.record(id).closure?.door {
            throw StripeFault.notAllowed(
                "The credit grant can't be voided: it is \(door.rawValue).")
        }
        if book.open(id)?.status == .closing {
            throw StripeFault.notAllowed("The credit grant can't be voided: it is expired.")
        }
        let applied = try await desk.store.transactions(
            TransactionQuery(
                customer: customer, grant: id, kinds: [.applied],
                page: try PageRequest(.newest, limit: 1)))
        if !applied.items.isEmpty {
            throw StripeFault.notAllowed(
                "The credit grant can't be voided: it was applied to an invoice.")
        }
    }

    /// The metadata that an update merges its own into: what stands there or, of a request that
    /// comes again, what stood there then, so that it asks for the very same.
    private func metadata(
        of id: GrantID, _ customer: CustomerID, before key: IdempotencyKey?
    ) async throws -> Metadata {
        let book = try await StripeBook(desk, of: customer, grants: [id])
        guard let earlier = try await desk.entry(under: key, of: customer) else {
            return try book.record(id).terms.metadata
        }
        var place = PageRequest<JournalEntry>.Place.after(earlier.id)
        while true {
            let page = try await desk.store.entries(
                EntryQuery(customer: customer, grant: id, page: try PageRequest(place, limit: 100)))
            for effect in page.items.lazy.flatMap({ $0.effects.reversed() }) {
                if let terms = effect.terms(of: id) { return terms.metadata }
            }
            guard page.hasMore, let last = page.items.last else { return .none }
            place = .after(last.id)
        }
    }
}

extension Effect {
    /// The terms that it gives to a grant.
    fileprivate func terms(of grant: GrantID) -> GrantTerms? {
        switch self {
        case .grantOpened(let set), .grantChanged(let set), .grantReopened(let set):
            set.id == grant ? set.terms : nil
        default: nil
        }
    }
}
