public import CreditLedger
import Synchronization

/// A charge that a ``FakePaymentProvider`` took or declined.
public struct ChargeRecord: Hashable, Sendable {
    /// What was asked for.
    public let payment: DuePayment
    /// `charged` or `declined`.
    public let outcome: PaymentOutcome
    /// When it arrived, by the provider's clock.
    public let arrivedAt: Instant
}

extension FakePaymentProvider {
    // MARK: What a test arranges

    /// Goes on by another plan.
    public func follow(_ plan: PaymentFaultPlan) {
        state.withLock { $0.plan = plan }
    }

    /// Has the next charges meet these faults, one each, whatever the plan; `nil` is none.
    public func meet(_ faults: PaymentFault?...) {
        state.withLock { $0.scripted += faults }
    }

    /// Declines every charge of a customer from now on; `nil` accepts its card again.
    public func decline(_ customer: CustomerID, reason: String?) {
        state.withLock { $0.cards[customer] = reason }
    }

    /// Holds charges on their way from now on: their calls wait, and the charge of a call that is
    /// cancelled meanwhile stays under way.
    public func hold() {
        state.withLock { $0.isHolding = true }
    }

    /// Lets all charges arrive that are under way, held or late, in the order in which they were
    /// sent, and holds none any more.
    public func letGo() {
        state.withLock { $0.isHolding = false }
        deliver(at: clock.now) { _ in true }
    }

    // MARK: What a test looks at

    /// All charges that arrived under a new or forgotten key, in that order.
    public var records: [ChargeRecord] { state.withLock { $0.records } }

    /// How often money was taken for a payment.
    public func timesCharged(_ payment: TransactionID) -> Int {
        state.withLock { $0.charged(payment) }
    }

    /// The payments for which money was taken more than once: what must never happen.
    public var chargedTwice: Set<TransactionID> {
        state.withLock { state in
            Set(state.records.map(\.payment.id).filter { state.charged($0) > 1 })
        }
    }

    /// All money that was taken in a currency.
    public func taken(in currency: Currency) -> Money {
        let units = state.withLock { state in
            state.records.filter {
                $0.outcome == .charged && $0.payment.amount.currency == currency
            }
            .reduce(into: Int128(0)) { $0 += $1.payment.amount.units }
        }
        return Money(units: units, currency)
    }

    /// How often a charge was asked for, whether it arrived or not.
    public func attempts(at payment: TransactionID) -> Int {
        state.withLock { $0.attempts[payment] ?? 0 }
    }

    /// The payments that two calls tried to charge at the same time.
    public var overlaps: Set<TransactionID> { state.withLock { $0.overlaps } }

    /// How many calls to charge are running.
    public var running: Int { state.withLock { $0.runningCount } }

    /// The most calls to charge that ever ran at a time.
    public var mostRunning: Int { state.withLock { $0.mostRunning } }

    /// What went wrong so far, by kind.
    public var injected: [PaymentFault: Int] { state.withLock { $0.injected } }
}

extension FakePaymentProvider {
    /// All that a provider knows.
    struct State {
        var plan: PaymentFaultPlan
        var generator: SeededGenerator
        let keySeconds: Int64
        let seesRequestsUnderWay: Bool
        var scripted: [PaymentFault?] = []
        var cards: [CustomerID: String] = [:]
        var isHolding = false
        var underWay: [UnderWay] = []
        var records: [ChargeRecord] = []
        var attempts: [TransactionID: Int] = [:]
        var overlaps: Set<TransactionID> = []
        var runningCount = 0
        var mostRunning = 0
        var injected: [PaymentFault: Int] = [:]
        private var keys: [TransactionID: Key] = [:]
        private var running: [TransactionID: Int] = [:]

        private struct Key {
            let outcome: PaymentOutcome
            /// From when on it is forgotten.
            let end: Instant
        }

        init(
            plan: PaymentFaultPlan, generator: SeededGenerator, keySeconds: Int64,
            seesRequestsUnderWay: Bool
        ) {
            self.plan = plan
            self.generator = generator
            self.keySeconds = keySeconds
            self.seesRequestsUnderWay = seesRequestsUnderWay
        }
    }
}

extension FakePaymentProvider.State {
    /// A call to charge comes in: what befalls it.
    mutating func begin(_ payment: DuePayment) -> PaymentFault? {
        attempts[payment.id, default: 0] += 1
        runningCount += 1
        mostRunning = max(mostRunning, runningCount)
        running[payment.id, default: 0] += 1
        if running[payment.id, default: 0] > 1 { overlaps.insert(payment.id) }
        guard !scripted.isEmpty else { return draw(charge: true) }
        let fault = scripted.removeFirst()
        if let fault { injected[fault, default: 0] += 1 }
        return fault
    }

    mutating func end(_ payment: DuePayment) {
        runningCount -= 1
        running[payment.id, default: 1] -= 1
    }

    /// The fault that befalls a call, if one does.
    mutating func draw(charge: Bool) -> PaymentFault? {
        let number = Int.random(in: 0..<100, using: &generator)
        var sum = 0
        for fault in PaymentFault.allCases where fault.befalls(charge: charge) {
            sum += plan.percentages[fault] ?? 0
            if number < sum {
                injected[fault, default: 0] += 1
                return fault
            }
        }
        return nil
    }

    /// Sends a charge that arrives later.
    mutating func delay(_ payment: DuePayment, from now: Instant) {
        let seconds = Int64.random(in: 1...max(1, plan.longestDelaySeconds), using: &generator)
        underWay.append(
            UnderWay(payment: payment, due: now.adding(seconds: seconds), waiting: nil))
    }

    /// A charge arrives: under a key that is remembered it is answered as the first.
    mutating func take(_ payment: DuePayment, at now: Instant) -> PaymentOutcome {
        if let key = keys[payment.id], now < key.end { return key.outcome }
        let isDeclined = Int.random(in: 0..<100, using: &generator) < plan.declined
        let reason = cards[payment.customer] ?? (isDeclined ? "declined as the plan has it" : nil)
        let outcome = reason.map { PaymentOutcome.declined(reason: $0) } ?? .charged
        keys[payment.id] = Key(outcome: outcome, end: now.adding(seconds: keySeconds))
        records.append(ChargeRecord(payment: payment, outcome: outcome, arrivedAt: now))
        return outcome
    }

    /// How often money was taken for a payment.
    func charged(_ payment: TransactionID) -> Int {
        records.count { $0.payment.id == payment && $0.outcome == .charged }
    }

    /// What the records say of a payment.
    func status(of payment: TransactionID) -> PaymentStatus {
        if charged(payment) > 0 { return .charged }
        if seesRequestsUnderWay, underWay.contains(where: { $0.payment.id == payment }) {
            return .unknown
        }
        if case .declined(let reason)? = records.last(where: { $0.payment.id == payment })?.outcome
        {
            return .declined(reason: reason)
        }
        return .notFound
    }
}
