import CreditLedgerTesting
import Testing

@testable import CreditLedger

@Suite("The in-memory store")
struct InMemoryStoreTests {
    /// In as many as by default it keeps the whole of it, as an example of the documentation.
    @Test(
        "keeps the contract in one shard and in many",
        arguments: StoreConformance.ofForwarding, [1, 500])
    func conforms(_ clause: StoreConformance.Clause, shards: Int) async {
        let suite = StoreConformance { InMemoryStore(shards: shards) }
        #expect(await suite.run(clause) == [])
    }

    /// An entry without effects under a given id.
    private func entry(
        _ id: EntryID, of customer: CustomerID, revision: Int64 = 1,
        transactions: [TransactionID] = []
    ) throws -> JournalEntry {
        let wallet: WalletID = id.with(ordinal: 1)
        let grant: GrantID = id.with(ordinal: 2)
        return JournalEntry(
            id: id, customer: customer, revision: revision, instant: .earliest, command: nil,
            context: nil,
            transactions: transactions.map {
                Transaction(
                    id: $0, kind: .applied, status: .settled, wallet: wallet, grant: grant,
                    grantKind: .paid, credits: 1, issued: 1, remaining: 0, application: nil)
            }, effects: [])
    }

    @Test("lists by id whatever the order in which hosts of skewed clocks commit (S11)")
    func idsInAnyOrder() async throws {
        let store = InMemoryStore(shards: 3)
        let ids = TimeOrderedIDs(seed: 3)
        var all = (0..<5000).map { ids.next(at: Instant(unchecked: $0 * 7), after: nil) }
        let sorted = all
        var generator = SeededGenerator(seed: 8)
        all.shuffle(using: &generator)
        for (index, id) in all.enumerated() {
            let customer = try CustomerID("customer \(index)")
            let commit = Commit(
                customer: customer, expected: 0, entries: [try entry(id, of: customer)])
            #expect(try await store.commit(commit) == .committed)
        }
        var seen: [EntryID] = []
        var place = PageRequest<JournalEntry>.Place.newest
        while true {
            let page = try await store.entries(EntryQuery(page: PageRequest(place, limit: 100)))
            seen += page.items.map(\.id)
            guard page.hasMore, let last = seen.last else { break }
            place = .after(last)
        }
        #expect(seen == sorted.reversed())
        for id in sorted where id.high % 50 == 0 {
            #expect(try await store.owner(of: .entry(id)) != nil)
        }
    }

    @Test("answers any stretch of a journal, and any entry of it, at every length (S14, S17)")
    func stretches() async throws {
        let store = InMemoryStore(shards: 1)
        let ids = TimeOrderedIDs(seed: 4)
        let customers = [try CustomerID("one"), try CustomerID("other")]
        var entries: [JournalEntry] = []
        for revision in 1...18 as ClosedRange<Int64> {
            for customer in customers {
                let id = ids.next(at: Instant(unchecked: revision), after: nil)
                let entry = try entry(id, of: customer, revision: revision)
                if customer == customers[0] { entries.append(entry) }
                let commit = Commit(
                    customer: customer, expected: revision - 1, entries: [entry])
                #expect(try await store.commit(commit) == .committed)
            }
            for start in 0...entries.count {
                for limit in 1...entries.count + 1 {
                    let page = try await store.journal(
                        of: customers[0], after: Int64(start), limit: limit)
                    #expect(page == Array(entries[start...].prefix(limit)))
                }
            }
            for entry in entries {
                #expect(try await store.owner(of: .entry(entry.id)) == customers[0])
            }
        }
        let fed = try await store.feed(after: nil, limit: 100).map(\.entry)
        #expect(fed.filter { $0.customer == customers[0] } == entries)
    }

