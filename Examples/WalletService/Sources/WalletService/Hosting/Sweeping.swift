internal import CreditLedger
internal import Logging
internal import ServiceLifecycle

/// Advances due books and collects due payments, every minute.
///
/// No balance waits for it: a book is advanced before each command, and a read computes, and
/// collects, what is due. It makes top-ups happen while nobody calls.
struct Sweeping: Service {
    let desk: Desk
    let metrics: LedgerMetrics
    let interval: Duration

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await sweep()
                try? await Task.sleep(for: interval)
            }
        }
    }

    /// One sweep.
    ///
    /// What fails now is due still at the next one.
    func sweep() async {
        do {
            let progress = try await desk.live.advanceDue()
            metrics.swept(progress)
            for failure in progress.failures {
                desk.logger.warning(
                    "a book was not advanced", metadata: ["error": "\(failure.error)"])
            }
            if let collector = desk.payments.collector {
                _ = try await desk.live.collectDuePayments(by: collector)
            }
            try desk.clocks.deleteOverdue()
        } catch {
            desk.logger.warning("the sweep failed", metadata: ["error": "\(error)"])
        }
    }
}
