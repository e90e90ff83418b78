public import CreditLedger
import Synchronization

/// A payment provider in memory: idempotency keys that it forgets after a while, delays, lost
/// requests and lost answers, and a record of every charge that it took.
///
/// For tests of what collects money: whatever goes wrong, ``chargedTwice`` stays empty. It is a
/// `PaymentCollector`, so a ledger can use it as it is. To test a collector of your own, let that
/// one call the provider where it would call the real one, with the id that it would send as its
/// key, and look here at what came of it.
///
/// A key is remembered from the arrival of its first charge. Within that time the same charge is
/// answered as the first; later it is taken again, as a real provider would. Its records stay, and
/// are found by the payment's id. The same seed and the same calls in the same order meet the same
/// faults.
public final class FakePaymentProvider: PaymentCollector {
    let clock: any LedgerClock
    let state: Mutex<State>

    /// A provider that remembers keys for a day, unless something else is said.
    ///
    /// - Parameters:
    ///   - clock: the provider's clock, by which keys are forgotten and late charges arrive.
    ///   - plan: what goes wrong, and how often.
    ///   - seed: decides on which calls.
    ///   - keySeconds: how long a key is remembered, in whole seconds.
    ///   - seesRequestsUnderWay: whether the status of a charge that has not arrived is `unknown`;
    ///     if not, it is `notFound`, which is a promise that the provider then breaks.
    public init(
        clock: any LedgerClock, plan: PaymentFaultPlan = .none, seed: UInt64 = 1,
        remembersKeysFor keySeconds: Int64 = 86_400, seesRequestsUnderWay: Bool = true
    ) {
        self.clock = clock
        self.state = Mutex(
            State(
                plan: plan, generator: SeededGenerator(seed: seed), keySeconds: keySeconds,
                seesRequestsUnderWay: seesRequestsUnderWay))
    }

    /// Charges, or doesn't, and says so, or doesn't.
    ///
    /// - Parameter payment: what to charge; its id is the key.
    /// - Returns: what came of it.
    /// - Throws: ``Lost`` as the plan has it; `CancellationError` if the call's task was cancelled
    ///   before the charge arrived, or while it waited for an answer.
    public func charge(_ payment: DuePayment) async throws -> PaymentOutcome {
        let fault = state.withLock { $0.begin(payment) }
        defer { state.withLock { $0.end(payment) } }
        if fault == .slow { await letOthersPass() }
        switch fault {
        case .requestLost:
            throw Lost.request
        case .requestLate:
            state.withLock { $0.delay(payment, from: clock.now) }
            throw Lost.request
        case .answerLost:
            _ = try await send(payment)
            throw Lost.answer
        case .answerUnknown:
            _ = try await send(payment)
            return .unknown
        case .noAnswer:
            _ = try await send(payment)
            return try await Waiting().outcome()
        default:
            return try await send(payment)
        }
    }

    /// Says what became of earlier charges, or doesn't.
    ///
    /// - Parameter payment: the payment; only its id counts.
    /// - Returns: what the records say, whether the key is remembered or not.
    /// - Throws: ``Lost`` as the plan has it.
    public func status(of payment: DuePayment) async throws -> PaymentStatus {
        let fault = state.withLock { $0.draw(charge: false) }
        if fault == .slow { await letOthersPass() }
        switch fault {
        case .statusLost: throw Lost.answer
        case .statusUnknown: return .unknown
        default:
            arrive()
            return state.withLock { $0.status(of: payment.id) }
        }
    }

    /// Lets a charge arrive: at once or, while they are held, when they are let go.
    private func send(_ payment: DuePayment) async throws -> PaymentOutcome {
        arrive()
        let now = clock.now
        let sent = try state.withLock { state throws -> Sent in
            // Nothing is sent any more once the caller has given up.
            try Task.checkCancellation()
            guard state.isHolding else { return .arrived(state.take(payment, at: now)) }
            let waiting = Waiting()
            state.underWay.append(UnderWay(payment: payment, due: .latest, waiting: waiting))
            return .held(waiting)
        }
        switch sent {
        case .arrived(let outcome): return outcome
        case .held(let waiting): return try await waiting.outcome()
        }
    }

    /// Lets the late charges arrive whose time has come.
    private func arrive() {
        let now = clock.now
        deliver(at: now) { $0.due <= now && $0.due < .latest }
    }

    func deliver(at now: Instant, where isWanted: (UnderWay) -> Bool) {
        let arrived = state.withLock { state in
            let wanted = state.underWay.filter(isWanted)
            state.underWay.removeAll(where: isWanted)
            return wanted.map { ($0.waiting, state.take($0.payment, at: now)) }
        }
        for (waiting, outcome) in arrived { waiting?.give(.success(outcome)) }
    }

    private func letOthersPass() async {
        let turns = state.withLock { Int.random(in: 1...8, using: &$0.generator) }
        for _ in 0..<turns { await Task.yield() }
    }

    /// What a caller hears when something was lost on its way.
    public enum Lost: Error, Hashable, Sendable {
        /// The charge, as far as its caller knows.
        case request
        /// The answer.
        case answer
    }

    private enum Sent {
        case arrived(PaymentOutcome)
        case held(Waiting)
    }
}

/// A charge that has not arrived.
struct UnderWay {
    let payment: DuePayment
    /// When it arrives by itself; `.latest` if it is held.
    let due: Instant
    /// The call that waits for it, if one does.
    let waiting: Waiting?
}

/// A call that waits for its outcome, at most until its task is cancelled.
final class Waiting: Sendable {
    private enum State {
        case idle
        case waiting(CheckedContinuation<PaymentOutcome, any Error>)
        case over(Result<PaymentOutcome, any Error>)
    }

    private let state = Mutex(State.idle)

    func outcome() async throws -> PaymentOutcome {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let early = state.withLock { state -> Result<PaymentOutcome, any Error>? in
                    if case .over(let result) = state { return result }
                    state = .waiting(continuation)
                    return nil
                }
                if let early { continuation.resume(with: early) }
            }
        } onCancel: {
            give(.failure(CancellationError()))
        }
    }

    /// Ends the wait; only the first result counts.
    func give(_ result: Result<PaymentOutcome, any Error>) {
        let waiting = state.withLock { state -> CheckedContinuation<PaymentOutcome, any Error>? in
            defer { if case .over = state {} else { state = .over(result) } }
            if case .waiting(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume(with: result)
    }
}