    @Test("refuses an id that stands already, and leaves nothing of the commit")
    func idsThatStandAlready() async throws {
        let store = InMemoryStore()
        let ids = TimeOrderedIDs(seed: 3)
        let bases = (0..<40).map { ids.next(at: Instant(unchecked: $0), after: nil) }
        let first = try CustomerID("first")
        let second = try CustomerID("second")
        let standing = Commit(
            customer: first, expected: 0, entries: [try entry(bases[30], of: first)])
        #expect(try await store.commit(standing) == .committed)
        let entries = try (0..<40).map {
            try entry(bases[$0], of: second, revision: Int64($0) + 1)
        }
        await #expect(throws: StoreError.self) {
            try await store.commit(Commit(customer: second, expected: 0, entries: entries))
        }
        #expect(try await store.customers(after: nil, limit: 9) == [first])
        #expect(try await store.entries(EntryQuery()).items.map(\.id) == [bases[30]])
        for base in bases {
            let owner = base == bases[30] ? first : nil
            #expect(try await store.owner(of: .entry(base)) == owner)
        }
        let rest = entries.prefix(30)
        #expect(
            try await store.commit(
                Commit(customer: second, expected: 0, entries: Array(rest))) == .committed)
    }

    @Test("refuses ids that do not ascend with the revision")
    func idsThatDescend() async throws {
        let store = InMemoryStore()
        let ids = TimeOrderedIDs(seed: 3)
        let older = ids.next(at: .earliest, after: nil)
        let newer = ids.next(at: .earliest, after: nil)
        let customer = try CustomerID("acme")
        let commits = [
            [try entry(newer, of: customer), try entry(older, of: customer, revision: 2)],
            [try entry(newer, of: customer), try entry(newer, of: customer, revision: 2)],
        ]
        for entries in commits {
            await #expect(throws: StoreError.self) {
                try await store.commit(
                    Commit(customer: customer, expected: 0, entries: entries))
            }
        }
        #expect(try await store.customers(after: nil, limit: 9) == [])
    }

    @Test("refuses an id below a further base of the last entry")
    func idsOfTheLastEntry() async throws {
        let store = InMemoryStore()
        let ids = TimeOrderedIDs(seed: 3)
        let bases = (0..<4).map { _ in ids.next(at: .earliest, after: nil) }
        let customer = try CustomerID("acme")
        let first = try entry(
            bases[0], of: customer, transactions: [bases[2].with(ordinal: 1)])
        #expect(
            try await store.commit(Commit(customer: customer, expected: 0, entries: [first]))
                == .committed)
        let error = await #expect(throws: StoreError.self) {
            try await store.commit(
                Commit(
                    customer: customer, expected: 1,
                    entries: [try entry(bases[1], of: customer, revision: 2)]))
        }
        #expect(error?.kind == .corrupt)
        let next = try entry(bases[3], of: customer, revision: 2)
        #expect(
            try await store.commit(Commit(customer: customer, expected: 1, entries: [next]))
                == .committed)
    }

    @Test("lists a transaction once that one entry names twice (S13)")
    func twiceInOneEntry() async throws {
        let store = InMemoryStore()
        let id = TimeOrderedIDs(seed: 3).next(at: .earliest, after: nil)
        let customer = try CustomerID("acme")
        let transactions: [TransactionID] = [3, 4, 3, 5, 4].map { id.with(ordinal: $0) }
        let commit = Commit(
            customer: customer, expected: 0,
            entries: [try entry(id, of: customer, transactions: transactions)])
        #expect(try await store.commit(commit) == .committed)
        for customer in [nil, customer] {
            let page = try await store.transactions(
                TransactionQuery(
                    customer: customer, page: PageRequest(.newest, limit: 10, wantsCount: true)))
            #expect(page.items.map(\.transaction.id.low) == [5, 4, 3].map { id.low + $0 })
            #expect(page.count == 3)
        }
    }
}

@Suite("The parts of the in-memory store")
struct InMemoryPartsTests {
    @Test(
        "a chunked list is the sorted array that it stands for", arguments: [1, 2, 3] as [UInt64])
    func chunksAreSorted(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var model: [Int] = []
        var chunks = SortedChunks<Int>()
        for step in 0..<6000 {
            let value = Int.random(in: 0..<3000, using: &generator)
            let offset = model.count { $0 < value }
            let position = chunks.position { $0 < value }
            #expect(chunks.element(at: position) == (offset < model.count ? model[offset] : nil))
            if step % 3 == 2 {
                chunks.remove(at: position)
                if offset < model.count { model.remove(at: offset) }
            } else {
                chunks.insert(value, at: position)
                model.insert(value, at: offset)
            }
            guard step % 500 == 0 else { continue }
            var upwards: [Int] = []
            chunks.forEach(from: chunks.position { $0 < value }) {
                upwards.append($0)
                return true
            }
            #expect(upwards == model.filter { $0 >= value })
            var downwards: [Int] = []
            chunks.forEachBackwards(from: chunks.position { $0 < value }) {
                downwards.append($0)
                return downwards.count < 700
            }
            #expect(downwards == Array(model.filter { $0 < value }.reversed().prefix(700)))
        }
    }

    @Test("a table of numbers finds each among keys of equal hashes")
    func slotsWithCollisions() {
        var slots = HashSlots()
        for number in 1...500 as ClosedRange<UInt32> { slots.insert(Int(number % 7), number) }
        for number in 1...500 as ClosedRange<UInt32> {
            let found = slots.find(Int(number % 7)) { $0 == number }
            #expect(found?.number == number)
        }
        #expect(slots.find(3) { _ in false } == nil)
        #expect(slots.find(8) { _ in true } == nil)
        if let found = slots.find(3, where: { $0 == 3 }) {
            slots.replace(at: found.position, with: 501)
        }
        #expect(slots.find(3) { $0 == 3 } == nil)
        #expect(slots.find(3) { $0 == 501 }?.number == 501)
    }

    @Test("a log of several chunks answers what was added, from anywhere")
    func logOfChunks() {
        let feed = InMemoryFeed()
        let size = InMemoryFeed.chunkSize
        var model: [[UInt32]] = []
        // Commits of 1, 2, 3, … entries, so that some lie across the end of a chunk.
        for customer in 0..<150 as Range<UInt32> {
            feed.append(customer, after: Int64(customer), count: Int(customer) + 1)
            model += (0...customer).map { [customer, customer + 1 + $0] }
        }
        #expect(model.count > 2 * size)
        #expect(feed.count == model.count)
        for start in [0, 1, size - 1, size, size + 1, 2 * size, model.count - 1, model.count] {
            for limit in [0, 1, 2, size, 3 * size, .max] {
                let places = feed.places(after: start, limit: limit)
                #expect(
                    places.map { [$0.customer, $0.revision] }
                        == Array(model.dropFirst(start).prefix(limit)))
            }
        }
        #expect(feed.places(after: model.count + 1, limit: 1).isEmpty)
        for number in [1, size, model.count] {
            #expect(feed.number(at: feed.position(of: number)) == number)
            #expect(InMemoryFeed().number(at: feed.position(of: number)) == nil)
        }
        for number in [-1, 0, model.count + 1] {
            #expect(feed.number(at: feed.position(of: number)) == nil)
        }
    }
}
