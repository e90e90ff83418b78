import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// Targets that hold something else, and stores that lose what they are told.
@Suite("JournalCopy: targets")
struct JournalCopyTargetTests {
    private let acme: CustomerID
    private let removal: Removal

    init() throws {
        acme = try CustomerID("acme")
        removal = try Removal()
    }

    /// A ledger over a store with the ids of its own.
    private func ledger(_ store: InMemoryStore, seed: UInt32 = 77) -> Ledger {
        Ledger(store: store, clock: removal.till.clock, ids: TimeOrderedIDs(seed: seed))
    }

    private func open(_ customer: CustomerID, in ledger: Ledger, _ count: Int = 1) async throws {
        for _ in 0..<count {
            _ = try await ledger.createWallet(CreateWallet(currency: .usd), for: customer)
        }
    }

    private func refused(_ target: any LedgerStore) async throws -> CopyError? {
        do throws(CopyError) {
            _ = try await removal.copy(to: target).run()
            return nil
        } catch {
            return error
        }
    }

    @Test("a target with a customer of its own is refused, and not written to")
    func stranger() async throws {
        try await open(CustomerID("zeta"), in: removal.till.ledger)
        for name in ["acme", "zeta zeta"] {
            let target = InMemoryStore()
            let other = try CustomerID(name)
            try await open(other, in: ledger(target))
            #expect(try await refused(target) == .differs(other, revision: 1))
            #expect(try await target.customers(after: nil, limit: 9) == [other])
        }
    }

    @Test("a target whose customer has another journal is refused by name and revision")
    func otherJournal() async throws {
        try await open(acme, in: removal.till.ledger, 3)
        let target = InMemoryStore()
        try await open(acme, in: ledger(target), 2)
        let error = try #require(try await refused(target))
        #expect(error == .differs(acme, revision: 2))
        #expect(error.code == "targetDiffers")
        #expect(
            "\(error)"
                == "The target holds something else than the source at revision 2 of customer acme."
        )
        #expect(try await target.journal(of: acme, after: 0, limit: 9).count == 2)
    }

    @Test("a target that hosts have gone on with is refused, whichever of the two is longer")
    func movedOn() async throws {
        try await open(acme, in: removal.till.ledger, 2)
        let target = InMemoryStore()
        #expect(try await refused(target) == nil)
        try await open(acme, in: ledger(target))
        #expect(try await refused(target) == .differs(acme, revision: 3))
        try await open(acme, in: removal.till.ledger, 2)
        #expect(try await refused(target) == .differs(acme, revision: 3))
    }

    @Test("R11.1: a source whose journal has a gap is not copied beyond it")
    func gap() async throws {
        try await open(acme, in: removal.till.ledger, 5)
        let lossy = LossyStore(base: removal.source, lost: [3])
        let target = InMemoryStore()
        await #expect(throws: CopyError.self) {
            _ = try await JournalCopy(from: lossy, to: target).run()
        }
        #expect(try await target.customers(after: nil, limit: 1).isEmpty)
    }

    @Test("R10.2: an entry that the target has lost is found when all are compared")
    func lost() async throws {
        try await open(acme, in: removal.till.ledger, 5)
        let target = LossyStore(base: InMemoryStore(), lost: [2])
        #expect(try await refused(target) == .differs(acme, revision: 3))
    }

    @Test("R10.2: a book that the target did not keep as its journal has it is a difference")
    func book() async throws {
        try await open(acme, in: removal.till.ledger, 2)
        let report = try await removal.copy(to: ForgetfulStore(forgets: .wallets)).run()
        #expect(report.isLevel)
        #expect(report.verification.differences.map(\.invariant) == [.storedBookIsFold])
    }

    @Test("S19: a charge that the target does not list is an error")
    func charges() async throws {
        try await removal.charge()
        let error = try #require(try await refused(ForgetfulStore(forgets: .charges)))
        guard case .target(.corrupt(let words)) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(words.contains("is not listed"))
    }
}

/// A store in memory that does not tell all that it knows.
private struct ForgetfulStore: ForwardingStore {
    enum Loss { case wallets, charges }

    let base: any LedgerStore = InMemoryStore()
    let forgets: Loss

    func load(
        _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
    ) async throws(StoreError) -> LoadedBook {
        let loaded = try await base.load(customer, recalling: recall, unless: revision)
        guard forgets == .wallets, var book = loaded.book, !book.wallets.isEmpty else {
            return loaded
        }
        book.wallets.removeLast()
        return LoadedBook(revision: loaded.revision, book: book, recalled: loaded.recalled)
    }

    func charges(
        after last: TransactionID?, limit: Int
    ) async throws(StoreError) -> [StoredCharge] {
        forgets == .charges ? [] : try await base.charges(after: last, limit: limit)
    }
}
