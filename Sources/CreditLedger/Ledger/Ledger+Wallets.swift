extension Ledger {
    /// Opens a wallet (R3.1, R3.2).
    ///
    /// - Parameters:
    ///   - wallet: its terms and initial credits.
    ///   - customer: whose wallet.
    ///   - context: who asks, why, and under which key.
    /// - Returns: the wallet's id.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func createWallet(
        _ wallet: CreateWallet, for customer: CustomerID, context: Context = .none
    ) async throws(LedgerError) -> Receipt<WalletID> {
        try await perform(.createWallet(wallet), for: customer, context) {
            entry throws(LedgerError) in
            guard let id = entry?.openedWallet else {
                throw .corrupt("The entry of a new wallet opens none.")
            }
            return id
        }
    }

    /// Activates a PENDING wallet; of an ACTIVE one it is a no-op (R3.2).
    ///
    /// - Parameters:
    ///   - wallet: the wallet.
    ///   - customer: whose it is, if known: that saves a look-up.
    ///   - context: who asks, why, and under which key.
    /// - Returns: a receipt.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func activateWallet(
        _ wallet: WalletID, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Void> {
        try await onWallet(wallet, customer, .activateWallet(wallet), context) { _ in }
    }

    /// Changes a wallet's terms; what is left out stays as it is (R3.4).
    ///
    /// - Parameters:
    ///   - update: the wallet, and what changes.
    ///   - customer: whose it is, if known.
    ///   - context: who asks, why, and under which key.
    /// - Returns: a receipt.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func updateWallet(
        _ update: UpdateWallet, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Void> {
        try await onWallet(update.wallet, customer, .updateWallet(update), context) { _ in }
    }

    /// Ends a wallet for good (R3.3).
    ///
    /// - Parameters:
    ///   - wallet: the wallet.
    ///   - customer: whose it is, if known.
    ///   - context: who asks, why, and under which key.
    /// - Returns: the credits that were forfeited.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func terminateWallet(
        _ wallet: WalletID, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Credits> {
        try await onWallet(wallet, customer, .terminateWallet(wallet), context) {
            $0?.credits(.forfeited) ?? .zero
        }
    }

    /// Lets a paused rule run again (R8.6).
    ///
    /// - Parameters:
    ///   - rule: the rule.
    ///   - wallet: the wallet that it tops up.
    ///   - customer: whose it is, if known.
    ///   - context: who asks, why, and under which key.
    /// - Returns: a receipt.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func resumeRule(
        _ rule: RuleID, of wallet: WalletID, customer: CustomerID? = nil,
        context: Context = .none
    ) async throws(LedgerError) -> Receipt<Void> {
        try await onWallet(wallet, customer, .resumeRule(wallet, rule), context) { _ in }
    }

    /// Does a command on a wallet, by its bare id if its customer is not named.
    func onWallet<Outcome: Sendable>(
        _ wallet: WalletID, _ named: CustomerID?, _ command: Command, _ context: Context,
        outcome: (JournalEntry?) throws(LedgerError) -> Outcome
    ) async throws(LedgerError) -> Receipt<Outcome> {
        if let named {
            return try await perform(command, for: named, context, outcome: outcome)
        }
        let owner = try await customer(nil, of: .wallet(wallet), else: .walletNotFound(wallet))
        return try await perform(command, for: owner, context, outcome: outcome)
    }
}
