public import CreditLedger
import Synchronization

/// One store behind several handles, as several hosts have it: each call goes to the next handle.
///
/// What one handle has committed every other one must know at once (S4), so a store that passes the
/// conformance suite behind one of these keeps no answers of its own:
///
/// ```swift
/// StoreConformance {
///     RotatingStore(try await MyStore(url), try await MyStore(url))
/// }
/// ```
public final class RotatingStore: ForwardingStore {
    private let handles: [any LedgerStore]
    private let calls = Mutex(0)

    /// A store behind `handles`, in turn.
    ///
    /// - Parameters:
    ///   - first: a handle.
    ///   - others: further ones on the same data.
    public init(_ first: any LedgerStore, _ others: any LedgerStore...) {
        self.handles = [first] + others
    }

    /// Sums accounts up by the way of the handle whose turn it is.
    public func accountSums(
        of customers: CustomerRange
    ) async throws(StoreError) -> [AccountSums] {
        try await base.accountSums(of: customers)
    }

    /// The handle whose turn it is; each look at it is a turn.
    public var base: any LedgerStore {
        calls.withLock { calls in
            calls = (calls + 1) % handles.count
            return handles[calls]
        }
    }
}
