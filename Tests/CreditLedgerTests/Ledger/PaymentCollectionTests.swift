import CreditLedger
import CreditLedgerTesting
import Synchronization
import Testing

/// Many payments, many customers, many hosts (R5.5).
@Suite("Collecting due payments")
struct PaymentCollectionTests {
    private func customers(_ count: Int) throws -> [CustomerID] {
        try (0..<count).map { try CustomerID("customer \($0)") }
    }

    @Test("R5.5: 200 customers, 7 at a time: as busy as allowed, and never busier")
    func bound() async throws {
        let till = try Till()
        for customer in try customers(200) { try await till.due(of: customer) }
        till.provider.hold()
        let (ledger, provider) = (till.ledger, till.provider)
        let collecting = Task {
            try await ledger.collectDuePayments(
                by: provider, policy: CollectionPolicy(concurrency: 7), batch: 1_000)
        }
        try await eventually("seven are charged at a time") { provider.running == 7 }
        provider.letGo()
        let done = try await collecting.value
        #expect((done.examined, done.charged, done.failureCount) == (200, 200, 0))
        #expect(provider.mostRunning == 7)
        #expect(provider.taken(in: .usd) == (try Money("2000", .usd)))
        #expect(try await till.faults() == [])
    }

    @Test("A bound below 1 counts as 1", arguments: [0, -5, Int.min])
    func lowestBound(concurrency: Int) async throws {
        let till = try Till()
        for customer in try customers(5) { try await till.due(of: customer) }
        let done = try await till.ledger.collectDuePayments(
            by: till.provider, policy: CollectionPolicy(concurrency: concurrency), batch: -1)
        #expect(done.charged == 5)
        #expect(till.provider.mostRunning == 1)
    }

    @Test("One customer's payments are charged in order, one after another")
    func order() async throws {
        let till = try Till()
        for credits in 1...9 { try await till.due(try Credits("\(credits)")) }
        try await till.ledger.collectDuePayments(by: till.provider)
        let amounts = till.provider.records.map(\.payment.amount.amount)
        #expect(amounts == (1...9).map { "\($0)" })
        #expect(till.provider.mostRunning == 1)
    }

