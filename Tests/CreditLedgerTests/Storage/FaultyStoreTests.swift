import CreditLedgerTesting
import Testing

@testable import CreditLedger

@Suite("The faulty store")
struct FaultyStoreTests {
    /// An entry that says nothing, under a key.
    private func commit(
        _ revision: Int64, of customer: CustomerID, ids: TimeOrderedIDs
    ) throws -> Commit {
        let id = ids.next(at: .earliest, after: nil)
        let key = try IdempotencyKey("key \(revision)")
        let entry = JournalEntry(
            id: id, customer: customer, revision: revision, instant: .earliest, command: nil,
            context: Context(key: key), transactions: [], effects: [])
        return Commit(customer: customer, expected: revision - 1, entries: [entry])
    }

    /// What a hundred commits, each sent until it is written, met on their way.
    private func commitHundred(
        _ plan: FaultPlan, seed: UInt64, on base: InMemoryStore = InMemoryStore()
    ) async throws -> [String] {
        let store = FaultyStore(base, plan: plan, seed: seed)
        let customer = try CustomerID("acme")
        let ids = TimeOrderedIDs(seed: 1)
        var met: [String] = []
        for revision in 1...100 as ClosedRange<Int64> {
            let commit = try commit(revision, of: customer, ids: ids)
            var isWritten = false
            while !isWritten {
                do {
                    let outcome = try await store.commit(commit)
                    if case .conflict(let stands) = outcome {
                        #expect(stands == revision - 1)
                        met.append("conflict")
                    } else {
                        met.append(outcome == .committed ? "committed" : "duplicate")
                        isWritten = true
                    }
                } catch {
                    met.append(error.code)
                }
            }
        }
        return met
    }

