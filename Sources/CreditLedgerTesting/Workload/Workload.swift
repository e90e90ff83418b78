public import CreditLedger

/// Seeded histories of one customer, done by a ledger and by a ``ModelLedger`` at once.
///
/// A seed is a history: wallets of several rates and currencies, scopes, colliding expiries, grace,
/// due payments, rules, invoices with and without period ends, unbilled usage, holds, captures,
/// reinstatements, and a clock that stands, jumps and sometimes goes back. After every step all
/// answers and all that can be read must be equal. It runs over any store, so it also serves people
/// who write one.
///
/// ```swift
/// let clock = ManualClock(Workload.start)
/// let ledger = Ledger(store: InMemoryStore(), clock: clock)
/// try await Workload.run(seed: 7, steps: 200, on: ledger, clock: clock)
/// ```
public enum Workload {
    /// Where the clock stands before the first step.
    public static let start = Instant(unchecked: 1_767_225_600_000)

    /// A history by which a ledger and the model came to differ.
    public struct Failure: Error, CustomStringConvertible {
        /// The seed of the history.
        public let seed: UInt64
        /// The step of the whole history, from 1, at which they first differed.
        public let step: Int
        /// What differed there.
        public let difference: String
        /// The fewest steps found that still end in a difference.
        public let steps: [Step]
        /// What differs after these.
        public let shrunkDifference: String

        /// Everything needed to see it again.
        public var description: String {
            let list = steps.map { "  \($0)" }.joined(separator: "\n")
            return """
                Workload, seed \(seed), step \(step): \(difference)
                The fewest steps that differ:
                \(list)
                \(shrunkDifference)
                """
        }
    }

    /// The steps of the history of `seed`.
    public static func history(seed: UInt64, steps: Int) -> [Step] {
        var generator = WorkloadGenerator(seed: seed)
        return (0..<max(0, steps)).map { _ in generator.next() }
    }

    /// Does the history of `seed` on a customer of its own and compares after every step.
    ///
    /// - Parameters:
    ///   - seed: which history.
    ///   - steps: how long it is.
    ///   - ledger: the ledger to try, over any store.
    ///   - clock: the clock of that ledger, which nobody else may use meanwhile.
    ///   - attempts: how often a call is made at most whose store fails; if more than once, every
    ///     command comes under an idempotency key of its own.
    /// - Throws: ``Failure`` with the seed, the step and a shrunk list of steps.
    public static func run(
        seed: UInt64, steps: Int, on ledger: Ledger, clock: ManualClock, attempts: Int = 1
    ) async throws(Failure) {
        let history = history(seed: seed, steps: steps)
        var trials = Trials(seed: seed, ledger: ledger, clock: clock, attempts: attempts)
        guard let first = await trials.difference(after: history) else { return }
        let shrunk = await trials.shrink(Array(history.prefix(first.step)), first.text)
        throw Failure(
            seed: seed, step: first.step, difference: first.text, steps: shrunk.steps,
            shrunkDifference: shrunk.text)
    }
}
