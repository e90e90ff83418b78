import CreditLedger
import CreditLedgerTesting
import Synchronization
import Testing

/// What happens to one due top-up, step by step; a host's process may die at any point of it.
struct PaymentStory: Sendable, CustomTestStringConvertible {
    enum Step: Sendable {
        /// The top-up is committed as pending.
        case topUp
        /// The host collects what is due.
        case collect
        case terminate
        /// The clock passes the expiry of the top-up's credits.
        case expire
        case settle
    }

    /// What another process does just when the charge arrives, or has arrived.
    enum Meanwhile: Sendable {
        case nothing
        case terminate
        case settle
        /// A webhook of the provider says that the money was taken.
        case webhook
    }

    let name: String
    let steps: [Step]
    var faults: [PaymentFault?] = []
    var isDeclined = false
    var before = Meanwhile.nothing
    var after = Meanwhile.nothing
    /// What is so in the end if nobody dies.
    let ending: TransactionStatus
    let charges: Int

    var testDescription: String { name }
    var settlesByHost: Bool { steps.contains { $0 == .settle } || before == .settle }

    static let all: [PaymentStory] = [
        PaymentStory(name: "charged", steps: [.topUp, .collect], ending: .settled, charges: 1),
        PaymentStory(
            name: "declined", steps: [.topUp, .collect], isDeclined: true, ending: .failed,
            charges: 0),
        PaymentStory(
            name: "unknown, then charged", steps: [.topUp, .collect, .collect],
            faults: [.answerLost], ending: .settled, charges: 1),
        PaymentStory(
            name: "never arrived, then charged", steps: [.topUp, .collect, .collect],
            faults: [.requestLost], ending: .settled, charges: 1),
        PaymentStory(
            name: "late, then charged", steps: [.topUp, .collect, .collect, .collect],
            faults: [.requestLate], ending: .settled, charges: 1),
        PaymentStory(
            name: "unknown, then declined", steps: [.topUp, .collect, .collect],
            faults: [.answerUnknown], isDeclined: true, ending: .failed, charges: 0),
        PaymentStory(
            name: "unknown, then terminated", steps: [.topUp, .collect, .terminate, .collect],
            faults: [.answerLost], ending: .failed, charges: 1),
        PaymentStory(
            name: "never arrived, then terminated",
            steps: [.topUp, .collect, .terminate, .collect], faults: [.requestLost],
            ending: .failed, charges: 0),
        PaymentStory(
            name: "late, then terminated", steps: [.topUp, .collect, .terminate, .collect],
            faults: [.requestLate], ending: .failed, charges: 1),
        PaymentStory(
            name: "unknown, then closed by time", steps: [.topUp, .collect, .expire, .collect],
            faults: [.answerLost], ending: .failed, charges: 1),
        PaymentStory(
            name: "closed by time before it was charged", steps: [.topUp, .expire, .collect],
            ending: .failed, charges: 0),
        PaymentStory(
            name: "terminated just before it was charged", steps: [.topUp, .collect],
            before: .terminate, ending: .failed, charges: 1),
        PaymentStory(
            name: "terminated just after it was charged", steps: [.topUp, .collect],
            after: .terminate, ending: .failed, charges: 1),
        PaymentStory(
            name: "settled by the host while it was charged", steps: [.topUp, .collect],
            before: .settle, ending: .settled, charges: 1),
        PaymentStory(
            name: "unknown, then settled by the host",
            steps: [.topUp, .collect, .settle, .collect],
            faults: [.answerLost], ending: .settled, charges: 1),
        PaymentStory(
            name: "told by a webhook before the answer", steps: [.topUp, .collect],
            after: .webhook, ending: .settled, charges: 1),
        PaymentStory(
            name: "told by a webhook, then terminated, then asked for again",
            steps: [.topUp, .collect, .terminate, .collect], faults: [.answerLost],
            after: .webhook, ending: .settled, charges: 1),
    ]
}

