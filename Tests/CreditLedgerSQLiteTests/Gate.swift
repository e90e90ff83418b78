#if SQLite
    import CreditLedger
    import Dispatch

    @testable import CreditLedgerSQLite

    /// Holds a connection up until it is opened, so that calls gather in its line.
    final class Gate: Sendable {
        private let begun: AsyncStream<Void>
        private let begin: AsyncStream<Void>.Continuation
        private let lock = DispatchSemaphore(value: 0)

        init() {
            (begun, begin) = AsyncStream.makeStream()
        }

        /// Waits on the connection's own thread.
        func hold() {
            begin.finish()
            lock.wait()
        }

        /// Waits until something is held.
        func isHeld() async {
            for await _ in begun {}
        }

        func open() { lock.signal() }
    }
#endif
