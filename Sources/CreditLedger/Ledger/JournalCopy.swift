/// Moves a ledger from one store to another: every journal with its ids, instants and keys.
///
/// The target's books come to stand at the same revisions with the same entries, so whatever is
/// asked of it has the same answer. A run that is interrupted anywhere is taken up by running it
/// again: for each customer it goes on from where the target stands, once it has seen that the last
/// entry there is the source's. A target that holds anything else is refused, and nothing of it is
/// changed. The source is only read; hosts may go on writing to it, and a further run takes up the
/// rest.
///
/// ```swift
/// let copy = JournalCopy(from: old, to: new)
/// let report = try await copy.run()
/// // report.isLevel and report.verification.isClean are true: hosts may be moved.
/// ```
///
/// Charges that wait for the collector in the source do so in the target (S19), and count as
/// attempted there, since they may have been: before the first charge the provider is asked what
/// became of it. Not kept are positions of the feed, which are each store's own, the order of
/// commits between customers, and how often each charge was attempted. A target is not to be used
/// before a run has ended: until then, a purchase that the source has charged may look as if nobody
/// had.
public struct JournalCopy: Sendable {
    let source: any LedgerStore
    let target: any LedgerStore
    let clock: any LedgerClock
    let ids: any IDSource
    let configuration: Ledger.Configuration
    let concurrency: Int

    /// The most entries in one commit to the target.
    static let batch = 200

    /// A copy that has not begun.
    ///
    /// - Parameters:
    ///   - source: the store to read.
    ///   - target: the store to write: empty, or what an earlier run of the same copy has left.
    ///   - concurrency: how many customers are copied at a time; at least 1.
    ///   - configuration: how often snapshots are stored, and how patient the copy is.
    ///   - clock: where the time comes from at which charges count as attempted.
    public init(
        from source: any LedgerStore, to target: any LedgerStore, concurrency: Int = 16,
        configuration: Ledger.Configuration = Ledger.Configuration(),
        clock: any LedgerClock = SystemClock()
    ) {
        self.source = source
        self.target = target
        self.concurrency = max(1, concurrency)
        self.configuration = configuration
        self.clock = clock
        self.ids = TimeOrderedIDs()
    }

    /// Copies whatever the target lacks.
    ///
    /// - Parameter tally: what is counted, and told of.
    /// - Throws: ``CopyError``.
    func copy(_ tally: CopyTally) async throws(CopyError) {
        try await refuseStrangers()
        var customers = CustomerReader(source, only: nil)
        try await each(from: .source, &customers) { customer async throws(CopyError) in
            try await copy(customer, tally)
        } fold: { _ in
            tally.countCustomer()
        }
        try await settleCharges()
    }

    /// Refuses a target that has a customer of whom the source knows nothing.
    private func refuseStrangers() async throws(CopyError) {
        var known = CustomerReader(source, only: nil)
        var found = CustomerReader(target, only: nil)
        var candidate: CustomerID?
        while let customer = try await next(.target, &found) {
            while candidate.map({ $0 < customer }) ?? true {
                candidate = try await next(.source, &known)
                guard candidate != nil else { throw .differs(customer, revision: 1) }
            }
            guard candidate == customer else { throw .differs(customer, revision: 1) }
        }
    }

    /// Does something for each customer, a few at a time, and folds what comes of it.
    func each<Outcome: Sendable>(
        from side: CopySide, _ customers: inout CustomerReader,
        _ body: @escaping @Sendable (CustomerID) async throws(CopyError) -> Outcome,
        fold: (Outcome) throws(CopyError) -> Void
    ) async throws(CopyError) {
        var reader = customers
        let ended = await withTaskGroup(of: Result<Outcome, CopyError>.self) { group in
            do throws(CopyError) {
                var running = 0
                while true {
                    guard !Task.isCancelled else { throw .cancelled }
                    if running < concurrency, let customer = try await next(side, &reader) {
                        running += 1
                        group.addTask {
                            do throws(CopyError) {
                                return .success(try await body(customer))
                            } catch {
                                return .failure(error)
                            }
                        }
                        continue
                    }
                    guard let outcome = await group.next() else { break }
                    running -= 1
                    try fold(outcome.get())
                }
                return Result<Void, CopyError>.success(())
            } catch {
                // What is under way comes to its end: a commit is not given up half-way.
                return .failure(error)
            }
        }
        customers = reader
        try ended.get()
    }

    /// The next customer of one of the stores.
    func next(
        _ side: CopySide, _ reader: inout CustomerReader
    ) async throws(CopyError) -> CustomerID? {
        do throws(LedgerError) {
            return try await reader.next()
        } catch {
            throw CopyError(side, error)
        }
    }

    /// Asks one of the stores.
    func ask<Answer>(
        _ side: CopySide, _ call: (any LedgerStore) async throws(StoreError) -> Answer
    ) async throws(CopyError) -> Answer {
        do throws(StoreError) {
            return try await call(side == .source ? source : target)
        } catch {
            throw CopyError(side, LedgerError(error))
        }
    }

    /// The entry of one revision, if the store has it.
    func entry(
        _ revision: Int64, of customer: CustomerID, in side: CopySide
    ) async throws(CopyError) -> JournalEntry? {
        try await ask(side) { store async throws(StoreError) in
            try await store.journal(of: customer, after: revision - 1, limit: 1).first
        }
    }
}

/// One of the two stores of a copy.
enum CopySide: Sendable {
    case source, target
}
