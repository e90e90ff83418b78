import CreditLedger
import CreditLedgerTesting

/// The main job of a credit ledger, on the figures of public documents of PayPal, Flexprice,
/// bill.sh and Stripe.
///
/// One ledger, in memory or in a file, on a clock that stands where each step puts it. Every
/// customer's book has a time of its own, so the stories may play in different years.
struct Quickstart {
    let clock: ManualClock
    let ledger: Ledger
    var page = Page()

    init(on store: any LedgerStore) throws {
        clock = ManualClock(try Instant("2026-01-01T00:00:00Z"))
        ledger = Ledger(store: store, clock: clock, ids: TimeOrderedIDs(seed: 1))
    }

    /// Does everything.
    ///
    /// - Returns: what is to be read.
    /// - Throws: the first error of the ledger, or ``Unexpected`` if it answers otherwise than its
    ///   rules say.
    static func run() async throws -> String {
        try await done().page.text
    }

    /// Does everything on an empty store.
    ///
    /// - Returns: the ledger, and what is to be read.
    /// - Throws: as ``run()`` does.
    static func done(on store: any LedgerStore = InMemoryStore()) async throws -> Quickstart {
        var job = try Quickstart(on: store)
        try await job.payPalWallet()
        try await job.payPalTopUps()
        try await job.flexpriceTopUp()
        try await job.billShGoodwill()
        try await job.stripeGrant()
        let month = try await job.monthOfUse()
        try await job.betweenInvoices()
        try await job.books(of: month)
        return job
    }
}

/// Something that the ledger's rules exclude.
struct Unexpected: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension Quickstart {
    /// Puts the clock to an instant.
    func set(_ instant: String) throws {
        set(try Instant(instant))
    }

    func set(_ instant: Instant) {
        clock.set(instant)
    }

    /// Does what the rules refuse.
    ///
    /// - Returns: the refusal.
    /// - Throws: ``Unexpected`` if it is not refused, or another error than a refusal.
    func refusal(_ body: () async throws -> Void) async throws -> Refusal {
        do {
            try await body()
        } catch LedgerError.refused(let refusal) {
            return refusal
        }
        throw Unexpected("The ledger accepted what its rules refuse.")
    }

    /// Fails unless something holds.
    func expect(_ holds: Bool, _ what: String) throws {
        guard holds else { throw Unexpected("Not as the rules say: \(what).") }
    }
}
