import CreditLedger
import CreditLedgerTesting
import Testing

@Suite("Fake payment provider")
struct FakePaymentProviderTests {
    let clock: ManualClock
    let acme: CustomerID

    init() throws {
        clock = ManualClock(try Instant("2026-01-01T00:00:00Z"))
        acme = try CustomerID("acme")
    }

    private func wait(seconds: Int64) { clock.set(clock.now.adding(seconds: seconds)) }

    /// Two payments, as a ledger would ask for them.
    private func payments() async throws -> [DuePayment] {
        let asked = Asked()
        let ledger = Ledger(clock: clock, ids: TimeOrderedIDs(seed: 1))
        let wallet = try await ledger.createWallet(CreateWallet(currency: .usd), for: acme).outcome
        for credits in [10, 20] as [Credits] {
            try await ledger.topUp(
                TopUp(wallet, paid: .credits(credits), payment: .chargeAutomatically), of: acme)
        }
        try await ledger.collectDuePayments(by: asked)
        return await asked.payments
    }

    private actor Asked: PaymentCollector {
        var payments: [DuePayment] = []

        func charge(_ payment: DuePayment) async throws -> PaymentOutcome {
            payments.append(payment)
            return .unknown
        }

        func status(of payment: DuePayment) async throws -> PaymentStatus { .notFound }
    }

    private func isLost(_ call: () async throws -> PaymentOutcome) async -> Bool {
        do {
            _ = try await call()
            return false
        } catch {
            return error is FakePaymentProvider.Lost
        }
    }

    @Test("A key is answered as the first time while it is remembered, and then charged again")
    func keys() async throws {
        let provider = FakePaymentProvider(clock: clock, remembersKeysFor: 100)
        let payment = try await payments()[0]
        #expect(try await provider.status(of: payment) == .notFound)
        #expect(try await provider.charge(payment) == .charged)
        wait(seconds: 99)
        #expect(try await provider.charge(payment) == .charged)
        #expect(provider.timesCharged(payment.id) == 1)
        wait(seconds: 1)
        #expect(try await provider.status(of: payment) == .charged)
        #expect(try await provider.charge(payment) == .charged)
        #expect(provider.chargedTwice == [payment.id])
        #expect(provider.attempts(at: payment.id) == 3)
        #expect(provider.taken(in: .usd) == (try Money("20", .usd)))
    }

    @Test("A decline is remembered too, until the key is forgotten and the card is accepted")
    func declines() async throws {
        let provider = FakePaymentProvider(clock: clock, remembersKeysFor: 100)
        let payment = try await payments()[0]
        provider.decline(acme, reason: "no funds")
        #expect(try await provider.charge(payment) == .declined(reason: "no funds"))
        provider.decline(acme, reason: nil)
        #expect(try await provider.charge(payment) == .declined(reason: "no funds"))
        #expect(try await provider.status(of: payment) == .declined(reason: "no funds"))
        wait(seconds: 100)
        #expect(try await provider.charge(payment) == .charged)
        #expect(try await provider.status(of: payment) == .charged)
        #expect(provider.taken(in: .usd) == payment.amount)
    }

    @Test("Each fault does what it says")
    func faults() async throws {
        let payment = try await payments()[0]
        for fault in PaymentFault.allCases where fault != .noAnswer {
            let provider = FakePaymentProvider(
                clock: clock, plan: PaymentFaultPlan([:], longestDelaySeconds: 50))
            provider.meet(fault)
            let lost = await isLost { try await provider.charge(payment) }
            let throwing: Set<PaymentFault> = [.requestLost, .requestLate, .answerLost]
            #expect(lost == throwing.contains(fault), "\(fault)")
            let isTaken = fault != .requestLost && fault != .requestLate
            #expect(provider.timesCharged(payment.id) == (isTaken ? 1 : 0), "\(fault)")
            #expect(provider.injected == [fault: 1])
            let status = try await provider.status(of: payment)
            switch fault {
            case .requestLost: #expect(status == .notFound)
            case .requestLate:
                #expect(status == .unknown)
                wait(seconds: 50)
                #expect(try await provider.status(of: payment) == .charged)
            default: #expect(status == .charged)
            }
        }
    }

    @Test("A call without an answer ends when it is cancelled; the money was taken")
    func noAnswer() async throws {
        let provider = FakePaymentProvider(clock: clock)
        let payment = try await payments()[0]
        provider.meet(.noAnswer)
        let calling = Task { try await provider.charge(payment) }
        try await eventually("it is taken") { provider.timesCharged(payment.id) == 1 }
        calling.cancel()
        await #expect(throws: CancellationError.self) { try await calling.value }
        #expect(provider.running == 0)
    }

    @Test("Held charges wait, and arrive in the order in which they were sent")
    func held() async throws {
        let provider = FakePaymentProvider(clock: clock)
        let payments = try await payments()
        provider.hold()
        let first = Task { try await provider.charge(payments[1]) }
        try await eventually("the first is held") { provider.running == 1 }
        let second = Task { try await provider.charge(payments[0]) }
        try await eventually("the second is held") { provider.running == 2 }
        #expect(try await provider.status(of: payments[0]) == .unknown)
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        wait(seconds: 10_000_000)
        #expect(provider.records == [])
        provider.letGo()
        #expect(try await first.value == .charged)
        #expect(provider.records.map(\.payment.id) == [payments[1].id, payments[0].id])
        #expect(provider.mostRunning == 2 && provider.overlaps == [])
    }

    @Test("Two calls for one payment at a time are an overlap; a cancelled call sends nothing")
    func overlap() async throws {
        let provider = FakePaymentProvider(clock: clock)
        let payment = try await payments()[0]
        provider.hold()
        let calls = (0..<2).map { _ in Task { try await provider.charge(payment) } }
        try await eventually("both are held") { provider.running == 2 }
        provider.letGo()
        for call in calls { #expect(try await call.value == .charged) }
        #expect(provider.overlaps == [payment.id] && provider.chargedTwice == [])
        let late = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await provider.charge(payment)
        }
        late.cancel()
        await #expect(throws: CancellationError.self) { try await late.value }
    }

    @Test("The same seed and the same calls meet the same faults")
    func seeded() async throws {
        let payment = try await payments()[0]
        func outcomes(_ seed: UInt64) async -> [PaymentFault: Int] {
            let provider = FakePaymentProvider(clock: clock, plan: .stormy, seed: seed)
            for _ in 0..<100 {
                _ = try? await provider.charge(payment)
                _ = try? await provider.status(of: payment)
            }
            return provider.injected
        }
        let first = await outcomes(7)
        #expect(await outcomes(7) == first)
        #expect(await outcomes(8) != first)
        #expect(first.keys.count == PaymentFault.allCases.count - 1)
    }
}
