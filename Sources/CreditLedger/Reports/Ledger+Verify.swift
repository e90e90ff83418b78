extension Ledger {
    /// Recomputes books from their journals and names each difference (R10.2).
    ///
    /// It takes the time that reading whole journals takes, and the memory of one customer's
    /// history at a time. Customers may go on with their business meanwhile: each book is verified
    /// as it was when its turn came. What is stored of one customer may be unreadable; that is
    /// named (``Invariant/journalReadable``), and the next one's turn comes.
    ///
    /// - Parameter customer: whose book; those of all customers if `nil`.
    /// - Returns: what was verified, and every difference.
    /// - Throws: ``LedgerError`` if the store can't answer, or not even list its customers.
    public func verify(
        _ customer: CustomerID? = nil
    ) async throws(LedgerError) -> Verification {
        var result = Verification()
        var customers = CustomerReader(store, only: customer)
        guard let first = try await customers.next() else { return result }
        var verifier = Verifier(first)
        try await verifyBook(by: &verifier)
        result.add(verifier.result)
        while let customer = try await customers.next() {
            verifier.restart(customer)
            try await verifyBook(by: &verifier)
            result.add(verifier.result)
        }
        return result
    }

    private func verifyBook(by verifier: inout Verifier) async throws(LedgerError) {
        do throws(LedgerError) {
            let revision = try await verifyJournal(by: &verifier)
            try await verifier.compareGrants(in: store, at: revision)
        } catch {
            guard error.code == StoreError.Kind.corrupt.rawValue else { throw error }
            verifier.stop(because: error)
        }
    }

    /// Folds a journal, and compares the book with it.
    ///
    /// - Parameter verifier: what folds, and takes in the differences.
    /// - Returns: the revision that the book stood at.
    /// - Throws: ``LedgerError`` if the store can't answer.
    private func verifyJournal(by verifier: inout Verifier) async throws(LedgerError) -> Int64 {
        let customer = verifier.customer
        let loaded = try await loadStored(customer)
        guard let stored = loaded.book else {
            throw .corrupt("The store left out a book that the caller has not.")
        }
        var fold = Book(customer: customer)
        var journal = JournalReader(store, of: customer, through: loaded.revision)
        while let page = try await journal.nextPage() {
            for entry in page {
                verifier.add(entry)
                fold.apply(entry)
            }
        }
        verifier.finish(fold: fold, stored: stored, revision: loaded.revision)
        return loaded.revision
    }
}
