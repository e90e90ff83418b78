import CreditLedgerTesting
import Synchronization
import Testing

@testable import CreditLedger

/// Collectors that throw, never answer, answer twice, or too late (R5.5b).
@Suite("Answers of a payment collector")
struct PaymentAnswerTests {
    private let impatient = CollectionPolicy(timeout: .milliseconds(5))

    @Test("R5.5b: a collector that throws: unknown, asked again, charged once")
    func throwing() async throws {
        let till = try Till()
        let grant = try await till.due()
        till.provider.meet(.answerLost)
        let first = try await till.ledger.collectPayment(of: grant, by: till.provider)
        #expect(first == .unknown)
        let at = till.clock.now
        #expect(
            try await till.ledger.collectPayment(of: grant, by: till.provider)
                == .leased(until: at.adding(seconds: 60)))
        till.wait(seconds: 60)
        #expect(try await till.ledger.collectPayment(of: grant, by: till.provider) == .charged)
        #expect(till.provider.records.map(\.payment.attempt) == [1])
        #expect(try await till.ledger.collectPayment(of: grant, by: till.provider) == .notDue)
        #expect(try await till.faults() == [])
    }

    @Test("The wait after an unknown outcome doubles, up to an hour")
    func waits() async throws {
        let till = try Till()
        let grant = try await till.due()
        let collector = RiggedCollector { _ in
            .unknown
        } asking: { _ in
            .unknown
        }
        var waits: [Int64] = []
        for _ in 0..<9 {
            #expect(try await till.ledger.collectPayment(of: grant, by: collector) == .unknown)
            let again = try await till.ledger.collectPayment(of: grant, by: collector)
            guard case .leased(let until) = again else { break }
            waits.append((until.milliseconds - till.clock.now.milliseconds) / 1000)
            till.clock.set(until)
        }
        #expect(waits == [60, 120, 240, 480, 960, 1_920, 3_600, 3_600, 3_600])
    }

    @Test("R5.5b: a call that is never answered is cancelled at the timeout, then asked about")
    func neverAnswered() async throws {
        let till = try Till()
        let grant = try await till.due()
        till.provider.meet(.noAnswer)
        let first = try await till.ledger.collectPayment(
            of: grant, by: till.provider, policy: impatient)
        #expect(first == .unknown)
        try await eventually("the call was cancelled") { till.provider.running == 0 }
        till.wait(seconds: 60)
        #expect(try await till.ledger.collectPayment(of: grant, by: till.provider) == .charged)
        #expect(try await till.faults() == [])
    }

    @Test("A status that is never answered is unknown, and nothing is charged on it")
    func silentStatus() async throws {
        let till = try Till()
        let grant = try await till.due()
        till.provider.meet(.requestLost)
        _ = try await till.ledger.collectPayment(of: grant, by: till.provider)
        let collector = RiggedCollector {
            try await till.provider.charge($0)
        } asking: { _ in
            try await Task.sleep(for: .seconds(3_600))
            return .notFound
        }
        till.wait(seconds: 60)
        let second = try await till.ledger.collectPayment(
            of: grant, by: collector, policy: impatient)
        #expect(second == .unknown)
        #expect(till.provider.records == [])
        try await till.drain()
        #expect(try await till.faults() == [])
    }

    @Test("R5.5b: a late answer to a call that ignores its cancellation is found by the status")
    func lateAnswer() async throws {
        let till = try Till()
        let grant = try await till.due()
        let gate = Mutex(false)
        let answered = Mutex(false)
        let stubborn = RiggedCollector { payment in
            let outcome = try await till.provider.charge(payment)
            while !gate.withLock({ $0 }) { await Task.yield() }
            answered.withLock { $0 = true }
            return outcome
        } asking: {
            try await till.provider.status(of: $0)
        }
        let first = try await till.ledger.collectPayment(
            of: grant, by: stubborn, policy: impatient)
        #expect(first == .unknown)
        till.wait(seconds: 60)
        #expect(try await till.ledger.collectPayment(of: grant, by: stubborn) == .charged)
        gate.withLock { $0 = true }
        try await eventually("the late answer comes") { answered.withLock { $0 } }
        #expect(try await till.status(grant) == .active)
        #expect(try await till.faults() == [])
    }

    @Test("R5.2b, R5.5: said twice, by a webhook, the host and the collector: settled once")
    func saidTwice() async throws {
        let till = try Till()
        let grant = try await till.due()
        let (ledger, acme) = (till.ledger, till.acme)
        let collector = RiggedCollector { payment in
            let outcome = try await till.provider.charge(payment)
            let webhook = try await ledger.confirmCharge(grant, of: acme)
            #expect(webhook.entry != nil)
            try await ledger.settleTopUp(grant, of: acme)
            return outcome
        } asking: {
            try await till.provider.status(of: $0)
        }
        #expect(try await ledger.collectPayment(of: grant, by: collector) == .charged)
        let again = try await ledger.confirmCharge(grant, of: acme)
        #expect(again.entry == nil && again.outcome == nil)
        #expect(try await till.faults() == [])
    }

    @Test("R5.5c: charged after the cancellation, by collector and webhook: owed back once")
    func owedOnce() async throws {
        let till = try Till()
        let grant = try await till.due(7)
        let (ledger, acme) = (till.ledger, till.acme)
        let owed = try Money("7", .usd)
        let collector = RiggedCollector { payment in
            try await ledger.voidGrant(grant, of: acme)
            let outcome = try await till.provider.charge(payment)
            let webhook = try await ledger.confirmCharge(grant, of: acme)
            #expect(webhook.outcome?.amount == owed)
            return outcome
        } asking: {
            try await till.provider.status(of: $0)
        }
        let result = try await ledger.collectPayment(of: grant, by: collector)
        #expect(result == .refundOwed(owed))
        #expect(try await till.status(grant) == .failed)
        #expect(try await till.faults() == [])
    }

    @Test("R5.5: a decline whose reason is empty, long or full of controls still fails the top-up")
    func reasons() async throws {
        for reason in ["", String(repeating: "é", count: 100_000), "a\u{0}b\n\u{7}", "🧾"] {
            let till = try Till()
            let grant = try await till.due()
            till.provider.decline(till.acme, reason: reason)
            let result = try await till.ledger.collectPayment(of: grant, by: till.provider)
            #expect(result == .declined(reason: reason))
            #expect(try await till.status(grant) == .failed)
            #expect(try await till.faults() == [])
        }
    }

    @Test("R5.5: a host that shuts down writes down what the collector has answered, and stops")
    func cancelled() async throws {
        let till = try Till()
        for number in 0..<4 { try await till.due(of: CustomerID("customer \(number)")) }
        till.provider.hold()
        let (ledger, provider) = (till.ledger, till.provider)
        let collecting = Task {
            try await ledger.collectDuePayments(
                by: provider, policy: CollectionPolicy(concurrency: 2))
        }
        try await eventually("two are being charged") { provider.running == 2 }
        collecting.cancel()
        provider.letGo()
        let done = try await collecting.value
        #expect((done.examined, done.charged, done.failureCount) == (2, 2, 0))
        #expect(provider.records.count == 2)
        #expect(try await till.store.charges(after: nil, limit: 10).count == 2)
        #expect(try await ledger.collectDuePayments(by: provider).charged == 2)
        #expect(try await till.faults() == [])
    }

    @Test("Nothing is sent when its answer would come after the lease")
    func lateInLease() async throws {
        let till = try Till()
        let grant = try await till.due()
        till.provider.meet(.requestLost)
        _ = try await till.ledger.collectPayment(of: grant, by: till.provider)
        till.wait(seconds: 60)
        let slow = RiggedCollector {
            try await till.provider.charge($0)
        } asking: { payment in
            // The answer takes so long that the lease is nearly over.
            till.wait(seconds: 250)
            return try await till.provider.status(of: payment)
        }
        let result = try await till.ledger.collectPayment(of: grant, by: slow)
        #expect(result == .leased(until: till.clock.now.adding(seconds: 120)))
        #expect(till.provider.attempts(at: try await transaction(grant, till)) == 1)
        try await till.drain()
        #expect(try await till.faults() == [])
    }

    private func transaction(_ grant: GrantID, _ till: Till) async throws -> TransactionID {
        try await till.ledger.grant(grant, of: till.acme).terms.transaction
    }

    @Test("A policy out of all bounds is bounded")
    func policies() throws {
        let now = try Instant("2026-01-01T00:00:00Z")
        var policy = CollectionPolicy(
            timeout: .seconds(Int64.max), leaseSeconds: .min, retrySeconds: .max,
            longestRetrySeconds: .min)
        #expect(policy.patience == .seconds(86_400))
        #expect(policy.leaseEnd(from: now) == now.adding(seconds: 172_801))
        #expect(policy.answerIsDue(from: now, by: policy.leaseEnd(from: now)))
        #expect(policy.retry(after: .max, from: now) == now.adding(seconds: 1))
        policy.timeout = .seconds(-5)
        #expect(policy.patience == .zero)
        #expect(policy.leaseEnd(from: now) == now.adding(seconds: 1))
        policy.timeout = .milliseconds(1_500)
        #expect(policy.leaseEnd(from: now) == now.adding(seconds: 5))
        #expect(!policy.answerIsDue(from: now, by: now.adding(seconds: 2)))
    }
}
