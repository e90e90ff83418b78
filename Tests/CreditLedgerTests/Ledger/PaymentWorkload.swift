import CreditLedger
import CreditLedgerTesting
import Testing

/// A host's life by a seed: top-ups, rules, cancellations and collections, over a store and a
/// provider that fail, with clocks that jump and processes that die (R5.5).
struct PaymentWorkload {
    private var generator: SeededGenerator
    private let memory = InMemoryStore()
    private let store: FaultyStore
    private let clock: ManualClock
    let provider: FakePaymentProvider
    private var ledgers: [Ledger] = []
    private var processes: UInt32 = 0
    private let customers: [CustomerID]
    private var wallets: [(id: WalletID, customer: CustomerID)] = []
    /// How many of the collections of this life there were.
    private(set) var collections = 0

    private let policy = CollectionPolicy(concurrency: 3, timeout: .milliseconds(100))

    init(seed: UInt64) async throws {
        generator = SeededGenerator(seed: seed)
        store = FaultyStore(memory, plan: .none, seed: seed)
        clock = ManualClock(try Instant("2026-01-01T09:00:00Z"))
        var plan = PaymentFaultPlan.stormy
        plan.percentages[.noAnswer] = 1
        plan.longestDelaySeconds = 200_000
        provider = FakePaymentProvider(clock: clock, plan: plan, seed: seed)
        customers = try ["acme", "globex", "initech"].map { try CustomerID($0) }
        for _ in 0..<2 { ledgers.append(process()) }
        for customer in customers { try await open(customer) }
        store.follow(.stormy)
    }

    /// A process of the host, with nothing in its memory.
    private mutating func process() -> Ledger {
        processes += 1
        return Ledger(
            store: store, clock: clock, ids: TimeOrderedIDs(seed: processes),
            configuration: .patient)
    }

    private mutating func open(_ customer: CustomerID) async throws {
        let weekly = try TopUpRule(
            method: .fixed(paid: 5, granted: nil), trigger: .interval(.weekly),
            payment: .chargeAutomatically, timeToLiveSeconds: 3 * 86_400)
        let low = try TopUpRule(
            method: .target(20, kind: .paid), trigger: .threshold(8, orEqual: false),
            payment: .chargeAutomatically)
        let create = CreateWallet(
            currency: .usd, rules: [weekly, low], paid: 10, payment: .chargeAutomatically)
        // Creating has no claim but its key; whatever fails, the same key is sent again.
        let key = try Context.key("wallet \(wallets.count)")
        for _ in 0..<100 {
            guard let made = try? await ledgers[0].createWallet(create, for: customer, context: key)
            else { continue }
            wallets.append((made.outcome, customer))
            return
        }
        Issue.record("no wallet could be opened")
    }

    mutating func live(steps: Int) async throws {
        for step in 0..<steps {
            let host = Int.random(in: 0..<2, using: &generator)
            // What a host does may fail at any time; what counts is what is so in the end.
            do { try await act(step, host) } catch is LedgerError {}
        }
    }

    private mutating func act(_ step: Int, _ host: Int) async throws {
        let (wallet, customer) = wallets[Int.random(in: 0..<wallets.count, using: &generator)]
        let ledger = ledgers[host]
        switch Int.random(in: 0..<100, using: &generator) {
        case 0..<35:
            collections += 1
            try await ledger.collectDuePayments(
                by: provider, policy: policy, batch: Int.random(in: 1...9, using: &generator))
        case 35..<40:
            collections += 1
            let other = ledgers[1 - host]
            async let one = ledger.collectDuePayments(by: provider, policy: policy)
            async let two = other.collectDuePayments(by: provider, policy: policy)
            _ = try await (one, two)
        case 40..<55:
            try await ledger.topUp(
                TopUp(wallet, paid: .credits(3), payment: .chargeAutomatically), of: customer,
                context: .key("top-up \(step)"))
        case 55..<62: ledgers[host] = process()
        case 62..<75: wait(upTo: 600)
        case 75..<80: wait(upTo: 3 * 86_400)
        case 80..<83: try await ledger.advanceDue()
        case 83..<87: try await cancelOne(ledger, customer)
        case 87..<89:
            try await ledger.terminateWallet(wallet, of: customer)
            try await open(customer)
        case 89..<93: try await ledger.drawDown(invoice(step), for: customer)
        case 93..<95: provider.decline(customer, reason: "lost card")
        case 95..<97: provider.decline(customer, reason: nil)
        case 97..<98: try await resume(ledger, wallet, customer)
        default: try await webhook(ledger)
        }
    }

