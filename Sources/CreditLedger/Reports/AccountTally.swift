/// The debits and credits of a wallet's eight accounts, summed up movement by movement (R10.1).
package struct AccountTally: Hashable, Sendable {
    private var debited: [Credits]
    private var credited: [Credits]

    package init() {
        debited = Array(repeating: 0, count: Account.allCases.count)
        credited = debited
    }

    /// Moves credits from one account to another.
    package mutating func move(_ credits: Credits, _ movement: Movement) {
        debit(movement.debit, credits)
        credit(movement.credit, credits)
    }

    package mutating func debit(_ account: Account, _ credits: Credits) {
        debited[account.ordinal] += credits
    }

    package mutating func credit(_ account: Account, _ credits: Credits) {
        credited[account.ordinal] += credits
    }

    package func debits(of account: Account) -> Credits { debited[account.ordinal] }

    package func credits(of account: Account) -> Credits { credited[account.ordinal] }

    /// What stands in an account: its credits less its debits, so positive for what a wallet has.
    package func balance(of account: Account) -> Credits {
        credited[account.ordinal] - debited[account.ordinal]
    }

    /// The debits of all accounts.
    package var debits: Credits { debited.reduce(0, +) }

    /// The credits of all accounts.
    package var credits: Credits { credited.reduce(0, +) }
}

extension Account {
    /// The account's place in the order in which accounts are listed.
    fileprivate var ordinal: Int {
        switch self {
        case .walletPaid: 0
        case .walletGranted: 1
        case .purchases: 2
        case .promotions: 3
        case .redemptions: 4
        case .voids: 5
        case .expirations: 6
        case .forfeitures: 7
        }
    }
}
