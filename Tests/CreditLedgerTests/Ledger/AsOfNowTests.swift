import CreditLedgerTesting
import Testing

@testable import CreditLedger

@Suite("Reads as of now, of what is not journalled yet")
struct AsOfNowTests {
    private let house: House

    init() throws {
        house = try House()
    }

    @Test("R2.4 A grant that only time has made says so, and every other id stands for an entry")
    func unjournalledGrant() async throws {
        let ledger = house.ledger
        let rule = try TopUpRule(
            method: .fixed(paid: nil, granted: 5), trigger: .interval(.weekly))
        try await ledger.createWallet(
            CreateWallet(currency: .usd, rules: [rule], granted: 1), for: house.acme)
        try house.go(to: "2026-01-09T00:00:00Z")

        let before = try await ledger.snapshot(of: house.acme).grants
        #expect(before.map(\.isJournalled) == [true, false])
        #expect(try await ledger.grants(GrantQuery(customer: house.acme)).items.count == 1)

        try await ledger.advance(house.acme)
        let after = try await ledger.snapshot(of: house.acme).grants
        #expect(after.map(\.isJournalled) == [true, true])
        for grant in after { #expect(try await ledger.grant(grant.id) == grant) }
    }

    @Test("R4.4c, R11.4 A purchase whose grant closed by time reads as failed at once")
    func closedPurchase() async throws {
        let ledger = house.ledger
        let wallet = try await house.wallet()
        let due = try await ledger.topUp(
            TopUp(
                wallet, paid: .credits(5), payment: .due,
                expiresAt: Instant("2026-02-01T00:00:00Z")))
        try await ledger.topUp(TopUp(wallet, paid: .credits(7), payment: .due))
        let id = try #require(due.transactions.first?.id)
        func amounts(_ statuses: Set<TransactionStatus>) async throws -> [Credits] {
            try await ledger.transactions(
                TransactionQuery(
                    customer: house.acme, statuses: statuses,
                    page: PageRequest(.newest, limit: 1, wantsCount: true))
            ).items.map(\.transaction.credits)
        }
        #expect(try await amounts([.pending]) == [7])
        #expect(try await amounts([.failed]) == [])

        try house.go(to: "2026-02-01T00:00:00Z")
        #expect(try await ledger.transaction(id).transaction.status == .failed)
        #expect(try await amounts([.failed]) == [5])
        let pending = try await ledger.transactions(
            TransactionQuery(
                statuses: [.pending], page: PageRequest(.newest, limit: 1, wantsCount: true)))
        #expect(pending.items.map(\.transaction.credits) == [7])
        #expect(pending.count == 1)
        #expect(!pending.hasMore)
        #expect(try await house.journal().count == 3)
    }

    @Test("R12 A read in a task that is cancelled already answers that it is")
    func cancelledRead() async throws {
        let wallet = try await house.wallet(granted: 1)
        let ledger = house.ledger
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return await code { _ = try await ledger.balance(of: wallet) }
        }
        task.cancel()
        #expect(await task.value == "cancelled")
    }

    @Test("A queue that is full turns further callers away, and serves those who wait")
    func fullQueue() async throws {
        var configuration = Ledger.Configuration.patient
        configuration.queueLimit = 2
        let house = try House(configuration)
        let wallet = try await house.wallet()
        let ledger = house.ledger
        house.store.hold()
        let first = Task { try await ledger.topUp(TopUp(wallet, granted: .credits(1))) }
        try await eventually("The first commit did not come.") { house.store.commits.count == 1 }
        var waiting: [Task<String?, Never>] = []
        for _ in 0..<3 {
            waiting.append(
                Task {
                    await code {
                        _ = try await ledger.topUp(
                            TopUp(wallet, granted: .credits(1)), of: house.acme)
                    }
                })
        }
        try await eventually("Nobody was turned away.") {
            ledger.cache.slot(of: house.acme).queueLength == 2
        }
        house.store.letGo()
        _ = try await first.value
        var codes: [String?] = []
        for task in waiting { codes.append(await task.value) }
        #expect(codes.filter { $0 == "unavailable" }.count == 1)
        #expect(codes.filter { $0 == nil }.count == 2)
        #expect(try await ledger.balance(of: wallet).granted == 3)
    }

    @Test("Waits that nobody could mean are cut to an hour")
    func absurdWaits() {
        let configuration = Ledger.Configuration(
            retryDelay: .seconds(Int64.max), longestRetryDelay: .seconds(Int64.max))
        #expect(configuration.delay(beforeRetry: 5) <= .seconds(3_600))
    }
}
