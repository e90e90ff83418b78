/// The business said no: a command that broke a rule and changed nothing (R12).
///
/// Every case carries what is needed to explain it, a stable ``code`` to act on and one sentence to
/// read. The order of the cases is their precedence: where several things are wrong at once, every
/// path answers with the first.
@nonexhaustive
public enum Refusal: Error, Hashable, Sendable {
    /// The key was used before, for another command (R11.3).
    case idempotencyKeyReused(IdempotencyKey, entry: EntryID)
    /// The customer has no such wallet.
    case walletNotFound(WalletID)
    /// The customer, or the named wallet, has no such grant.
    case grantNotFound(GrantID)
    /// There is no such transaction.
    case transactionNotFound(TransactionID)
    /// The customer has no such invoice.
    case invoiceNotFound(InvoiceID)
    /// The customer has no such hold.
    case holdNotFound(HoldID)
    /// The wallet has no such rule.
    case ruleNotFound(RuleID)
    /// The wallet is not active yet, and allows only little (R3.2b).
    case walletPending(WalletID)
    /// The wallet has been terminated: nothing changes any more (R3.3).
    case walletTerminated(WalletID, at: Instant)
    /// The wallet has expired: it takes no more credits (R3.3).
    case walletClosing(WalletID, expiredAt: Instant)
    /// The grant is closed or depleted (R4.3b).
    case grantClosed(GrantID, GrantStatus)
    /// The hold has been captured, released or has lapsed (R9.4c).
    case holdNotOpen(HoldID)
    /// The payment is not awaited any more, or never was (R5.2b).
    case topUpNotPending(GrantID, GrantStatus)
    /// Not an ISO 4217 code in capitals (R1.3).
    case unknownCurrency(String)
    /// Not an amount, or not one that may stand here (R1.1).
    case invalidAmount(field: String, value: String, fault: AmountFault)
    /// A field whose value breaks its rule.
    case invalidField(String, value: String, reason: String)
    /// A top-up rule that lacks or contradicts something (R8.1).
    case invalidRule(field: String, value: String, reason: String)
    /// Two currencies where there must be one.
    case currencyMismatch(expected: Currency, got: Currency)
    /// The invoice was drawn down before, otherwise or with something given back since (R6.8), or
    /// the line was captured for before (R9.4d).
    case invoiceAlreadyDrawn(InvoiceID, entry: EntryID)
    /// A paid top-up outside its wallet's limits (R5.3).
    case topUpOutsideLimits(Credits, TopUpLimits)
    /// Fewer credits are available than were asked for (R5.4).
    case insufficientCredits(needed: Credits, available: Credits)
    /// The credits that are available, or held, pay less than was asked for (R9.4).
    case insufficientFunds(needed: Money, available: Money)
    /// More than what is still applied to the line (R7.1).
    case exceedsApplied(LineID, asked: Money, applied: Money)
}

extension Refusal {
    /// The stable code, for programs (R12).
    public var code: String {
        switch self {
        case .idempotencyKeyReused: "idempotencyKeyReused"
        case .walletNotFound: "walletNotFound"
        case .grantNotFound: "grantNotFound"
        case .transactionNotFound: "transactionNotFound"
        case .invoiceNotFound: "invoiceNotFound"
        case .holdNotFound: "holdNotFound"
        case .ruleNotFound: "ruleNotFound"
        case .walletPending: "walletPending"
        case .walletTerminated: "walletTerminated"
        case .walletClosing: "walletClosing"
        case .grantClosed: "grantClosed"
        case .holdNotOpen: "holdNotOpen"
        case .topUpNotPending: "topUpNotPending"
        case .unknownCurrency: "unknownCurrency"
        case .invalidAmount: "invalidAmount"
        case .invalidField: "invalidField"
        case .invalidRule: "invalidRule"
        case .currencyMismatch: "currencyMismatch"
        case .invoiceAlreadyDrawn: "invoiceAlreadyDrawn"
        case .topUpOutsideLimits: "topUpOutsideLimits"
        case .insufficientCredits, .insufficientFunds: "insufficientCredits"
        case .exceedsApplied: "exceedsApplied"
        }
    }
}

