internal import CreditLedger

/// Flexprice's one automatic top-up of a wallet, as a rule of the ledger: fixed paid credits when
/// the balance falls below a threshold.
///
/// 2.x writes it as the object `auto_topup`, 1.x as three fields of the wallet. Other rules of the
/// wallet, made by another API, are left alone. A cooldown isn't kept: while a top-up awaits its
/// payment, or after one failed, the ledger fires no other (R8.5, R8.6).
struct FlexpriceAutoTopUp: Hashable, Sendable {
    let threshold: Credits
    let amount: Credits
    /// Whether the host collects the payment by an invoice of its own.
    let isInvoiced: Bool

    /// The rule that this is, if it is such a one.
    init?(_ rule: TopUpRule) {
        guard case .fixed(let paid?, nil) = rule.method,
            case .threshold(let threshold, orEqual: false) = rule.trigger
        else { return nil }
        self.threshold = threshold
        amount = paid
        isInvoiced = rule.payment == .due
    }

    init(threshold: Credits, amount: Credits, isInvoiced: Bool) {
        self.threshold = threshold
        self.amount = amount
        self.isInvoiced = isInvoiced
    }

    var rule: TopUpRule {
        get throws(Refusal) {
            try TopUpRule(
                method: .fixed(paid: amount, granted: nil),
                trigger: .threshold(threshold, orEqual: false),
                payment: isInvoiced ? .due : .chargeAutomatically)
        }
    }

    /// A wallet's automatic top-up.
    static func of(_ wallet: Wallet) -> FlexpriceAutoTopUp? {
        wallet.rules.lazy.compactMap { FlexpriceAutoTopUp($0.rule) }.first
    }
}

/// What a request says about the automatic top-up.
enum FlexpriceAutoTopUpChange: Sendable {
    case keep
    case remove
    case set(FlexpriceAutoTopUp)

    /// Reads both generations' fields; where both are sent, those of 2.x count.
    ///
    /// - Parameters:
    ///   - fields: the request's fields.
    ///   - present: the automatic top-up as it is, whose values stay where none are sent.
    /// - Throws: a fault of one of the fields, or of one that is missing.
    init(_ fields: Fields, present: FlexpriceAutoTopUp?) throws {
        let nested = try fields.fields("auto_topup")
        let parts = FlexpriceRequest(nested ?? fields)
        let amountName = nested == nil ? "auto_topup_amount" : "amount"
        let thresholdName = nested == nil ? "auto_topup_min_balance" : "threshold"
        let trigger = try fields.choice("auto_topup_trigger", of: FlexpriceTrigger.self)
        let isEnabled =
            try nested?.flag("enabled") ?? trigger.map { $0 == .balanceBelowThreshold }
        let flat = FlexpriceRequest(fields)
        let flatAmount = try flat.credits("auto_topup_amount")
        let flatThreshold = try flat.credits("auto_topup_min_balance")
        let amount = try parts.credits(amountName) ?? flatAmount
        let threshold = try parts.credits(thresholdName) ?? flatThreshold
        let isInvoiced = try nested?.flag("invoicing")
        if isEnabled == false {
            self = present == nil ? .keep : .remove
            return
        }
        guard isEnabled != nil || amount != nil || threshold != nil || isInvoiced != nil else {
            self = .keep
            return
        }
        self = .set(
            FlexpriceAutoTopUp(
                threshold: try parts.fields.required(
                    thresholdName, threshold ?? present?.threshold),
                amount: try parts.fields.required(amountName, amount ?? present?.amount),
                isInvoiced: isInvoiced ?? present?.isInvoiced ?? false))
    }

    /// The wallet's rules with the change made; `nil` if nothing changes.
    func rules(of wallet: Wallet) throws -> [TopUpRule]? {
        let old = wallet.rules.map(\.rule)
        let place = old.firstIndex { FlexpriceAutoTopUp($0) != nil }
        var rules = old
        switch self {
        case .keep: return nil
        case .remove:
            if let place { rules.remove(at: place) }
        case .set(let autoTopUp):
            // The same figures again keep the rule, and with it a pause (R3.4c).
            if let place, FlexpriceAutoTopUp(old[place]) == autoTopUp { return nil }
            let rule = try autoTopUp.rule
            if let place { rules[place] = rule } else { rules.append(rule) }
        }
        return rules
    }
}

/// When a wallet tops itself up, in the words of 1.x.
enum FlexpriceTrigger: String, CaseIterable, Sendable {
    case disabled
    case balanceBelowThreshold = "balance_below_threshold"
}
