import CreditLedger
import CreditLedgerTesting
import Testing

/// A process that dies anywhere between the commit of a pending top-up and its settlement (R5.5).
///
/// Every story is told once for each call that its host makes to the store or to the collector,
/// with the host's death at that call; another process then goes on with what the store has kept.
@Suite("Crashes between a pending top-up and its settlement")
struct PaymentCrashTests {
    @Test("R5.5: what each story comes to if nobody dies", arguments: PaymentStory.all)
    func alive(_ story: PaymentStory) async throws {
        let telling = try await PaymentTelling(story)
        try await telling.tell()
        try await telling.drain()
        let audit = try await telling.audit()
        #expect(audit.faults(settledByHost: story.settlesByHost) == [])
        #expect(audit.rows.map(\.status) == [story.ending])
        #expect(audit.rows.map(\.charges) == [story.charges])
    }

    @Test(
        "R5.5d: the host dies at any call to the store: nobody is charged twice, nothing is lost",
        arguments: PaymentStory.all, [true, false])
    func store(_ story: PaymentStory, kills: Bool) async throws {
        let count = try await calls(story).store
        #expect(count >= 5)
        for call in 1...count {
            for how in MortalStore.Break.allCases {
                let telling = try await PaymentTelling(story)
                telling.store.breakDown(how, at: call, kills: kills)
                try await telling.tell()
                try await telling.drain()
                let faults = try await telling.audit().faults(
                    settledByHost: story.settlesByHost)
                #expect(faults == [], "\(story.name): call \(call) \(how)")
            }
        }
    }

    @Test("R5.5d: the host dies twice, at any two calls to the store", arguments: PaymentStory.all)
    func twice(_ story: PaymentStory) async throws {
        let count = try await calls(story).store
        for first in 1...count {
            for second in 1...10 {
                let telling = try await PaymentTelling(story)
                telling.store.breakDown(.done, at: first, kills: true)
                telling.store.breakDown(.done, at: first + second, kills: true, adding: true)
                try await telling.tell()
                try await telling.drain()
                let faults = try await telling.audit().faults(
                    settledByHost: story.settlesByHost)
                #expect(faults == [], "\(story.name): calls \(first) and \(first + second)")
            }
        }
    }

    @Test(
        "R5.5d: the host dies around any call to the collector: charged once, or accounted for",
        arguments: PaymentStory.all, DyingCollector.Death.allCases)
    func collector(_ story: PaymentStory, _ death: DyingCollector.Death) async throws {
        let count = try await calls(story).collector
        for call in 1...max(1, count) {
            let telling = try await PaymentTelling(story)
            telling.collector.die(death, at: call)
            try await telling.tell()
            try await telling.drain()
            let faults = try await telling.audit().faults(settledByHost: story.settlesByHost)
            #expect(faults == [], "\(story.name): call \(call) \(death)")
        }
    }

    /// How many calls a host makes that does not die.
    private func calls(_ story: PaymentStory) async throws -> (store: Int, collector: Int) {
        let telling = try await PaymentTelling(story)
        try await telling.tell()
        try await telling.drain()
        return (telling.store.calls, telling.collector.calls)
    }
}
