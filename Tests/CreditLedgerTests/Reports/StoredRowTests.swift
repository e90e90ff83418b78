import CreditLedgerTesting
import Synchronization
import Testing

@testable import CreditLedger

@Suite("Verification of stored rows")
struct StoredRowTests {
    private let store = TamperedStore()
    private let ledger: Ledger
    private let customers: [CustomerID]

    init() throws {
        let clock = ManualClock(try Instant("2026-01-01T00:00:00Z"))
        ledger = Ledger(store: store, clock: clock, ids: TimeOrderedIDs(seed: 1))
        customers = try ["a", "b", "c"].map { try CustomerID($0) }
    }

    @Test("R10.2: a grant's row that was changed behind the store's back is named")
    func changedRow() async throws {
        let wallet = try await fill(grants: 1)[1]
        let opened = try await grants(of: customers[1])[0]
        store.tamper { record in
            if record.id == opened { record.isRefundOwed = true }
        }
        let result = try await ledger.verify()
        #expect(result.customers == 3)
        #expect(
            result.differences == [
                Difference(
                    customer: customers[1], wallet: wallet, grant: opened, .storedGrantIsFold,
                    expected: "isRefundOwed false", found: "true")
            ])
    }

    @Test("R10.2: of many grants, the last one's row is compared too")
    func manyRows() async throws {
        try await fill(grants: 401)
        let last = try #require(try await grants(of: customers[2]).last)
        store.tamper { record in
            if record.id == last { record.closure = .init(at: .dawn, door: .expired) }
        }
        let found = try await ledger.verify(customers[2]).differences
        #expect(found.map(\.invariant) == [.storedGrantIsFold])
        #expect(found.first?.grant == last)
        #expect(found.first?.expected == "closure none")
        #expect(found.first?.found == "expired at \(Instant.dawn)")
        #expect(store.recalls == [200, 200, 1])
    }

    @Test("R10.2: customers go on while their grants are compared")
    func meanwhile() async throws {
        try await fill(grants: 201)
        let customer = customers[0]
        let open = try await grants(of: customer)
        // Another host, behind the back of the store that counts.
        let other = Ledger(
            store: store.base, clock: ledger.clock, ids: TimeOrderedIDs(seed: 2))
        store.beforeRecalls { count in
            try await other.voidGrant(open[count * 100], of: customer)
        }
        let result = try await ledger.verify(customer)
        #expect(result.differences == [])
        #expect(result.entries == 202)
        #expect(store.recalls == [200, 1])
        store.beforeRecalls { _ in }
        #expect(try await ledger.verify(customer).entries == 204)
    }

    @Test("R10.2: a journal that can't be read is named, and the other customers are verified")
    func unreadable() async throws {
        try await fill(grants: 1)
        store.breakJournal(of: customers[1], StoreError(.corrupt, "Entry 2 is no JSON."))
        let result = try await ledger.verify()
        #expect(result.customers == 3)
        #expect(
            result.differences == [
                Difference(
                    customer: customers[1], .journalReadable,
                    expected: "what is stored to be readable", found: "Entry 2 is no JSON.")
            ])
    }

    @Test("R12: a store that can't be reached is an error, not a difference")
    func unavailable() async throws {
        try await fill(grants: 1)
        let error = StoreError(.unavailable, "down")
        store.breakJournal(of: customers[1], error)
        await #expect(throws: LedgerError.store(error)) { try await ledger.verify() }
    }

    /// A wallet for each customer, with as many grants.
    @discardableResult
    private func fill(grants count: Int) async throws -> [WalletID] {
        var wallets: [WalletID] = []
        for customer in customers {
            let wallet = try await ledger.createWallet(
                CreateWallet(currency: .usd), for: customer
            ).outcome
            for _ in 0..<count {
                try await ledger.topUp(TopUp(wallet, granted: .credits(1)), of: customer)
            }
            wallets.append(wallet)
        }
        return wallets
    }

    /// A customer's grants in order of creation.
    private func grants(of customer: CustomerID) async throws -> [GrantID] {
        let journal = try await store.base.journal(of: customer, after: 0, limit: 1_000)
        return journal.flatMap(\.effects).compactMap {
            guard case .grantOpened(let opened) = $0 else { return nil }
            return opened.id
        }
    }
}

/// A store in memory that says something else of some rows than was written.
private final class TamperedStore: ForwardingStore {
    private struct State {
        var tamper: (@Sendable (inout GrantRecord) -> Void)?
        var before: (@Sendable (Int) async throws -> Void)?
        var broken: [CustomerID: StoreError] = [:]
        var recalls: [Int] = []
    }

    let base: any LedgerStore = InMemoryStore()
    private let state = Mutex(State())

    /// How many grants were asked for, each time.
    var recalls: [Int] { state.withLock { $0.recalls } }

    func tamper(_ change: @escaping @Sendable (inout GrantRecord) -> Void) {
        state.withLock { $0.tamper = change }
    }

    /// Does something before each look at rows of grants, which are counted from 1.
    func beforeRecalls(_ work: @escaping @Sendable (Int) async throws -> Void) {
        state.withLock { $0.before = work }
    }

    func breakJournal(of customer: CustomerID, _ error: StoreError) {
        state.withLock { $0.broken[customer] = error }
    }

    func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        guard !recall.grants.isEmpty else {
            return try await base.load(customer, recalling: recall, unless: revision)
        }
        let (count, before) = state.withLock { state in
            state.recalls.append(recall.grants.count)
            return (state.recalls.count, state.before)
        }
        do { try await before?(count) } catch { throw StoreError(.misconfigured, "\(error)") }
        let loaded = try await base.load(customer, recalling: recall, unless: revision)
        guard let tamper = state.withLock({ $0.tamper }) else { return loaded }
        var recalled = loaded.recalled
        for id in recalled.grants.keys {
            if var record = recalled.grants[id] {
                tamper(&record)
                recalled.grants[id] = record
            }
        }
        return LoadedBook(revision: loaded.revision, book: loaded.book, recalled: recalled)
    }

    func journal(
        of customer: CustomerID, after revision: Int64, limit: Int
    ) async throws(StoreError) -> [JournalEntry] {
        if let error = state.withLock({ $0.broken[customer] }) { throw error }
        return try await base.journal(of: customer, after: revision, limit: limit)
    }
}
