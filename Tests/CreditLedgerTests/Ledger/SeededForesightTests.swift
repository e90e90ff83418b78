import CreditLedger
import CreditLedgerTesting
import Synchronization
import Testing

/// A store in memory beside which somebody writes down every balance whenever it is used.
private final class WitnessedStore: ForwardingStore {
    let base: any LedgerStore = InMemoryStore()
    private let reader: Ledger
    /// The last balances seen at each instant.
    private let seen = Mutex<[Instant: [Balance]]>([:])

    init(clock: ManualClock) {
        reader = Ledger(store: base, clock: clock)
    }

    var balances: [Instant: [Balance]] { seen.withLock { $0 } }

    func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        let loaded = try await base.load(customer, recalling: recall, unless: revision)
        try await witness(customer, forgetsLater: false)
        return loaded
    }

    func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        let outcome = try await base.commit(commit)
        try await witness(commit.customer, forgetsLater: true)
        return outcome
    }

    /// Notes the balances; a write as of a clock that went back undoes what was seen ahead of it.
    private func witness(
        _ customer: CustomerID, forgetsLater: Bool
    ) async throws(StoreError) {
        do throws(LedgerError) {
            let snapshot = try await reader.snapshot(of: customer)
            seen.withLock { seen in
                if forgetsLater { seen = seen.filter { $0.key < snapshot.asOf } }
                seen[snapshot.asOf] = snapshot.balances
            }
        } catch {
            throw StoreError(.corrupt, "\(error)")
        }
    }
}

@Suite("Balances at other times, of seeded histories")
struct SeededForesightTests {
    /// A ledger of one customer after the history of a seed.
    private struct Past {
        let clock = ManualClock(Workload.start)
        let store: WitnessedStore
        let ledger: Ledger
        let customer: CustomerID

        init(seed: UInt64, steps: Int = 60) async throws {
            store = WitnessedStore(clock: clock)
            try await Workload.run(
                seed: seed, steps: steps, on: Ledger(store: store, clock: clock), clock: clock)
            ledger = Ledger(store: store.base, clock: clock)
            let found = try await store.customers(after: nil, limit: 1).first
            customer = try #require(found)
        }
    }

    @Test("R9.5: what was seen at an instant is the balance at it, asked ever after")
    func past() async throws {
        var count = 0
        for seed in 1...12 as ClosedRange<UInt64> {
            let past = try await Past(seed: seed)
            let wallets = try await past.ledger.snapshot(of: past.customer).wallets.map(\.id)
            for (instant, seen) in past.store.balances {
                for wallet in wallets {
                    let told = try await past.ledger.balance(
                        of: wallet, at: instant, customer: past.customer)
                    if let balance = seen.first(where: { $0.wallet == wallet }) {
                        #expect(told == balance, "seed \(seed)")
                    } else {
                        #expect(told.figures == Array(repeating: 0, count: 8), "seed \(seed)")
                    }
                    count += 1
                }
            }
        }
        #expect(count > 1_000)
    }

    /// Days after now: some between which much falls due.
    private static let horizons: [Int64] = [1, 2, 5, 9, 20, 45, 100, 210, 400]

    @Test("R9.5, R2.4: what was foretold of an instant is the balance when the clock gets there")
    func future() async throws {
        for seed in 1...25 as ClosedRange<UInt64> {
            let past = try await Past(seed: seed)
            let (ledger, customer) = (past.ledger, past.customer)
            let now = try await ledger.snapshot(of: customer)
            let wallets = now.wallets.map(\.id)
            let instants = try Self.horizons.map { days in
                try Instant(milliseconds: now.asOf.milliseconds + days * 86_400_000 - days % 2)
            }
            var foretold: [[Balance]] = []
            for instant in instants {
                var balances: [Balance] = []
                for wallet in wallets {
                    balances.append(
                        try await ledger.balance(of: wallet, at: instant, customer: customer))
                }
                foretold.append(balances)
            }
            for (index, instant) in instants.enumerated() {
                past.clock.set(instant)
                // Whether what fell due is journalled on the way or not.
                if index % 3 == 1 { try await ledger.advance(customer) }
                let found = try await ledger.snapshot(of: customer)
                #expect(found.balances == foretold[index], "seed \(seed), \(instant)")
            }
        }
    }

    @Test("R9.5: a forecast's steps are where the balance changes, and all of it, with its causes")
    func forecast() async throws {
        var count = 0
        var causes: Set<String> = []
        for seed in 1...8 as ClosedRange<UInt64> {
            let past = try await Past(seed: seed)
            let (ledger, customer) = (past.ledger, past.customer)
            let now = try await ledger.snapshot(of: customer)
            let until = try Instant(milliseconds: now.asOf.milliseconds + 210 * 86_400_000)
            let all = try await ledger.forecasts(of: customer, until: until)
            #expect(all.map(\.start) == now.balances)
            for forecast in all {
                let wallet = forecast.wallet
                #expect(
                    try await ledger.forecast(of: wallet, until: until, customer: customer)
                        == forecast)
                func balance(at instant: Instant) async throws -> Balance {
                    try await ledger.balance(of: wallet, at: instant, customer: customer)
                }
                var last = forecast.start
                for step in forecast.steps {
                    #expect(last.asOf < step.at && step.at <= until)
                    #expect(step.balance.figures != last.figures)
                    #expect(!step.causes.isEmpty)
                    #expect(try await balance(at: step.at) == step.balance)
                    for instant in [step.at.previous, last.asOf.midway(to: step.at)] {
                        #expect(try await balance(at: instant).figures == last.figures)
                    }
                    last = step.balance
                    causes.formUnion(step.causes.map(\.label))
                    count += 1
                }
                #expect(try await balance(at: until).figures == last.figures)
            }
        }
        #expect(count > 200)
        #expect(causes.isSuperset(of: ["grantClosed", "schedule", "threshold", "grantExpired"]))
    }
}

extension Instant {
    /// The instant half-way to a later one.
    fileprivate func midway(to other: Instant) -> Instant {
        Instant(unchecked: milliseconds + (other.milliseconds - milliseconds) / 2)
    }
}

extension Forecast.Cause {
    /// The name of the case.
    fileprivate var label: String {
        "\(self)".prefix { $0 != "(" }.description
    }
}
