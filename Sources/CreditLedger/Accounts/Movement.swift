/// The two accounts that a transaction moves credits between: the closed table of R10.1.
///
/// Nothing else moves credits, so debits equal credits in every wallet by construction. What enters
/// a wallet debits the platform; what leaves it debits the wallet.
public struct Movement: Hashable, Sendable {
    /// The account that the credits leave.
    public let debit: Account
    /// The account that the credits enter.
    public let credit: Account

    /// The row of the table for a transaction of `kind` on a grant of `grantKind`.
    public init(_ kind: TransactionKind, _ grantKind: GrantKind) {
        let wallet = Account.wallet(grantKind)
        switch kind {
        case .purchased: (debit, credit) = (.purchases, .walletPaid)
        case .granted: (debit, credit) = (.promotions, .walletGranted)
        case .applied: (debit, credit) = (wallet, .redemptions)
        case .reinstated: (debit, credit) = (.redemptions, wallet)
        case .voided: (debit, credit) = (wallet, .voids)
        case .expired: (debit, credit) = (wallet, .expirations)
        case .forfeited: (debit, credit) = (wallet, .forfeitures)
        }
    }

    /// Whether the credits enter the wallet.
    public var entersWallet: Bool { credit.isWallet }
}
