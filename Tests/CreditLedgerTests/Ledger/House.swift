import CreditLedger
import CreditLedgerTesting
import Testing

/// A host with a ledger over a rigged store, at nine in the morning of New Year's Day 2026.
struct House {
    let store: RiggedStore
    let clock: ManualClock
    let ledger: Ledger
    let acme: CustomerID

    init(
        store: RiggedStore = RiggedStore(), _ configuration: Ledger.Configuration = .patient,
        seed: UInt32 = 1, observer: (any LedgerObserver)? = nil
    ) throws {
        self.store = store
        self.clock = ManualClock(try Instant("2026-01-01T09:00:00Z"))
        self.ledger = Ledger(
            store: store, clock: clock, ids: TimeOrderedIDs(seed: seed),
            configuration: configuration, observer: observer)
        self.acme = try CustomerID("acme")
    }

    /// Another host over the same store.
    func neighbour(_ configuration: Ledger.Configuration = .patient) throws -> House {
        let other = try House(store: store, configuration, seed: 2)
        other.clock.set(clock.now)
        return other
    }

    func go(to text: String) throws { clock.set(try Instant(text)) }

    /// A wallet in dollars, one credit a dollar.
    func wallet(
        granted: Credits = 0, paid: Credits = 0, expiresAt: String? = nil,
        activation: Activation = .atOnce, of customer: CustomerID? = nil
    ) async throws -> WalletID {
        try await ledger.createWallet(
            CreateWallet(
                currency: .usd, activation: activation,
                expiresAt: try expiresAt.map { try Instant($0) }, paid: paid, granted: granted),
            for: customer ?? acme
        ).outcome
    }

    func journal(of customer: CustomerID? = nil) async throws -> [JournalEntry] {
        try await store.base.journal(of: customer ?? acme, after: 0, limit: 100_000)
    }

    /// An invoice of one line of usage, in whole dollars.
    func invoice(_ id: String, _ dollars: Int64) throws -> Invoice {
        try Invoice(
            id: InvoiceID(id), currency: .usd,
            lines: [
                Invoice.Line(
                    LineID("use"), .charge, Money(minorUnits: dollars * 100, .usd))
            ])
    }
}

extension Ledger.Configuration {
    /// Waits too short to be felt.
    static let patient = Ledger.Configuration(
        retryDelay: .microseconds(10), longestRetryDelay: .microseconds(100))
}

extension Context {
    static func key(_ text: String) throws -> Context { Context(key: try IdempotencyKey(text)) }
}

/// Waits until something is so; a test that waits in vain fails after ten seconds.
func eventually(
    _ what: Comment, _ condition: () async -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    for _ in 0..<10_000 {
        if await condition() { return }
        try await Task.sleep(for: .milliseconds(1))
    }
    Issue.record(what, sourceLocation: sourceLocation)
}

/// The refusal that a call ends with, if it ends with one.
func refusal<Value>(_ call: () async throws -> Value) async -> Refusal? {
    do {
        _ = try await call()
        return nil
    } catch {
        return (error as? LedgerError)?.refusal
    }
}

/// The code of the error that a call ends with, if it ends with one.
func code<Value>(_ call: () async throws -> Value) async -> String? {
    do {
        _ = try await call()
        return nil
    } catch {
        return (error as? LedgerError)?.code ?? "\(error)"
    }
}
