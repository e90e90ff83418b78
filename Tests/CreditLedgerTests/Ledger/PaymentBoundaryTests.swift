import CreditLedger
import CreditLedgerTesting
import Testing

/// Where the ledger's guarantee ends and the provider's key begins, on both sides of the line.
@Suite("R5.5: the provider's memory of keys")
struct PaymentBoundaryTests {
    private let hour: Int64 = 3_600

    /// A charge that is sent, is under way while the status is asked for, and arrives `delay` after
    /// the second charge.
    private func underWay(
        _ till: Till, delay: Int64
    ) async throws -> (grant: GrantID, second: PaymentResult) {
        let grant = try await till.due()
        till.provider.meet(.requestLate)
        let first = try await till.ledger.collectPayment(of: grant, by: till.provider)
        #expect(first == .unknown)
        till.wait(seconds: 60)
        let second = try await till.ledger.collectPayment(of: grant, by: till.provider)
        till.wait(seconds: delay)
        till.provider.letGo()
        return (grant, second)
    }

    @Test("Known to be under way: unknown, nothing is sent again, however soon a key is forgotten")
    func known() async throws {
        let plan = PaymentFaultPlan([:], longestDelaySeconds: 1_000 * hour)
        let till = try Till(plan: plan, seed: 3, remembersKeysFor: 0)
        let (grant, second) = try await underWay(till, delay: 30 * hour)
        #expect(second == .unknown)
        try await till.drain()
        #expect(try await till.status(grant) == .active)
        #expect(try await till.faults() == [])
    }

    @Test("Not known to be under way: while its key is remembered, the second is not taken")
    func remembered() async throws {
        let plan = PaymentFaultPlan([:], longestDelaySeconds: 1_000 * hour)
        let till = try Till(
            plan: plan, seed: 3, remembersKeysFor: 24 * hour, seesRequestsUnderWay: false)
        let (_, second) = try await underWay(till, delay: 24 * hour - 1)
        #expect(second == .charged)
        #expect(till.provider.records.count == 1)
        #expect(try await till.faults() == [])
    }

    @Test("A promise of notFound that is broken after the key was forgotten: charged twice")
    func forgotten() async throws {
        let plan = PaymentFaultPlan([:], longestDelaySeconds: 1_000 * hour)
        let till = try Till(
            plan: plan, seed: 3, remembersKeysFor: 24 * hour, seesRequestsUnderWay: false)
        _ = try await underWay(till, delay: 24 * hour)
        #expect(till.provider.chargedTwice.count == 1)
    }

    @Test("A key that was forgotten is no danger where the records are searched by the id")
    func searched() async throws {
        for days in [1, 40, 400] as [Int64] {
            let till = try Till(remembersKeysFor: 24 * hour)
            let grant = try await till.due()
            till.provider.meet(.answerLost)
            _ = try await till.ledger.collectPayment(of: grant, by: till.provider)
            till.wait(seconds: days * 24 * hour)
            #expect(try await till.ledger.collectPayment(of: grant, by: till.provider) == .charged)
            #expect(try await till.faults() == [])
        }
    }

    @Test("A host that is frozen just when it charges, beyond its lease: the key stands in")
    func frozen() async throws {
        for (frozenSeconds, times) in [(24 * hour - 1, 1), (25 * hour, 2)] {
            let till = try Till(remembersKeysFor: 24 * hour)
            let grant = try await till.due()
            let other = till.neighbour(till.clock)
            let freezing = RiggedCollector { payment in
                till.wait(seconds: 301)
                // The other host takes over, is told of no attempt, and charges.
                let taken = try await other.collectPayment(
                    of: grant, customer: payment.customer, by: till.provider)
                #expect(taken == .charged)
                till.wait(seconds: frozenSeconds)
                return try await till.provider.charge(payment)
            } asking: {
                try await till.provider.status(of: $0)
            }
            #expect(try await till.ledger.collectPayment(of: grant, by: freezing) == .charged)
            let row = try #require(try await PaymentAudit(till.store, till.provider).rows.first)
            #expect(row.charges == times)
            #expect(row.status == .settled)
        }
    }
}
