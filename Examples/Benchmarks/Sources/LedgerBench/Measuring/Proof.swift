import CreditLedger

/// That a ledger is as it must be, by its journals and by what was asked of it.
struct Proof {
    let ledger: Ledger

    /// Verifies the ledger, and compares its accounts with what was asked for.
    ///
    /// - Parameters:
    ///   - customers: how many it must have.
    ///   - sums: what must have moved in all.
    /// - Returns: what was verified.
    /// - Throws: ``Failure`` if something differs.
    func check(customers: Int, sums: Sums) async throws -> Verification {
        let verification = try await ledger.verify()
        if let difference = verification.differences.first {
            let count = verification.differences.count
            throw Failure.wrong("verify: \(count) differences, the first: \(difference)")
        }
        guard verification.customers == customers else {
            throw Failure.wrong("\(verification.customers) customers, not \(customers)")
        }
        var balance = TrialBalance(listsWallets: false)
        for try await item in ledger.entries(following: false) { try balance.add(item.entry) }
        try Self.compare(balance, sums)
        return verification
    }

    /// Compares a ledger's accounts with what was asked of it.
    static func compare(_ balance: TrialBalance, _ sums: Sums) throws {
        let used = sums.redeemed + sums.voided + sums.expired
        let left = sums.purchased + sums.promoted - used
        guard balance.isBalanced, let currency = balance.currencies.first,
            balance.currencies.count == 1
        else { throw Failure.wrong("The trial balance does not balance.") }
        var kept = WideSum.zero
        for row in currency.rows {
            let expected: Int64? =
                switch row.account {
                case .purchases: -sums.purchased
                case .promotions: -sums.promoted
                case .redemptions: sums.redeemed
                case .voids: sums.voided
                case .expirations: sums.expired
                case .forfeitures: 0
                case .walletPaid, .walletGranted: nil
                }
            if let expected {
                try compare("\(row.account)", row.balance, expected)
            } else {
                kept += row.balance
            }
        }
        try compare("wallets", kept, left)
    }

    private static func compare(_ name: String, _ found: WideSum, _ cents: Int64) throws {
        let expected = try Money(minorUnits: cents, .usd).amount
        guard "\(found)" == expected else {
            throw Failure.wrong("\(name): \(found), not \(expected)")
        }
    }
}
