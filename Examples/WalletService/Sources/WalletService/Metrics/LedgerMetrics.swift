internal import CoreMetrics
internal import CreditLedger
internal import Synchronization

/// Counts what the ledger does; never whose book it was.
final class LedgerMetrics: LedgerObserver {
    private let registry: MetricsRegistry
    private let commits, entries, commands: any CounterHandler
    private let conflicts, retries, replays: any CounterHandler
    private let sweeps, sweptBooks, sweepFailures: any CounterHandler
    private let commitDuration, loadDuration: any TimerHandler
    /// By the ledger's codes, of which there are a few dozen.
    private let refusals = Mutex<[String: any CounterHandler]>([:])

    init(_ registry: MetricsRegistry) {
        self.registry = registry
        func counter(_ name: String, _ about: String) -> any CounterHandler {
            registry.describe(name, about)
            return registry.makeCounter(label: name, dimensions: [])
        }
        func timer(_ name: String, _ about: String) -> any TimerHandler {
            registry.describe(name, about)
            return registry.makeTimer(label: name, dimensions: [])
        }
        commits = counter("ledger_commits_total", "Commits to the store.")
        entries = counter("ledger_committed_entries_total", "Journal entries committed.")
        commands = counter("ledger_committed_commands_total", "Commands that were committed.")
        conflicts = counter("ledger_conflicts_total", "Commits that another host came before.")
        retries = counter("ledger_retries_total", "Commits sent again, their outcome unknown.")
        replays = counter("ledger_replays_total", "Commands that had been done before.")
        sweeps = counter("ledger_sweeps_total", "Sweeps over due books.")
        sweptBooks = counter("ledger_swept_books_total", "Books that sweeps advanced.")
        sweepFailures = counter("ledger_sweep_failures_total", "Books that sweeps failed on.")
        commitDuration = timer("ledger_commit_duration_seconds", "What the store took to commit.")
        loadDuration = timer("ledger_load_duration_seconds", "What the store took to load a book.")
        registry.describe("ledger_refusals_total", "Commands that the ledger refused, by code.")
        registry.describe("ledger_payments_total", "Due payments looked at, by result.")
    }

    func observe(_ observation: Observation) {
        switch observation {
        case .committed(_, let entries, let commands, let duration):
            commits.increment(by: 1)
            self.entries.increment(by: Int64(entries))
            self.commands.increment(by: Int64(commands))
            commitDuration.recordNanoseconds(Int64(duration / .nanoseconds(1)))
        case .conflict: conflicts.increment(by: 1)
        case .retried: retries.increment(by: 1)
        case .replayed: replays.increment(by: 1)
        case .refused(_, let code): refused(code)
        case .loaded(_, let duration):
            loadDuration.recordNanoseconds(Int64(duration / .nanoseconds(1)))
        case .collected(_, _, let result):
            registry.makeCounter(
                label: "ledger_payments_total", dimensions: [("result", Self.name(of: result))]
            ).increment(by: 1)
        // A sweep tells of itself batch by batch; it is counted once it has ended.
        default: break
        }
    }

    /// Counts a sweep that has ended.
    func swept(_ progress: SweepProgress) {
        sweeps.increment(by: 1)
        sweptBooks.increment(by: Int64(progress.advanced))
        sweepFailures.increment(by: Int64(progress.failureCount))
    }

    private func refused(_ code: String) {
        let counter = refusals.withLock { refusals in
            if let known = refusals[code] { return known }
            let new = registry.makeCounter(
                label: "ledger_refusals_total", dimensions: [("code", code)])
            refusals[code] = new
            return new
        }
        counter.increment(by: 1)
    }

    private static func name(of result: PaymentResult) -> String {
        switch result {
        case .charged: "charged"
        case .declined: "declined"
        case .unknown: "unknown"
        case .refundOwed: "refund_owed"
        case .cancelled: "cancelled"
        case .leased: "leased"
        case .paused: "paused"
        case .notDue: "not_due"
        }
    }
}
