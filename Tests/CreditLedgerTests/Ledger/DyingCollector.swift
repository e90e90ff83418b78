import CreditLedger
import CreditLedgerTesting
import Synchronization

/// A collector in a process that dies around one of its calls, while others go on.
final class DyingCollector: PaymentCollector {
    enum Death: CaseIterable {
        /// Nothing was sent.
        case beforeRequest
        /// The request arrived, and there was nobody to take the answer.
        case afterArrival
        /// The answer came, and nothing was done with it.
        case afterAnswer
    }

    private struct State {
        var calls = 0
        var diesAt: (call: Int, death: Death)?
    }

    private let provider: FakePaymentProvider
    private let store: MortalStore
    private let other: Ledger
    private let wallet: WalletID
    private let story: PaymentStory
    private let state = Mutex(State())

    init(
        _ provider: FakePaymentProvider, _ store: MortalStore, _ other: Ledger, _ wallet: WalletID,
        _ story: PaymentStory
    ) {
        self.provider = provider
        self.store = store
        self.other = other
        self.wallet = wallet
        self.story = story
    }

    /// How many calls came.
    var calls: Int { state.withLock { $0.calls } }

    func die(_ death: Death, at call: Int) {
        state.withLock { $0.diesAt = (call, death) }
    }

    func charge(_ payment: DuePayment) async throws -> PaymentOutcome {
        try await call {
            await happen(story.before, payment)
            do {
                let outcome = try await provider.charge(payment)
                await happen(story.after, payment)
                return outcome
            } catch {
                await happen(story.after, payment)
                throw error
            }
        }
    }

    func status(of payment: DuePayment) async throws -> PaymentStatus {
        try await call { try await provider.status(of: payment) }
    }

    private func call<Answer>(_ work: () async throws -> Answer) async throws -> Answer {
        let death = state.withLock { state in
            state.calls += 1
            return state.diesAt?.call == state.calls ? state.diesAt?.death : nil
        }
        switch death {
        case nil: return try await work()
        case .beforeRequest:
            store.die()
            throw CancellationError()
        case .afterArrival:
            _ = try? await work()
            store.die()
            throw CancellationError()
        case .afterAnswer:
            defer { store.die() }
            return try await work()
        }
    }

    /// What others do; a second time it may be refused, and that is theirs.
    private func happen(_ what: PaymentStory.Meanwhile, _ payment: DuePayment) async {
        switch what {
        case .nothing: return
        case .terminate: _ = try? await other.terminateWallet(wallet, of: payment.customer)
        case .settle: _ = try? await other.settleTopUp(payment.grant, of: payment.customer)
        case .webhook:
            guard provider.timesCharged(payment.id) > 0 else { return }
            _ = try? await other.confirmCharge(payment.grant, of: payment.customer)
        }
    }
}
