#if SQLite
    import CreditLedgerSQLite
    import CreditLedgerTesting
    import Synchronization
    import Testing

    @testable import CreditLedger

    /// Seeded histories against the model, over a store that really has to write everything down.
    @Suite("SQLite: workload")
    struct SQLiteWorkloadTests {
        /// How many books the ledger remembers.
        enum Memory: String, CaseIterable, Sendable {
            /// Nearly every call loads its book from the store, as a new ledger does.
            case forgetful
            case plenty
        }

        /// Tells the time, and has the ledger's only place for a book taken by another each time.
        private final class Crowd: LedgerClock {
            let clock = ManualClock(Workload.start)
            let ledger = Mutex<Ledger?>(nil)
            let neighbour: CustomerID

            init() throws {
                neighbour = try CustomerID("neighbour")
            }

            /// Every call asks for it once it has found its book.
            var now: Instant {
                _ = ledger.withLock { $0 }?.cache.slot(of: neighbour)
                return clock.now
            }
        }

        private static func run(
            seed: UInt64, steps: Int, on store: any LedgerStore, _ memory: Memory,
            attempts: Int = 1
        ) async throws {
            let crowd = try Crowd()
            let ledger = Ledger(
                store: store, clock: crowd, ids: TimeOrderedIDs(seed: UInt32(seed)),
                configuration: Ledger.Configuration(
                    cacheCapacity: memory == .forgetful ? 1 : 1000,
                    retryDelay: .microseconds(1), longestRetryDelay: .microseconds(2),
                    snapshotInterval: 8))
            if memory == .forgetful { crowd.ledger.withLock { $0 = ledger } }
            try await Workload.run(
                seed: seed, steps: steps, on: ledger, clock: crowd.clock, attempts: attempts)
            crowd.ledger.withLock { $0 = nil }
        }

        @Test(
            "R1-R9: the ledger and the model agree on every step", arguments: 1...6 as ClosedRange,
            Memory.allCases)
        func agreement(_ seed: UInt64, _ memory: Memory) async throws {
            for place in SQLitePlace.allCases {
                let desk = try SQLiteDesk()
                let store = try await place.store(on: desk)
                try await Self.run(seed: seed, steps: 100, on: store, memory)
                // This one has no rows, and folds the journals.
                let folding = FaultyStore(store, plan: .none, seed: 1)
                let all = CustomerRange.after(nil, limit: 1_000)
                let sums = try await store.accountSums(of: all)
                #expect(try await folding.accountSums(of: all) == sums)
                #expect(!sums.isEmpty)
                #expect(try await Ledger(store: store).verify().isClean)
            }
        }

        @Test(
            "R11.3: so they do when commits, answers and reads are lost on the way",
            arguments: 1...4 as ClosedRange, Memory.allCases)
        func faults(_ seed: UInt64, _ memory: Memory) async throws {
            let desk = try SQLiteDesk()
            let store = FaultyStore(try await desk.store(), plan: .stormy, seed: seed)
            try await Self.run(seed: seed, steps: 80, on: store, memory, attempts: 100)
            store.follow(.none)
            #expect(try await Ledger(store: store).verify().isClean)
            #expect(!store.injected.isEmpty)
        }

        @Test("R11.3: many customers at once, over several stores on one file")
        func crowd() async throws {
            let desk = try SQLiteDesk()
            let path = desk.path("shared.sqlite")
            try await withThrowingTaskGroup(of: Void.self) { group in
                for seed in 1...6 as ClosedRange<UInt64> {
                    group.addTask {
                        let store = try await SQLiteStore(path: path)
                        let clock = ManualClock(Workload.start)
                        let ledger = Ledger(
                            store: store, clock: clock, ids: TimeOrderedIDs(seed: UInt32(seed)))
                        try await Workload.run(seed: seed, steps: 60, on: ledger, clock: clock)
                        await store.close()
                    }
                }
                try await group.waitForAll()
            }
            let store = try await SQLiteStore(path: path)
            #expect(try await store.check() == [])
            #expect(try await Ledger(store: store).verify().isClean)
        }
    }
#endif
