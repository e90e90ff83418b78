extension Ledger {
    /// What a wallet held at an instant that has passed, or will hold at one to come (R9.5).
    ///
    /// The past is told by the journal, with all that was done at that very instant and all that
    /// had fallen due by then, whether it is journalled yet or not. It costs the entries up to
    /// then: O(history) if the book was written to since. The future is told by a copy of the book
    /// led there, with what will expire and what schedules will add, if nobody does anything: O(due
    /// instants x lots), and at most 5,000 of those.
    ///
    /// - Parameters:
    ///   - wallet: the wallet.
    ///   - instant: the instant that the balance is of.
    ///   - customer: whose wallet it is, if known: that saves a look-up.
    /// - Returns: its balance; zeros at an instant before the wallet was created.
    /// - Throws: ``Refusal/walletNotFound(_:)``, ``Refusal/invalidField(_:value:reason:)`` for a
    ///   future with more than 5,000 due instants before it, ``LedgerError/corrupt(_:)`` for a
    ///   journal that lacks entries, or if the store can't answer.
    public func balance(
        of wallet: WalletID, at instant: Instant, customer: CustomerID? = nil
    ) async throws(LedgerError) -> Balance {
        let owner = try await self.customer(
            customer, of: .wallet(wallet), else: .walletNotFound(wallet))
        let book = try await current(owner).book
        guard let index = book.index(of: wallet) else {
            throw .refused(.walletNotFound(wallet))
        }
        guard book.instant <= instant else {
            let past = try await fold(journalOf: owner, through: book.revision, at: instant)
            if let index = past.index(of: wallet) { return past.balance(of: index, at: instant) }
            let terms = book.wallets[index].terms.value
            return Balance(
                wallet: wallet, asOf: instant, rate: terms.rate, currency: terms.currency)
        }
        // Up to now it is a reading like any other; only beyond can it be too far.
        let reading = Reading(book, recalled: .nothing, at: min(instant, clock.now))
        var foresight = Foresight(reading, asked: "at")
        try foresight.advance(to: instant)
        return foresight.book.balance(of: index, at: instant)
    }

    /// How a wallet's balance will change by time alone, and why (R9.5).
    ///
    /// Costs O(due instants x lots), of the whole book.
    ///
    /// - Parameters:
    ///   - wallet: the wallet.
    ///   - until: the last instant to look at; at or before now there are no steps.
    ///   - customer: whose wallet it is, if known: that saves a look-up.
    /// - Returns: the balance now, and each step that it takes.
    /// - Throws: ``Refusal/walletNotFound(_:)``, ``Refusal/invalidField(_:value:reason:)`` for an
    ///   end with more than 5,000 due instants before it, or if the store can't answer.
    public func forecast(
        of wallet: WalletID, until: Instant, customer: CustomerID? = nil
    ) async throws(LedgerError) -> Forecast {
        let owner = try await self.customer(
            customer, of: .wallet(wallet), else: .walletNotFound(wallet))
        let reading = try await read(owner)
        guard let index = reading.book.index(of: wallet) else {
            throw .refused(.walletNotFound(wallet))
        }
        var foresight = Foresight(reading, asked: "until")
        return try foresight.forecasts(of: [index], until: until)[0]
    }

    /// How the balances of all wallets of a customer will change by time alone, and why (R9.5).
    ///
    /// Costs O(due instants x wallets x lots).
    ///
    /// - Parameters:
    ///   - customer: whose wallets.
    ///   - until: the last instant to look at; at or before now there are no steps.
    /// - Returns: a forecast for each wallet, in order of creation; none for a customer without a
    ///   book (R2.5).
    /// - Throws: ``Refusal/invalidField(_:value:reason:)`` for an end with more than 5,000 due
    ///   instants before it, or if the store can't answer.
    public func forecasts(
        of customer: CustomerID, until: Instant
    ) async throws(LedgerError) -> [Forecast] {
        let reading = try await read(customer)
        var foresight = Foresight(reading, asked: "until")
        return try foresight.forecasts(of: Array(reading.book.wallets.indices), until: until)
    }
}

extension Ledger {
    /// A customer's book as it stood at an instant before its last entry.
    ///
    /// Before that entry was written the book was advanced to it, so what had fallen due by
    /// `instant` is journalled, and the fold needs no advance.
    private func fold(
        journalOf customer: CustomerID, through revision: Int64, at instant: Instant
    ) async throws(LedgerError) -> Book {
        var book = Book(customer: customer)
        var journal = JournalReader(store, of: customer, through: revision)
        while let entry = try await journal.nextOfWhole(), entry.instant <= instant {
            book.apply(entry)
        }
        return book
    }
}
