internal import Foundation
internal import Logging
internal import ServiceLifecycle

/// Ends the process should the end of its services take longer than it may.
///
/// Requests that were accepted have the given time to be answered; then their tasks are cancelled,
/// which no store takes long to obey. This is for the case that one does.
struct ShutdownBound: Service {
    let limit: Duration
    let logger: Logger

    func run() async throws {
        try await gracefulShutdown()
        logger.info("shutting down")
        Task.detached {
            try await Task.sleep(for: limit + .seconds(5))
            logger.critical("the shutdown took too long")
            exit(1)
        }
    }
}
