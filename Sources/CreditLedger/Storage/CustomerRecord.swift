/// All that the in-memory store keeps of one customer.
///
/// The journal is the truth; everything else finds things in it, as revisions rather than copies. A
/// customer with few entries has no index at all: its journal is looked through.
struct CustomerRecord {
    let customer: CustomerID
    /// Entry n stands at n - 1.
    private(set) var journal: [JournalEntry] = []
    private var snapshot: Shared<Book>?
    /// The next due instant as kept, or `never`.
    var due: Instant = .never
    /// Claim to revision, once there are too many entries to look through.
    private var claims = HashSlots()
    /// Invoice to the last revision that takes part in it, and from there to those before.
    private var invoices = HashSlots()
    private var sameInvoiceBefore: [UInt32: UInt32] = [:]
    /// Hold that has ended to the revision that ended it.
    private var endedHolds = HashSlots()
    /// Grants of which the journal said more than that they were opened.
    private var amendedGrants: [GrantID: GrantRecord] = [:]
    /// Transactions that were named again, and the last revision that did.
    private var namedAgain: [TransactionID: UInt32] = [:]

    private static let unindexedLimit = 8

    init(customer: CustomerID) {
        self.customer = customer
    }

    var revision: Int64 { Int64(journal.count) }
    /// The id that the next entry's has to exceed.
    private(set) var lastID: EntryID?

    // MARK: Writing

    mutating func append(_ entry: JournalEntry) {
        journal.append(entry)
        lastID = entry.lastID
        let number = UInt32(truncatingIfNeeded: journal.count)
        if journal.count == Self.unindexedLimit + 1 {
            for index in journal.indices {
                self.index(journal[index], UInt32(truncatingIfNeeded: index + 1))
            }
        } else if journal.count > Self.unindexedLimit {
            index(entry, number)
        }
        for effect in entry.effects { amend(effect, at: entry.instant) }
        noteNamedAgain(entry, number)
    }

    mutating func keep(_ book: Book) {
        snapshot = Shared(book)
    }

    private mutating func index(_ entry: JournalEntry, _ number: UInt32) {
        if let key = entry.key { claims.insert(Claim.key(key).hashValue, number) }
        if let claim = entry.command?.claim { claims.insert(claim.hashValue, number) }
        for case .holdEnded(let hold, _) in entry.effects {
            endedHolds.insert(hold.id.hashValue, number)
        }
        guard let invoice = entry.invoice else { return }
        let hash = invoice.hashValue
        if let last = invoices.find(hash, where: { journal[Int($0) - 1].invoice == invoice }) {
            sameInvoiceBefore[number] = last.number
            invoices.replace(at: last.position, with: number)
        } else {
            invoices.insert(hash, number)
        }
    }

    private mutating func amend(_ effect: Effect, at instant: Instant) {
        switch effect {
        case .grantChanged(let changed), .grantReopened(let changed):
            let record = grant(changed.id) ?? GrantRecord(changed)
            amend(record, effect, at: instant)
        case .grantClosed(let id, _):
            if let record = grant(id) { amend(record, effect, at: instant) }
        case .refundOwed(let refund):
            if let record = grant(refund.grant) { amend(record, effect, at: instant) }
        default:
            break
        }
    }

    private mutating func amend(_ record: GrantRecord, _ effect: Effect, at instant: Instant) {
        var record = record
        record.apply(effect, at: instant)
        amendedGrants[record.id] = record
    }

    private mutating func noteNamedAgain(_ entry: JournalEntry, _ number: UInt32) {
        let base = entry.id.entry
        var last: TransactionID?
        var ascends = true
        for transaction in entry.transactions {
            if transaction.id.entry < base {
                namedAgain[transaction.id] = number
            } else {
                if let last, transaction.id <= last { ascends = false }
                last = transaction.id
            }
        }
        // Ids that ascend are distinct, and they nearly always do.
        guard !ascends else { return }
        var seen: Set<TransactionID> = []
        for transaction in entry.transactions
        where transaction.id.entry >= base && !seen.insert(transaction.id).inserted {
            namedAgain[transaction.id] = number
        }
    }

