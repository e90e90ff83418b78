import CreditLedgerTesting
import Synchronization
import Testing

@testable import CreditLedger

/// What the in-memory store keeps of an entry is the entry.
@Suite("Packed entries")
struct PackedEntryTests {
    private static let played = Task { try await play() }

    /// The journals of histories with all commands and chances, as they were decided.
    private static func play() async throws -> [[JournalEntry]] {
        let clock = ManualClock(Workload.start)
        let store = RecordingStore(InMemoryStore())
        let ledger = Ledger(store: store, clock: clock)
        for seed: UInt64 in 1...12 {
            clock.set(Workload.start)
            try await Workload.run(seed: seed, steps: 100, on: ledger, clock: clock, attempts: 2)
        }
        return store.journals
    }

    /// Puts entries into an arena and gives their places.
    private func put(
        _ entries: [JournalEntry], into arena: inout JournalArena
    ) -> [UInt32] {
        entries.map { arena.pack($0, lastBase: $0.lastID.entry, after: 0) }
    }

    /// The bytes of something.
    private func written(_ write: (inout PackedWriter) -> Void) -> [UInt8] {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1_000) { room in
            var writer = unsafe PackedWriter(into: room)
            write(&writer)
            return unsafe Array(writer.written)
        }
    }

    @Test("what finds no room is counted, and not written", arguments: [0, 1, 5, 11, 12])
    func room(_ size: Int) {
        unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 100) { room in
            unsafe room.initialize(repeating: 0xAA)
            var writer = unsafe PackedWriter(into: .init(rebasing: room[..<size]))
            writer.text("nine byte")
            writer.number(300)
            #expect(writer.count == 12)
            #expect(writer.isWhole == (size >= 12))
            #expect(unsafe writer.written.count == (size >= 12 ? 12 : 0))
            #expect(unsafe room[size...].allSatisfy { $0 == 0xAA })
        }
    }

    private func comesBack(_ entry: JournalEntry) {
        var arena = JournalArena()
        let place = put([entry], into: &arena)[0]
        #expect(arena.entry(at: place, of: entry.customer, entry.revision) == entry)
        #expect(arena.id(at: place) == entry.id)
    }

    private func entry(_ command: Command?, _ effects: [Effect] = []) throws -> JournalEntry {
        JournalEntry(
            id: Sample.entry, customer: try CustomerID("acme"), revision: 3, instant: .latest,
            command: command, context: nil, transactions: [], effects: effects)
    }

    @Test("come back whole, each member of every golden entry, command and effect")
    func golden() throws {
        for golden in try GoldenEntries.all() { comesBack(golden.value) }
        for golden in try GoldenCommands.all() { comesBack(try entry(golden.value)) }
        for golden in try GoldenEffects.all() { comesBack(try entry(nil, [golden.value])) }
    }

    @Test("come back whole from seeded histories, and fold into the same books")
    func histories() async throws {
        var packed = 0
        for journal in try await Self.played.value {
            let customer = try #require(journal.first).customer
            var arena = JournalArena()
            let places = put(journal, into: &arena)
            var (book, folded) = (Book(customer: customer), Book(customer: customer))
            for (entry, place) in zip(journal, places) {
                let back = arena.entry(at: place, of: customer, entry.revision)
                #expect(back == entry)
                #expect(StorageFormat.encode(back) == StorageFormat.encode(entry))
                book.apply(entry)
                arena.fold(at: place, into: &folded, entry.revision)
                #expect(folded == book)
                if arena.opening(at: place).whole == nil { packed += 1 }
            }
        }
        #expect(packed > 1_000)
    }

    @Test("have the claims of their entries and no others")
    func claims() async throws {
        for journal in try await Self.played.value {
            var arena = JournalArena()
            let places = put(journal, into: &arena)
            for (entry, place) in zip(journal, places) {
                for claim in entry.claims { #expect(arena.has(claim, at: place)) }
                if let invoice = entry.invoice { #expect(arena.takesPart(in: invoice, at: place)) }
                let other = try Claim.key(IdempotencyKey("another"))
                #expect(!arena.has(other, at: place))
                #expect(try !arena.takesPart(in: InvoiceID("another"), at: place))
                #expect(try !arena.has(.drawn(InvoiceID("another")), at: place))
            }
        }
    }

    @Test(
        "amounts come back from either end of what 128 bits hold",
        arguments: [
            0, 1, -1, 10_000_000_000, -10_000_000_000, 10_000_000_001, Int128(Int64.max),
            Int128(Int64.min), Int128(Int64.max) + 1, GridNumber.limit - 1, -GridNumber.limit,
            GridNumber.limit * 10_000, Int128.max, Int128.min,
        ])
    func amounts(_ units: Int128) {
        let bytes = written { $0.units(units) }
        var reader = PackedReader(bytes, at: 0)
        #expect(reader.units() == units)
        #expect(reader.index == bytes.count)
    }

    @Test("ids come back: near ones, far ones, and those of other sources")
    func ids() {
        let base = TimeOrderedIDs(seed: 7).next(at: Workload.start, after: nil)
        let other = TimeOrderedIDs(seed: 8).next(at: .earliest, after: nil)
        let late = TimeOrderedIDs(seed: 7).next(at: .latest, after: nil)
        let ids: [GrantID] = [
            base.with(ordinal: 0), base.with(ordinal: .max), other.with(ordinal: 3),
            late.with(ordinal: 9), other.with(ordinal: 3), GrantID(high: 0, low: 0),
            GrantID(high: .max, low: .max), GrantID(high: 0, low: .max), late.with(ordinal: 10),
            GrantID(high: base.high - 1, low: base.low), late.with(ordinal: 9),
        ]
        let bytes = written { writer in
            writer.begin(base, at: Workload.start)
            for id in ids { writer.id(id) }
        }
        var reader = PackedReader(bytes, at: 0)
        reader.begin(base, at: Workload.start)
        for id in ids { #expect(reader.id() == id) }
        #expect(reader.index == bytes.count)
    }

    @Test("stand by the thousand in one arena, long ones among them")
    func arena() throws {
        let ids = TimeOrderedIDs(seed: 7)
        let customer = try CustomerID("acme")
        let entries = try (1...3_000).map { number in
            let lines = try (0..<(number % 500 == 0 ? 9_000 : 1)).map {
                Invoice.Line(try LineID("line \($0)"), .charge, try Money("0.01", .usd))
            }
            let invoice = try Invoice(id: InvoiceID("in \(number)"), currency: .usd, lines: lines)
            return JournalEntry(
                id: ids.next(at: Workload.start, after: nil), customer: customer,
                revision: Int64(number), instant: Workload.start,
                command: .drawDown(DrawDown(invoice)), context: nil, transactions: [], effects: [])
        }
        var arena = JournalArena()
        let places = put(entries, into: &arena)
        for (entry, place) in zip(entries, places) {
            #expect(arena.entry(at: place, of: customer, entry.revision) == entry)
        }
    }
}

/// Notes what is committed, before any store has packed it.
private final class RecordingStore: ForwardingStore {
    let base: any LedgerStore
    private let noted = Mutex<[CustomerID: [JournalEntry]]>([:])

    init(_ base: any LedgerStore) {
        self.base = base
    }

    var journals: [[JournalEntry]] { noted.withLock { Array($0.values) } }

    func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
        let outcome = try await base.commit(commit)
        guard outcome == .committed else { return outcome }
        noted.withLock { $0[commit.customer, default: []] += commit.entries }
        return outcome
    }
}
