import CreditLedger
import CreditLedgerSQL
import Testing

@testable import CreditLedgerTesting

/// What a commit writes, worked out without a database.
@Suite("The rows of a commit")
struct CommitRowsTests {
    static func journal(_ customer: String = "acme") throws -> SampleJournal {
        try SampleJournal(customer, ids: TimeOrderedIDs(seed: 7))
    }

    @Test("an entry follows the one before it, and the first none")
    func revisions() throws {
        var journal = try Self.journal()
        try journal.open(key: "open")
        try journal.touch()
        let rows = try CommitRows(journal.commit(2))
        #expect(rows.customer == journal.customer && rows.expected == 0)
        #expect(rows.entries.map(\.revision) == [1, 2])
        #expect(rows.entries.map(\.previous) == [nil, 1])
        #expect(rows.entries.map(\.id) == journal.entries.map(\.id))
        #expect(rows.entries.map(\.instant) == journal.entries.map(\.instant))
        #expect(rows.entries.map(\.key?.text) == ["open", nil])
        let names = journal.entries.compactMap(\.command).map(StorageFormat.name)
        #expect(rows.entries.map(\.command) == names)
    }

    @Test("S7: what does not follow the expected revision is corrupt")
    func malformed() throws {
        var journal = try Self.journal()
        try journal.open()
        try journal.touch()
        let other = try CustomerID("other")
        let entries = journal.entries
        for commit in [
            Commit(customer: journal.customer, expected: 0, entries: []),
            Commit(customer: journal.customer, expected: 1, entries: entries),
            Commit(customer: journal.customer, expected: 0, entries: entries.reversed()),
            Commit(customer: other, expected: 0, entries: entries),
        ] {
            #expect(throws: StoreError.self) { try CommitRows(commit) }
        }
    }

    @Test("ids that do not ascend are corrupt")
    func descendingIDs() throws {
        var journal = try Self.journal()
        let first = try journal.open()
        let second = try journal.touch()
        let swapped = [(first, second.id), (second, first.id)].map { entry, id in
            JournalEntry(
                id: id, customer: entry.customer, revision: entry.revision,
                instant: entry.instant, command: entry.command, context: entry.context,
                transactions: [], effects: [])
        }
        #expect(throws: StoreError(.corrupt, "the ids of the entries do not ascend")) {
            try CommitRows(Commit(customer: journal.customer, expected: 0, entries: swapped))
        }
    }

    @Test("S6: one claim twice in one commit is corrupt")
    func claimedTwice() throws {
        let fault = StoreError(.corrupt, "two entries of one commit have the same claim")
        var journal = try Self.journal()
        try journal.open(key: "key")
        try journal.touch(key: "key")
        #expect(throws: fault) { try CommitRows(journal.commit(2)) }
        var drawing = try Self.journal()
        try drawing.open()
        try drawing.drawDown("in 1")
        try drawing.drawDown("in 1")
        #expect(throws: fault) { try CommitRows(drawing.commit(2)) }
    }

    @Test("claims: a drawdown has an empty line, a capture its own, giving back none")
    func invoiceColumns() throws {
        var journal = try Self.journal()
        try journal.open()
        let hold = try journal.hold([(5, from: journal.grants[0])])
        try journal.capture(hold, 5, invoice: "in 1", line: "line 0")
        let drawn = try journal.drawDown("in 1", parts: [3])
        try journal.reinstate(drawn.transactions[0])
        let rows = try CommitRows(journal.commit(5)).entries
        #expect(rows.map(\.invoice?.text) == [nil, nil, "in 1", "in 1", "in 1"])
        #expect(rows.map(\.line) == [nil, nil, "line 0", "", nil])
        let place = InvoiceLine(invoice: try InvoiceID("in 1"), line: try LineID("line 0"))
        #expect(rows.map(\.claim) == [nil, nil, .captured(place), .drawn(place.invoice), nil])
        #expect(rows.map(\.endedHolds) == [[], [], [hold], [], []])
    }

    @Test("S9: a snapshot is kept only of the book's very revision")
    func snapshots() throws {
        var journal = try Self.journal()
        try journal.open()
        let early = journal.book
        try journal.touch()
        let other = Book(customer: try CustomerID("other"))
        #expect(try CommitRows(journal.commit(snapshot: journal.book)).snapshot?.revision == 2)
        #expect(try CommitRows(journal.commit(snapshot: early)).snapshot == nil)
        #expect(try CommitRows(journal.commit(snapshot: other)).snapshot == nil)
        #expect(try CommitRows(journal.commit()).snapshot == nil)
    }

    @Test("S16: never is no due instant, and before all time is the first there is")
    func nextDue() throws {
        var journal = try Self.journal()
        try journal.open()
        let instant = Instant(unchecked: 1_800_000_000_000)
        for (next, kept) in [
            (nil, nil), (.never, nil), (instant, instant), (.dawn, .earliest), (.latest, .latest),
        ] as [(Instant?, Instant?)] {
            #expect(try CommitRows(journal.commit(nextDue: next)).nextDue == kept)
        }
    }

    @Test("all ids of an entry lie up to its last id, under however many bases")
    func bases() throws {
        var journal = try Self.journal()
        try journal.open()
        try journal.drawDown("in 1", parts: [Credits](repeating: 1, count: 140_000))
        try journal.touch()
        let rows = try CommitRows(journal.commit(3)).entries
        #expect(rows.map(\.furtherBases.count) == [0, 2, 0])
        #expect(rows[1].furtherBases == rows[1].furtherBases.sorted())
        #expect(rows[0].lastID == rows[0].id.with(ordinal: .max))
        #expect(rows[1].lastID == rows[1].furtherBases.last?.with(ordinal: .max))
        #expect(rows[1].lastID < rows[2].id)
        let ids = rows[1].transactions.map(\.transaction.id)
        #expect(ids.allSatisfy { $0 > rows[1].id.with(ordinal: 0) })
        #expect(ids.max().map { $0 <= rows[1].lastID.with(ordinal: .max) } == true)
        #expect(rows[1].transactions.map(\.position) == Array(0..<140_000))
        #expect(rows[1].transactions.allSatisfy { !$0.again })
    }
}
