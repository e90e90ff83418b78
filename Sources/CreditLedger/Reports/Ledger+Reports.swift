extension Ledger {
    /// What moved in a wallet in a half-open span of time, and the balance before and after.
    ///
    /// What fell due by now is included, whether it is journalled yet or not; a span that ends
    /// later than now ends, for the time being, now.
    ///
    /// - Parameters:
    ///   - wallet: the wallet.
    ///   - from: the first instant in it.
    ///   - to: the first instant after it.
    ///   - customer: whose wallet it is, if known: that saves a look-up.
    /// - Returns: the statement.
    /// - Throws: ``Refusal/walletNotFound(_:)``, ``Refusal/invalidField(_:value:reason:)`` for an
    ///   end before the beginning, ``LedgerError/corrupt(_:)`` for a journal that lacks entries, or
    ///   if the store can't answer.
    public func statement(
        of wallet: WalletID, from: Instant, to: Instant, customer: CustomerID? = nil
    ) async throws(LedgerError) -> Statement {
        guard from <= to else {
            throw .refused(
                .invalidField("to", value: "\(to)", reason: "is before \(from), where it begins"))
        }
        let owner = try await self.customer(
            customer, of: .wallet(wallet), else: .walletNotFound(wallet))
        let reading = try await read(owner)
        guard let index = reading.book.index(of: wallet) else {
            throw .refused(.walletNotFound(wallet))
        }
        var fold = StatementFold(reading.book.wallets[index], of: owner, from: from, to: to)
        var journal = JournalReader(store, of: owner, through: reading.revision)
        while let entry = try await journal.nextOfWhole() { fold.add(entry, isJournalled: true) }
        for entry in reading.advanced { fold.add(entry, isJournalled: false) }
        return fold.statement
    }

    /// Every account's debits, credits and balance, by the journal as it stands (R10.3).
    ///
    /// Customers may go on with their business meanwhile: the accounts of each are as of one
    /// moment, those of another may be of a later one. A store with rows of transactions sums
    /// these up; whether they are what the rest of the journal says is what ``verify(_:)`` finds.
    ///
    /// - Parameter customer: whose accounts; those of all customers if `nil`.
    /// - Returns: the trial balance, per wallet in credits and per currency in money.
    /// - Throws: ``LedgerError/corrupt(_:)`` for a journal that contradicts itself or lacks
    ///   entries, or if the store can't answer.
    public func trialBalance(
        of customer: CustomerID? = nil
    ) async throws(LedgerError) -> TrialBalance {
        var balance = TrialBalance(of: customer)
        do throws(StoreError) {
            if let customer {
                for sums in try await store.accountSums(of: .one(customer)) { balance.add(sums) }
                return balance
            }
            var last: CustomerID?
            while true {
                // Sums are small, and a store with several readers does more at once: 7 % faster.
                let page = try await store.accountSums(
                    of: .after(last, limit: 4 * JournalReader.stride))
                guard let end = page.last else { return balance }
                for sums in page { balance.add(sums) }
                last = end.customer
            }
        } catch {
            throw error.kind == .corrupt ? .corrupt(error.message) : LedgerError(error)
        }
    }

    /// A book from the store, not from the cache: what it keeps is what is in question.
    func loadStored(_ customer: CustomerID) async throws(LedgerError) -> LoadedBook {
        do throws(StoreError) {
            return try await store.load(customer, recalling: .nothing, unless: nil)
        } catch {
            throw LedgerError(error)
        }
    }
}
