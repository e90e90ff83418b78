import CreditLedgerTesting
import Synchronization
import Testing

@testable import CreditLedger

@Suite("The feed of entries")
struct EntryFeedTests {
    /// All that a ledger's feed answers now.
    private func read(
        _ ledger: Ledger, after position: FeedPosition? = nil
    ) async throws -> [FeedItem] {
        var items: [FeedItem] = []
        for try await item in ledger.entries(after: position, following: false) {
            items.append(item)
        }
        return items
    }

    /// A house with some entries of three customers in turn.
    private func populated(batch: Int = 100) async throws -> House {
        let house = try House(Ledger.Configuration(feedBatch: batch))
        let customers = try ["acme", "beta", "gamma"].map { try CustomerID($0) }
        var wallets: [WalletID] = []
        for customer in customers {
            wallets.append(try await house.wallet(granted: 10, of: customer))
        }
        for _ in 0..<3 {
            for wallet in wallets {
                try await house.ledger.topUp(TopUp(wallet, paid: .credits(5)))
            }
        }
        return house
    }

    @Test("goes on from each position, in pages of any size", arguments: [1, 2, 5, 12, 100])
    func resumes(batch: Int) async throws {
        let house = try await populated(batch: batch)
        let all = try await read(house.ledger)
        #expect(
            all.map(\.entry.customer.text)
                == (0..<4).flatMap { _ in ["acme", "beta", "gamma"] })
        #expect(all.map(\.entry.revision) == [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4])
        for (index, item) in all.enumerated() {
            let rest = try await read(house.ledger, after: item.position)
            #expect(rest == Array(all.dropFirst(index + 1)))
        }
        #expect(try await house.ledger.feedEnd() == all.last?.position)
    }

    @Test("without following, ends at what was the newest entry when it began")
    func endsAtTheNewest() async throws {
        let house = try await populated(batch: 2)
        var seen: [FeedItem] = []
        for try await item in house.ledger.entries(following: false) {
            seen.append(item)
            // Who writes as fast as he reads would otherwise never come to an end.
            _ = try await house.wallet(of: CustomerID("customer \(seen.count)"))
        }
        #expect(seen.count == 12)
        let rest = try await read(house.ledger, after: seen.last?.position)
        #expect(rest.map(\.entry.customer.text) == (1...12).map { "customer \($0)" })
        let end = try await house.ledger.feedEnd()
        #expect(try await read(house.ledger, after: end).isEmpty)
    }

    @Test("R11.1: follows two hosts that write at once; nothing is missed, each book in order")
    func follows() async throws {
        let house = try House(Ledger.Configuration(feedPollInterval: .zero, feedBatch: 7))
        let hosts = [house.ledger, try house.neighbour().ledger]
        let seen = Seen()
        let reader = Task { [ledger = house.ledger] in
            for try await item in ledger.entries() { seen.items.withLock { $0.append(item) } }
        }
        let customers = try (0..<20).map { try CustomerID("customer \($0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, customer) in customers.enumerated() {
                group.addTask {
                    let wallet = try await hosts[0].createWallet(
                        CreateWallet(currency: .usd), for: customer
                    ).outcome
                    for step in 0..<10 {
                        try await hosts[(number + step) % 2].topUp(
                            TopUp(wallet, paid: .credits(1)), of: customer)
                        await Task.yield()
                    }
                }
            }
            try await group.waitForAll()
        }
        try await eventually("the reader sees 220 entries") { seen.count >= 220 }
        reader.cancel()
        try await reader.value
        let items = seen.items.withLock { $0 }
        #expect(items.count == 220)
        #expect(items == (try await read(house.ledger)))
        for customer in customers {
            let own = items.map(\.entry).filter { $0.customer == customer }
            #expect(own == (try await house.journal(of: customer)))
        }
    }

    @Test("cancelling ends it: while it waits, between two entries, and before it begins")
    func cancellation() async throws {
        let house = try House(Ledger.Configuration(feedPollInterval: .seconds(3600)))
        for name in ["acme", "beta", "gamma"] {
            _ = try await house.wallet(of: CustomerID(name))
        }
        let seen = Seen()
        let waiting = Task { [ledger = house.ledger] in
            for try await item in ledger.entries() { seen.items.withLock { $0.append(item) } }
        }
        try await eventually("the reader waits at the end") { seen.count == 3 }
        waiting.cancel()
        try await waiting.value
        let between = Task { [ledger = house.ledger] in
            var count = 0
            for try await _ in ledger.entries() {
                count += 1
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            }
            return count
        }
        #expect(try await between.value == 1)
        let before = Task { [ledger = house.ledger] in
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            var feed = ledger.entries(following: false).makeAsyncIterator()
            return try await feed.next()
        }
        #expect(try await before.value == nil)
    }

    @Test("a position of another store is refused, also by an empty store")
    func foreignPosition() async throws {
        let foreign = try await populated().ledger.feedEnd()
        let ledger = try await populated().ledger
        for ledger in [ledger, Ledger()] {
            for following in [false, true] {
                var feed = ledger.entries(after: foreign, following: following)
                    .makeAsyncIterator()
                do {
                    let item = try await feed.next()
                    Issue.record("found \(String(describing: item))")
                } catch {
                    #expect(error.code == "misconfigured")
                }
                #expect(try await feed.next() == nil)
            }
        }
    }

    @Test("a store that fails is heard of, and a new feed goes on from the last position")
    func failingStore() async throws {
        let house = try await populated()
        let all = try await read(house.ledger)
        let stormy = FaultyStore(
            house.store, plan: FaultPlan([.readRefused: 40, .staleFeed: 40], longestRun: 9),
            seed: 11)
        let ledger = Ledger(
            store: stormy,
            configuration: Ledger.Configuration(feedPollInterval: .zero, feedBatch: 2))
        var seen: [FeedItem] = []
        var errors: [String] = []
        while seen.count < all.count {
            do {
                for try await item in ledger.entries(after: seen.last?.position) {
                    seen.append(item)
                    if seen.count == all.count { break }
                }
            } catch {
                errors.append(error.code)
            }
        }
        #expect(seen == all)
        #expect(Set(errors) == ["unavailable"])
        #expect(stormy.injected[.staleFeed, default: 0] > 0)
    }

    @Test("reading loads no book")
    func loadsNothing() async throws {
        let house = try await populated()
        house.store.forget()
        let reader = try house.neighbour()
        #expect(try await read(reader.ledger).count == 12)
        #expect(house.store.loads.isEmpty)
    }

    @Test("from its end, shows only what is new")
    func onlyNew() async throws {
        let house = try House()
        #expect(try await house.ledger.feedEnd() == nil)
        #expect(try await read(house.ledger).isEmpty)
        _ = try await house.wallet()
        let end = try await house.ledger.feedEnd()
        #expect(try await read(house.ledger, after: end).isEmpty)
        _ = try await house.wallet()
        #expect(try await read(house.ledger, after: end).map(\.entry.revision) == [2])
    }

    @Test("the knobs are bounded")
    func knobs() {
        var configuration = Ledger.Configuration(feedPollInterval: .zero, feedBatch: 0)
        #expect(configuration.feedPollInterval == .milliseconds(1))
        #expect(configuration.feedBatch == 1)
        configuration.feedPollInterval = .seconds(1_000_000)
        configuration.feedBatch = -1
        #expect(configuration.feedWait == .seconds(3_600))
        #expect(configuration.feedLimit == 1)
    }
}

/// What a reader has seen.
private final class Seen: Sendable {
    let items = Mutex<[FeedItem]>([])

    var count: Int { items.withLock { $0.count } }
}
