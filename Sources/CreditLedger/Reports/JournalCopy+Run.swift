/// What a ``JournalCopy`` has come to.
public struct CopyReport: Hashable, Sendable {
    /// The entries that this run has written; those that stood there already are not counted.
    public internal(set) var copied = 0
    /// What came of recomputing the target's books from their journals.
    public internal(set) var verification = Verification()
    /// The customers of whom the source has more than the target: it was written to meanwhile.
    public internal(set) var behind = 0
    /// Whether debits equal credits in every wallet and every currency of the target.
    public internal(set) var isBalanced = true

    /// Whether the target has all that the source has.
    public var isLevel: Bool { behind == 0 }
}

extension JournalCopy {
    /// Copies whatever the target lacks, and verifies the whole target.
    ///
    /// - Parameter progress: is told whenever it has come further; it must not take long.
    /// - Returns: what was copied, and what came of comparing every entry and every book.
    /// - Throws: ``CopyError``; running it again goes on from where it stopped.
    public func run(
        progress: (@Sendable (CopyProgress) -> Void)? = nil
    ) async throws(CopyError) -> CopyReport {
        let tally = CopyTally(progress)
        try await copy(tally)
        let copied = tally.sofar.entries
        var report = try await compare(tally)
        report.copied = copied
        return report
    }

    /// Compares the stores as they stand, and writes nothing.
    ///
    /// Every entry of the target must be the source's, so that the trial balances of both, as far
    /// as the target goes, are one and the same; every charge that waits in the source must wait in
    /// the target; and the target's books must follow from its journals, as ``Ledger/verify(_:)``
    /// has it.
    ///
    /// - Parameter progress: is told whenever it has come further; it must not take long.
    /// - Returns: what was found.
    /// - Throws: ``CopyError``.
    public func compare(
        progress: (@Sendable (CopyProgress) -> Void)? = nil
    ) async throws(CopyError) -> CopyReport {
        try await compare(CopyTally(progress))
    }

    private func compare(_ tally: CopyTally) async throws(CopyError) -> CopyReport {
        tally.begin(.verifying)
        var report = CopyReport()
        var customers = CustomerReader(target, only: nil)
        try await each(from: .target, &customers) { customer async throws(CopyError) in
            try await compare(customer, tally)
        } fold: { compared throws(CopyError) in
            report.add(compared)
            tally.countCustomer()
        }
        report.sort()
        report.behind += try await missingCustomers()
        try await compareCharges()
        return report
    }

    /// Compares one customer's journals, entry by entry, and verifies the target's book.
    private func compare(
        _ customer: CustomerID, _ tally: CopyTally
    ) async throws(CopyError) -> CopyReport {
        let loaded = try await ask(.target) { store async throws(StoreError) in
            try await store.load(customer, recalling: .nothing, unless: nil)
        }
        guard let stored = loaded.book else {
            throw .target(.corrupt("The store left out a book that the caller has not."))
        }
        var verifier = Verifier(customer)
        var balance = TrialBalance(of: customer)
        var fold = Book(customer: customer)
        var ours = JournalReader(target, of: customer, through: loaded.revision)
        var theirs = JournalReader(source, of: customer, through: loaded.revision)
        while let entry = try await next(.target, &ours) {
            guard try await next(.source, &theirs) == entry else {
                throw .differs(customer, revision: entry.revision)
            }
            tally.countEntries(1)
            verifier.add(entry)
            fold.apply(entry)
            do throws(StoreError) {
                try balance.add(entry)
            } catch {
                throw .target(.corrupt(error.message))
            }
        }
        var report = CopyReport()
        verifier.finish(fold: fold, stored: stored, revision: loaded.revision)
        do throws(LedgerError) {
            try await verifier.compareGrants(in: target, at: loaded.revision)
        } catch {
            throw CopyError(.target, error)
        }
        report.verification = verifier.result
        report.isBalanced = balance.isBalanced
        if try await entry(loaded.revision + 1, of: customer, in: .source) != nil {
            report.behind = 1
        }
        return report
    }

    private func next(
        _ side: CopySide, _ reader: inout JournalReader
    ) async throws(CopyError) -> JournalEntry? {
        do throws(LedgerError) {
            return try await reader.next()
        } catch {
            throw CopyError(side, error)
        }
    }

    /// The number of customers that the source has and the target has not.
    private func missingCustomers() async throws(CopyError) -> Int {
        var missing = 0
        var found = CustomerReader(target, only: nil)
        var known = CustomerReader(source, only: nil)
        var candidate = try await next(.target, &found)
        while let customer = try await next(.source, &known) {
            if candidate == customer {
                candidate = try await next(.target, &found)
            } else {
                missing += 1
            }
        }
        return missing
    }

    /// Every charge that waits in the source waits in the target, as far as that has come.
    private func compareCharges() async throws(CopyError) {
        var last: TransactionID?
        while true {
            let after = last
            let page = try await ask(.source) { store async throws(StoreError) in
                try await store.charges(after: after, limit: JournalReader.stride)
            }
            guard let end = page.last else { return }
            for charge in page {
                if try await isListed(charge, in: .target) { continue }
                let owner = try await ask(.target) { store async throws(StoreError) in
                    try await store.owner(of: .transaction(charge.transaction))
                }
                guard owner == nil else { throw .target(.unlisted(charge)) }
            }
            last = end.transaction
        }
    }
}

extension CopyReport {
    fileprivate mutating func add(_ other: CopyReport) {
        verification.add(other.verification)
        behind += other.behind
        isBalanced = isBalanced && other.isBalanced
    }

    /// Customers come as they are done; differences are told in their order.
    fileprivate mutating func sort() {
        let byCustomer = Dictionary(grouping: verification.differences, by: \.customer)
        verification.differences = byCustomer.sorted { $0.key < $1.key }.flatMap(\.value)
    }
}
