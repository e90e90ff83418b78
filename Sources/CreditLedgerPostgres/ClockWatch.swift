#if Postgres
    internal import CreditLedger
    internal import CreditLedgerSQL
    internal import Synchronization

    /// Compares the host's clock with the server's, now and then (R2.1).
    ///
    /// All hosts of one database share the server's clock, so a host whose own is far off is found
    /// before it writes: time that has passed in a book never comes back (R2.2).
    final class ClockWatch: Sendable {
        private let clock: any LedgerClock
        private let tolerance: Duration
        private let interval: Duration
        private let state = Mutex<(next: ContinuousClock.Instant?, isOff: Bool)>((nil, false))

        init(clock: any LedgerClock, tolerance: Duration, interval: Duration) {
            self.clock = clock
            self.tolerance = tolerance
            self.interval = interval
        }

        /// Compares the clocks if that is due; while they differ too much, it is due at each call.
        ///
        /// - Throws: ``StoreError/Kind/misconfigured`` if they differ by more than the tolerance.
        func check(on connection: PostgresConnection) throws(StoreError) {
            let now = ContinuousClock.now
            let isDue = state.withLock { state in
                guard let next = state.next, !state.isOff, now < next else { return true }
                return false
            }
            guard isDue else { return }
            let before = clock.now
            let server = try connection.first(SQLStatement("SELECT clock_timestamp()")) {
                (row) throws(StoreError) in try row.serverTime()
            }
            let after = clock.now
            guard let server else { return }
            // The server read its clock at some instant between the two.
            let milliseconds = max(
                before.milliseconds - server.milliseconds, server.milliseconds - after.milliseconds)
            let isOff = Duration.milliseconds(milliseconds) > tolerance
            state.withLock { $0 = (now + interval, isOff) }
            if isOff {
                throw StoreError(
                    .misconfigured,
                    "The host's clock differs too much from that of the database server.",
                    underlying: "by \(milliseconds / 1000) seconds")
            }
        }
    }
#endif
