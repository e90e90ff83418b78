public import CreditLedger

/// A ledger as the steps of a scenario left it, with the names that the scenario gave.
///
/// A report over a scenario is a story with an end that is known: that is how reports are tried out
/// and their output is kept as an example.
public struct PlayedScenario: Sendable {
    /// The ledger.
    public let ledger: Ledger
    /// Its clock, which stands where the last step was or, if asked for, later.
    public let clock: ManualClock
    /// The steps that came otherwise than they expect; what they journalled is in the ledger.
    public let surprises: [ScenarioResult]
    /// What the scenario calls its wallets; two names may stand for the same one.
    public let wallets: [String: WalletID]

    private let names: ScenarioNames
    private let labels: [WalletID: String]

    init(_ run: ScenarioRun, of scenario: Scenario, _ surprises: [ScenarioResult]) {
        (self.ledger, self.clock, self.names) = (run.ledger, run.clock, run.names)
        self.surprises = surprises
        var (wallets, labels) = ([String: WalletID](), [WalletID: String]())
        for name in scenario.steps.compactMap(\.name) where names.owner(ofWallet: name) != nil {
            let wallet = names.wallet(name)
            wallets[name] = wallet
            if labels[wallet] == nil { labels[wallet] = name }
        }
        (self.wallets, self.labels) = (wallets, labels)
    }

    /// What the scenario first called a wallet; `nil` for one without a name.
    public func name(of wallet: WalletID) -> String? { labels[wallet] }

    /// What the scenario calls a grant, such as `a/2`; `nil` for one of a wallet without a name.
    public func name(of grant: GrantID) -> String? {
        names.knows(grant) ? names.text(grant) : nil
    }
}

extension ScenarioRunner {
    /// Does all steps of a scenario, whatever they expect, and hands the ledger over.
    ///
    /// At the end every book that a step touched is advanced to where the clock stands, so that
    /// reports that read the journal alone are as of then.
    ///
    /// - Parameters:
    ///   - scenario: the steps.
    ///   - instant: where the clock is to stand at the end, if that is later than the last step.
    ///   - progress: is told after each step how many are done.
    /// - Returns: the ledger, its clock, and the names of what the scenario made.
    /// - Throws: What the making of the store throws, or `LedgerError` if a book can't be advanced
    ///   at the end.
    public func play(
        _ scenario: Scenario, until instant: Instant? = nil, progress: (Int) -> Void = { _ in }
    ) async throws -> PlayedScenario {
        var run = ScenarioRun(on: try await makeStore())
        var surprises: [ScenarioResult] = []
        var books: Set<CustomerID> = []
        for (index, step) in scenario.steps.enumerated() {
            do throws(ScenarioMismatch) {
                try await run.perform(step)
            } catch {
                surprises.append(
                    .failed(step: index + 1, expected: error.expected, got: error.got))
            }
            if let book = run.book(of: step) { books.insert(book) }
            progress(index + 1)
        }
        if let instant, instant > run.clock.now { run.clock.set(instant) }
        for book in books.sorted() { run.names.learn(try await run.ledger.advance(book)) }
        return PlayedScenario(run, of: scenario, surprises)
    }
}
