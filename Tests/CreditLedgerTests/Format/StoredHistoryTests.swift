import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// Every entry and every book of seeded histories, through the stored form and back.
@Suite("Stored form of seeded histories")
struct StoredHistoryTests {
    static let seeds: ClosedRange<UInt64> = 1...12

    private static let played = Task { try await play() }

    /// The journals of histories with all commands and chances, one for each seed.
    private static func journals() async throws -> [[JournalEntry]] {
        try await played.value
    }

    private static func play() async throws -> [[JournalEntry]] {
        let clock = ManualClock(Workload.start)
        let store = InMemoryStore()
        let ledger = Ledger(store: store, clock: clock)
        for seed in seeds {
            clock.set(Workload.start)
            try await Workload.run(seed: seed, steps: 100, on: ledger, clock: clock, attempts: 2)
        }
        var journals: [[JournalEntry]] = []
        for customer in try await store.customers(after: nil, limit: 1_000) {
            journals.append(try await store.journal(of: customer, after: 0, limit: .max))
        }
        return journals
    }

    @Test("R11.1: entries come back whole, and always in the same bytes")
    func entries() async throws {
        var commands: Set<String> = []
        var effects: Set<String> = []
        for entry in try await Self.journals().joined() {
            let bytes = StorageFormat.encode(entry)
            let back = try StorageFormat.entry(from: bytes)
            #expect(back == entry)
            #expect(StorageFormat.encode(back) == bytes)
            let content = StorageFormat.content(of: entry)
            let said = EntryContent(
                command: entry.command, context: entry.context, effects: entry.effects,
                transactionCount: Int64(entry.transactions.count))
            #expect(try StorageFormat.content(from: content) == said)
            if let command = entry.command { commands.insert(StorageFormat.name(of: command)) }
            effects.formUnion(entry.effects.map(\.storedName))
        }
        #expect(commands.count >= 18, "\(commands.sorted())")
        #expect(effects.count >= 18, "\(effects.sorted())")
    }

    @Test("R11.1: books come back whole, each after each of its entries")
    func books() async throws {
        var count = 0
        for journal in try await Self.journals() {
            var book = Book(customer: try #require(journal.first).customer)
            for entry in journal {
                book.apply(entry)
                let back = try StorageFormat.book(from: StorageFormat.encode(book))
                #expect(back == book)
                count += 1
            }
        }
        #expect(count > 600)
    }

    @Test("R11.1: a journal that was stored folds to the same books")
    func folds() async throws {
        for journal in try await Self.journals() {
            let customer = try #require(journal.first).customer
            var (kept, stored) = (Book(customer: customer), Book(customer: customer))
            for entry in journal {
                kept.apply(entry)
                stored.apply(try StorageFormat.entry(from: StorageFormat.encode(entry)))
            }
            #expect(stored == kept)
        }
    }

    @Test("R4.1: terms of grants and wallets come back alone")
    func terms() async throws {
        var count = 0
        for effect in try await Self.journals().joined().flatMap(\.effects) {
            guard case .grantOpened(let opened) = effect else { continue }
            let bytes = StorageFormat.encode(opened.terms)
            #expect(try StorageFormat.grantTerms(from: bytes) == opened.terms)
            count += 1
        }
        #expect(count > 100)
    }
}
