extension Ledger {
    /// Adds paid credits, granted credits, or both to a wallet (R5.1).
    ///
    /// - Parameters:
    ///   - topUp: the wallet, and what to add.
    ///   - customer: whose it is, if known: that saves a look-up.
    ///   - context: who asks, why, and under which key.
    /// - Returns: the grants that were made.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func topUp(
        _ topUp: TopUp, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<IssuedGrants> {
        try await onWallet(topUp.wallet, customer, .topUp(topUp), context) {
            $0?.issuedGrants ?? IssuedGrants()
        }
    }

    /// Says that the payment of a due top-up has come in (R5.2); a second time it is a no-op.
    ///
    /// - Parameters:
    ///   - grant: the grant that awaits its payment.
    ///   - customer: whose it is, if known.
    ///   - context: who asks, why, and under which key.
    /// - Returns: a receipt.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func settleTopUp(
        _ grant: GrantID, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Void> {
        try await onGrant(grant, customer, .settleTopUp(grant), context) { _ in }
    }

    /// Says that the payment of a due top-up has failed (R5.2); a second time it is a no-op.
    ///
    /// - Parameters:
    ///   - grant: the grant that awaits its payment.
    ///   - reason: why, in words.
    ///   - customer: whose it is, if known.
    ///   - context: who asks, why, and under which key.
    /// - Returns: a receipt.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func failTopUp(
        _ grant: GrantID, reason: String, of customer: CustomerID? = nil,
        context: Context = .none
    ) async throws(LedgerError) -> Receipt<Void> {
        try await onGrant(grant, customer, .failTopUp(grant, reason: reason), context) { _ in }
    }

    /// Takes credits away from a wallet, or from one grant of it (R5.4).
    ///
    /// - Parameters:
    ///   - void: the wallet, and how many credits.
    ///   - customer: whose it is, if known.
    ///   - context: who asks, why, and under which key.
    /// - Returns: the credits that were voided.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func voidCredits(
        _ void: VoidCredits, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Credits> {
        try await onWallet(void.wallet, customer, .voidCredits(void), context) {
            $0?.credits(.voided) ?? .zero
        }
    }

    /// Expires what remains of a grant at once (R4.3a).
    ///
    /// - Parameters:
    ///   - grant: the grant.
    ///   - customer: whose it is, if known.
    ///   - context: who asks, why, and under which key.
    /// - Returns: the credits that expired; 0 of a grant that awaited its payment, which has
    ///   failed.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func expireGrant(
        _ grant: GrantID, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Credits> {
        try await onGrant(grant, customer, .expireGrant(grant), context) {
            $0?.credits(.expired) ?? .zero
        }
    }

    /// Voids what remains of a grant (R4.3a).
    ///
    /// - Parameters:
    ///   - grant: the grant.
    ///   - customer: whose it is, if known.
    ///   - context: who asks, why, and under which key.
    /// - Returns: the credits that were voided; 0 of a grant that awaited its payment, which has
    ///   failed.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func voidGrant(
        _ grant: GrantID, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Credits> {
        try await onGrant(grant, customer, .voidGrant(grant), context) {
            $0?.credits(.voided) ?? .zero
        }
    }

    /// Changes a grant's priority, expiry, name or metadata (R4.3b).
    ///
    /// - Parameters:
    ///   - change: the grant, and what changes.
    ///   - customer: whose it is, if known.
    ///   - context: who asks, why, and under which key.
    /// - Returns: a receipt.
    /// - Throws: ``LedgerError``.
    @discardableResult
    public func changeGrant(
        _ change: ChangeGrant, of customer: CustomerID? = nil, context: Context = .none
    ) async throws(LedgerError) -> Receipt<Void> {
        try await onGrant(change.grant, customer, .changeGrant(change), context) { _ in }
    }

    /// Does a command on a grant, by its bare id if its customer is not named.
    private func onGrant<Outcome: Sendable>(
        _ grant: GrantID, _ named: CustomerID?, _ command: Command, _ context: Context,
        outcome: (JournalEntry?) throws(LedgerError) -> Outcome
    ) async throws(LedgerError) -> Receipt<Outcome> {
        if let named {
            return try await perform(command, for: named, context, outcome: outcome)
        }
        let owner = try await customer(nil, of: .grant(grant), else: .grantNotFound(grant))
        return try await perform(command, for: owner, context, outcome: outcome)
    }
}
