internal import CreditLedger

/// A transaction as Flexprice shows one.
struct FlexpriceTransaction: Sendable {
    let listed: JournalledTransaction
    let wallet: FlexpriceWallet
    let history: WalletHistory

    private var transaction: Transaction { listed.transaction }
    private var step: WalletHistory.Step? { history.step(transaction.id) }
    private var terms: GrantTerms? { history.terms(transaction.grant) }

    /// Credits that came, as against those that came back or went.
    private var isAddition: Bool {
        transaction.kind == .purchased || transaction.kind == .granted
    }

    /// What was said when it was asked for; nobody asks for what a rule adds.
    private var context: Context? {
        if isAddition, case .rule = terms?.source { return nil }
        return step?.context
    }

    var reason: FlexpriceReason {
        FlexpriceReason(
            of: transaction, asked: context?.reason.flatMap(FlexpriceReason.init),
            payment: terms?.payment)
    }

    var expiresAt: Instant? { isAddition ? terms?.expiresAt : nil }

    var priority: Int? { isAddition ? terms?.priority : nil }

    var actor: String? { context?.actor?.id }

    /// What is left of the credits that it added.
    var creditsAvailable: Credits {
        guard isAddition, transaction.status == .settled else { return 0 }
        return history.remaining(transaction.grant) ?? 0
    }

    /// A top-up's effective date is its date of creation to Flexprice.
    private var createdAt: Instant {
        guard isAddition, let effectiveAt = terms?.effectiveAt else { return listed.instant }
        return min(effectiveAt, listed.instant)
    }

    private var amount: String {
        transaction.application?.amount.amount
            ?? wallet.balance.worth(of: transaction.credits).amount
    }

    func json(for generation: FlexpriceGeneration) -> JSONValue {
        .object(what(generation) + why(generation))
    }

    private func what(_ generation: FlexpriceGeneration) -> JSONObject {
        let type: FlexpriceTransactionType =
            transaction.movement.entersWallet ? .credit : .debit
        return [
            "id": .text(transaction.id), "wallet_id": .text(transaction.wallet),
            "customer_id": .string(listed.customer.text), "type": .string(type.rawValue),
            "amount": generation.amount(amount),
            "credit_amount": generation.amount(transaction.credits),
            "credit_balance_before": generation.amount(step?.before ?? 0),
            "credit_balance_after": generation.amount(step?.after ?? 0),
            "credits_available": generation.amount(creditsAvailable),
            "currency": .string(wallet.wallet.currency.code.lowercased()),
            "conversion_rate": generation.amount(wallet.wallet.rate),
            "topup_conversion_rate": generation.amount(wallet.wallet.rate),
            "transaction_status": .string(
                FlexpriceTransactionStatus(transaction.status).rawValue),
            "created_at": .text(createdAt), "updated_at": .text(step?.updatedAt ?? listed.instant),
            "status": "published",
        ]
    }

    private func why(_ generation: FlexpriceGeneration) -> JSONObject {
        let isTold = generation == .second || reason.isKnownToFirstGeneration
        let invoice = transaction.application?.invoice
        let metadata = isAddition ? terms?.metadata.pairs : nil
        return [
            "transaction_reason": isTold ? .string(reason.rawValue) : nil,
            "idempotency_key": context?.key.map { .string($0.text) },
            "description": .string(isAddition ? terms?.name ?? "" : ""),
            "metadata": FlexpriceNotes.json(metadata ?? [:]),
            "priority": priority.map { .integer($0) },
            "expiry_date": expiresAt.map { .text($0) },
            // The host's invoices are no things of Flexprice's.
            "reference_type": invoice.map { _ in .string(Self.referenceType) },
            "reference_id": invoice.map { .string($0.text) },
            "created_by": actor.map(JSONValue.string),
        ]
    }

    static let referenceType = "EXTERNAL"
}

/// Whether credits came or went.
enum FlexpriceTransactionType: String, CaseIterable, Sendable {
    case credit, debit

    var kinds: Set<TransactionKind> {
        self == .credit
            ? [.purchased, .granted, .reinstated] : [.applied, .voided, .expired, .forfeited]
    }
}

/// A transaction's status in Flexprice's words.
enum FlexpriceTransactionStatus: String, CaseIterable, Sendable {
    case pending, completed, failed

    init(_ status: TransactionStatus) {
        switch status {
        case .pending: self = .pending
        case .settled: self = .completed
        case .failed: self = .failed
        }
    }

    var status: TransactionStatus {
        switch self {
        case .pending: .pending
        case .completed: .settled
        case .failed: .failed
        }
    }
}
