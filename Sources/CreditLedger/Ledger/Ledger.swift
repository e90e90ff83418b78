/// A ledger of prepaid and promotional credits, embedded in a host's own service.
///
/// A ledger is a value over a store, a clock and a source of ids; it has no other state than books
/// that it remembers, so a host may make one per process and hand it around. Every command is
/// decided by pure rules on the customer's book as of now, and committed as one journal entry; many
/// hosts can share one store. Callers on one book form one queue, and callers on different books
/// never meet.
///
/// A call in a cancelled task writes nothing and throws ``StoreError/Kind/cancelled``; once a
/// command is decided, it runs to its end.
public struct Ledger: Sendable {
    /// All that it is made of, behind one reference: a ledger is handed around with every call.
    private final class Parts: Sendable {
        let store: any LedgerStore
        let clock: any LedgerClock
        let ids: any IDSource
        let configuration: Configuration
        let observer: (any LedgerObserver)?
        let cache: BookCache

        init(
            _ store: any LedgerStore, _ clock: any LedgerClock, _ ids: any IDSource,
            _ configuration: Configuration, _ observer: (any LedgerObserver)?
        ) {
            self.store = store
            self.clock = clock
            self.ids = ids
            self.configuration = configuration
            self.observer = observer
            self.cache = BookCache(capacity: configuration.cacheCapacity)
        }
    }

    private let parts: Parts

    package var store: any LedgerStore { parts.store }
    package var clock: any LedgerClock { parts.clock }
    package var ids: any IDSource { parts.ids }
    /// The knobs that it was made with.
    public var configuration: Configuration { parts.configuration }
    var observer: (any LedgerObserver)? { parts.observer }
    var cache: BookCache { parts.cache }

    /// A ledger over a store.
    ///
    /// - Parameters:
    ///   - store: where books and their journals are kept.
    ///   - clock: where the time comes from.
    ///   - ids: where ids come from.
    ///   - configuration: how much is remembered, and how patient the ledger is.
    ///   - observer: who is told what happens.
    public init(
        store: any LedgerStore = InMemoryStore(), clock: any LedgerClock = SystemClock(),
        ids: any IDSource = TimeOrderedIDs(), configuration: Configuration = Configuration(),
        observer: (any LedgerObserver)? = nil
    ) {
        self.parts = Parts(store, clock, ids, configuration, observer)
    }

    /// Does a command, whichever it is, as of now.
    ///
    /// - Parameters:
    ///   - command: what to do.
    ///   - customer: whose book.
    ///   - context: who asks, why, and under which idempotency key (R11.3).
    /// - Returns: the entry that it made, or `nil` if it changed nothing.
    /// - Throws: ``LedgerError``; nothing has changed but the advance to now (R12).
    public func perform(
        _ command: Command, for customer: CustomerID, context: Context = .none
    ) async throws(LedgerError) -> Receipt<JournalEntry?> {
        let answer = try await submit(command, context, for: customer)
        return Receipt(
            outcome: answer.entry, entry: answer.entry, advanced: answer.advanced,
            replayed: answer.replayed)
    }

    /// Journals what fell due in a customer's book by now (R2.3).
    ///
    /// Every command does so first; this is for a host that wants it done without one.
    ///
    /// - Parameter customer: whose book.
    /// - Returns: the entries, one per instant at which something changed.
    /// - Throws: ``LedgerError`` if the store can't answer.
    @discardableResult
    public func advance(_ customer: CustomerID) async throws(LedgerError) -> [JournalEntry] {
        try await submit(Request(.advance), for: customer).advanced
    }
}

extension Ledger {
    /// Does a command and says what it came to.
    @inline(__always)
    func perform<Outcome: Sendable>(
        _ command: Command, for customer: CustomerID, _ context: Context,
        outcome: (JournalEntry?) throws(LedgerError) -> Outcome
    ) async throws(LedgerError) -> Receipt<Outcome> {
        let answer = try await submit(command, context, for: customer)
        return Receipt(
            outcome: try outcome(answer.entry), entry: answer.entry, advanced: answer.advanced,
            replayed: answer.replayed)
    }

    /// The customer that a thing belongs to: the one that the caller named, or the one found by the
    /// thing's bare id.
    func customer(
        _ named: CustomerID?, of reference: Reference, else refusal: @autoclosure () -> Refusal
    ) async throws(LedgerError) -> CustomerID {
        if let named { return named }
        do throws(StoreError) {
            if let owner = try await store.owner(of: reference) { return owner }
        } catch {
            throw LedgerError(error)
        }
        throw .refused(refusal())
    }

    func tell(_ observation: @autoclosure () -> Observation) {
        guard let observer else { return }
        observer.observe(observation())
    }
}

extension LedgerError {
    /// A store's error, as the ledger's.
    package init(_ error: StoreError) { self = .store(error) }
}
