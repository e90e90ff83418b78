import CreditLedger
import CreditLedgerTesting
import Synchronization
import Testing

/// The code of Docs/payments.md is the marked lines of this file, so it compiles and runs.
@Suite("Docs/payments.md")
struct PaymentSnippetTests {
    let clock: ManualClock
    let ledger: Ledger
    let client: CardClient
    let collector: CardCollector
    let acme: CustomerID
    private let logged = Logged()

    init() throws {
        clock = ManualClock(try Instant("2026-01-01T09:00:00Z"))
        ledger = Ledger(clock: clock, ids: TimeOrderedIDs(seed: 1))
        client = CardClient()
        collector = CardCollector(client: client)
        acme = try CustomerID("acme")
    }

    private func log(_ line: String) { logged.add(line) }

    // snippet: Docs/payments.md, When to collect
    /// Buys credits for a customer who waits for them.
    func buy(
        _ topUp: TopUp, of customer: CustomerID, key: IdempotencyKey
    ) async throws -> PaymentResult {
        let grants = try await ledger.topUp(topUp, of: customer, context: Context(key: key)).outcome
        guard let grant = grants.paid else { return .notDue }
        return try await ledger.collectPayment(of: grant, customer: customer, by: collector)
    }

    /// Collects what is due, until the task is cancelled.
    func collect(every pause: Duration) async {
        while !Task.isCancelled {
            do {
                try await ledger.advanceDue()
                try await ledger.collectDuePayments(by: collector)
            } catch {
                log("The store failed: \(error)")
            }
            try? await Task.sleep(for: pause)
        }
    }
    // snippet: end

    // snippet: Docs/payments.md, Webhooks
    /// Takes the provider's word for a charge.
    func hear(of grant: GrantID, customer: CustomerID) async throws {
        let receipt = try await ledger.confirmCharge(grant, of: customer)
        if let owed = receipt.outcome { log("\(owed.amount) is owed back for \(owed.transaction)") }
    }
    // snippet: end

    // snippet: Docs/payments.md, Refunds owed
    /// Pays back what the journal says is owed, from a position on; answers where it came to.
    func payBack(after position: FeedPosition?) async throws -> FeedPosition? {
        var last = position
        for try await item in ledger.entries(after: position, following: false) {
            for case .refundOwed(let refund) in item.entry.effects {
                try await client.refund(
                    reference: "\(refund.transaction)", refund.amount.description,
                    idempotencyKey: "refund \(refund.transaction)")
            }
            last = item.position
        }
        return last
    }
    // snippet: end

    private func wallet() async throws -> WalletID {
        try await ledger.createWallet(CreateWallet(currency: .usd), for: acme).outcome
    }

    private func topUp(_ wallet: WalletID) -> TopUp {
        TopUp(wallet, paid: .credits(10), payment: .chargeAutomatically)
    }

    @Test("Bought at once, and collected by the loop")
    func collected() async throws {
        let wallet = try await wallet()
        let key = try IdempotencyKey("order-1")
        #expect(try await buy(topUp(wallet), of: acme, key: key) == .charged)
        #expect(try await buy(topUp(wallet), of: acme, key: key) == .notDue)
        try await ledger.topUp(topUp(wallet), of: acme)
        let loop = Task { await collect(every: .milliseconds(1)) }
        try await eventually("the loop collects") { await client.paid.count == 2 }
        loop.cancel()
        await loop.value
        #expect(try await ledger.balance(of: wallet).settled == 20)
        #expect(logged.lines == [])
    }

    @Test("A charge that a webhook tells of after the cancellation is paid back, once")
    func paidBack() async throws {
        let wallet = try await wallet()
        await client.loseNextAnswer()
        let result = try await buy(topUp(wallet), of: acme, key: IdempotencyKey("order-1"))
        #expect(result == .unknown)
        let page = try await ledger.grants(GrantQuery(customer: acme))
        let grant = try #require(page.items.first).id
        try await ledger.terminateWallet(wallet, of: acme)
        for _ in 0..<3 { try await hear(of: grant, customer: acme) }
        #expect(logged.lines.count == 1)
        let end = try await payBack(after: nil)
        #expect(try await payBack(after: end) == end)
        #expect(await client.refunds.values.map(\.self) == ["10 USD"])
    }

