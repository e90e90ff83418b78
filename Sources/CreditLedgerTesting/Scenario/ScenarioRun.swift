internal import CreditLedger

/// One scenario under way: a ledger, a clock that stands where the step says, and the names so far.
struct ScenarioRun {
    let ledger: Ledger
    let store: any LedgerStore
    let clock = ManualClock(.earliest)
    let ids = ScenarioIDs()
    var names = ScenarioNames()

    init(on store: any LedgerStore) {
        self.store = store
        self.ledger = Ledger(store: store, clock: clock, ids: ids)
    }

    /// Does one step and compares what came with what it expects.
    mutating func perform(_ step: ScenarioStep) async throws(ScenarioMismatch) {
        clock.set(step.at)
        let book = book(of: step)
        var advanced: [JournalEntry] = []
        if let book, !step.verb.onlyReads {
            advanced = try await demand("\(step.verb.rawValue) after an advance") {
                () async throws(LedgerError) in try await ledger.advance(book)
            }
            names.learn(advanced)
        }
        if let code = step.error {
            try await performFailing(step, code, book)
        } else {
            try await performSucceeding(step, advanced)
        }
        guard let book else { return }
        let verification = try await demand("a book that verifies") {
            () async throws(LedgerError) in try await ledger.verify(book)
        }
        guard verification.isClean else {
            throw ScenarioMismatch("a book that verifies (R10.2)", got: "\(verification)")
        }
    }

    private mutating func performSucceeding(
        _ step: ScenarioStep, _ advanced: [JournalEntry]
    ) async throws(ScenarioMismatch) {
        var outcome = try await demand("\(step.verb.rawValue) to succeed") {
            () async throws(LedgerError) in try await execute(step)
        }
        outcome.journalled = advanced + outcome.journalled
        names.learn(outcome.journalled)
        if let entry = outcome.answered { names.learn([entry]) }
        if let name = step.name, let wallet = outcome.wallet { names.name(wallet, name) }
        if let name = step.name, let hold = outcome.hold { names.name(hold, name) }
        guard let expectation = step.expectation else { return }
        let seen = try await foreseen(step)
        try expectation.compare(outcome, seen)
        try await compare(expectation, seen)
    }

    private func performFailing(
        _ step: ScenarioStep, _ code: String, _ book: CustomerID?
    ) async throws(ScenarioMismatch) {
        let before = try await revision(of: book)
        switch await attempt(step) {
        case .success(let outcome):
            let came = outcome.answered.map { "journal entry \($0.revision)" } ?? "no change"
            throw ScenarioMismatch("error \(code)", got: "success with \(came)")
        case .failure(let error):
            guard error.code == code else { throw ScenarioMismatch("error \(code)", got: error) }
        }
        let after = try await revision(of: book)
        try ScenarioMismatch.require("\(code) at revision", "\(before)", "\(after)")
    }

    private func attempt(_ step: ScenarioStep) async -> Result<ScenarioOutcome, LedgerError> {
        do throws(LedgerError) {
            return .success(try await execute(step))
        } catch {
            return .failure(error)
        }
    }
}
