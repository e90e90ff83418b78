/// All that the in-memory store keeps of one customer, but for the bytes of its entries, which
/// stand in the shard's ``JournalArena``.
///
/// The journal is the truth; everything else finds things in it, as revisions rather than copies. A
/// customer with few entries has no index at all: its journal is looked through.
struct CustomerRecord {
    let customer: CustomerID
    /// The number of entries.
    private(set) var count: UInt32 = 0
    /// The place of the newest entry.
    private var last: UInt32 = 0
    /// The id that the next entry's has to exceed.
    private(set) var lastID: EntryID?
    /// The next due instant as kept, or `never`.
    var due: Instant = .never
    /// The claims of the first entries, while there is no index.
    private var filter = ClaimFilter()
    /// The place of entry n at n - 1, once there are more than a few.
    private var places: [UInt32] = []
    /// Claim, invoice or ended hold to the revision of the (last) entry that has it, once there are
    /// more than a few.
    private var found = HashSlots()
    /// None or one of what few customers have: an array is the smallest optional that is changed in
    /// place.
    private var extras: [Extra] = []

    /// What few customers have.
    struct Extra {
        fileprivate(set) var snapshot: Book?
        /// Revision of an entry of an invoice to that of the entry before it of the same.
        fileprivate(set) var sameInvoiceBefore: [UInt32: UInt32] = [:]
        /// Grants of which the journal said more than that they were opened.
        fileprivate(set) var amendedGrants: [GrantID: GrantRecord] = [:]
        /// Transactions that were named again, and the last revision that did.
        fileprivate(set) var namedAgain: [TransactionID: UInt32] = [:]
    }

    private static let unindexedLimit: UInt32 = 8

    init(customer: CustomerID) {
        self.customer = customer
    }

    var revision: Int64 { Int64(count) }
    var extra: Extra? { extras.first }
    private var isIndexed: Bool { count > Self.unindexedLimit }
}

// MARK: - Writing

extension CustomerRecord {
    /// Appends an entry.
    ///
    /// - Parameters:
    ///   - entry: the next entry.
    ///   - claims: what it claims.
    ///   - arena: where its bytes go.
    mutating func append(
        _ entry: JournalEntry, _ claims: EntryClaims, into arena: inout JournalArena
    ) {
        let lastID = entry.lastID
        let place = arena.pack(
            entry, lastBase: lastID.entry, after: count < Self.unindexedLimit ? last : nil)
        if count == Self.unindexedLimit {
            places = placesOfFew(in: arena)
            for index in 0..<count {
                let earlier = self.entry(at: Int(index), in: arena)
                self.index(earlier, EntryClaims(earlier), index + 1, in: arena)
            }
        }
        count += 1
        last = place
        self.lastID = lastID
        if isIndexed {
            places.append(place)
            index(entry, claims, count, in: arena)
        } else {
            if claims.key != nil { filter.insert(claims.keyHash) }
            if claims.invoice != nil { filter.insert(claims.invoiceHash) }
            if claims.hasCapture { filter.insert(claims.capturedHash) }
        }
        let effects = entry.effects
        for index in effects.indices { amend(effects[index], at: entry.instant, in: arena) }
        noteNamedAgain(entry)
    }

    mutating func keep(_ book: Book) {
        changeExtra { $0.snapshot = book }
    }

    private mutating func changeExtra(_ change: (inout Extra) -> Void) {
        if extras.isEmpty { extras.append(Extra()) }
        change(&extras[0])
    }

    private mutating func index(
        _ entry: JournalEntry, _ claims: EntryClaims, _ number: UInt32, in arena: JournalArena
    ) {
        if claims.key != nil { found.insert(claims.keyHash, number) }
        if claims.hasCapture { found.insert(claims.capturedHash, number) }
        let effects = entry.effects
        for index in effects.indices {
            guard case .holdEnded(let hold, _) = effects[index] else { continue }
            found.insert(EntryClaims.hash(hold.id), number)
        }
        guard let invoice = claims.invoice else { return }
        if let last = find(invoice, claims.invoiceHash, in: arena) {
            changeExtra { $0.sameInvoiceBefore[number] = last.number }
            found.replace(at: last.position, with: number)
        } else {
            found.insert(claims.invoiceHash, number)
        }
    }

    private func find(
        _ invoice: InvoiceID, _ hash: Int, in arena: JournalArena
    ) -> (position: Int, number: UInt32)? {
        found.find(hash) { arena.takesPart(in: invoice, at: places[Int($0) - 1]) }
    }

    private mutating func amend(_ effect: Effect, at instant: Instant, in arena: JournalArena) {
        let id: GrantID
        switch effect {
        case .grantChanged(let changed), .grantReopened(let changed): id = changed.id
        case .grantClosed(let closed, _): id = closed
        case .refundOwed(let refund): id = refund.grant
        default: return
        }
        var record = grant(id, in: arena)
        if record == nil, case .grantChanged(let changed) = effect { record = GrantRecord(changed) }
        if record == nil, case .grantReopened(let opened) = effect { record = GrantRecord(opened) }
        guard var record else { return }
        record.apply(effect, at: instant)
        changeExtra { $0.amendedGrants[id] = record }
    }

    private mutating func noteNamedAgain(_ entry: JournalEntry) {
        let base = entry.id.entry
        let transactions = entry.transactions
        var last: TransactionID?
        var ascends = true
        for index in transactions.indices {
            let id = transactions[index].id
            if id.entry < base {
                changeExtra { [count] in $0.namedAgain[id] = count }
            } else {
                if let last, id <= last { ascends = false }
                last = id
            }
        }
        // Ids that ascend are distinct, and they nearly always do.
        guard !ascends else { return }
        var seen: Set<TransactionID> = []
        for transaction in transactions
        where transaction.id.entry >= base && !seen.insert(transaction.id).inserted {
            changeExtra { [count] in $0.namedAgain[transaction.id] = count }
        }
    }
}

