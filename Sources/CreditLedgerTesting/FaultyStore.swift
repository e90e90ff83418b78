public import CreditLedger
import Synchronization

/// A store that stands in front of another and fails now and then, by a plan that a seed repeats.
///
/// For tests of what calls a store: after faults and retries, books must be what they are without
/// faults. The same seed and the same calls in the same order meet the same faults; calls of
/// several tasks meet them in the order in which they come.
public final class FaultyStore: LedgerStore {
    let base: any LedgerStore
    private let state: Mutex<State>

    private struct State {
        var plan: FaultPlan
        var generator: SeededGenerator
        var failuresInARow = 0
        var injected: [Fault: Int] = [:]
    }

    /// A store in front of `base`.
    ///
    /// - Parameters:
    ///   - base: the store that does the work.
    ///   - plan: what goes wrong, and how often.
    ///   - seed: decides on which calls.
    public init(_ base: any LedgerStore, plan: FaultPlan = .stormy, seed: UInt64) {
        self.base = base
        self.state = Mutex(State(plan: plan, generator: SeededGenerator(seed: seed)))
    }

    /// What went wrong so far, by kind.
    public var injected: [Fault: Int] { state.withLock { $0.injected } }

    /// Goes on by another plan; by ``FaultPlan/none``, nothing goes wrong any more.
    public func follow(_ plan: FaultPlan) {
        state.withLock { $0.plan = plan }
    }

    // MARK: Loading and committing

