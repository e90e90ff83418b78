import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// Damaged forms: each is told from a sound one, or read as another sound one; nothing traps.
@Suite("Stored form: damage")
struct StoredFuzzTests {
    /// Whole entries with each command and each effect.
    private static func entries() throws -> [[UInt8]] {
        let customer = try CustomerID("söhne \"&\" 1")
        func encoded(_ command: Command?, _ effects: [Effect]) -> [UInt8] {
            StorageFormat.encode(
                JournalEntry(
                    id: Sample.entry, customer: customer, revision: 1,
                    instant: Sample.february, command: command, context: nil,
                    transactions: [], effects: effects))
        }
        return try GoldenEntries.all().map { StorageFormat.encode($0.value) }
            + GoldenCommands.all().map { encoded($0.value, []) }
            + GoldenEffects.all().map { encoded(nil, [$0.value]) }
    }

    @Test("an entry that was cut off is corrupt, wherever it was cut")
    func cutEntries() throws {
        for bytes in try Self.entries() {
            for count in bytes.indices {
                #expect(throws: StoreError.self) {
                    try StorageFormat.entry(from: Array(bytes[..<count]))
                }
            }
        }
    }

    @Test("an entry with a byte that was changed is corrupt, or another entry")
    func changedEntries() throws {
        var generator = SeededGenerator(seed: 1)
        var (corrupt, other) = (0, 0)
        for bytes in try Self.entries() {
            for place in bytes.indices {
                let changes = [1 << UInt8(place % 8), UInt8.random(in: 1...255, using: &generator)]
                for change in changes {
                    var changed = bytes
                    changed[place] ^= change
                    guard let entry = try? StorageFormat.entry(from: changed) else {
                        corrupt += 1
                        continue
                    }
                    // What was accepted is sound: it is written and read as itself.
                    let back = try StorageFormat.entry(from: StorageFormat.encode(entry))
                    #expect(back == entry)
                    var book = Book(customer: entry.customer)
                    book.apply(entry)
                    other += 1
                }
            }
        }
        #expect(corrupt > 1_000 && other > 1_000)
    }

    @Test("a snapshot that was cut off is corrupt, wherever it was cut")
    func cutBooks() throws {
        let bytes = StorageFormat.encode(try GoldenBook.book())
        for count in bytes.indices {
            #expect(throws: StoreError.self) {
                try StorageFormat.book(from: Array(bytes[..<count]))
            }
        }
        #expect(throws: StoreError(.corrupt, "The snapshot is damaged.")) {
            try StorageFormat.book(from: bytes + [0])
        }
    }

    @Test("a snapshot with a bit that was changed is damaged, or of another version")
    func damagedBooks() throws {
        let bytes = StorageFormat.encode(try GoldenBook.book())
        for place in bytes.indices {
            for bit in 0..<8 as Range<UInt8> {
                var changed = bytes
                changed[place] ^= 1 << bit
                do throws(StoreError) {
                    #expect(try StorageFormat.book(from: changed) == nil)
                    #expect(place == 5)
                } catch {
                    #expect(error.kind == .corrupt)
                }
            }
        }
    }

    @Test("a packed book with a byte that was changed is corrupt or another book")
    func changedBooks() throws {
        var writer = SnapshotWriter()
        try GoldenBook.book().write(to: &writer)
        let bytes = writer.bytes
        var (corrupt, other) = (0, 0)
        for place in bytes.indices {
            for bit in 0..<8 as Range<UInt8> {
                var changed = bytes
                changed[place] ^= 1 << bit
                do throws(StoredFault) {
                    var reader = SnapshotReader(changed)
                    let book = try Book.read(from: &reader)
                    try reader.finish()
                    // The engine computes with what was accepted.
                    for wallet in book.wallets.indices {
                        _ = book.balance(of: wallet, at: Sample.february)
                    }
                    _ = book.exactNextDue(after: Sample.february)
                    other += 1
                } catch {
                    corrupt += 1
                }
            }
        }
        #expect(corrupt > 1_000 && other > 1_000)
    }

    @Test("noise is corrupt")
    func noise() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<2_000 {
            let count = Int.random(in: 0..<200, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(throws: StoreError.self) { try StorageFormat.entry(from: bytes) }
            #expect(throws: StoreError.self) {
                try StorageFormat.book(from: [4] + Array("book".utf8) + [4] + bytes)
            }
        }
    }
}