// MARK: - Judging

extension CustomerRecord {
    /// What this journal has against a commit, if anything: by its claims (S6), then its revision,
    /// then its ids.
    ///
    /// It changes nothing, but a record that is only read from its list is copied, which cost a
    /// fifth of a commit.
    mutating func objection(
        to commit: Commit, _ claims: CommitClaims, in arena: JournalArena
    ) throws(StoreError) -> CommitOutcome? {
        for index in 0..<claims.count {
            if let duplicate = duplicate(of: claims[index], in: arena) { return duplicate }
        }
        guard revision == commit.expected else { return .conflict(revision: revision) }
        guard let lastID, commit.entries[0].id <= lastID else { return nil }
        throw StoreError(.corrupt, "the ids of the entries do not ascend")
    }

    private func duplicate(of claims: EntryClaims, in arena: JournalArena) -> CommitOutcome? {
        if let key = claims.key, let index = index(of: .key(key), claims.keyHash, in: arena) {
            return .duplicate(.key(key), entry(at: index, in: arena))
        }
        guard let claim = claims.claim else { return nil }
        let hash = claims.hasCapture ? claims.capturedHash : claims.invoiceHash
        return index(of: claim, hash, in: arena).map {
            .duplicate(claim, entry(at: $0, in: arena))
        }
    }
}

// MARK: - Finding

extension CustomerRecord {
    /// The place of the entry at an index.
    func place(at index: Int, in arena: JournalArena) -> UInt32 {
        guard !isIndexed else { return places[index] }
        var place = last
        for _ in index..<Int(count) - 1 { place = arena.previous(of: place) }
        return place
    }

    /// The places of all entries of a customer that has few.
    private func placesOfFew(in arena: JournalArena) -> [UInt32] {
        guard count > 0 else { return [] }
        var newestFirst = [last]
        for index in 0..<Int(count) - 1 {
            newestFirst.append(arena.previous(of: newestFirst[index]))
        }
        return newestFirst.reversed()
    }

    func entry(at index: Int, in arena: JournalArena) -> JournalEntry {
        arena.entry(at: place(at: index, in: arena), of: customer, Int64(index) + 1)
    }

    /// The index of the entry that has a claim of this hash.
    func index(of claim: Claim, _ hash: Int, in arena: JournalArena) -> Int? {
        guard isIndexed else {
            guard filter.mayHave(hash) else { return nil }
            return placesOfFew(in: arena).firstIndex { arena.has(claim, at: $0) }
        }
        if case .drawn(let invoice) = claim {
            return indices(of: invoice, hash, in: arena).first {
                arena.has(claim, at: places[$0])
            }
        }
        let entry = found.find(hash) { arena.has(claim, at: places[Int($0) - 1]) }
        return entry.map { Int($0.number) - 1 }
    }

    /// The indices of the entries that take part in an invoice, in order of revision.
    func indices(of invoice: InvoiceID, _ hash: Int, in arena: JournalArena) -> [Int] {
        guard isIndexed else {
            guard filter.mayHave(hash) else { return [] }
            let places = placesOfFew(in: arena)
            return places.indices.filter { arena.takesPart(in: invoice, at: places[$0]) }
        }
        var indices: [Int] = []
        var next = find(invoice, hash, in: arena)?.number
        while let number = next {
            indices.append(Int(number) - 1)
            next = extra?.sameInvoiceBefore[number]
        }
        return indices.reversed()
    }

    /// What the journal last said of a hold that has ended; open ones stand in the book.
    func endedHold(_ id: HoldID, in arena: JournalArena) -> HoldRecord? {
        guard isIndexed else {
            for index in 0..<Int(count) {
                if let record = entry(at: index, in: arena).end(of: id) { return record }
            }
            return nil
        }
        let entry = found.find(EntryClaims.hash(id)) {
            self.entry(at: Int($0) - 1, in: arena).end(of: id) != nil
        }
        return entry.flatMap { self.entry(at: Int($0.number) - 1, in: arena).end(of: id) }
    }

    /// The number of leading entries whose ids are not above `base`; ids ascend with the revision.
    func count(upTo base: EntryID, in arena: JournalArena) -> Int {
        var (low, high) = (0, Int(count))
        while low < high {
            let middle = (low + high) / 2
            let id = arena.id(at: place(at: middle, in: arena))
            if id.entry <= base { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// What the journal last said of a grant.
    func grant(_ id: GrantID, in arena: JournalArena) -> GrantRecord? {
        if let record = extra?.amendedGrants[id] { return record }
        // A further base of an entry with very many ids lies before the next entry's.
        let index = count(upTo: id.entry, in: arena) - 1
        guard index >= 0 else { return nil }
        for case .grantOpened(let opened) in entry(at: index, in: arena).effects
        where opened.id == id {
            return GrantRecord(opened)
        }
        return nil
    }

    /// The book after the last entry.
    func book(in arena: JournalArena) -> Book {
        var book = extra?.snapshot ?? Book(customer: customer)
        let start = Int(book.revision)
        let places = isIndexed ? places : placesOfFew(in: arena)
        for index in start..<Int(count) {
            arena.fold(at: places[index], into: &book, Int64(index) + 1)
        }
        return book
    }
}
