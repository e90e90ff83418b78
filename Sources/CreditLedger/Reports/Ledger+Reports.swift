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
        try await readWholeJournal(of: owner, through: reading.revision) {
            entry throws(LedgerError) in
            fold.add(entry, isJournalled: true)
        }
        for entry in reading.advanced { fold.add(entry, isJournalled: false) }
        return fold.statement
    }

    /// Every account's debits, credits and balance, by the journal as it stands (R10.3).
    ///
    /// - Parameter customer: whose accounts; those of all customers if `nil`.
    /// - Returns: the trial balance, per wallet in credits and per currency in money.
    /// - Throws: ``LedgerError/corrupt(_:)`` for a journal that contradicts itself or lacks
    ///   entries, or if the store can't answer.
    public func trialBalance(
        of customer: CustomerID? = nil
    ) async throws(LedgerError) -> TrialBalance {
        var balance = TrialBalance(of: customer)
        try await forEachCustomer(customer) { customer throws(LedgerError) in
            let revision = try await loadStored(customer).revision
            try await readWholeJournal(of: customer, through: revision) {
                entry throws(LedgerError) in
                do throws(StoreError) {
                    try balance.add(entry)
                } catch {
                    throw .corrupt(error.message)
                }
            }
        }
        return balance
    }

    /// Recomputes books from their journals and names each difference (R10.2).
    ///
    /// It takes the time that reading whole journals takes, and the memory of one customer's
    /// history at a time. Customers may go on with their business meanwhile: each book is verified
    /// as it was when its turn came.
    ///
    /// - Parameter customer: whose book; those of all customers if `nil`.
    /// - Returns: what was verified, and every difference.
    /// - Throws: ``LedgerError`` if the store can't answer.
    public func verify(
        _ customer: CustomerID? = nil
    ) async throws(LedgerError) -> Verification {
        var result = Verification()
        try await forEachCustomer(customer) { customer throws(LedgerError) in
            result.add(try await verifyBook(of: customer))
        }
        return result
    }

    private func verifyBook(of customer: CustomerID) async throws(LedgerError) -> Verification {
        let loaded = try await loadStored(customer)
        guard let stored = loaded.book else {
            throw .corrupt("The store left out a book that the caller has not.")
        }
        var verifier = Verifier(customer)
        var fold = Book(customer: customer)
        try await readJournal(of: customer, through: loaded.revision) {
            entry throws(LedgerError) in
            verifier.add(entry)
            fold.apply(entry)
        }
        return verifier.finish(fold: fold, stored: stored, revision: loaded.revision)
    }

    /// A book from the store, not from the cache: what it keeps is what is in question.
    private func loadStored(_ customer: CustomerID) async throws(LedgerError) -> LoadedBook {
        do throws(StoreError) {
            return try await store.load(customer, recalling: .nothing, unless: nil)
        } catch {
            throw LedgerError(error)
        }
    }
}

extension Ledger {
    /// How much of a journal, or of the list of customers, is read at a time.
    private static var stride: Int { 500 }

    /// Hands all of a customer's entries over in order, up to and with a revision.
    ///
    /// - Throws: ``LedgerError/corrupt(_:)`` for a journal that lacks one of them.
    private func readWholeJournal(
        of customer: CustomerID, through revision: Int64,
        _ body: (JournalEntry) async throws(LedgerError) -> Void
    ) async throws(LedgerError) {
        var last: Int64 = 0
        try await readJournal(of: customer, through: revision) { entry throws(LedgerError) in
            guard entry.revision == last + 1 else {
                throw .corrupt(
                    "The journal of customer \(customer) goes on with revision "
                        + "\(entry.revision) after \(last).")
            }
            last = entry.revision
            try await body(entry)
        }
        guard last >= revision else {
            throw .corrupt(
                "The journal of customer \(customer) ends at revision \(last), its book at "
                    + "\(revision).")
        }
    }

    /// Hands a customer's entries over in order, up to and with a revision, as far as there are
    /// any.
    private func readJournal(
        of customer: CustomerID, through revision: Int64,
        _ body: (JournalEntry) async throws(LedgerError) -> Void
    ) async throws(LedgerError) {
        var last: Int64 = 0
        while last < revision {
            let entries: [JournalEntry]
            do throws(StoreError) {
                entries = try await store.journal(of: customer, after: last, limit: Self.stride)
            } catch {
                throw LedgerError(error)
            }
            for entry in entries {
                guard entry.revision <= revision else { return }
                try await body(entry)
            }
            // A journal that stands still or goes back would be read for ever.
            guard let next = entries.last?.revision, next > last else { return }
            last = next
        }
    }

    /// Hands over one customer, or all of them in order.
    private func forEachCustomer(
        _ customer: CustomerID?, _ body: (CustomerID) async throws(LedgerError) -> Void
    ) async throws(LedgerError) {
        if let customer { return try await body(customer) }
        var last: CustomerID?
        while true {
            let customers: [CustomerID]
            do throws(StoreError) {
                customers = try await store.customers(after: last, limit: Self.stride)
            } catch {
                throw LedgerError(error)
            }
            for customer in customers { try await body(customer) }
            guard let next = customers.last else { return }
            last = next
        }
    }
}
