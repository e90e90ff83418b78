import CreditLedger
import CreditLedgerTesting
import Foundation
import Testing

/// Seeded histories against the model: all rules at once, in combinations that nobody thought of.
///
/// `WORKLOAD_STEPS` sets the number of commands in all, `WORKLOAD_SEED` the first seed.
@Suite("Workload")
struct WorkloadTests {
    static let length = 100
    static let firstSeed = number("WORKLOAD_SEED", default: 1)
    static let seedCount = max(1, number("WORKLOAD_STEPS", default: 10_000) / UInt64(length))

    @Test(
        "The ledger and the model agree on every step (R1-R9)",
        arguments: (0..<seedCount).map { firstSeed &+ $0 })
    func agreement(seed: UInt64) async throws {
        let clock = ManualClock(Workload.start)
        let ledger = Ledger(store: InMemoryStore(), clock: clock)
        try await Workload.run(seed: seed, steps: Self.length, on: ledger, clock: clock)
    }

    private static func number(_ name: String, default fallback: UInt64) -> UInt64 {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? fallback
    }
}