    private mutating func wait(upTo seconds: Int64) {
        let wait = Int64.random(in: 1...seconds, using: &generator)
        clock.set(clock.now.adding(seconds: wait))
    }

    private func invoice(_ step: Int) throws -> Invoice {
        try Invoice(
            id: InvoiceID("in_\(step)"), currency: .usd,
            lines: [Invoice.Line(LineID("use"), .charge, Money("6", .usd))])
    }

    /// Voids a grant, often one that awaits its payment.
    private mutating func cancelOne(_ ledger: Ledger, _ customer: CustomerID) async throws {
        let grants = try await ledger.snapshot(of: customer).grants.filter(\.isJournalled)
        guard let grant = grants.randomElement(using: &generator) else { return }
        try await ledger.voidGrant(grant.id, of: customer)
    }

    private func resume(
        _ ledger: Ledger, _ wallet: WalletID, _ customer: CustomerID
    ) async throws {
        for rule in try await ledger.wallet(wallet, of: customer).rules where rule.isPaused {
            try await ledger.resumeRule(rule.id, of: wallet, customer: customer)
        }
    }

    /// The provider tells of a charge, perhaps one that is known.
    private mutating func webhook(_ ledger: Ledger) async throws {
        let charged = provider.records.filter { $0.outcome == .charged }
        guard let payment = charged.randomElement(using: &generator)?.payment else { return }
        try await ledger.confirmCharge(payment.grant, of: payment.customer)
    }

    /// Ends the storm, and collects until nothing is listed.
    mutating func settle() async throws {
        store.follow(.none)
        provider.follow(.none)
        provider.letGo()
        for customer in customers { provider.decline(customer, reason: nil) }
        let last = process()
        for _ in 0..<200 {
            for (wallet, customer) in wallets
            where try await last.wallet(wallet, of: customer).status == .active {
                try await resume(last, wallet, customer)
            }
            if try await memory.charges(after: nil, limit: 1).isEmpty { return }
            clock.set(clock.now.adding(seconds: 3_700))
            try await last.collectDuePayments(by: provider)
        }
    }

    func audit() async throws -> PaymentAudit { try await PaymentAudit(memory, provider) }
}

@Suite("Payments, at random")
struct PaymentWorkloadTests {
    @Test("R5.5: whatever fails: nobody is charged twice, no top-up is lost")
    func workload() async throws {
        var (charged, failed, refunds, injected) = (0, 0, 0, Set<PaymentFault>())
        for seed in 1...30 as ClosedRange<UInt64> {
            var life = try await PaymentWorkload(seed: seed)
            try await life.live(steps: 120)
            try await life.settle()
            let audit = try await life.audit()
            #expect(audit.faults() == [], "seed \(seed)")
            #expect(life.collections > 10)
            charged += audit.rows.count { $0.status == .settled }
            failed += audit.rows.count { $0.status == .failed }
            refunds += audit.rows.reduce(0) { $0 + $1.refunds }
            injected.formUnion(life.provider.injected.keys)
        }
        // Seeds that meet nothing prove nothing.
        #expect(charged > 200 && failed > 50 && refunds > 5)
        #expect(injected.count == PaymentFault.allCases.count)
    }
}
