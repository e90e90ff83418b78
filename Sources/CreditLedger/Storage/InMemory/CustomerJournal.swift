/// The journal of one customer, to be read: the record and the bytes of its entries.
struct CustomerJournal {
    private let record: CustomerRecord
    private let arena: JournalArena

    init(_ record: CustomerRecord, in arena: JournalArena) {
        self.record = record
        self.arena = arena
    }

    var customer: CustomerID { record.customer }
    var revision: Int64 { record.revision }
    /// Entry n stands at n - 1.
    var indices: Range<Int> { 0..<Int(record.count) }

    subscript(index: Int) -> JournalEntry { record.entry(at: index, in: arena) }

    /// The entries at some positions, found from the last one backwards.
    func entries(_ range: Range<Int>) -> [JournalEntry] {
        zip(range, record.places(range, in: arena)).map { index, place in
            arena.entry(at: place, of: record.customer, Int64(index) + 1)
        }
    }

    /// The position of the entry that has a claim.
    func index(of claim: Claim) -> Int? {
        record.index(of: claim, EntryClaims.hash(claim), in: arena)
    }

    /// The positions of the entries that take part in an invoice, in order of revision.
    func indices(of invoice: InvoiceID) -> [Int] {
        record.indices(of: invoice, EntryClaims.hash(invoice), in: arena)
    }

    /// The number of leading entries whose ids are not above `base`.
    func count(upTo base: EntryID) -> Int { record.count(upTo: base, in: arena) }

    /// What the journal last said of a grant that it opened so.
    func latest(_ opened: OpenedGrant) -> GrantRecord {
        record.extra?.amendedGrants[opened.id] ?? GrantRecord(opened)
    }

    /// The latest state of a transaction that an entry made.
    func latest(_ transaction: Transaction) -> Transaction {
        guard let number = record.extra?.namedAgain[transaction.id] else { return transaction }
        return self[Int(number) - 1].transactions.last { $0.id == transaction.id } ?? transaction
    }

    /// What the journal says to one who would capture for a line.
    private func captureRecord(of line: InvoiceLine) -> CaptureRecord? {
        let hash = EntryClaims.hash(line.invoice)
        guard let last = record.lastIndex(of: line.invoice, hash, in: arena),
            let currency = self[last].invoiceCurrency
        else { return nil }
        return CaptureRecord(
            currency: currency,
            drawn: index(of: .drawn(line.invoice)).map { self[$0].id },
            captured: index(of: .captured(line)).map { self[$0].id })
    }

    /// What there is of a recall (S3).
    func find(_ recall: Recall) -> Recalled {
        var found = Recalled.nothing
        for key in recall.keys {
            if let index = index(of: .key(key)) { found.entries[key] = self[index] }
        }
        for invoice in recall.invoices {
            let entries = indices(of: invoice).map { self[$0] }
            guard !entries.isEmpty else { continue }
            found.invoices[invoice] = InvoiceRecord(entries: entries)
            for transaction in entries.lazy.flatMap(\.transactions) {
                add(transaction.grant, to: &found)
            }
        }
        for id in recall.grants { add(id, to: &found) }
        for line in recall.captures { found.captures[line] = captureRecord(of: line) }
        for id in recall.holds { found.holds[id] = record.endedHold(id, in: arena) }
        return found
    }

    private func add(_ id: GrantID, to found: inout Recalled) {
        guard found.grants[id] == nil, let grant = record.grant(id, in: arena) else { return }
        found.grants[id] = grant
    }
}
