internal import CreditLedger
internal import Foundation
internal import HTTPTypes

/// What credits a customer has, by currency.
struct CreditSummaryCalls {
    let desk: Desk

    /// By what the grants are chosen that count.
    private enum Filter: String, CaseIterable {
        case applicabilityScope = "applicability_scope"
        case creditGrant = "credit_grant"
    }

    var operations: [Operation] { [summary] }

    private var summary: Operation {
        .stripe(
            .get, "/v1/billing/credit_balance_summary", id: "stripeCreditBalanceSummary",
            "Shows what credits a customer has, by currency.",
            parameters: StripeSchemas.summaryFilter, answer: StripeSchemas.summary
        ) { call in
            let query = call.query
            try query.allow("customer", "expand", "filter")
            _ = try query.expansion(of: [])
            let customer: CustomerID = try query.requiredIdentifier("customer")
            let filter = try query.required("filter", try query.fields("filter"))
            let counts = try await grants(filter, of: customer)
            let snapshot = try await desk.ledger(of: customer).snapshot(of: customer)
            return .object([
                "object": "billing.credit_balance_summary",
                "balances": .array(balances(snapshot, of: counts)), "customer": .text(customer),
                "customer_account": .null, "livemode": false,
            ])
        }
    }

    /// Whether a grant in a wallet counts, as the filter says.
    private func grants(
        _ filter: Fields, of customer: CustomerID
    ) async throws -> @Sendable (Grant, Wallet) -> Bool {
        try filter.allow("applicability_scope", "credit_grant", "type")
        let type: Filter = try filter.required("type", try filter.choice("type"))
        switch type {
        case .creditGrant:
            let grant = try filter.required(
                "credit_grant", try await desk.grant(filter, "credit_grant"))
            guard grant.customer == customer else {
                throw StripeFault.missing(
                    StripeID.grant.kind, StripeID.grant.text(grant.id),
                    param: filter.place("credit_grant"))
            }
            return { candidate, _ in candidate.id == grant.id }
        case .applicabilityScope:
            let wanted = try filter.scope("applicability_scope")
            return { candidate, wallet in
                let scopes = [candidate.terms.scope, wallet.terms.scope]
                // Every price in a scope is metered, so a limit to prices takes nothing from it.
                guard !wanted.prices.isEmpty else { return scopes.allSatisfy(\.paysUsage) }
                return wanted.prices.contains { price in
                    scopes.allSatisfy { $0.covers(.charge, price: price) }
                }
            }
        }
    }

    /// One entry for each currency that the customer has a wallet in, in order of creation.
    ///
    /// The ledger balance is what usable grants have left; held credits are not available.
    private func balances(
        _ snapshot: BookSnapshot, of counts: (Grant, Wallet) -> Bool
    ) -> [JSONValue] {
        var currencies: [Currency] = []
        var sums: [Currency: (left: Decimal, available: Decimal)] = [:]
        for (wallet, balance) in zip(snapshot.wallets, snapshot.balances) {
            if sums[wallet.currency] == nil { currencies.append(wallet.currency) }
            var sum = sums[wallet.currency] ?? (0, 0)
            let usable = snapshot.grants.filter {
                $0.wallet == wallet.id && $0.status == .active && counts($0, wallet)
            }
            if wallet.status == .active {
                let left = usable.reduce(Credits.zero) { $0 + $1.remaining }
                let held = usable.reduce(Credits.zero) { $0 + $1.held }
                sum.left += balance.worth(of: left).decimal
                sum.available += balance.worth(of: left - held).decimal
            }
            sums[wallet.currency] = sum
        }
        return currencies.map { currency in
            let sum = sums[currency] ?? (0, 0)
            return [
                "available_balance": StripeAmount.shape(sum.available.description, in: currency),
                "ledger_balance": StripeAmount.shape(sum.left.description, in: currency),
            ]
        }
    }
}
