import CreditLedgerTesting
import Synchronization
import Testing

@testable import CreditLedger

@Suite("JournalCopy")
struct JournalCopyTests {
    @Test("an empty ledger is moved at once")
    func empty() async throws {
        let report = try await Removal().copy(to: InMemoryStore()).run()
        #expect(report == CopyReport())
        #expect(report.isLevel && report.verification.isClean)
    }

    @Test("R11.2: seeded histories arrive entry by entry, ids and all", arguments: [1, 4, 64])
    func histories(concurrency: Int) async throws {
        let removal = try Removal()
        try await removal.live(1...8, steps: 120)
        let target = InMemoryStore()
        let report = try await removal.copy(to: target, concurrency: concurrency).run()
        #expect(report.isLevel && report.isBalanced && report.verification.isClean)
        #expect(report.copied == report.verification.entries && report.copied > 500)
        #expect(try await removal.faults(of: target) == [])
    }

    @Test("S16: a book that came in several commits is due when its last entry says, not before")
    func due() async throws {
        let removal = try Removal()
        let (till, acme) = (removal.till, removal.till.acme)
        let wallet = try await till.ledger.createWallet(CreateWallet(currency: .usd), for: acme)
            .outcome
        for _ in 0..<300 {
            till.wait(seconds: 3_600)
            try await till.ledger.topUp(
                TopUp(
                    wallet, granted: .credits(1),
                    expiresAt: till.clock.now.adding(seconds: 86_400)),
                of: acme)
        }
        let target = InMemoryStore()
        _ = try await removal.copy(to: target).run()
        let loaded = try await target.load(acme, recalling: .nothing, unless: nil)
        #expect(loaded.revision > Int64(2 * JournalCopy.batch))
        let next = try #require(loaded.book?.nextDue)
        #expect(next > till.clock.now)
        let due = try await target.due(by: .latest, after: nil, limit: 9)
        #expect(due == [DueBook(customer: acme, due: next)])
    }

    @Test("a second run finds nothing to do, a later one takes up what was written since")
    func again() async throws {
        let removal = try Removal()
        try await removal.live(1...3, steps: 60)
        try await removal.charge()
        let target = InMemoryStore()
        let first = try await removal.copy(to: target).run()
        #expect(try await removal.copy(to: target).run().copied == 0)

        let newcomer = try CustomerID("newcomer")
        try await removal.till.due(of: newcomer)
        try await removal.till.due(of: CustomerID("waiting 1"))
        let behind = try await removal.copy(to: target).compare()
        #expect(behind.behind == 2 && !behind.isLevel)
        #expect(behind.verification.entries == first.verification.entries)

        let second = try await removal.copy(to: target).run()
        #expect(second.copied == 4 && second.isLevel)
        #expect(try await removal.faults(of: target) == [])
    }

    @Test("a source that is being written to is copied as far as was seen, the rest by a last run")
    func living() async throws {
        let removal = try Removal()
        try await removal.live(1...2, steps: 60)
        let target = InMemoryStore()
        async let writing: Void = removal.live(3...12, steps: 60)
        for _ in 0..<10 {
            let report = try await removal.copy(to: target).run()
            #expect(report.verification.isClean && report.isBalanced)
            await Task.yield()
        }
        try await writing
        #expect(try await removal.copy(to: target).run().isLevel)
        #expect(try await removal.faults(of: target) == [])
    }

    @Test("two runs at once come to one ledger")
    func two() async throws {
        let removal = try Removal()
        try await removal.live(1...4, steps: 100)
        try await removal.charge(4)
        let target = FaultyStore(InMemoryStore(), plan: .slow, seed: 1)
        async let one = removal.copy(to: target).run()
        async let two = removal.copy(to: target).run()
        let reports = try await [one, two]
        #expect(reports.allSatisfy { $0.isLevel && $0.verification.isClean })
        #expect(try await removal.faults(of: target) == [])
    }

    @Test("progress tells of every entry and customer, of copying and then of verifying")
    func progress() async throws {
        let removal = try Removal()
        try await removal.live(1...3, steps: 300)
        let told = Mutex<[CopyProgress]>([])
        let report = try await removal.copy(to: InMemoryStore()).run { progress in
            told.withLock { $0.append(progress) }
        }
        let all = told.withLock { $0 }
        for phase in [CopyProgress.Phase.copying, .verifying] {
            let of = all.filter { $0.phase == phase }
            #expect(of.last?.entries == report.copied)
            #expect(of.last?.customers == report.verification.customers)
            #expect(zip(of, of.dropFirst()).allSatisfy { $0.entries <= $1.entries })
        }
        #expect(all.first?.phase == .copying && all.last?.phase == .verifying)
    }

    @Test("a cancelled task stops, and says so")
    func cancelled() async throws {
        let removal = try Removal()
        try await removal.live(1...1, steps: 20)
        let target = InMemoryStore()
        let copying = Task { () async -> CopyError? in
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            do throws(CopyError) {
                _ = try await removal.copy(to: target).run()
                return nil
            } catch {
                return error
            }
        }
        #expect(await copying.value == .cancelled)
        #expect(try await target.customers(after: nil, limit: 1).isEmpty)
    }
}
