internal import CreditLedger

/// Why credits came or went, in Flexprice's words.
enum FlexpriceReason: String, CaseIterable, Sendable {
    case invoicePayment = "INVOICE_PAYMENT"
    case freeCreditGrant = "FREE_CREDIT_GRANT"
    case subscriptionCreditGrant = "SUBSCRIPTION_CREDIT_GRANT"
    case purchasedCreditInvoiced = "PURCHASED_CREDIT_INVOICED"
    case purchasedCreditDirect = "PURCHASED_CREDIT_DIRECT"
    case creditNote = "CREDIT_NOTE"
    case creditExpired = "CREDIT_EXPIRED"
    case walletTermination = "WALLET_TERMINATION"
    case manualBalanceDebit = "MANUAL_BALANCE_DEBIT"
    case creditAdjustment = "CREDIT_ADJUSTMENT"
    case invoiceVoidRefund = "INVOICE_VOID_REFUND"
    case purchasedCreditBonus = "PURCHASED_CREDIT_BONUS"

    /// What a top-up for a reason adds.
    enum Addition: Hashable, Sendable {
        /// Credits that somebody pays for.
        case paid(Payment)
        /// Credits that nobody pays for.
        case granted
    }

    /// What a top-up for this reason adds; `nil` for a reason why credits go.
    var addition: Addition? {
        switch self {
        // The documented example tops a wallet up with what paid for an invoice.
        case .invoicePayment, .purchasedCreditDirect: .paid(.collected)
        case .purchasedCreditInvoiced: .paid(.due)
        case .freeCreditGrant, .subscriptionCreditGrant, .creditNote, .creditAdjustment,
            .invoiceVoidRefund, .purchasedCreditBonus:
            .granted
        case .creditExpired, .walletTermination, .manualBalanceDebit: nil
        }
    }

    /// The kinds of transactions that may have this reason.
    var kinds: Set<TransactionKind> {
        switch self {
        case .invoicePayment: [.purchased, .applied]
        case .purchasedCreditInvoiced, .purchasedCreditDirect: [.purchased]
        case .freeCreditGrant, .subscriptionCreditGrant, .creditNote, .creditAdjustment,
            .purchasedCreditBonus:
            [.granted]
        case .invoiceVoidRefund: [.granted, .reinstated]
        case .creditExpired: [.expired]
        case .walletTermination: [.forfeited]
        case .manualBalanceDebit: [.voided]
        }
    }

    /// The reasons that a top-up may have.
    static var ofTopUps: [FlexpriceReason] { allCases.filter { $0.addition != nil } }

    /// Whether clients of 1.x know the word; they refuse one that they don't.
    var isKnownToFirstGeneration: Bool {
        switch self {
        case .manualBalanceDebit, .creditAdjustment, .invoiceVoidRefund, .purchasedCreditBonus:
            false
        default: true
        }
    }
}

extension FlexpriceReason {
    /// Why a transaction was made.
    ///
    /// - Parameters:
    ///   - transaction: the transaction.
    ///   - asked: the reason that was given for it, if it is one of Flexprice's.
    ///   - payment: who collects, of paid credits.
    init(of transaction: Transaction, asked: FlexpriceReason?, payment: Payment?) {
        switch (transaction.kind, asked?.addition) {
        case (.purchased, .paid), (.granted, .granted):
            self = asked ?? .freeCreditGrant
        case (.purchased, _):
            self = payment == .due ? .purchasedCreditInvoiced : .purchasedCreditDirect
        case (.granted, .paid): self = .purchasedCreditBonus
        case (.granted, nil): self = .freeCreditGrant
        case (.applied, _): self = .invoicePayment
        case (.reinstated, _): self = .invoiceVoidRefund
        case (.voided, _): self = .manualBalanceDebit
        case (.expired, _): self = .creditExpired
        case (.forfeited, _): self = .walletTermination
        }
    }
}
