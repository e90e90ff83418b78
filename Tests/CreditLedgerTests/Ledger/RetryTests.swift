import CreditLedgerTesting
import Synchronization
import Testing

@testable import CreditLedger

@Suite("Retries")
struct RetryTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    @Test("After a conflict the command is decided again on the new book")
    func conflict() async throws {
        let wallet = try await house.wallet(granted: 5)
        let other = try house.neighbour().ledger
        house.store.rig(
            .overtaken { try await other.voidCredits(VoidCredits(wallet, 3)) })
        let code = await code { try await ledger.voidCredits(VoidCredits(wallet, 3)) }
        #expect(code == "insufficientCredits")
        #expect(try await ledger.balance(of: wallet).settled == 2)
    }

    @Test("Conflicts are retried up to the limit, and then the store is unavailable")
    func conflictStorm() async throws {
        let house = try House(
            Ledger.Configuration(retryLimit: 4, retryDelay: .microseconds(10)))
        let wallet = try await house.wallet()
        house.store.forget()
        house.store.rig(Array(repeating: .conflict, count: 4))
        try await house.ledger.topUp(TopUp(wallet, granted: .credits(1)))
        #expect(house.store.commits.count == 5)
        house.store.rig(Array(repeating: .conflict, count: 5))
        let code = await code {
            try await house.ledger.topUp(TopUp(wallet, granted: .credits(1)))
        }
        #expect(code == "unavailable")
        #expect(try await house.ledger.balance(of: wallet).granted == 1)
    }

    @Test("Two hosts on one customer lose nothing")
    func twoHosts() async throws {
        let wallet = try await house.wallet()
        let hosts = [ledger, try house.neighbour().ledger]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                let host = hosts[number % 2]
                group.addTask {
                    try await host.topUp(TopUp(wallet, granted: .credits(1)))
                }
            }
            try await group.waitForAll()
        }
        #expect(try await ledger.balance(of: wallet).granted == 200)
        #expect(try await house.journal().map(\.revision) == (1...201).map { Int64($0) })
    }

    @Test("An unknown outcome is settled: the entry was lost, and is written now")
    func unknownAndLost() async throws {
        let wallet = try await house.wallet()
        house.store.forget()
        house.store.rig(.lost(.outcomeUnknown), .lost(.unavailable))
        let receipt = try await ledger.topUp(TopUp(wallet, granted: .credits(1)))
        #expect(receipt.entry?.revision == 2)
        #expect(house.store.commits.count == 3)
        #expect(Set(house.store.commits).count == 1)
        #expect(try await house.journal().count == 2)
    }

    @Test(
        "An unknown outcome is settled: the entry was written, and stands once",
        arguments: [nil, "k"])
    func unknownAndWritten(key: String?) async throws {
        let wallet = try await house.wallet()
        house.store.rig(.written(.outcomeUnknown))
        let receipt = try await ledger.topUp(
            TopUp(wallet, granted: .credits(1)), context: try key.map { try .key($0) } ?? .none)
        #expect(receipt.entry?.revision == 2)
        #expect(!receipt.replayed)
        let journal = try await house.journal()
        #expect(journal.count == 2)
        #expect(journal.last == receipt.entry)
        try await ledger.topUp(TopUp(wallet, granted: .credits(1)))
        #expect(try await ledger.balance(of: wallet).granted == 2)
    }

    @Test("An unknown outcome is settled: lost, and another host was faster meanwhile")
    func unknownAndOvertaken() async throws {
        let wallet = try await house.wallet(granted: 5)
        let other = try house.neighbour().ledger
        house.store.rig(
            .lost(.outcomeUnknown),
            .overtaken { try await other.voidCredits(VoidCredits(wallet, 4)) })
        let receipt = try await ledger.voidCredits(VoidCredits(wallet, 1))
        #expect(receipt.entry?.revision == 3)
        #expect(try await ledger.balance(of: wallet).settled == 0)
        #expect(try await house.journal().count == 3)
    }

    @Test("An outcome that stays unknown is said to be so, and the next command finds the truth")
    func unknownForGood() async throws {
        let house = try House(
            Ledger.Configuration(retryLimit: 2, retryDelay: .microseconds(10)))
        let wallet = try await house.wallet()
        house.store.rig(
            .written(.outcomeUnknown), .lost(.outcomeUnknown), .lost(.unavailable))
        let code = await code {
            try await house.ledger.topUp(TopUp(wallet, granted: .credits(1)), context: .key("k"))
        }
        #expect(code == "outcomeUnknown")
        let again = try await house.ledger.topUp(
            TopUp(wallet, granted: .credits(1)), context: .key("k"))
        #expect(again.replayed)
        #expect(try await house.ledger.balance(of: wallet).granted == 1)
    }

    @Test("A failing store fails the command, and leaves no trace in memory")
    func storeFails() async throws {
        let wallet = try await house.wallet(granted: 5)
        house.store.rig(.lost(.unavailable))
        let failed = await code { try await ledger.voidCredits(VoidCredits(wallet, 5)) }
        #expect(failed == "unavailable")
        #expect(try await ledger.balance(of: wallet).settled == 5)
        #expect(try await ledger.voidCredits(VoidCredits(wallet, 5)).entry?.revision == 2)
    }

    @Test("A store that is down fails all who wait, and hangs none of them")
    func storeIsDown() async throws {
        let ledger = ledger
        let wallet = try await house.wallet()
        let stranger = try CustomerID("stranger")
        house.store.failLoads()
        let codes = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    await code {
                        try await ledger.createWallet(CreateWallet(currency: .usd), for: stranger)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == Array(repeating: "unavailable", count: 20))
        #expect(await code { try await ledger.balance(of: wallet) } == "unavailable")
        house.store.failLoads(false)
        try await ledger.createWallet(CreateWallet(currency: .usd), for: stranger)
    }

    @Test("The wait between retries grows, has a bound, and never comes before the first")
    func delays() {
        let configuration = Ledger.Configuration()
        #expect(configuration.delay(beforeRetry: 1) == .zero)
        for retry in 2...100 {
            let full = min(
                configuration.longestRetryDelay,
                configuration.retryDelay * (1 << min(retry - 2, 16)))
            let delay = configuration.delay(beforeRetry: retry)
            #expect(delay >= full / 2 && delay <= full)
        }
    }
}
