import CreditLedgerTesting
import Testing

@testable import CreditLedger

@Suite("Reports of a ledger")
struct LedgerReportsTests {
    private let clock: ManualClock
    private let ledger: Ledger

    init() throws {
        clock = ManualClock(try Instant("2026-01-01T00:00:00Z"))
        ledger = Ledger(store: InMemoryStore(), clock: clock, ids: TimeOrderedIDs(seed: 1))
    }

    @Test("R10.2, R10.3: all customers, or one of them")
    func allOrOne() async throws {
        for name in ["a", "b", "c"] { try await wallet(of: name) }
        let all = try await ledger.verify()
        #expect(all.isClean)
        #expect((all.customers, all.entries, all.transactions) == (3, 3, 3))
        let one = try await ledger.verify(CustomerID("b"))
        #expect((one.customers, one.entries) == (1, 1))
        #expect(try await ledger.trialBalance().wallets.map(\.customer.text) == ["a", "b", "c"])
        let trial = try await ledger.trialBalance(of: CustomerID("b"))
        #expect(trial.wallets.map(\.customer.text) == ["b"])
        #expect(trial.isBalanced)
    }

    @Test("R2.5: a customer without a book has empty reports and no differences")
    func empty() async throws {
        let nobody = try CustomerID("nobody")
        #expect(try await ledger.verify(nobody).isClean)
        #expect(try await ledger.trialBalance(of: nobody).wallets.isEmpty)
        #expect(try await ledger.verify() == Verification())
    }

    @Test("R10.2: a journal longer than what is read at a time")
    func longJournal() async throws {
        let customer = try CustomerID("long")
        let wallet = try await wallet(of: "long")
        for _ in 1...1_100 {
            try await ledger.topUp(TopUp(wallet, granted: .credits(1)), of: customer)
        }
        let result = try await ledger.verify()
        #expect(result.isClean)
        #expect(result.entries == 1_101)
        let statement = try await ledger.statement(of: wallet, from: clock.now, to: .latest)
        #expect(statement.lines.count == 1_101)
        #expect(statement.closing.total == 1_110)
    }

    @Test("R2.4: a statement includes what fell due and journals nothing")
    func due() async throws {
        let wallet = try await wallet(of: "due", expiresAt: "2026-02-01T00:00:00Z")
        try clock.set(Instant("2026-02-01T00:00:00Z"))
        let from = try Instant("2026-01-15T00:00:00Z")
        let before = try await ledger.statement(of: wallet, from: from, to: clock.now)
        #expect(before.lines.isEmpty)
        #expect(before.closing.total == 10)
        let after = try await ledger.statement(of: wallet, from: from, to: .latest)
        #expect(after.lines.map(\.change) == [-10])
        #expect(after.closing.total == 0)
        #expect(try await ledger.verify().entries == 1)
        // Once it is journalled, the statement says the same of it.
        try await ledger.advance(CustomerID("due"))
        let journalled = try await ledger.statement(of: wallet, from: from, to: .latest)
        #expect(journalled.lines.map(\.change) == [-10])
        #expect(journalled.lines.first?.entry != nil)
        #expect(journalled.lines.first?.instant == after.lines.first?.instant)
    }

    @Test("R12: a statement of no wallet, or of a span that ends before it begins, is refused")
    func refusals() async throws {
        let wallet = try await wallet(of: "acme")
        let (early, late) = try (Instant("2026-01-01T00:00:00Z"), Instant("2026-01-02T00:00:00Z"))
        let unknown = WalletID(high: 0x7000, low: 1 << 63)
        await #expect(throws: LedgerError.refused(.walletNotFound(unknown))) {
            try await ledger.statement(of: unknown, from: early, to: late)
        }
        await #expect(throws: LedgerError.refused(.walletNotFound(wallet))) {
            try await ledger.statement(
                of: wallet, from: early, to: late, customer: CustomerID("other"))
        }
        let error = await #expect(throws: LedgerError.self) {
            try await ledger.statement(of: wallet, from: late, to: early)
        }
        #expect(error?.code == "invalidField")
    }

    @Test(
        "R10.2: no report is silent about entries that are missing",
        arguments: [
            ([3], "ends at revision 2, its book at 3."),
            ([1, 2, 3], "ends at revision 0, its book at 3."),
            ([2], "goes on with revision 3 after 1."),
        ] as [(lost: [Int64], what: String)])
    func missingEntries(_ lost: [Int64], _ what: String) async throws {
        let message = "The journal of customer acme \(what)"
        let memory = InMemoryStore()
        let customer = try CustomerID("acme")
        let whole = Ledger(store: memory, clock: clock, ids: TimeOrderedIDs(seed: 1))
        let wallet = try await whole.createWallet(
            CreateWallet(currency: .usd, granted: 10), for: customer
        ).outcome
        for _ in 1...2 { try await whole.topUp(TopUp(wallet, granted: .credits(1)), of: customer) }
        let lossy = Ledger(
            store: LossyStore(base: memory, lost: Set(lost)), clock: clock,
            ids: TimeOrderedIDs(seed: 2))
        await #expect(throws: LedgerError.corrupt(message)) {
            try await lossy.statement(of: wallet, from: clock.now, to: .latest)
        }
        await #expect(throws: LedgerError.corrupt(message)) { try await lossy.trialBalance() }
        let differences = try await lossy.verify().differences
        let expected: Invariant =
            lost.contains(3) ? .journalReachesRevision : .revisionsWithoutGaps
        #expect(differences.contains { $0.invariant == expected }, "\(differences)")
    }

    @discardableResult
    private func wallet(of customer: String, expiresAt: String? = nil) async throws -> WalletID {
        try await ledger.createWallet(
            CreateWallet(
                currency: .usd, expiresAt: expiresAt.map { try Instant($0) }, granted: 10),
            for: CustomerID(customer)
        ).outcome
    }
}
