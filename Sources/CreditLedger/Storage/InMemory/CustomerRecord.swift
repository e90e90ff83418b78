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
    private(set) var last: UInt32 = 0
    /// The id that the next entry's has to exceed.
    private(set) var lastID: EntryID?
    /// The next due instant as kept, or `never`.
    var due: Instant = .never
    /// The claims of the first entries, while there is no index.
    private(set) var filter = ClaimFilter()
    /// The place of every fourth entry, from which those before it are found.
    private var waypoints: [UInt32] = []
    /// Claim, invoice or ended hold to the revision of the (last) entry that has it, once there are
    /// more than a few.
    private(set) var found = HashSlots()
    /// None or one of what few customers have: an array is the smallest optional that is changed in
    /// place.
    private var extras: [Extra] = []

    /// What few customers have.
    struct Extra {
        fileprivate(set) var snapshot: Book?
        /// Revision of an entry of an invoice to that of the entry before it of the same.
        fileprivate(set) var sameInvoiceBefore: [UInt32: UInt32] = [:]
        /// Revision of an entry of an invoice to that of the earlier one that drew it down.
        fileprivate(set) var drawnBefore: [UInt32: UInt32] = [:]
        /// Grants of which the journal said more than that they were opened.
        fileprivate(set) var amendedGrants: [GrantID: GrantRecord] = [:]
        /// Transactions that were named again, and the last revision that did.
        fileprivate(set) var namedAgain: [TransactionID: UInt32] = [:]
    }

    private static let unindexedLimit: UInt32 = 8
    /// A list of all places would be written to at every commit, mostly in memory that is cold by
    /// then; without it, and with the mask of ``HashSlots``, a drawdown over 10,000 customers takes
    /// 13 % less.
    private static let waypointDistance: UInt32 = 4

    init(customer: CustomerID) {
        self.customer = customer
    }

    var revision: Int64 { Int64(count) }
    var extra: Extra? { extras.first }
    var isIndexed: Bool { count > Self.unindexedLimit }
}

// MARK: - Places

extension CustomerRecord {
    /// The place of the entry at an index: back from the next waypoint, or from the newest entry.
    func place(at index: Int, in arena: JournalArena) -> UInt32 {
        let distance = Int(Self.waypointDistance)
        let next = index / distance
        let isBeforeWaypoint = next < waypoints.count
        var place = isBeforeWaypoint ? waypoints[next] : last
        let start = isBeforeWaypoint ? (next + 1) * distance - 1 : Int(count) - 1
        for _ in index..<start { place = arena.previous(of: place) }
        return place
    }

    /// The places of some entries in order.
    func places(_ range: Range<Int>, in arena: JournalArena) -> [UInt32] {
        guard let newest = range.last else { return [] }
        var places = [UInt32](repeating: place(at: newest, in: arena), count: range.count)
        for index in places.indices.dropLast().reversed() {
            places[index] = arena.previous(of: places[index + 1])
        }
        return places
    }
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
        let place = arena.pack(entry, lastBase: lastID.entry, after: last)
        if count == Self.unindexedLimit {
            for index in 0..<count {
                let earlier = self.entry(at: Int(index), in: arena)
                self.index(earlier, EntryClaims(earlier), index + 1, in: arena)
            }
        }
        count += 1
        last = place
        if count % Self.waypointDistance == 0 { waypoints.append(place) }
        self.lastID = lastID
        if isIndexed {
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
            let drawn = drawn(invoice, last.number, in: arena)
            changeExtra {
                $0.sameInvoiceBefore[number] = last.number
                $0.drawnBefore[number] = drawn
            }
            found.replace(at: last.position, with: number)
        } else {
            found.insert(claims.invoiceHash, number)
        }
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
