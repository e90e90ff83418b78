import CreditLedger
import CreditLedgerTesting
import Testing

@Suite("Lists as of now")
struct ListTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    /// 30 wallets of 3 customers; every third expires in February.
    private func wallets() async throws -> [WalletID] {
        var ids: [WalletID] = []
        for number in 0..<30 {
            ids.append(
                try await house.wallet(
                    granted: 1, expiresAt: number % 3 == 0 ? "2026-02-01T00:00:00Z" : nil,
                    of: try CustomerID("customer \(number % 5)")))
        }
        return ids
    }

    /// Pages through a list in one direction and expects every page to tell truly whether more
    /// comes.
    private func walk<Item: Hashable & Sendable & Identifiable>(
        limit: Int, backwards: Bool = false, from last: Identifier<Item>? = nil,
        _ list: (PageRequest<Item>) async throws -> Page<Item>
    ) async throws -> [Identifier<Item>] where Item.ID == Identifier<Item> {
        var found: [Identifier<Item>] = []
        var cursor = last
        while true {
            let place: PageRequest<Item>.Place =
                cursor.map { backwards ? .before($0) : .after($0) } ?? .newest
            let page = try await list(PageRequest(place, limit: limit))
            let ids = page.items.map(\.id)
            #expect(ids == ids.sorted(by: >))
            #expect(ids.count <= limit)
            found = backwards ? ids + found : found + ids
            guard page.hasMore else { return found }
            #expect(ids.count == limit)
            cursor = backwards ? ids.first : ids.last
        }
    }

    @Test(
        "R11.4 Wallets by a status as of now, in pages, forwards and backwards",
        arguments: [1, 7, 100])
    func walletsByStatus(limit: Int) async throws {
        let all = try await wallets()
        try house.go(to: "2026-03-01T00:00:00Z")
        let ended = all.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
        let active = all.filter { !ended.contains($0) }
        for (status, expected) in [(WalletStatus.active, active), (.terminated, ended)] {
            let forwards = try await walk(limit: limit) {
                try await ledger.wallets(WalletQuery(statuses: [status], page: $0))
            }
            #expect(forwards == expected.reversed())
            let backwards = try await walk(limit: limit, backwards: true, from: all[0]) {
                try await ledger.wallets(WalletQuery(statuses: [status], page: $0))
            }
            #expect(backwards == expected.filter { $0 > all[0] }.reversed())
        }
        #expect(
            try await walk(limit: limit) {
                try await ledger.wallets(WalletQuery(page: $0))
            } == all.reversed())
        #expect(try await house.journal(of: try CustomerID("customer 0")).count == 6)
    }

    @Test("R11.4 A count counts what the filter lets by, with and without a status")
    func counts() async throws {
        _ = try await wallets()
        try house.go(to: "2026-03-01T00:00:00Z")
        let page = try PageRequest<Wallet>(.newest, limit: 2, wantsCount: true)
        #expect(try await ledger.wallets(WalletQuery(page: page)).count == 30)
        let ended = WalletQuery(statuses: [.terminated], page: page)
        #expect(try await ledger.wallets(ended).count == 10)
        let none = WalletQuery(statuses: [.pending], page: page)
        #expect(try await ledger.wallets(none) == Page(items: [], hasMore: false, count: 0))
        let one = WalletQuery(
            customer: try CustomerID("customer 3"), statuses: [.active], page: page)
        #expect(try await ledger.wallets(one).count == 4)
        #expect(try await ledger.wallets(WalletQuery()).count == nil)
    }

    @Test("R4.3c, R11.4 Grants by a status as of now, closed and depleted ones included")
    func grantsByStatus() async throws {
        let wallet = try await house.wallet()
        var byStatus: [GrantStatus: [GrantID]] = [:]
        for _ in 0..<3 {
            for status in [GrantStatus.active, .depleted, .voided, .expired] {
                let issued = try await ledger.topUp(
                    TopUp(
                        wallet, granted: .credits(2),
                        expiresAt: status == .expired ? try Instant("2026-02-01T00:00:00Z") : nil))
                let id = try #require(issued.outcome.granted)
                if status == .depleted {
                    try await ledger.voidCredits(VoidCredits(wallet, 2, from: id))
                }
                if status == .voided { try await ledger.voidGrant(id) }
                byStatus[status, default: []].append(id)
            }
        }
        try house.go(to: "2026-03-01T00:00:00Z")
        for (status, ids) in byStatus {
            for limit in [1, 2, 50] {
                let found = try await walk(limit: limit) {
                    try await ledger.grants(
                        GrantQuery(wallet: wallet, statuses: [status], page: $0))
                }
                #expect(found == ids.reversed())
            }
            let counted = GrantQuery(
                statuses: [status], page: try PageRequest(.newest, limit: 1, wantsCount: true))
            #expect(try await ledger.grants(counted).count == 3)
        }
        #expect(try await ledger.grants(GrantQuery()).items.count == 12)
        #expect(try await ledger.grants(GrantQuery(kind: .paid)).items.isEmpty)
    }

    @Test("R11.4 Entries and transactions by customer and by page")
    func journalLists() async throws {
        let wallet = try await house.wallet(granted: 1)
        for _ in 0..<4 { try await ledger.topUp(TopUp(wallet, paid: .credits(1))) }
        _ = try await house.wallet(granted: 1, of: try CustomerID("other"))
        let entries = try await walk(limit: 2) {
            try await ledger.entries(EntryQuery(customer: house.acme, page: $0))
        }
        #expect(entries == (try await house.journal().map(\.id).reversed()))
        let purchases = try await ledger.transactions(
            TransactionQuery(customer: house.acme, kinds: [.purchased]))
        #expect(purchases.items.count == 4)
        #expect(!purchases.hasMore)
    }
}
