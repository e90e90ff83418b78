public import CreditLedger
import Synchronization

/// A clock that stands where it is put.
public final class ManualClock: LedgerClock {
    private let instant: Mutex<Instant>

    /// A clock that stands at `instant`.
    public init(_ instant: Instant) {
        self.instant = Mutex(instant)
    }

    /// Where the clock stands.
    public var now: Instant { instant.withLock { $0 } }

    /// Puts the clock to another instant, earlier ones included.
    public func set(_ instant: Instant) {
        self.instant.withLock { $0 = instant }
    }
}
