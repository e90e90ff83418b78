public import CreditLedger

/// Seeded histories of one customer, done by a ledger and by a ``ModelLedger`` at once.
///
/// A seed is a history: wallets of several rates and currencies, scopes, colliding expiries, grace,
/// due payments, rules, invoices with and without period ends, reinstatements, and a clock that
/// stands, jumps and sometimes goes back. After every step all answers and all that can be read must
/// be equal. It runs over any store, so it also serves people who write one.
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
    /// - Throws: ``Failure`` with the seed, the step and a shrunk list of steps.
    public static func run(
        seed: UInt64, steps: Int, on ledger: Ledger, clock: ManualClock
    ) async throws(Failure) {
        let history = history(seed: seed, steps: steps)
        var trials = Trials(seed: seed, ledger: ledger, clock: clock)
        guard let first = await trials.difference(after: history) else { return }
        let shrunk = await trials.shrink(Array(history.prefix(first.step)), first.text)
        throw Failure(
            seed: seed, step: first.step, difference: first.text, steps: shrunk.steps,
            shrunkDifference: shrunk.text)
    }
}

extension Workload {
    /// Repeated trials of parts of one history, each on a customer of its own.
    private struct Trials {
        /// How often a part is tried before the shrinking ends.
        private static let limit = 400

        let seed: UInt64
        let ledger: Ledger
        let clock: ManualClock
        private var count = 0

        init(seed: UInt64, ledger: Ledger, clock: ManualClock) {
            (self.seed, self.ledger, self.clock) = (seed, ledger, clock)
        }

        mutating func difference(after steps: [Step]) async -> (step: Int, text: String)? {
            count += 1
            do throws(Refusal) {
                let customer = try CustomerID("workload-\(seed)-\(count)")
                var run = WorkloadRun(ledger: ledger, clock: clock, customer: customer)
                return await run.difference(after: steps)
            } catch {
                return (0, error.description)
            }
        }

        /// Leaves out ever smaller stretches for as long as a difference remains.
        mutating func shrink(
            _ failing: [Step], _ text: String
        ) async -> (steps: [Step], text: String) {
            var (steps, text) = (failing, text)
            var stretch = max(1, steps.count / 2)
            while count < Self.limit {
                var start = 0
                var hasShrunk = false
                while start < steps.count, count < Self.limit {
                    var fewer = steps
                    fewer.removeSubrange(start..<min(start + stretch, steps.count))
                    if let found = await difference(after: fewer) {
                        steps = Array(fewer.prefix(found.step))
                        text = found.text
                        hasShrunk = true
                    } else {
                        start += stretch
                    }
                }
                if stretch == 1 && !hasShrunk { break }
                stretch = max(1, stretch / 2)
            }
            return (steps, text)
        }
    }
}
