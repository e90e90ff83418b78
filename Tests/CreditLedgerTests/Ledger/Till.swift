import CreditLedger
import CreditLedgerTesting
import Testing

/// A host that collects by a fake provider, at nine in the morning of New Year's Day 2026.
struct Till {
    let store: InMemoryStore
    let clock: ManualClock
    let provider: FakePaymentProvider
    let ledger: Ledger
    let acme: CustomerID

    init(
        plan: PaymentFaultPlan = .none, seed: UInt64 = 1,
        remembersKeysFor keySeconds: Int64 = 86_400,
        seesRequestsUnderWay: Bool = true
    ) throws {
        store = InMemoryStore()
        clock = ManualClock(try Instant("2026-01-01T09:00:00Z"))
        provider = FakePaymentProvider(
            clock: clock, plan: plan, seed: seed, remembersKeysFor: keySeconds,
            seesRequestsUnderWay: seesRequestsUnderWay)
        ledger = Ledger(
            store: store, clock: clock, ids: TimeOrderedIDs(seed: 1), configuration: .patient)
        acme = try CustomerID("acme")
    }

    /// Another host over the same store, with a clock and ids of its own.
    func neighbour(_ clock: ManualClock, seed: UInt32 = 2) -> Ledger {
        Ledger(
            store: store, clock: clock, ids: TimeOrderedIDs(seed: seed), configuration: .patient)
    }

    func wait(seconds: Int64) { clock.set(clock.now.adding(seconds: seconds)) }

    /// A top-up of a new wallet, to be collected.
    @discardableResult
    func due(
        _ credits: Credits = 10, of customer: CustomerID? = nil, costBasis: Money? = nil
    ) async throws -> GrantID {
        let customer = customer ?? acme
        let wallet = try await ledger.createWallet(CreateWallet(currency: .usd), for: customer)
            .outcome
        return try await due(credits, in: wallet, of: customer, costBasis: costBasis)
    }

    @discardableResult
    func due(
        _ credits: Credits = 10, in wallet: WalletID, of customer: CustomerID? = nil,
        costBasis: Money? = nil
    ) async throws -> GrantID {
        let topUp = TopUp(
            wallet, paid: .credits(credits), payment: .chargeAutomatically, costBasis: costBasis)
        let grants = try await ledger.topUp(topUp, of: customer ?? acme).outcome
        return try #require(grants.paid)
    }

    /// Collects now and then until nothing is listed.
    func drain(by collector: (any PaymentCollector)? = nil) async throws {
        for _ in 0..<60 {
            if try await store.charges(after: nil, limit: 1).isEmpty { return }
            wait(seconds: 7_200)
            try await ledger.collectDuePayments(by: collector ?? provider)
        }
    }

    func faults() async throws -> [String] { try await PaymentAudit(store, provider).faults() }

    func status(_ grant: GrantID) async throws -> GrantStatus {
        try await ledger.grant(grant, of: acme).status
    }
}

/// A collector that does what a test says.
struct RiggedCollector: PaymentCollector {
    var charging: @Sendable (DuePayment) async throws -> PaymentOutcome
    var asking: @Sendable (DuePayment) async throws -> PaymentStatus

    func charge(_ payment: DuePayment) async throws -> PaymentOutcome {
        try await charging(payment)
    }

    func status(of payment: DuePayment) async throws -> PaymentStatus {
        try await asking(payment)
    }
}
