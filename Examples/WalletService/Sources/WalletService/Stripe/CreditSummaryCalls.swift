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

    /// The grants that count, and the one currency that is told of, if it is one.
    private struct Chosen {
        var currency: Currency?
        let counts: @Sendable (Grant, Wallet) -> Bool
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
            let chosen = try await grants(filter, of: customer)
            let snapshot = try await desk.ledger(of: customer).snapshot(of: customer)
            return .object([
                "object": "billing.credit_balance_summary",
                "balances": .array(balances(snapshot, of: chosen)), "customer": .text(customer),
                "customer_account": .null, "livemode": false,
            ])
        }
    }

    /// Which grants count, as the filter says.
    private func grants(_ filter: Fields, of customer: CustomerID) async throws -> Chosen {
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
            let book = try await StripeBook(desk, of: customer, grants: [grant.id])
            let wallet = book.wallet(try book.record(grant.id).wallet)
            return Chosen(currency: wallet?.currency) { candidate, _ in candidate.id == grant.id }
        case .applicabilityScope:
            let wanted = try filter.scope("applicability_scope")
            return Chosen { candidate, wallet in
                let scopes = [candidate.terms.scope, wallet.terms.scope]
                // Every price in a scope is metered, so a limit to prices takes nothing from it.
                guard !wanted.prices.isEmpty else { return scopes.allSatisfy(\.paysUsage) }
                return wanted.prices.contains { price in
                    scopes.allSatisfy { $0.covers(.charge, price: price) }
                }
            }
        }
    }

    /// One entry for each currency that the customer has a wallet in, in order of creation; of one
    /// grant, only its own currency's.
    ///
    /// The ledger balance is what usable grants have left; held credits are not available.
    private func balances(_ snapshot: BookSnapshot, of chosen: Chosen) -> [JSONValue] {
        var currencies: [Currency] = []
        var sums: [Currency: (left: Decimal, available: Decimal)] = [:]
        for (wallet, balance) in zip(snapshot.wallets, snapshot.balances)
        where chosen.currency == nil || chosen.currency == wallet.currency {
            if sums[wallet.currency] == nil { currencies.append(wallet.currency) }
            var sum = sums[wallet.currency] ?? (0, 0)
            let usable = snapshot.grants.filter {
                $0.wallet == wallet.id && $0.status == .active && chosen.counts($0, wallet)
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