    @Test("R5.5c: cancelled on its way")
    func cancelledOnItsWay() async throws {
        let provider = FakePaymentProvider(clock: clock)
        let worked = try WorkedLedger()
        let ledger = worked.ledger
        let wallets = [
            try await worked.wallet(CreateWallet(currency: .usd, name: "first")),
            try await worked.wallet(CreateWallet(currency: .usd, name: "second")),
        ]
        provider.meet(nil, .answerLost)
        var (lines, grants, owed): ([String], [GrantID], Money) = ([], [], .zero(.usd))
        for wallet in wallets {
            let receipt = try await worked.topUp(topUp(wallet))
            grants.append(try #require(receipt.outcome.paid))
        }
        let first = try await ledger.collectPayment(of: grants[0], by: provider)
        let balance = try await worked.balance(wallets[0])
        lines.append("first: \(first), credits \(balance.settled)")
        lines.append("second: \(try await ledger.collectPayment(of: grants[1], by: provider))")
        try await ledger.terminateWallet(wallets[1])
        lines.append("terminated: credits \(try await worked.balance(wallets[1]).settled)")
        try worked.go(to: "2026-01-01T01:00:00Z")
        if case .refundOwed(let sum) = try await ledger.collectPayment(of: grants[1], by: provider)
        {
            owed = sum
            lines.append("second: \(sum) is owed back")
        }
        lines.append("taken: \(provider.taken(in: .usd)), owed back: \(owed)")
        try await expect(
            "Docs/payments.md", "Worked: cancelled on its way", shows: lines, by: worked)
    }

    @Test("A provider that fails takes nothing twice")
    func stormy() async throws {
        let wallet = try await wallet()
        for _ in 0..<5 { try await ledger.topUp(topUp(wallet), of: acme) }
        // snippet: Docs/payments.md, Testing your collector
        let provider = FakePaymentProvider(clock: clock, plan: .stormy, seed: 1)
        for _ in 0..<100 {
            try await ledger.collectDuePayments(by: provider)
            clock.set(try Instant(milliseconds: clock.now.milliseconds + 3_600_000))
        }
        #expect(provider.chargedTwice.isEmpty)
        // snippet: end
        let settled = try await ledger.balance(of: wallet)
        #expect(settled.pending == 0 && provider.taken(in: .usd).amount == "\(settled.settled)")
    }

    @Test("The figures are those of the code")
    func figures() throws {
        let text = try DocumentFile("Docs/payments.md").lines.joined(separator: " ")
        let policy = CollectionPolicy()
        let spare = policy.leaseSeconds - 2 * policy.timeout.components.seconds
        for figure in [
            "charged \(policy.concurrency) at a time", "after \(policy.retrySeconds) seconds",
            "has \(policy.timeout.components.seconds) seconds for an answer",
            "away for \(policy.leaseSeconds) seconds", "its lease (\(policy.leaseSeconds) seconds)",
            "up to \(spare / 60) minutes apart", "each of \(PaymentStory.all.count) stories",
        ] {
            #expect(text.contains(figure), "\(figure)")
        }
        #expect(policy.longestRetrySeconds == 3_600)
    }
}

// snippet: Docs/payments.md, A collector
/// Charges cards by the provider's client.
struct CardCollector: PaymentCollector {
    let client: CardClient

    func charge(_ payment: DuePayment) async throws -> PaymentOutcome {
        let answer = try await client.pay(
            payment.amount.description, customer: payment.customer.text,
            idempotencyKey: "\(payment.id)", reference: "\(payment.id)")
        return switch answer {
        case .succeeded: .charged
        case .refused(let reason): .declined(reason: reason)
        case .processing: .unknown
        }
    }

    func status(of payment: DuePayment) async throws -> PaymentStatus {
        guard let found = try await client.find(reference: "\(payment.id)") else {
            return .notFound
        }
        return switch found {
        case .succeeded: .charged
        case .refused(let reason): .declined(reason: reason)
        case .processing: .unknown
        }
    }
}
// snippet: end

/// A provider's client as a host may have one.
actor CardClient {
    enum Answer {
        case succeeded
        case refused(String)
        case processing
    }

    struct Lost: Error {}

    private(set) var paid: [String: Answer] = [:]
    private(set) var refunds: [String: String] = [:]
    private var losesNextAnswer = false

    func loseNextAnswer() { losesNextAnswer = true }

    func pay(
        _ amount: String, customer: String, idempotencyKey: String, reference: String
    ) throws -> Answer {
        let answer = paid[reference] ?? .succeeded
        paid[reference] = answer
        defer { losesNextAnswer = false }
        if losesNextAnswer { throw Lost() }
        return answer
    }

    func find(reference: String) throws -> Answer? { paid[reference] }

    func refund(reference: String, _ amount: String, idempotencyKey: String) throws {
        refunds[idempotencyKey] = amount
    }
}

/// What a host has logged.
private final class Logged: Sendable {
    private let state = Mutex<[String]>([])
    var lines: [String] { state.withLock { $0 } }
    func add(_ line: String) { state.withLock { $0.append(line) } }
}
