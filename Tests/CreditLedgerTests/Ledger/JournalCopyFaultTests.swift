import CreditLedgerTesting
import Synchronization
import Testing

@testable import CreditLedger

/// Copies that are interrupted, and charges in every state.
@Suite("JournalCopy: faults and charges")
struct JournalCopyFaultTests {
    @Test("S19-S22: what waits in the source waits in the target, and counts as attempted")
    func charges() async throws {
        let removal = try Removal()
        try await removal.charge(3)
        let target = InMemoryStore()
        _ = try await removal.copy(to: target).run()
        let listed = try await target.charges(after: nil, limit: 99)
        #expect(
            Set(listed.map { Removal.state(of: $0.customer) })
                == [.waiting, .unknown, .unaccounted])
        #expect(listed.count == 9)
        #expect(try await removal.faults(of: target) == [])
    }

    @Test("R5.5d: after a move the provider is asked first, and nobody is charged twice")
    func collected() async throws {
        let removal = try Removal()
        try await removal.charge()
        let target = InMemoryStore()
        _ = try await removal.copy(to: target).run()
        let calls = Mutex<[String]>([])
        let collector = RiggedCollector(
            charging: { payment in
                calls.withLock { $0.append("charge \(payment.customer)") }
                return .charged
            },
            asking: { payment in
                calls.withLock { $0.append("ask \(payment.customer)") }
                return payment.customer.text == "waiting 1" ? .notFound : .charged
            })
        removal.till.wait(seconds: 7_200)
        let ledger = Ledger(store: target, clock: removal.till.clock)
        let done = try await ledger.collectDuePayments(by: collector)
        #expect(done.charged == 2 && done.refundsOwed == 1 && done.failureCount == 0)
        #expect(
            calls.withLock { $0.sorted() } == [
                "ask unaccounted 1", "ask unknown 1", "ask waiting 1", "charge waiting 1",
            ])
        #expect(try await target.charges(after: nil, limit: 9).isEmpty)
    }

    @Test("S22: what the source has accounted for meanwhile leaves the target's list too")
    func accounted() async throws {
        let removal = try Removal()
        try await removal.charge()
        let target = InMemoryStore()
        _ = try await removal.copy(to: target).run()
        for charge in try await removal.source.charges(after: nil, limit: 9)
        where Removal.state(of: charge.customer) == .waiting {
            try await removal.till.ledger.voidGrant(charge.grant, of: charge.customer)
        }
        removal.till.wait(seconds: 7_200)
        _ = try await removal.till.ledger.collectDuePayments(
            by: RiggedCollector(
                charging: { _ in .unknown }, asking: { _ in .declined(reason: "empty") }))
        #expect(try await removal.source.charges(after: nil, limit: 9).isEmpty)
        let report = try await removal.copy(to: target).run()
        #expect(report.isLevel && report.copied == 2)
        #expect(try await target.charges(after: nil, limit: 9).isEmpty)
        #expect(try await removal.faults(of: target) == [])
    }

    @Test(
        "S8: interrupted at any call to the target, a copy is whole when it is run again",
        arguments: MortalStore.Break.allCases)
    func interrupted(_ how: MortalStore.Break) async throws {
        let removal = try Removal()
        try await removal.live(1...1, steps: 12)
        try await removal.charge()
        let whole = MortalStore()
        _ = try await removal.copy(to: whole, concurrency: 1).run()
        let count = whole.calls
        #expect(count > 30)
        for kills in [true, false] {
            for call in 1...count {
                let target = MortalStore()
                target.breakDown(how, at: call, kills: kills)
                let first = try? await removal.copy(to: target, concurrency: 1).run()
                #expect(!kills || first == nil)
                target.restart()
                let report = try await removal.copy(to: target, concurrency: 1).run()
                #expect(report.isLevel && report.verification.isClean)
                let faults = try await removal.faults(of: target)
                #expect(faults == [], "call \(call), kills: \(kills)")
            }
        }
    }

    @Test("S8: over stores that fail now and then, a copy that is run again gets through")
    func stormy() async throws {
        let removal = try Removal()
        try await removal.live(1...3, steps: 80)
        try await removal.charge(2)
        var setbacks = 0
        for seed in 1...20 as ClosedRange<UInt64> {
            let memory = InMemoryStore()
            let target = FaultyStore(memory, plan: .stormy, seed: seed)
            let source = FaultyStore(removal.source, plan: .stormy, seed: seed + 100)
            let copy = JournalCopy(
                from: source, to: target, configuration: .patient, clock: removal.till.clock)
            // By and by it gets further, until whatever is left can be done without a fault.
            for _ in 0..<40 { setbacks += (try? await copy.run()) == nil ? 1 : 0 }
            source.follow(.none)
            target.follow(.none)
            #expect(try await copy.run().isLevel)
            #expect(try await removal.faults(of: memory) == [], "seed \(seed)")
        }
        #expect(setbacks > 100)
    }
}
