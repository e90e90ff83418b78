import CreditLedgerTesting
import Synchronization
import Testing

@testable import CreditLedger

/// Seeded histories over a store that fails: after faults and retries all is what it is without.
///
/// The plan `lagging` is not among them. It breaks S4, which every read stands on: of two reads in
/// a row the second may know less than the first, so there is nothing for them to be equal to.
@Suite("Workload: faults")
struct FaultyWorkloadTests {
    enum Weather: String, CaseIterable, Sendable {
        case slow, stormy

        var plan: FaultPlan { self == .slow ? .slow : .stormy }
    }

    enum Memory: String, CaseIterable, Sendable {
        /// Every book is forgotten by the next call.
        case none
        case plenty
    }

    enum Patience: String, CaseIterable, Sendable {
        /// The ledger tries again, and rarely troubles its host.
        case ledger
        /// The ledger gives up at once, so outcomes stay unknown and the host tries again.
        case host

        var retryLimit: Int { self == .ledger ? 16 : 0 }
    }

    /// Tells the time, and has the ledger's only place for a book taken by another each time.
    private final class Crowd: LedgerClock, LedgerObserver {
        let clock: ManualClock
        let ledger = Mutex<Ledger?>(nil)
        let loads = Mutex(0)
        let neighbour: CustomerID

        init(_ clock: ManualClock) throws {
            self.clock = clock
            neighbour = try CustomerID("neighbour")
        }

        /// Every call asks for it once it has found its book.
        var now: Instant {
            _ = ledger.withLock { $0 }?.cache.slot(of: neighbour)
            return clock.now
        }

        func observe(_ observation: Observation) {
            if case .loaded = observation { loads.withLock { $0 += 1 } }
        }
    }

    /// A ledger over a faulty store.
    private struct Site {
        let memory = InMemoryStore()
        let store: FaultyStore
        let clock = ManualClock(Workload.start)
        let ledger: Ledger
        let crowd: Crowd

        init(_ plan: FaultPlan, _ cache: Memory, _ patience: Patience, seed: UInt64) throws {
            store = FaultyStore(memory, plan: plan, seed: seed)
            crowd = try Crowd(clock)
            ledger = Ledger(
                store: store, clock: crowd, ids: TimeOrderedIDs(seed: UInt32(seed)),
                configuration: Ledger.Configuration(
                    cacheCapacity: cache == .none ? 1 : 1000, retryLimit: patience.retryLimit,
                    retryDelay: .microseconds(1), longestRetryDelay: .microseconds(2),
                    snapshotInterval: 8),
                observer: crowd)
            let ledger = ledger
            if cache == .none { crowd.ledger.withLock { $0 = ledger } }
        }
    }

    private static let seeds: ClosedRange<UInt64> = 1...8
    private static let steps = 60

    @Test(
        "R11.3 The ledger and the model agree on every step, whatever the store does meanwhile",
        arguments: Weather.allCases.flatMap { weather in
            Memory.allCases.map { (weather, $0) }
        }, Patience.allCases)
    func agreement(_ place: (weather: Weather, memory: Memory), patience: Patience) async throws {
        var injected: Set<Fault> = []
        for seed in Self.seeds {
            let plan = place.weather.plan
            let site = try Site(plan, place.memory, patience, seed: seed)
            try await Workload.run(
                seed: seed, steps: Self.steps, on: site.ledger, clock: site.clock, attempts: 100)
            injected.formUnion(site.store.injected.keys)
            let loads = site.crowd.loads.withLock { $0 }
            if place.memory == .none { #expect(loads >= Self.steps) }

            site.store.follow(.none)
            let customers = try await site.memory.customers(after: nil, limit: 9)
            #expect(customers.count == 1)
            for customer in customers {
                #expect(try await site.ledger.verify(customer).isClean)
                let journal = try await site.memory.journal(
                    of: customer, after: 0, limit: .max)
                let keys = journal.compactMap(\.key)
                #expect(Set(keys).count == keys.count)
                #expect(keys.count > Self.steps / 4)
            }
        }
        #expect(injected == Set(place.weather.plan.percentages.keys))
    }

    @Test("Faults do reach a host that does not try again")
    func faultsReachTheHost() async throws {
        let site = try Site(.stormy, .plenty, .host, seed: 1)
        let failure = await #expect(throws: Workload.Failure.self) {
            try await Workload.run(seed: 1, steps: 40, on: site.ledger, clock: site.clock)
        }
        #expect(failure?.difference.hasPrefix("the ledger threw") == true)
    }

    @Test("A store that is only slow never troubles the host", arguments: Memory.allCases)
    func slowness(_ memory: Memory) async throws {
        let site = try Site(.slow, memory, .host, seed: 2)
        try await Workload.run(seed: 2, steps: 40, on: site.ledger, clock: site.clock)
        #expect(site.store.injected.count == 2)
    }
}