/// One telling of a story.
final class PaymentTelling: Sendable {
    let story: PaymentStory
    let store = MortalStore()
    let clock: ManualClock
    let provider: FakePaymentProvider
    let collector: DyingCollector
    let acme: CustomerID
    let wallet: WalletID
    private let ledger: Mutex<Ledger>
    private let lives = Mutex<UInt32>(10)

    init(_ story: PaymentStory) async throws {
        self.story = story
        clock = ManualClock(try Instant("2026-01-01T09:00:00Z"))
        provider = FakePaymentProvider(
            clock: clock, plan: PaymentFaultPlan([:], longestDelaySeconds: 300))
        acme = try CustomerID("acme")
        let first = Ledger(
            store: store, clock: clock, ids: TimeOrderedIDs(seed: 1), configuration: .hasty)
        wallet = try await first.createWallet(CreateWallet(currency: .usd), for: acme).outcome
        ledger = Mutex(first)
        // Another process over the same store, which lives on whatever befalls the first one.
        let other = Ledger(store: store.base, clock: clock, ids: TimeOrderedIDs(seed: 2))
        collector = DyingCollector(provider, store, other, wallet, story)
        for fault in story.faults { provider.meet(fault) }
        if story.isDeclined { provider.decline(acme, reason: "insufficient funds") }
        store.count()
    }

    /// Goes through the steps; whenever the process dies, another one goes on.
    func tell() async throws {
        for step in story.steps {
            var isDone = false
            for _ in 0..<5 where !isDone {
                isDone = try await take(step)
                if store.isDead { restart() }
            }
            #expect(isDone, "\(step)")
            wait(seconds: 120)
        }
    }

    /// Collects until nothing is listed.
    func drain() async throws {
        for _ in 0..<20 {
            if try await store.base.charges(after: nil, limit: 1).isEmpty { return }
            wait(seconds: 7_200)
            _ = try await take(.collect)
            if store.isDead { restart() }
        }
    }

    func audit() async throws -> PaymentAudit {
        try await PaymentAudit(store.base, provider)
    }

    private var current: Ledger { ledger.withLock { $0 } }

    private func restart() {
        store.restart()
        let seed = lives.withLock { lives -> UInt32 in
            lives += 1
            return lives
        }
        ledger.withLock {
            $0 = Ledger(
                store: store, clock: clock, ids: TimeOrderedIDs(seed: seed),
                configuration: .hasty)
        }
        wait(seconds: 1)
    }

    private func wait(seconds: Int64) {
        clock.set(clock.now.adding(seconds: seconds))
    }

    private func grant() async throws -> GrantID {
        try #require(try await audit().rows.first).grant
    }

    /// Whether the step was taken; a command that failed is sent again, under its key.
    private func take(_ step: PaymentStory.Step) async throws -> Bool {
        do {
            switch step {
            case .topUp:
                try await current.topUp(
                    TopUp(
                        wallet, paid: .credits(10), payment: .chargeAutomatically,
                        expiresAt: Instant("2026-02-01T00:00:00Z")),
                    of: acme, context: .key("top-up"))
            case .collect: try await current.collectDuePayments(by: collector)
            case .terminate:
                try await current.terminateWallet(wallet, of: acme, context: .key("terminate"))
            case .expire: clock.set(try Instant("2026-02-01T00:00:00Z"))
            case .settle: try await current.settleTopUp(grant(), of: acme)
            }
            return true
        } catch LedgerError.store {
            // A collection that died is not repeated by the story: the later ones take it up.
            return step == .collect
        } catch LedgerError.refused(.topUpNotPending) {
            return true
        }
    }
}

extension Ledger.Configuration {
    /// Gives up soon, without a wait.
    static let hasty = Ledger.Configuration(
        retryLimit: 2, retryDelay: .zero, longestRetryDelay: .zero)
}