    /// Loads a book: late, not at all, or (by ``Fault/staleLoad``) as it stood before.
    public func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        let call = recall.isEmpty && revision == nil ? FaultyCall.load : .read
        switch draw(call) {
        case .staleLoad:
            return try await loadStale(customer)
        case let fault:
            return try await answer(fault) { () async throws(StoreError) in
                try await base.load(customer, recalling: recall, unless: revision)
            }
        }
    }

    private func loadStale(_ customer: CustomerID) async throws(StoreError) -> LoadedBook {
        let journal = try await base.journal(of: customer, after: 0, limit: .max)
        let lag = drawLag()
        var book = Book(customer: customer)
        for entry in journal.dropLast(lag) { book.apply(entry) }
        return LoadedBook(revision: book.revision, book: book)
    }

    /// Commits, or doesn't, and says so, or doesn't.
    public func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        switch draw(.commit) {
        case .commitRefused:
            throw StoreError(.unavailable, "the commit was refused as the plan has it")
        case .commitLost:
            throw StoreError(.outcomeUnknown, "the commit was lost as the plan has it")
        case .answerLost:
            _ = try await base.commit(commit)
            throw StoreError(.outcomeUnknown, "the answer was lost as the plan has it")
        case .conflict:
            return try await giveUp(commit)
        case let fault:
            return try await answer(fault) { () async throws(StoreError) in
                try await base.commit(commit)
            }
        }
    }

    /// Answers as a database that gave a transaction up, to a commit that would succeed.
    ///
    /// Any other one gets its own answer: a duplicate comes before a conflict (S6).
    private func giveUp(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        let loaded = try await base.load(
            commit.customer, recalling: Recall(keys: commit.keys, invoices: commit.invoices),
            unless: commit.expected)
        let isTaken =
            !loaded.recalled.entries.isEmpty
            || loaded.recalled.invoices.values.contains { $0.drawn != nil }
        guard commit.isWellFormed, loaded.revision == commit.expected, !isTaken else {
            return try await base.commit(commit)
        }
        return .conflict(revision: loaded.revision)
    }

    // MARK: Finding

    /// Finds a customer, late or not at all.
    public func owner(of reference: Reference) async throws(StoreError) -> CustomerID? {
        try await answer(draw(.read)) { () async throws(StoreError) in
            try await base.owner(of: reference)
        }
    }

    /// Lists wallets, late or not at all.
    public func wallets(
        _ query: StoredWalletQuery
    ) async throws(StoreError) -> Page<StoredWallet> {
        try await answer(draw(.read)) { () async throws(StoreError) in
            try await base.wallets(query)
        }
    }

    /// Lists grants, late or not at all.
    public func grants(_ query: StoredGrantQuery) async throws(StoreError) -> Page<StoredGrant> {
        try await answer(draw(.read)) { () async throws(StoreError) in
            try await base.grants(query)
        }
    }

    /// Lists transactions, late or not at all.
    public func transactions(
        _ query: TransactionQuery
    ) async throws(StoreError) -> Page<JournalledTransaction> {
        try await answer(draw(.read)) { () async throws(StoreError) in
            try await base.transactions(query)
        }
    }

    /// Lists entries, late or not at all.
    public func entries(_ query: EntryQuery) async throws(StoreError) -> Page<JournalEntry> {
        try await answer(draw(.read)) { () async throws(StoreError) in
            try await base.entries(query)
        }
    }

    /// Reads a journal, late or not at all.
    public func journal(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) async throws(StoreError) -> [JournalEntry] {
        try await answer(draw(.read)) { () async throws(StoreError) in
            try await base.journal(of: customer, after: revision, limit: limit)
        }
    }

    /// Lists customers, late or not at all.
    public func customers(
        after customer: CustomerID?, limit: Int
    ) async throws(StoreError) -> [CustomerID] {
        try await answer(draw(.read)) { () async throws(StoreError) in
            try await base.customers(after: customer, limit: limit)
        }
    }

    /// Lists due books, late or not at all.
    public func due(
        by instant: Instant, after last: DueBook?, limit: Int
    ) async throws(StoreError) -> [DueBook] {
        try await answer(draw(.read)) { () async throws(StoreError) in
            try await base.due(by: instant, after: last, limit: limit)
        }
    }

    /// Sets a due instant, late or not at all.
    public func reschedule(
        _ customer: CustomerID, to instant: Instant?, at revision: Int64
    ) async throws(StoreError) {
        try await answer(draw(.read)) { () async throws(StoreError) in
            try await base.reschedule(customer, to: instant, at: revision)
        }
    }

    // MARK: Faults

    /// How far a stale answer lies behind.
    func drawLag() -> Int {
        state.withLock { state in
            Int.random(in: 1...max(1, state.plan.longestLag), using: &state.generator)
        }
    }

    /// The fault that befalls a call, if one does.
    func draw(_ call: FaultyCall) -> Fault? {
        state.withLock { state in
            let number = Int.random(in: 0..<100, using: &state.generator)
            var sum = 0
            var drawn: Fault?
            for fault in Fault.allCases where drawn == nil && fault.befalls(call) {
                sum += state.plan.percentages[fault] ?? 0
                if number < sum { drawn = fault }
            }
            if drawn?.fails ?? false, state.failuresInARow >= state.plan.longestRun {
                drawn = nil
            }
            state.failuresInARow = drawn?.fails ?? false ? state.failuresInARow + 1 : 0
            if let drawn { state.injected[drawn, default: 0] += 1 }
            return drawn
        }
    }

    /// Calls, unless the fault keeps it from that, and answers, perhaps late.
    func answer<Answer>(
        _ fault: Fault?, _ call: () async throws(StoreError) -> Answer
    ) async throws(StoreError) -> Answer {
        switch fault {
        case .readRefused:
            throw StoreError(.unavailable, "the call was refused as the plan has it")
        case .late:
            await letOthersPass()
            return try await call()
        case .answerLate:
            let answer = try await call()
            await letOthersPass()
            return answer
        default:
            return try await call()
        }
    }

    private func letOthersPass() async {
        let turns = state.withLock { Int.random(in: 1...8, using: &$0.generator) }
        for _ in 0..<turns { await Task.yield() }
    }
}

extension Commit {
    /// The keys that its entries claim.
    fileprivate var keys: [IdempotencyKey] { entries.compactMap(\.key) }

    /// The invoices that its entries draw down.
    fileprivate var invoices: [InvoiceID] { entries.compactMap(\.drawn) }
}