    @Test("the same seed meets the same faults, another seed others")
    func seedsRepeat() async throws {
        let first = try await commitHundred(.stormy, seed: 7)
        #expect(try await commitHundred(.stormy, seed: 7) == first)
        #expect(try await commitHundred(.stormy, seed: 8) != first)
        #expect(
            Set(first) == ["committed", "duplicate", "conflict", "unavailable", "outcomeUnknown"])
    }

    @Test("what is sent until it is written stands once", arguments: 1...20 as ClosedRange<UInt64>)
    func everythingStandsOnce(seed: UInt64) async throws {
        let base = InMemoryStore()
        _ = try await commitHundred(.stormy, seed: seed, on: base)
        let journal = try await base.journal(of: CustomerID("acme"), after: 0, limit: .max)
        #expect(journal.map(\.revision) == Array(1...100))
    }

    @Test(
        "each fault of a commit writes and answers what it says",
        arguments: [
            (.commitRefused, .unavailable, 0),
            (.commitLost, .outcomeUnknown, 0), (.answerLost, .outcomeUnknown, 1),
        ] as [(Fault, StoreError.Kind, Int64)])
    func commitFaults(fault: Fault, kind: StoreError.Kind, revision: Int64) async throws {
        let base = InMemoryStore()
        let store = FaultyStore(base, plan: FaultPlan([fault: 100]), seed: 1)
        let customer = try CustomerID("acme")
        let commit = try commit(1, of: customer, ids: TimeOrderedIDs(seed: 1))
        let error = await #expect(throws: StoreError.self) { try await store.commit(commit) }
        #expect(error?.kind == kind)
        let loaded = try await base.load(customer, recalling: .nothing, unless: nil)
        #expect(loaded.revision == revision)
        #expect(store.injected == [fault: 1])
        // Reads are spared.
        #expect(try await store.customers(after: nil, limit: 9).count == Int(revision))
    }

    @Test("a conflict names the revision that stands, and a duplicate comes before it (S6)")
    func conflicts() async throws {
        let base = InMemoryStore()
        let store = FaultyStore(base, plan: FaultPlan([.conflict: 100], longestRun: 99), seed: 1)
        let customer = try CustomerID("acme")
        let ids = TimeOrderedIDs(seed: 1)
        let first = try commit(1, of: customer, ids: ids)
        #expect(try await store.commit(first) == .conflict(revision: 0))
        #expect(try await base.commit(first) == .committed)
        let key = try IdempotencyKey("key 1")
        #expect(try await store.commit(first) == .duplicate(.key(key), first.entries[0]))
        let third = try commit(3, of: customer, ids: ids)
        #expect(try await store.commit(third) == .conflict(revision: 1))
        let second = try commit(2, of: customer, ids: ids)
        #expect(try await store.commit(second) == .conflict(revision: 1))
        #expect(try await base.load(customer, recalling: .nothing, unless: nil).revision == 1)
    }

    @Test("calls fail no longer in a row than the plan says, and then not at all")
    func runsEnd() async throws {
        let store = FaultyStore(
            InMemoryStore(), plan: FaultPlan([.readRefused: 100], longestRun: 2), seed: 1)
        var answers: [Bool] = []
        for _ in 0..<9 {
            do {
                _ = try await store.customers(after: nil, limit: 1)
                answers.append(true)
            } catch {
                #expect(error.kind == .unavailable)
                answers.append(false)
            }
        }
        #expect(answers == [false, false, true, false, false, true, false, false, true])
        #expect(store.injected == [.readRefused: 6])
        store.follow(.none)
        for _ in 0..<9 { _ = try await store.customers(after: nil, limit: 1) }
        #expect(store.injected == [.readRefused: 6])
    }

    @Test("a lagging load answers a book that stood before; one that asks for certainty does not")
    func staleLoads() async throws {
        let base = InMemoryStore()
        let customer = try CustomerID("acme")
        let ids = TimeOrderedIDs(seed: 1)
        for revision in 1...10 as ClosedRange<Int64> {
            _ = try await base.commit(commit(revision, of: customer, ids: ids))
        }
        let store = FaultyStore(
            base, plan: FaultPlan([.staleLoad: 100], longestLag: 4), seed: 1)
        var seen: Set<Int64> = []
        for _ in 0..<50 {
            let loaded = try await store.load(customer, recalling: .nothing, unless: nil)
            #expect(loaded.book?.revision == loaded.revision)
            seen.insert(loaded.revision)
        }
        #expect(seen == [6, 7, 8, 9])
        let asked = try await store.load(customer, recalling: .nothing, unless: 9)
        #expect(asked.revision == 10)
        let recalled = try await store.load(
            customer, recalling: Recall(keys: [IdempotencyKey("key 10")]), unless: nil)
        #expect(recalled.revision == 10)
        #expect(recalled.recalled.entries.count == 1)
    }

    @Test(
        "each fault of a lease grants and answers what it says",
        arguments: [
            (.commitRefused, .unavailable, 1), (.commitLost, .outcomeUnknown, 1),
            (.answerLost, .outcomeUnknown, 2),
        ] as [(Fault, StoreError.Kind, Int)])
    func leaseFaults(fault: Fault, kind: StoreError.Kind, attempt: Int) async throws {
        let base = InMemoryStore()
        let acme = try CustomerID("acme")
        let ledger = Ledger(store: base)
        let wallet = try await ledger.createWallet(CreateWallet(currency: .usd), for: acme).outcome
        try await ledger.topUp(
            TopUp(wallet, paid: .credits(5), payment: .chargeAutomatically), of: acme)
        let charge = try #require(try await base.charges(after: nil, limit: 9).first)
        let store = FaultyStore(base, plan: FaultPlan([fault: 100]), seed: 1)
        let ids = TimeOrderedIDs(seed: 1)
        let holder: LeaseID = ids.next(at: .earliest, after: nil).with(ordinal: 1)
        let lease = { (store: any LedgerStore) async throws(StoreError) -> LeaseOutcome in
            try await store.lease(
                charge.transaction, of: acme, to: holder, until: .earliest, at: .earliest)
        }
        let error = await #expect(throws: StoreError.self) { try await lease(store) }
        #expect(error?.kind == kind)
        #expect(try await lease(base) == .granted(attempt: attempt))
        let ended = await #expect(throws: StoreError.self) {
            try await store.endLease(charge.transaction, of: acme, by: holder, at: .latest)
        }
        #expect(ended?.kind == kind)
        let outcome = try await lease(base)
        #expect(
            outcome
                == (fault == .answerLost ? .leased(until: .latest) : .granted(attempt: 2)))
        #expect(store.injected == [fault: 2])
        // The list of them is spared.
        #expect(try await store.charges(after: nil, limit: 9) == [charge])
    }

    @Test("a lagging feed lacks the last few; who goes on from what he got misses nothing")
    func staleFeeds() async throws {
        let base = InMemoryStore()
        let customer = try CustomerID("acme")
        let ids = TimeOrderedIDs(seed: 1)
        for revision in 1...20 as ClosedRange<Int64> {
            _ = try await base.commit(commit(revision, of: customer, ids: ids))
        }
        let all = try await base.feed(after: nil, limit: 100)
        let store = FaultyStore(
            base, plan: FaultPlan([.staleFeed: 100], longestLag: 4), seed: 1)
        var lengths: Set<Int> = []
        for _ in 0..<50 {
            let items = try await store.feed(after: nil, limit: 100)
            #expect(items == Array(all.prefix(items.count)))
            lengths.insert(items.count)
        }
        #expect(lengths == [16, 17, 18, 19])
        var seen: [FeedItem] = []
        for _ in 0..<50 {
            seen += try await store.feed(after: seen.last?.position, limit: 6)
        }
        #expect(seen == Array(all.dropLast()))
        store.follow(.none)
        #expect(try await store.feed(after: seen.last?.position, limit: 6) == all.suffix(1))
    }

    @Test("a store that is only slow keeps the contract", arguments: StoreConformance.ofForwarding)
    func slowStoreConforms(_ clause: StoreConformance.Clause) async {
        let suite = StoreConformance {
            FaultyStore(InMemoryStore(shards: 8), plan: .slow, seed: 5)
        }
        #expect(await suite.run(clause) == [])
    }
}