extension Refusal {
    /// The place of the case.
    private var rank: Int {
        switch self {
        case .idempotencyKeyReused: 0
        case .walletNotFound: 1
        case .grantNotFound: 2
        case .transactionNotFound: 3
        case .invoiceNotFound: 4
        case .holdNotFound: 5
        case .ruleNotFound: 6
        case .walletPending: 7
        case .walletTerminated: 8
        case .walletClosing: 9
        case .grantClosed: 10
        case .holdNotOpen: 11
        case .topUpNotPending: 12
        case .unknownCurrency: 13
        case .invalidAmount: 14
        case .invalidField: 15
        case .invalidRule: 16
        case .currencyMismatch: 17
        case .invoiceAlreadyDrawn: 18
        case .topUpOutsideLimits: 19
        case .insufficientCredits: 20
        case .insufficientFunds: 21
        case .exceedsApplied: 22
        }
    }

    /// Whether this is the one to answer where both are true.
    func precedes(_ other: Refusal) -> Bool {
        rank < other.rank
    }
}

extension Refusal: CustomStringConvertible {
    /// One sentence that names the thing, the value and the rule, for people.
    public var description: String {
        switch self {
        case .idempotencyKeyReused(let key, let entry):
            "The idempotency key '\(key)' was used for another command in entry \(entry) (R11.3)."
        case .walletNotFound(let id): "There is no wallet \(id) of this customer."
        case .grantNotFound(let id): "There is no grant \(id) here."
        case .transactionNotFound(let id): "There is no transaction \(id)."
        case .invoiceNotFound(let id):
            "No invoice '\(id)' of this customer was drawn down or captured for."
        case .holdNotFound(let id): "There is no hold \(id) of this customer."
        case .ruleNotFound(let id): "The wallet has no rule \(id)."
        case .walletPending(let id): "The wallet \(id) is not active yet (R3.2b)."
        case .walletTerminated(let id, let at): "The wallet \(id) was terminated at \(at) (R3.3)."
        case .walletClosing(let id, let expiredAt):
            "The wallet \(id) expired at \(expiredAt) and takes no credits (R3.3)."
        case .grantClosed(let id, let status): "The grant \(id) is \(status.rawValue) (R4.3b)."
        case .holdNotOpen(let id): "The hold \(id) is not open (R9.4c)."
        case .topUpNotPending(let id, let status):
            "The grant \(id) awaits no payment, it is \(status.rawValue) (R5.2b)."
        case .unknownCurrency(let code): "'\(code)' is not an ISO 4217 code in capitals (R1.3)."
        case .invalidAmount(let field, let value, let fault):
            "The amount '\(value)' of \(field) \(fault.sentence)."
        case .invalidField(let field, let value, let reason):
            "The value '\(value)' of \(field) \(reason)."
        case .invalidRule(let field, let value, let reason):
            "The value '\(value)' of the rule's \(field) \(reason)."
        case .currencyMismatch(let expected, let got):
            "The amount is in \(got), not in \(expected)."
        case .invoiceAlreadyDrawn(let id, let entry):
            "The invoice '\(id)' was drawn down, or its line captured, in entry \(entry) (R6.8)."
        case .topUpOutsideLimits(let credits, let limits):
            "A paid top-up of \(credits) credits is outside the limits\(limits.clause) (R5.3)."
        case .insufficientCredits(let needed, let available):
            "\(needed) credits are needed and \(available) are available (R5.4)."
        case .insufficientFunds(let needed, let available):
            "Credits for \(needed) are needed, and there are credits for \(available) (R9.4)."
        case .exceedsApplied(let line, let asked, let applied):
            "\(asked) is more than the \(applied) still applied to line '\(line)' (R7.1)."
        }
    }
}

extension AmountFault {
    /// The end of a sentence that begins with the amount.
    var sentence: String {
        switch self {
        case .malformed: "is not of the form -?[0-9]+(.[0-9]+)? (R1.2)"
        case .offGrid: "has more than 12 fractional digits (R1.1)"
        case .outOfRange: "is not below 10^14 (R1.1)"
        case .notPositive: "is not above 0 (R1.1)"
        case .negative: "is below 0 (R1.1)"
        case .notInMinorUnits: "is not a whole number of minor units (R6.1)"
        case .belowCaptured: "is below what was captured for it (R6.9)"
        }
    }
}

extension TopUpLimits {
    fileprivate var clause: String {
        (minimum.map { ", at least \($0)" } ?? "") + (maximum.map { ", at most \($0)" } ?? "")
    }
}
