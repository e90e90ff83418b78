import CreditLedger
import CreditLedgerTesting
import Foundation

/// The ledger that a command reports on, with the names that it can be spoken of by.
struct OpenLedger {
    let ledger: Ledger
    /// Where it keeps its books.
    let store: any LedgerStore
    /// What its scenario called things, if it comes from one.
    private let scenario: PlayedScenario?

    init(_ ledger: Ledger, in store: any LedgerStore, scenario: PlayedScenario? = nil) {
        (self.ledger, self.store, self.scenario) = (ledger, store, scenario)
    }

    /// The wallet that an argument names: by the scenario's name or by its id.
    func wallet(_ text: String) throws(Failure) -> WalletID {
        if let wallet = scenario?.wallets[text] { return wallet }
        do throws(Refusal) {
            return try WalletID(text)
        } catch {
            guard let names = scenario?.wallets.keys.sorted() else {
                throw .badInput("'\(text)' is not the id of a wallet, which is a UUID.")
            }
            let list = names.isEmpty ? "none" : names.joined(separator: ", ")
            throw .badInput(
                "'\(text)' is neither an id nor the name of a wallet; the scenario names: \(list).")
        }
    }

    /// What people call a wallet.
    func label(_ wallet: WalletID) -> String { scenario?.name(of: wallet) ?? "\(wallet)" }
    /// What people call a grant.
    func label(_ grant: GrantID) -> String { scenario?.name(of: grant) ?? "\(grant)" }

    /// Notes on the standard error that nothing is known of a customer: a misspelt name must not
    /// read as books without fault.
    func noteIfUnknown(_ customer: CustomerID?) async throws {
        guard let customer, try await ledger.snapshot(of: customer).revision == 0 else { return }
        Output.tell("note: customer '\(customer.text.printable)' has no book.")
    }
}

extension LedgerOptions {
    /// Opens the ledger that the options name, filled if they say so, and does something with it.
    func use(_ body: (OpenLedger) async throws -> Void) async throws {
        // Nothing is made for a file that is none.
        let scenario = try scenario()
        try await store.use(for: from == nil ? .reading : .writing) { open in
            try await body(try await fill(open, scenario))
        }
    }

    private func scenario() throws(Failure) -> Scenario? {
        guard case .scenario(let path)? = from else { return nil }
        do throws(ScenarioFault) {
            return try Scenario(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw .badInput("\(path): \(error)")
        }
    }

    private func fill(_ open: OpenStore, _ scenario: Scenario?) async throws -> OpenLedger {
        let store = open.store
        guard let from else {
            let clock: any LedgerClock = at.map { ManualClock($0) } ?? SystemClock()
            return OpenLedger(Ledger(store: store, clock: clock), in: store)
        }
        guard try await open.isEmpty else {
            throw Failure.badInput(
                "\(self.store.label) holds a ledger already: leave --from out to read it.")
        }
        let progress = Progress(isAskedFor: progress)
        defer { progress.end() }
        return switch (from, scenario) {
        case (.workload(let seed, let steps), _):
            try await work(seed, steps, on: store, progress)
        case (.scenario, let scenario?): try await play(scenario, on: store, progress)
        case (.scenario(let path), nil): throw Failure.badInput("\(path) was not read.")
        }
    }

    private func play(
        _ scenario: Scenario, on store: any LedgerStore, _ progress: Progress
    ) async throws -> OpenLedger {
        let played = try await ScenarioRunner { store }.play(scenario, until: at) {
            progress.tell("steps played:", $0, of: scenario.stepCount)
        }
        for case .failed(let step, let expected, let got) in played.surprises {
            Output.tell("note: step \(step): expected \(expected), got \(got)")
        }
        try refuse(at, before: played.clock.now)
        return OpenLedger(played.ledger, in: store, scenario: played)
    }

    /// Steps of one customer; what a history keeps grows with its length, so there are many.
    private static let history = 100

    private func work(
        _ seed: UInt64, _ steps: Int, on store: any LedgerStore, _ progress: Progress
    ) async throws -> OpenLedger {
        let clock = ManualClock(Workload.start)
        let ledger = Ledger(store: store, clock: clock, ids: TimeOrderedIDs(seed: 1))
        var done = 0
        while done < steps {
            let count = min(Self.history, steps - done)
            try await Workload.run(
                seed: seed &+ UInt64(done / Self.history), steps: count, on: ledger, clock: clock)
            done += count
            progress.tell("steps done:", done, of: steps)
        }
        // Histories jump in time, each for itself: the latest book says when now is.
        clock.set(.earliest)
        var latest = Workload.start
        for try await customer in Customers(of: store) {
            latest = max(latest, try await ledger.snapshot(of: customer).asOf)
        }
        try refuse(at, before: latest)
        clock.set(at ?? latest)
        try await ledger.advanceDue()
        return OpenLedger(ledger, in: store)
    }

    private func refuse(_ instant: Instant?, before last: Instant) throws(Failure) {
        guard let instant, instant < last else { return }
        throw .badInput("--at \(instant) is before \(last), when the last step happened.")
    }
}