    // MARK: Finding

    /// The position of the entry that has a claim.
    func index(of claim: Claim) -> Int? {
        guard journal.count > Self.unindexedLimit else {
            return journal.indices.first { journal[$0].has(claim) }
        }
        let found = claims.find(claim.hashValue) { journal[Int($0) - 1].has(claim) }
        return found.map { Int($0.number) - 1 }
    }

    /// The positions of the entries that take part in an invoice, in order of revision.
    func indices(of invoice: InvoiceID) -> [Int] {
        guard journal.count > Self.unindexedLimit else {
            return journal.indices.filter { journal[$0].invoice == invoice }
        }
        let found = invoices.find(invoice.hashValue) { journal[Int($0) - 1].invoice == invoice }
        var indices: [Int] = []
        var next = found?.number
        while let number = next {
            indices.append(Int(number) - 1)
            next = sameInvoiceBefore[number]
        }
        return indices.reversed()
    }

    /// The last entry that takes part in an invoice.
    private func lastEntry(of invoice: InvoiceID) -> JournalEntry? {
        guard journal.count > Self.unindexedLimit else {
            return journal.last { $0.invoice == invoice }
        }
        let found = invoices.find(invoice.hashValue) { journal[Int($0) - 1].invoice == invoice }
        return found.map { journal[Int($0.number) - 1] }
    }

    /// What the journal says to one who would capture for a line.
    func captureRecord(of line: InvoiceLine) -> CaptureRecord? {
        guard let currency = lastEntry(of: line.invoice)?.invoiceCurrency else { return nil }
        return CaptureRecord(
            currency: currency,
            drawn: index(of: .drawn(line.invoice)).map { journal[$0].id },
            captured: index(of: .captured(line)).map { journal[$0].id })
    }

    /// What the journal last said of a hold that has ended; open ones stand in the book.
    func endedHold(_ id: HoldID) -> HoldRecord? {
        let index: Int?
        if journal.count > Self.unindexedLimit {
            index = endedHolds.find(id.hashValue) { journal[Int($0) - 1].end(of: id) != nil }
                .map { Int($0.number) - 1 }
        } else {
            index = journal.firstIndex { $0.end(of: id) != nil }
        }
        return index.flatMap { journal[$0].end(of: id) }
    }

    /// The number of leading entries whose ids are not above `base`; ids ascend with the revision.
    func count(upTo base: EntryID) -> Int {
        var (low, high) = (0, journal.count)
        while low < high {
            let middle = (low + high) / 2
            if journal[middle].id.entry <= base { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// What the journal last said of a grant.
    func grant(_ id: GrantID) -> GrantRecord? {
        if let record = amendedGrants[id] { return record }
        // A further base of an entry with very many ids lies before the next entry's.
        let index = count(upTo: id.entry) - 1
        guard index >= 0 else { return nil }
        for case .grantOpened(let opened) in journal[index].effects where opened.id == id {
            return GrantRecord(opened)
        }
        return nil
    }

    /// What the journal last said of a grant that it opened so.
    func latest(_ opened: OpenedGrant) -> GrantRecord {
        amendedGrants[opened.id] ?? GrantRecord(opened)
    }

    /// The latest state of a transaction that an entry made.
    func latest(_ transaction: Transaction) -> Transaction {
        guard !namedAgain.isEmpty, let number = namedAgain[transaction.id] else {
            return transaction
        }
        return journal[Int(number) - 1].transactions.last { $0.id == transaction.id }
            ?? transaction
    }

    /// The book to fold from, and the entries to fold into it.
    var foldable: (book: Book, entries: [JournalEntry]) {
        let book = snapshot?.value ?? Book(customer: customer)
        // A copy of the few: who held the array itself would make the next append copy it whole.
        return (book, Array(journal.dropFirst(Int(book.revision))))
    }
}

extension JournalEntry {
    /// Whether this entry has a claim, without listing all that it has.
    fileprivate func has(_ claim: Claim) -> Bool {
        switch claim {
        case .key(let key): self.key == key
        case .drawn(let invoice): drawn == invoice
        case .captured(let line): captured == line
        }
    }
}
