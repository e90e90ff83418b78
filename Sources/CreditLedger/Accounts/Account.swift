/// One account of a wallet's double-entry ledger (R10.1), in that wallet's credits.
///
/// The wallet's own two accounts hold what its customer has, by kind. The platform's six, kept per
/// wallet, say where credits came from and where they went.
public enum Account: String, Hashable, Sendable, Codable, CaseIterable {
    /// The wallet's paid credits.
    case walletPaid
    /// The wallet's granted credits.
    case walletGranted
    /// Platform: credits that were bought.
    case purchases
    /// Platform: credits that were given.
    case promotions
    /// Platform: credits used for invoices.
    case redemptions
    /// Platform: credits taken away by the host.
    case voids
    /// Platform: credits lost by time.
    case expirations
    /// Platform: credits lost by termination.
    case forfeitures

    /// The wallet's account of credits of one kind.
    public static func wallet(_ kind: GrantKind) -> Account {
        kind == .paid ? .walletPaid : .walletGranted
    }

    /// Whether the account belongs to the wallet's customer rather than to the platform.
    public var isWallet: Bool { self == .walletPaid || self == .walletGranted }
}
