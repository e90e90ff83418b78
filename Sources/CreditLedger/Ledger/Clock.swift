internal import Foundation

/// Where the ledger gets the time from, injected so that tests and replays can stand still.
public protocol LedgerClock: Sendable {
    /// The present instant. It may go back; the ledger's books don't (R2.2).
    var now: Instant { get }
}

/// The clock of the machine.
public struct SystemClock: LedgerClock {
    /// The clock of the machine.
    public init() {}

    /// The present instant, in whole milliseconds.
    public var now: Instant {
        var time = timespec()
        // A pointer for the length of this call only.
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Instant(unchecked: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
