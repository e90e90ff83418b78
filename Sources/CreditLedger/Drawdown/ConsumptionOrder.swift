/// The one total order in which a customer's credits are used (R4.2), over all of its wallets.
///
/// Wallet priority, grant priority, effective expiry (soonest first, none last), kind (granted
/// before paid), `effectiveAt`, then order of creation. Ids ascend in the order of creation, so the
/// last key is unique and the order total: the same book is used up in the same way everywhere.
enum ConsumptionOrder {
    /// Whether `left` is used before `right`.
    static func precedes(_ left: Lot, _ right: Lot) -> Bool {
        if left.walletPriority != right.walletPriority {
            return left.walletPriority < right.walletPriority
        }
        if left.priority != right.priority { return left.priority < right.priority }
        if left.expiry != right.expiry { return left.expiry < right.expiry }
        if left.kind != right.kind { return left.kind == .granted }
        if left.effectiveAt != right.effectiveAt { return left.effectiveAt < right.effectiveAt }
        return left.grant < right.grant
    }
}
