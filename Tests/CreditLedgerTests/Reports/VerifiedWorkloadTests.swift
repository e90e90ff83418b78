import CreditLedger
import CreditLedgerTesting
import Testing

@Suite("Verification of seeded histories")
struct VerifiedWorkloadTests {
    @Test("R10.2: histories of all commands and chances have no differences")
    func clean() async throws {
        let clock = ManualClock(Workload.start)
        let ledger = Ledger(store: InMemoryStore(), clock: clock)
        for seed in 1...40 as ClosedRange<UInt64> {
            clock.set(Workload.start)
            try await Workload.run(seed: seed, steps: 100, on: ledger, clock: clock)
        }
        let result = try await ledger.verify()
        #expect(result.differences == [])
        #expect(result.customers >= 40)
        #expect(result.transactions > 1_000)
    }
}
