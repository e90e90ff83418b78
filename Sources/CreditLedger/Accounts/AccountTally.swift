/// The debits and credits of a wallet's eight accounts, summed up movement by movement (R10.1).
package struct AccountTally: Hashable, Sendable {
    /// What was booked to one account.
    private struct Sides: Hashable {
        var debits: Credits = 0
        var credits: Credits = 0
    }

    // A field each, as an array costs an allocation per wallet.
    private var walletPaid = Sides()
    private var walletGranted = Sides()
    private var purchases = Sides()
    private var promotions = Sides()
    private var redemptions = Sides()
    private var voids = Sides()
    private var expirations = Sides()
    private var forfeitures = Sides()

    package init() {}

    /// Moves credits from one account to another.
    package mutating func move(_ credits: Credits, _ movement: Movement) {
        debit(movement.debit, credits)
        credit(movement.credit, credits)
    }

    /// Adds what was booked elsewhere.
    package mutating func add(_ other: AccountTally) {
        for account in Account.allCases {
            debit(account, other.debits(of: account))
            credit(account, other.credits(of: account))
        }
    }

    package mutating func debit(_ account: Account, _ credits: Credits) {
        self[account].debits += credits
    }

    package mutating func credit(_ account: Account, _ credits: Credits) {
        self[account].credits += credits
    }

    package func debits(of account: Account) -> Credits { self[account].debits }

    package func credits(of account: Account) -> Credits { self[account].credits }

    /// What stands in an account: its credits less its debits, so positive for what a wallet has.
    package func balance(of account: Account) -> Credits {
        let sides = self[account]
        return sides.credits - sides.debits
    }

    /// The debits of all accounts.
    package var debits: Credits { Account.allCases.reduce(0) { $0 + debits(of: $1) } }

    /// The credits of all accounts.
    package var credits: Credits { Account.allCases.reduce(0) { $0 + credits(of: $1) } }

    private subscript(account: Account) -> Sides {
        get {
            switch account {
            case .walletPaid: walletPaid
            case .walletGranted: walletGranted
            case .purchases: purchases
            case .promotions: promotions
            case .redemptions: redemptions
            case .voids: voids
            case .expirations: expirations
            case .forfeitures: forfeitures
            }
        }
        set {
            switch account {
            case .walletPaid: walletPaid = newValue
            case .walletGranted: walletGranted = newValue
            case .purchases: purchases = newValue
            case .promotions: promotions = newValue
            case .redemptions: redemptions = newValue
            case .voids: voids = newValue
            case .expirations: expirations = newValue
            case .forfeitures: forfeitures = newValue
            }
        }
    }
}
