#if Postgres
    import CreditLedger
    import CreditLedgerPostgres
    import CreditLedgerTesting
    import Foundation
    import Testing

    extension PostgresTests {
        /// The rules as data, and histories of all commands, on PostgreSQL.
        @Suite("Scenarios and workloads on PostgreSQL")
        struct PostgresScenarioTests {
            enum Memory: String, CaseIterable, Sendable {
                /// The ledger keeps its books in memory.
                case kept
                /// One commit of two is turned down, so that its book is loaded again before it is
                /// written.
                case forgotten

                func over(_ store: PostgresStore) -> any LedgerStore {
                    guard self == .forgotten else { return store }
                    return FaultyStore(
                        store, plan: FaultPlan([.conflict: 50]), seed: 1)
                }
            }

            static let folder = URL(fileURLWithPath: #filePath)
                .deletingLastPathComponent().deletingLastPathComponent()
                .appendingPathComponent("Scenarios")

            @Test(
                "every scenario passes, with the books in memory and without",
                arguments: Memory.allCases)
            func scenarios(_ memory: Memory) async throws {
                let files = try #require(Scenario.files(at: Self.folder))
                #expect(files.count > 100)
                try await TestServer.withSchemas { schemas in
                    let runner = ScenarioRunner { memory.over(try await schemas.emptied()) }
                    for file in files {
                        let report = await runner.report(on: file)
                        #expect(report.result == .passed, "\(report)")
                    }
                }
            }

            @Test(
                "the ledger and the model agree on every step (R1-R9)",
                arguments: 1...6 as ClosedRange<UInt64>, Memory.allCases)
            func agreement(_ seed: UInt64, _ memory: Memory) async throws {
                try await TestServer.withSchemas { schemas in
                    let clock = ManualClock(Workload.start)
                    let store = try await schemas.store()
                    let ledger = Ledger(store: memory.over(store), clock: clock)
                    try await Workload.run(seed: seed, steps: 80, on: ledger, clock: clock)
                    let result = try await ledger.verify()
                    #expect(result.differences == [])
                    #expect(result.transactions > 10)
                    // This one has no rows, and folds the journals.
                    let folding = FaultyStore(store, plan: .none, seed: 1)
                    let all = CustomerRange.after(nil, limit: 1_000)
                    let sums = try await store.accountSums(of: all)
                    #expect(try await folding.accountSums(of: all) == sums)
                    #expect(!sums.isEmpty)
                }
            }

            @Test(
                "R11.3: after faults and retries all is what it is without",
                arguments: [1, 2] as [UInt64])
            func faults(_ seed: UInt64) async throws {
                try await TestServer.withSchemas { schemas in
                    let clock = ManualClock(Workload.start)
                    let store = FaultyStore(try await schemas.store(), plan: .stormy, seed: seed)
                    let ledger = Ledger(
                        store: store, clock: clock,
                        configuration: Ledger.Configuration(
                            retryLimit: 16, longestRetryDelay: .zero))
                    try await Workload.run(
                        seed: seed, steps: 80, on: ledger, clock: clock, attempts: 12)
                }
            }
        }
    }
#endif
