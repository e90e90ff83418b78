import CreditLedger

/// The host of a history: it does a call again whose store failed, a command under its key (R11.3).
///
/// A call without an answer may have been done. Then its repetition answers with the first outcome,
/// and what fell due just before stands in the journal alone, so it is read from there.
struct WorkloadHost {
    let ledger: Ledger
    let customer: CustomerID
    /// How often a call is made at most.
    let attempts: Int
    /// The commands so far, by which keys are told apart.
    private var commands = 0
    /// The last revision that an answer told of.
    private var revision: Int64 = 0

    init(ledger: Ledger, customer: CustomerID, attempts: Int) {
        (self.ledger, self.customer, self.attempts) = (ledger, customer, max(1, attempts))
    }

    /// Asks for something that changes nothing.
    func ask<Answer>(
        _ call: () async throws(LedgerError) -> Answer
    ) async throws(LedgerError) -> Answer {
        try await repeating(call).answer
    }

    /// What falls due by now.
    mutating func advance() async throws(LedgerError) -> [JournalEntry] {
        let (ledger, customer) = (ledger, customer)
        var (entries, isFirst) = try await repeating { () async throws(LedgerError) in
            try await ledger.advance(customer)
        }
        if !isFirst { entries = try await unseen() }
        note(entries)
        return entries
    }

    /// Does a command; one that is tried again is no replay unless it was one from the beginning.
    mutating func perform(
        _ command: Command
    ) async throws(LedgerError) -> WorkloadReading.Outcome {
        commands += 1
        let (ledger, customer, context) = (ledger, customer, try context())
        var (outcome, isFirst) = try await repeating { () async throws(LedgerError) in
            try await WorkloadReading.outcome(
                of: command, on: ledger, for: customer, context: context)
        }
        if !isFirst {
            outcome.advanced = try await unseen()
            if let last = outcome.advanced.last, last == outcome.entry {
                outcome.advanced.removeLast()
                outcome.isReplay = false
            }
        }
        note(outcome.advanced)
        if let entry = outcome.entry { note([entry]) }
        return outcome
    }

    /// Only who repeats needs keys; without them the engine takes its shorter way.
    private func context() throws(LedgerError) -> Context {
        guard attempts > 1 else { return .none }
        do throws(Refusal) {
            return Context(key: try IdempotencyKey("step \(commands)"))
        } catch {
            throw .refused(error)
        }
    }

    private mutating func note(_ entries: [JournalEntry]) {
        revision = entries.reduce(revision) { max($0, $1.revision) }
    }

    /// The entries that no answer has told of.
    private func unseen() async throws(LedgerError) -> [JournalEntry] {
        let (ledger, customer, revision) = (ledger, customer, revision)
        return try await ask { () async throws(LedgerError) in
            do throws(StoreError) {
                return try await ledger.store.journal(of: customer, after: revision, limit: .max)
            } catch {
                throw LedgerError(error)
            }
        }
    }

    private func repeating<Answer>(
        _ call: () async throws(LedgerError) -> Answer
    ) async throws(LedgerError) -> (answer: Answer, isFirst: Bool) {
        var attempt = 1
        while true {
            do throws(LedgerError) {
                return (try await call(), attempt == 1)
            } catch {
                guard attempt < attempts, error.isPassing else { throw error }
                attempt += 1
            }
        }
    }
}

extension LedgerError {
    /// Whether the same call may succeed when it is made again.
    fileprivate var isPassing: Bool {
        guard case .store(let error) = self else { return false }
        return error.kind == .unavailable || error.kind == .outcomeUnknown
    }
}
