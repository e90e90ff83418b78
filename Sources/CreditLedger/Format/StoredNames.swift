// The names of cases in the stored form. They stand here in full, so that a case that is renamed in
// Swift keeps its name in every journal.

extension FeeType: StoredName {
    var storedName: String {
        switch self {
        case .subscription: "subscription"
        case .charge: "charge"
        case .commitment: "commitment"
        }
    }
}

extension GrantKind: StoredName {
    var storedName: String {
        switch self {
        case .granted: "granted"
        case .paid: "paid"
        }
    }
}

extension Payment: StoredName {
    var storedName: String {
        switch self {
        case .collected: "collected"
        case .due: "due"
        case .chargeAutomatically: "chargeAutomatically"
        }
    }
}

extension GrantDoor: StoredName {
    var storedName: String {
        switch self {
        case .expired: "expired"
        case .voided: "voided"
        case .forfeited: "forfeited"
        case .failed: "failed"
        }
    }
}

extension WalletStatus: StoredName {
    var storedName: String {
        switch self {
        case .pending: "pending"
        case .active: "active"
        case .terminated: "terminated"
        }
    }
}

extension WalletEnd: StoredName {
    var storedName: String {
        switch self {
        case .terminated: "terminated"
        case .expired: "expired"
        }
    }
}

extension HoldEnd: StoredName {
    var storedName: String {
        switch self {
        case .captured: "captured"
        case .released: "released"
        case .lapsed: "lapsed"
        case .grantsEnded: "grantsEnded"
        }
    }
}

extension Interval: StoredName {
    var storedName: String {
        switch self {
        case .weekly: "weekly"
        case .monthly: "monthly"
        case .quarterly: "quarterly"
        case .semiannual: "semiannual"
        case .yearly: "yearly"
        }
    }
}

extension SkipReason: StoredName {
    var storedName: String {
        switch self {
        case .currency: "currency"
        case .scope: "scope"
        case .notYetEffective: "notYetEffective"
        case .expired: "expired"
        case .awaitingPayment: "awaitingPayment"
        case .walletPending: "walletPending"
        case .held: "held"
        }
    }
}

extension TransactionKind: StoredName {
    var storedName: String {
        switch self {
        case .purchased: "purchased"
        case .granted: "granted"
        case .applied: "applied"
        case .reinstated: "reinstated"
        case .voided: "voided"
        case .expired: "expired"
        case .forfeited: "forfeited"
        }
    }
}

extension TransactionStatus: StoredName {
    var storedName: String {
        switch self {
        case .pending: "pending"
        case .settled: "settled"
        case .failed: "failed"
        }
    }
}