    @Test("R5.5: more than a batch, and more comes meanwhile", arguments: [1, 2, 7, 100])
    func pages(batch: Int) async throws {
        let till = try Till()
        for customer in try customers(25) { try await till.due(of: customer) }
        let steps = Mutex<[Int]>([])
        let isFirst = Mutex(true)
        let collector = RiggedCollector { payment in
            let goesFirst = isFirst.withLock { first in
                defer { first = false }
                return first
            }
            if goesFirst { try await till.due(of: CustomerID("late")) }
            return try await till.provider.charge(payment)
        } asking: {
            try await till.provider.status(of: $0)
        }
        let done = try await till.ledger.collectDuePayments(by: collector, batch: batch) {
            progress in steps.withLock { $0.append(progress.examined) }
        }
        // What comes while the only batch is at hand is for the next time.
        let expected = batch == 100 ? 25 : 26
        #expect(done.charged == expected)
        #expect(steps.withLock { $0 } == steps.withLock { $0.sorted() })
        #expect(steps.withLock { $0.count } == (expected + batch - 1) / batch)
        #expect(
            try await till.ledger.collectDuePayments(by: till.provider).charged == 26 - expected)
        #expect(try await till.faults() == [])
    }

    @Test("R5.5b: two hosts at once, clocks apart: never two charges at a time, each once")
    func twoHosts() async throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            let till = try Till(plan: .stormy, seed: seed)
            for customer in try customers(6) {
                for _ in 0..<3 { try await till.due(of: customer) }
            }
            let clock = ManualClock(till.clock.now)
            let other = till.neighbour(clock)
            for _ in 0..<80 {
                let (ledger, provider) = (till.ledger, till.provider)
                async let ours = ledger.collectDuePayments(by: provider)
                async let theirs = other.collectDuePayments(by: provider, batch: 5)
                _ = try await (ours, theirs)
                if try await till.store.charges(after: nil, limit: 1).isEmpty { break }
                till.wait(seconds: 600)
                clock.set(till.clock.now.adding(seconds: seed.isMultiple(of: 2) ? 3 : -3))
            }
            #expect(till.provider.overlaps == [], "seed \(seed)")
            #expect(try await till.faults() == [], "seed \(seed)")
        }
    }

    @Test("R8.6: after a decline the rule's next payment waits until the rule is resumed")
    func declinedRule() async throws {
        let till = try Till()
        let rule = try TopUpRule(
            method: .fixed(paid: 5, granted: nil), trigger: .interval(.weekly),
            payment: .chargeAutomatically)
        let wallet = try await till.ledger.createWallet(
            CreateWallet(currency: .usd, rules: [rule]), for: till.acme
        ).outcome
        till.wait(seconds: 22 * 86_400)
        try await till.ledger.advance(till.acme)
        till.provider.decline(till.acme, reason: "expired card")
        let first = try await till.ledger.collectDuePayments(by: till.provider)
        #expect((first.declined, first.waiting, till.provider.records.count) == (1, 2, 1))
        till.wait(seconds: 3_600)
        let second = try await till.ledger.collectDuePayments(by: till.provider)
        #expect((second.declined, second.waiting, till.provider.records.count) == (0, 2, 1))
        till.provider.decline(till.acme, reason: nil)
        let state = try #require(try await till.ledger.wallet(wallet, of: till.acme).rules.first)
        #expect(state.isPaused)
        try await till.ledger.resumeRule(state.id, of: wallet, customer: till.acme)
        #expect(try await till.ledger.collectDuePayments(by: till.provider).charged == 2)
        #expect(try await till.ledger.balance(of: wallet).settled == 10)
        #expect(try await till.faults() == [])
    }

    @Test("A customer whose book fails stops nobody else; the first 100 failures are named")
    func failures() async throws {
        let till = try Till()
        for customer in try customers(120) { try await till.due(of: customer) }
        try await till.due()
        let store = FailingLeases(till.store, sparing: till.acme)
        let ledger = Ledger(store: store, clock: till.clock, ids: TimeOrderedIDs(seed: 5))
        let done = try await ledger.collectDuePayments(by: till.provider, batch: 50)
        #expect((done.examined, done.charged, done.failureCount) == (121, 1, 120))
        #expect(done.failures.count == 100)
        #expect(done.failures.allSatisfy { $0.error.code == "unavailable" })
        #expect(try await till.ledger.collectDuePayments(by: till.provider).charged == 120)
        #expect(try await till.faults() == [])
    }

    @Test("R8.6: a decline that could not be written down keeps the next payment from the card")
    func unwrittenDecline() async throws {
        let till = try Till()
        try await till.due(1)
        try await till.due(2)
        till.provider.decline(till.acme, reason: "stolen")
        let store = MortalStore(till.store)
        let ledger = Ledger(
            store: store, clock: till.clock, ids: TimeOrderedIDs(seed: 5), configuration: .hasty)
        let collector = RiggedCollector { payment in
            store.breakDown(.refused, at: 1, kills: true)
            return try await till.provider.charge(payment)
        } asking: {
            try await till.provider.status(of: $0)
        }
        let done = try await ledger.collectDuePayments(by: collector)
        #expect((done.examined, done.failureCount, till.provider.records.count) == (1, 1, 1))
        try await till.drain()
        #expect(try await till.faults() == [])
    }
}

/// A store whose leases can't be had, but by one customer.
final class FailingLeases: ForwardingStore {
    let base: any LedgerStore
    private let spared: CustomerID

    init(_ base: any LedgerStore, sparing spared: CustomerID) {
        self.base = base
        self.spared = spared
    }

    func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) async throws(StoreError) -> LeaseOutcome {
        guard customer == spared else { throw StoreError(.unavailable, "no leases today") }
        return try await base.lease(transaction, of: customer, to: holder, until: end, at: now)
    }
}
