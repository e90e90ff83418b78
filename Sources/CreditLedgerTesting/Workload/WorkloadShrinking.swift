import CreditLedger

extension Workload {
    /// Repeated trials of parts of one history, each on a customer of its own.
    struct Trials {
        /// How often a part is tried before the shrinking ends.
        private static let limit = 600

        let seed: UInt64
        let ledger: Ledger
        let clock: ManualClock
        let attempts: Int
        private var count = 0

        init(seed: UInt64, ledger: Ledger, clock: ManualClock, attempts: Int) {
            (self.seed, self.ledger, self.clock) = (seed, ledger, clock)
            self.attempts = attempts
        }

        /// The first difference over `steps`: the step from 1, and what differs.
        mutating func difference(after steps: [Step]) async -> (step: Int, text: String)? {
            count += 1
            do throws(Refusal) {
                let customer = try CustomerID("workload-\(seed)-\(count)")
                let host = WorkloadHost(ledger: ledger, customer: customer, attempts: attempts)
                var run = WorkloadRun(host: host, clock: clock)
                return await run.difference(after: steps)
            } catch {
                return (0, error.description)
            }
        }

        /// Leaves out ever smaller stretches, then single steps, for as long as a difference
        /// remains.
        mutating func shrink(
            _ failing: [Step], _ text: String
        ) async -> (steps: [Step], text: String) {
            var best = (steps: failing, text: text)
            var stretch = max(1, failing.count / 2)
            while count < Self.limit {
                var hasShrunk = false
                var start = 0
                while start < best.steps.count, count < Self.limit {
                    let range = start..<min(start + stretch, best.steps.count)
                    if let found = await difference(without: range, of: best.steps) {
                        best = found
                        hasShrunk = true
                    } else {
                        start += stretch
                    }
                }
                if stretch == 1 && !hasShrunk { break }
                stretch = max(1, stretch / 2)
            }
            return best
        }

        /// Tries the steps without some, as they are and with what they name counted anew.
        private mutating func difference(
            without range: Range<Int>, of steps: [Step]
        ) async -> (steps: [Step], text: String)? {
            var fewer = steps
            fewer.removeSubrange(range)
            var candidates = [fewer]
            if range.count == 1 {
                candidates.append(Self.recounted(steps, without: range.lowerBound))
            }
            for candidate in candidates where candidate.count < steps.count {
                if let found = await difference(after: candidate) {
                    return (Array(candidate.prefix(found.step)), found.text)
                }
            }
            return nil
        }

        /// The steps without one, and the ordinals of all that was made after it moved down.
        private static func recounted(_ steps: [Step], without index: Int) -> [Step] {
            var model = ModelLedger()
            for step in steps[..<index] { model.follow(step) }
            let removed = steps[index]
            _ = model.advance(to: removed.at)
            let before = model.present(at: removed.at).book
            model.follow(removed)
            let after = model.present(at: removed.at).book
            func moved(_ ordinal: Int, _ old: Int, _ new: Int) -> Int {
                ordinal >= new ? ordinal - (new - old) : ordinal
            }
            return steps[..<index]
                + steps[(index + 1)...].map { step in
                    step.renamed(
                        wallets: { moved($0, before.wallets.count, after.wallets.count) },
                        grants: { moved($0, before.grants.count, after.grants.count) },
                        holds: { moved($0, before.holds.count, after.holds.count) })
                }
        }
    }
}

extension ModelLedger {
    /// Does a step for what it changes.
    mutating func follow(_ step: Workload.Step) {
        switch step.action {
        case .perform(let command): _ = perform(command, at: step.at)
        case .advance: _ = advance(to: step.at)
        case .preview: break
        }
    }
}

extension Workload.Step {
    /// The step with other ordinals of wallets, grants and holds.
    fileprivate func renamed(
        wallets: (Int) -> Int, grants: (Int) -> Int, holds: (Int) -> Int
    ) -> Workload.Step {
        guard case .perform(let command) = action else { return self }
        let renamed = command.renamed(
            wallets: { .ordinal(wallets($0.ordinal)) }, grants: { .ordinal(grants($0.ordinal)) },
            rules: { rule, _ in rule }, holds: { .ordinal(holds($0.ordinal)) })
        return Workload.Step(at: at, action: .perform(renamed), advancesFirst: advancesFirst)
    }
}
