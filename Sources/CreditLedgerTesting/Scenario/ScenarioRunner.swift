public import CreditLedger

/// How a scenario ended.
public enum ScenarioResult: Hashable, Sendable {
    /// Everything came as it was expected.
    case passed
    /// The step, counted from 1, what was expected of it, and what came.
    case failed(step: Int, expected: String, got: String)
}

/// Runs scenarios through the façade of the ledger, each on an empty store of its own.
///
/// Before every step but `check` and `previewDrawdown` the step's book is advanced to the step's
/// instant; after every step, whatever it expects, the ledger verifies that book (R10.2). A step
/// that must fail must also leave its book's revision where the advance left it.
public struct ScenarioRunner: Sendable {
    let makeStore: @Sendable () async throws -> any LedgerStore

    /// A runner on stores that `makeStore` makes, an empty one for each scenario.
    public init(makeStore: @escaping @Sendable () async throws -> any LedgerStore) {
        self.makeStore = makeStore
    }

    /// Runs a scenario up to its first failure.
    public func run(_ scenario: Scenario) async -> ScenarioResult {
        let store: any LedgerStore
        do {
            store = try await makeStore()
        } catch {
            return .failed(step: 1, expected: "an empty store", got: "\(error)")
        }
        var run = ScenarioRun(on: store)
        for (index, step) in scenario.steps.enumerated() {
            do throws(ScenarioMismatch) {
                try await run.perform(step)
            } catch {
                return .failed(step: index + 1, expected: error.expected, got: error.got)
            }
        }
        return .passed
    }
}
