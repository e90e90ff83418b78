import CreditLedger
import Synchronization

/// A payment provider inside this process: it charges each payment once, and its first answer is
/// lost on the way.
final class CardProvider: PaymentCollector {
    /// A payment that was taken.
    struct Taken {
        let payment: TransactionID
        let amount: Money
    }

    private struct State {
        var taken: [Taken] = []
        var calls = 0
    }

    private let state = Mutex(State())

    /// What was taken so far.
    var taken: [Taken] { state.withLock { $0.taken } }

    func charge(_ payment: DuePayment) async throws -> PaymentOutcome {
        state.withLock { state in
            state.calls += 1
            // The payment's id is the idempotency key: the same one is not taken twice.
            if !state.taken.contains(where: { $0.payment == payment.id }) {
                state.taken.append(Taken(payment: payment.id, amount: payment.amount))
            }
            return state.calls == 1 ? .unknown : .charged
        }
    }

    func status(of payment: DuePayment) async throws -> PaymentStatus {
        taken.contains { $0.payment == payment.id } ? .charged : .notFound
    }
}
