internal import CreditLedger
internal import Foundation

/// An amount as Stripe writes it: whole minor units, rounded down.
enum StripeAmount {
    static func shape(_ money: Money) -> JSONValue {
        shape(money.amount, in: money.currency)
    }

    /// The shape of an amount that is given as decimal text, not below zero.
    static func shape(_ amount: String, in currency: Currency) -> JSONValue {
        [
            "monetary": [
                "currency": .string(currency.code.lowercased()),
                "value": .number(minorUnits(amount, digits: Int(currency.minorDigits))),
            ],
            "type": "monetary",
        ]
    }

    /// `12.345` with two digits is `1234`.
    static func minorUnits(_ amount: String, digits: Int) -> String {
        let parts = amount.split(separator: ".", maxSplits: 1)
        let fraction = parts.count > 1 ? String(parts[1].prefix(digits)) : ""
        let padding = String(repeating: "0", count: digits - fraction.count)
        let all = (parts.first.map(String.init) ?? "") + fraction + padding
        let significant = all.drop { $0 == "0" }
        return significant.isEmpty ? "0" : String(significant)
    }
}

extension StripeBook {
    /// The test clock in other objects: its id, or all of it where that was asked for.
    private func clockShape(_ expand: Set<String>) -> JSONValue {
        .orNull(clock.map { expand.contains("test_clock") ? $0.shape : .string($0.id) })
    }

    /// A credit grant.
    ///
    /// - Parameters:
    ///   - id: the grant.
    ///   - updated: when it last changed.
    ///   - expand: what is spelt out in it.
    /// - Returns: the object.
    /// - Throws: ``StripeFault`` if the customer has no such grant.
    func shape(
        _ id: GrantID, updated: Instant, expanding expand: Set<String> = []
    ) throws -> JSONValue {
        let record = try record(id)
        let terms = record.terms
        let isUnpaid = open(id)?.status == .pending || record.closure?.door == .failed
        return [
            "id": .string(StripeID.grant.text(id)), "object": "billing.credit_grant",
            "amount": worth(of: terms.issued, in: record.wallet).map(StripeAmount.shape),
            "applicability_config": ["scope": scope(of: record)],
            "category": terms.kind == .paid ? "paid" : "promotional",
            "created": .integer(terms.createdAt.seconds),
            "customer": .text(snapshot.customer), "customer_account": .null,
            "effective_at": isUnpaid ? .null : .integer(terms.effectiveAt.seconds),
            "expires_at": .orNull(expiry(of: record).map { .integer($0.seconds) }),
            "livemode": false,
            "metadata": .object(
                terms.metadata.pairs.sorted { $0.key < $1.key }.reduce(into: JSONObject()) {
                    $0.add($1.key, .string($1.value))
                }),
            "name": terms.name.isEmpty ? .null : .string(terms.name),
            "priority": .integer(terms.priority), "test_clock": clockShape(expand),
            "updated": .integer(updated.seconds),
            "voided_at": .orNull(voided(record).map { .integer($0.seconds) }),
        ]
    }

    /// When a grant expires or expired: by its own terms, with its wallet, or because it was asked.
    private func expiry(of record: GrantRecord) -> Instant? {
        let asked = record.closure.flatMap { $0.door == .expired ? $0.at : nil }
        return [record.terms.expiresAt, wallet(record.wallet)?.terms.expiresAt, asked]
            .compactMap(\.self).min()
    }

    /// When a grant ended otherwise: Stripe has one word for all of it.
    private func voided(_ record: GrantRecord) -> Instant? {
        record.closure.flatMap { $0.door == .expired ? nil : $0.at }
    }

    /// What a grant pays for, within its wallet's scope; neither of the two if no usage.
    private func scope(of record: GrantRecord) -> JSONValue {
        let scopes = [record.terms.scope, wallet(record.wallet)?.terms.scope ?? .everything]
        guard scopes.allSatisfy(\.paysUsage) else { return ["price_type": .null, "prices": .null] }
        let limited = scopes.map(\.prices).filter { !$0.isEmpty }
        guard let first = limited.first else { return ["price_type": "metered", "prices": .null] }
        let prices = limited.dropFirst().reduce(first) { $0.intersection($1) }
        return [
            "price_type": .null, "prices": .array(prices.sorted().map { ["id": .text($0)] }),
        ]
    }

    /// A credit balance transaction.
    func shape(
        _ listed: JournalledTransaction, expanding expand: Set<String> = [], grant: JSONValue?
    ) throws -> JSONValue {
        let transaction = listed.transaction
        let isCredit = transaction.movement.entersWallet
        let details = details(of: transaction)
        // Credits are there from their effect on; what leaves does so when it is journalled.
        let effect =
            try transaction.application == nil && isCredit
            ? record(transaction.grant).terms.effectiveAt : listed.instant
        return [
            "id": .string(StripeID.transaction.text(transaction.id)),
            "object": "billing.credit_balance_transaction",
            "created": .integer(listed.instant.seconds), "credit": isCredit ? details : .null,
            "credit_grant": grant ?? .string(StripeID.grant.text(transaction.grant)),
            "debit": isCredit ? .null : details, "effective_at": .integer(effect.seconds),
            "livemode": false, "test_clock": clockShape(expand),
            "type": isCredit ? "credit" : "debit",
        ]
    }

    private func details(of transaction: Transaction) -> JSONValue {
        let worth =
            transaction.application?.amount
            ?? worth(of: transaction.credits, in: transaction.wallet)
        let amount = worth.map(StripeAmount.shape)
        let line = transaction.application.map { application -> JSONValue in
            ["invoice": .text(application.invoice), "invoice_line_item": .text(application.line)]
        }
        let undone = "credits_application_invoice_voided"
        return switch transaction.kind {
        case .purchased, .granted:
            ["amount": amount, undone: .null, "type": "credits_granted"]
        case .reinstated: ["amount": amount, undone: .orNull(line), "type": .string(undone)]
        case .applied:
            ["amount": amount, "credits_applied": .orNull(line), "type": "credits_applied"]
        case .expired: ["amount": amount, "credits_applied": .null, "type": "credits_expired"]
        case .voided, .forfeited:
            ["amount": amount, "credits_applied": .null, "type": "credits_voided"]
        }
    }
}

extension Scope {
    /// Whether it lets usage by: what Stripe calls metered.
    var paysUsage: Bool { feeTypes.isEmpty || feeTypes.contains(.charge) }
}

extension TestClock {
    /// The clock as Stripe shows it.
    ///
    /// It is moved while the client waits, so it is always ready.
    var shape: JSONValue {
        [
            "id": .string(id), "object": "test_helpers.test_clock",
            "created": .integer(createdAt.seconds), "deletes_after": .integer(deletesAfter),
            "frozen_time": .integer(frozenTime.seconds), "livemode": false,
            "name": .orNull(name.map(JSONValue.string)), "status": "ready",
            "status_details": ["advancing": .null],
        ]
    }
}
