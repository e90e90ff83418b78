extension Book {
    /// The balance of one wallet (R9.1, R9.3), on a book that stands advanced to `now`; O(lots),
    /// and the cost of a plan where there is unbilled usage.
    ///
    /// - Parameters:
    ///   - wallet: the wallet's position.
    ///   - now: the instant that the balance is of.
    /// - Returns: the balance in the wallet's credits.
    package func balance(of wallet: Int, at now: Instant) -> Balance {
        balance(of: wallet, at: now, less: UnbilledUsage(of: self, at: now))
    }

    /// The same, with the unbilled usage worked out once for all wallets.
    package func balance(
        of wallet: Int, at now: Instant, less unbilled: UnbilledUsage
    ) -> Balance {
        let state = wallets[wallet]
        var balance = Balance(
            wallet: state.id, asOf: now, rate: state.terms.value.rate,
            currency: state.terms.value.currency)
        balance.applied = state.applied
        for lot in lots where lot.wallet == wallet {
            if lot.expiry <= now {
                balance.closing += lot.remaining
            } else if lot.isAwaited {
                balance.pending += lot.terms.value.issued
            } else if now < lot.effectiveAt {
                balance.scheduled += lot.remaining
            } else {
                if lot.kind == .paid {
                    balance.paid += lot.remaining
                } else {
                    balance.granted += lot.remaining
                }
                balance.held += lot.held
            }
        }
        if state.status == .active { balance.available = balance.settled - balance.held }
        balance.ongoing = balance.available - unbilled.credits(of: wallet)
        return balance
    }
}
