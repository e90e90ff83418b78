extension Ledger {
    /// Recomputes books from their journals and names each difference (R10.2).
    ///
    /// It takes the time that reading whole journals takes, on as many tasks as
    /// ``Configuration/sweepConcurrency`` says, and for each of them the memory of what is to be
    /// remembered of one customer's history. Customers may go on with their business meanwhile:
    /// each book is verified as it was when its turn came. What is stored of one customer may be
    /// unreadable; that is named (``Invariant/journalReadable``), and the next one's turn comes.
    ///
    /// - Parameter customer: whose book; those of all customers if `nil`.
    /// - Returns: what was verified, and every difference.
    /// - Throws: ``LedgerError`` if the store can't answer, or not even list its customers.
    public func verify(
        _ customer: CustomerID? = nil
    ) async throws(LedgerError) -> Verification {
        guard let customer else { return try await verifyAll() }
        return try await verify([customer])
    }

    /// Verifies the books of all customers, a few portions of them at a time.
    private func verifyAll() async throws(LedgerError) -> Verification {
        var customers = CustomerReader(store, only: nil)
        let width = max(1, configuration.sweepConcurrency)
        let verified = await withTaskGroup(of: VerifiedPortion.self) { group in
            var result = VerifiedPortions()
            do throws(LedgerError) {
                while true {
                    while result.pending < width, let portion = try await customers.portion() {
                        let number = result.begin()
                        group.addTask {
                            VerifiedPortion(number: number, result: await outcome(of: portion))
                        }
                    }
                    guard let portion = await group.next() else {
                        return Result<Verification, LedgerError>.success(result.verification)
                    }
                    result.add(try portion.result.get(), at: portion.number)
                }
            } catch {
                group.cancelAll()
                return .failure(error)
            }
        }
        return try verified.get()
    }

    private func outcome(of customers: [CustomerID]) async -> Result<Verification, LedgerError> {
        do throws(LedgerError) {
            return .success(try await verify(customers))
        } catch {
            return .failure(error)
        }
    }

    /// Verifies the books of some customers, one after the other.
    private func verify(_ customers: [CustomerID]) async throws(LedgerError) -> Verification {
        var result = Verification()
        guard let first = customers.first else { return result }
        var verifier = Verifier(first)
        for (index, customer) in customers.enumerated() {
            if index > 0 { verifier.restart(customer) }
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

/// What came of verifying some customers.
private struct VerifiedPortion: Sendable {
    let number: Int
    let result: Result<Verification, LedgerError>
}

/// Puts together what ends in any order: differences are named by customer, in order.
private struct VerifiedPortions {
    private(set) var verification = Verification()
    private var begun = 0
    private var added = 0
    private var early: [Int: Verification] = [:]

    /// The number of those that were begun and are not added yet.
    var pending: Int { begun - added }

    mutating func begin() -> Int {
        begun += 1
        return begun - 1
    }

    mutating func add(_ portion: Verification, at number: Int) {
        early[number] = portion
        while let next = early.removeValue(forKey: added) {
            verification.add(next)
            added += 1
        }
    }
}

extension CustomerReader {
    /// The next few customers; `nil` if there are none.
    fileprivate mutating func portion() async throws(LedgerError) -> [CustomerID]? {
        var customers: [CustomerID] = []
        while customers.count < 32, let customer = try await next() { customers.append(customer) }
        return customers.isEmpty ? nil : customers
    }
}
