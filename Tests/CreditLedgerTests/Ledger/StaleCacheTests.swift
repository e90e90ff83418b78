import CreditLedgerTesting
import Testing

@testable import CreditLedger

@Suite("What is remembered")
struct StaleCacheTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    @Test("A refusal is not given by a book that another host has changed")
    func refusal() async throws {
        let wallet = try await house.wallet()
        try await house.neighbour().ledger.topUp(TopUp(wallet, granted: .credits(9)))
        #expect(try await ledger.voidCredits(VoidCredits(wallet, 9)).outcome == 9)
    }

    @Test("A no-op is not given by a book that another host has changed")
    func noOp() async throws {
        let wallet = try await house.wallet(activation: .onRequest)
        let other = try house.neighbour().ledger
        try await other.activateWallet(wallet)
        #expect(try await ledger.activateWallet(wallet).entry == nil)
        try await other.terminateWallet(wallet)
        #expect(await code { try await ledger.activateWallet(wallet) } == "walletTerminated")
    }

    @Test("A read is not answered by a book that another host has changed")
    func read() async throws {
        let wallet = try await house.wallet()
        #expect(try await ledger.balance(of: wallet).settled == 0)
        try await house.neighbour().ledger.topUp(TopUp(wallet, granted: .credits(9)))
        #expect(try await ledger.balance(of: wallet).settled == 9)
    }

    @Test("A wallet that another host made is found, as is a grant")
    func foreignWallet() async throws {
        _ = try await house.wallet()
        let other = try house.neighbour()
        let wallet = try await other.wallet(granted: 3)
        #expect(try await ledger.voidCredits(VoidCredits(wallet, 1)).outcome == 1)
        let grant = try #require(
            try await other.ledger.topUp(
                TopUp(wallet, granted: .credits(2))
            ).outcome.granted)
        #expect(try await ledger.voidGrant(grant).outcome == 2)
    }

    @Test("What is in memory costs a commit and no load")
    func cost() async throws {
        let wallet = try await house.wallet()
        house.store.forget()
        try await ledger.topUp(TopUp(wallet, granted: .credits(9)), of: house.acme)
        try await ledger.drawDown(house.invoice("in_1", 3), for: house.acme)
        #expect(house.store.loads.isEmpty)
        #expect(house.store.commits.count == 2)
        try await ledger.reinstate(Reinstate(InvoiceID("in_1")), for: house.acme)
        #expect(house.store.loads.count == 1)
    }

    @Test("A memory of one book serves many customers, only slower")
    func smallMemory() async throws {
        let house = try House(Ledger.Configuration(cacheCapacity: 1))
        let customers = try (0..<20).map { try CustomerID("customer \($0)") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for customer in customers {
                group.addTask {
                    let wallet = try await house.wallet(of: customer)
                    for _ in 0..<10 {
                        try await house.ledger.topUp(TopUp(wallet, granted: .credits(1)))
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(house.ledger.cache.count == 1)
        for customer in customers {
            let snapshot = try await house.ledger.snapshot(of: customer)
            #expect(snapshot.balances.map(\.granted) == [10])
            #expect(snapshot.revision == 11)
        }
    }

    @Test("The cache keeps its capacity, and what is used often stays", arguments: [64, 100, 1000])
    func capacity(capacity: Int) throws {
        let cache = BookCache(capacity: capacity)
        let favourite = try CustomerID("favourite")
        let slot = cache.slot(of: favourite)
        for number in 0..<20 * capacity {
            _ = cache.slot(of: try CustomerID("\(number)"))
            #expect(cache.slot(of: favourite) === slot)
        }
        #expect(cache.count <= capacity)
    }

    @Test("A snapshot is stored whenever a multiple of the interval is crossed")
    func snapshots() async throws {
        let house = try House(Ledger.Configuration(snapshotInterval: 4))
        let wallet = try await house.wallet()
        for _ in 0..<10 { try await house.ledger.topUp(TopUp(wallet, granted: .credits(1))) }
        let stored = house.store.commits.compactMap(\.snapshot?.revision)
        #expect(stored == [4, 8])
    }
}
