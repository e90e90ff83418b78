// The cases of the ledger's enumerations as small numbers, for the packed form.

extension GrantKind {
    var packed: UInt8 {
        switch self {
        case .granted: 0
        case .paid: 1
        }
    }

    init(packed code: UInt8) {
        self =
            switch code {
            case 0: .granted
            default: .paid
            }
    }
}

extension Payment {
    var packed: UInt8 {
        switch self {
        case .collected: 0
        case .due: 1
        case .chargeAutomatically: 2
        }
    }

    init(packed code: UInt8) {
        self =
            switch code {
            case 0: .collected
            case 1: .due
            default: .chargeAutomatically
            }
    }
}

extension FeeType {
    var packed: UInt8 {
        switch self {
        case .subscription: 0
        case .charge: 1
        case .commitment: 2
        }
    }

    init(packed code: UInt8) {
        self =
            switch code {
            case 0: .subscription
            case 1: .charge
            default: .commitment
            }
    }
}

extension TransactionKind {
    var packed: UInt8 {
        switch self {
        case .purchased: 0
        case .granted: 1
        case .applied: 2
        case .reinstated: 3
        case .voided: 4
        case .expired: 5
        case .forfeited: 6
        }
    }

    init(packed code: UInt8) {
        self =
            switch code {
            case 0: .purchased
            case 1: .granted
            case 2: .applied
            case 3: .reinstated
            case 4: .voided
            case 5: .expired
            default: .forfeited
            }
    }
}

extension TransactionStatus {
    var packed: UInt8 {
        switch self {
        case .pending: 0
        case .settled: 1
        case .failed: 2
        }
    }

    init(packed code: UInt8) {
        self =
            switch code {
            case 0: .pending
            case 1: .settled
            default: .failed
            }
    }
}

extension WalletStatus {
    var packed: UInt8 {
        switch self {
        case .pending: 0
        case .active: 1
        case .terminated: 2
        }
    }

    init(packed code: UInt8) {
        self =
            switch code {
            case 0: .pending
            case 1: .active
            default: .terminated
            }
    }
}

extension WalletEnd {
    var packed: UInt8 {
        switch self {
        case .terminated: 0
        case .expired: 1
        }
    }

    init(packed code: UInt8) {
        self =
            switch code {
            case 0: .terminated
            default: .expired
            }
    }
}

extension GrantDoor {
    var packed: UInt8 {
        switch self {
        case .expired: 0
        case .voided: 1
        case .forfeited: 2
        case .failed: 3
        }
    }

    init(packed code: UInt8) {
        self =
            switch code {
            case 0: .expired
            case 1: .voided
            case 2: .forfeited
            default: .failed
            }
    }
}

extension HoldEnd {
    var packed: UInt8 {
        switch self {
        case .captured: 0
        case .released: 1
        case .lapsed: 2
        case .grantsEnded: 3
        }
    }

    init(packed code: UInt8) {
        self =
            switch code {
            case 0: .captured
            case 1: .released
            case 2: .lapsed
            default: .grantsEnded
            }
    }
}

extension SkipReason {
    var packed: UInt8 {
        switch self {
        case .currency: 0
        case .scope: 1
        case .notYetEffective: 2
        case .expired: 3
        case .awaitingPayment: 4
        case .walletPending: 5
        case .held: 6
        }
    }

    init(packed code: UInt8) {
        self =
            switch code {
            case 0: .currency
            case 1: .scope
            case 2: .notYetEffective
            case 3: .expired
            case 4: .awaitingPayment
            case 5: .walletPending
            default: .held
            }
    }
}
