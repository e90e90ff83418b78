package import CreditLedger

extension SQLSession {
    /// Lists journal entries, newest first (S11, S12).
    ///
    /// - Throws: ``StoreError`` if the database can't answer, or what it holds is corrupt.
    package func entries(_ query: EntryQuery) throws(StoreError) -> Page<JournalEntry> {
        let range = PageRange(query.page)
        let (whose, _, first) = try whose(query.customer, query.wallet, query.grant)
        var walk = EntryWalk(query, ascends: range.ascends)
        switch whose {
        case .nobody: return range.empty()
        case .anyone: break
        case .customer(let customer): (walk.customer, walk.first) = (customer, first)
        }
        var counting = walk
        if let cursor = range.cursor {
            walk.bound = try bound(of: cursor, in: walk)
        }
        let found = try find(&walk, upTo: range.width)
        guard range.wantsCount else { return range.page(found, count: nil) }
        guard query.wallet != nil || query.grant != nil else {
            return range.page(found, count: try count(counting.count))
        }
        counting.ascends = false
        return range.page(found, count: try find(&counting, upTo: .max).count)
    }

    /// Reads until so many entries match, or the walk ends.
    private func find(
        _ walk: inout EntryWalk, upTo limit: Int
    ) throws(StoreError) -> [JournalEntry] {
        // What can't be asked of the database is looked for in parts that grow.
        let looks = walk.query.wallet != nil || walk.query.grant != nil
        guard looks else { return try entries(walk.selection(limit)) }
        var found: [JournalEntry] = []
        var width = 64
        while found.count < limit {
            let part = try entries(walk.selection(width))
            for entry in part where found.count < limit && walk.query.matches(entry) {
                found.append(entry)
            }
            guard part.count == width, let last = part.last else { break }
            walk.bound = .revision(last.revision)
            width = min(width * 2, JournalPart.width)
        }
        return found
    }

    /// The place of an id in a walk: of one customer the revision, which its journal is ordered by.
    private func bound(
        of cursor: EntryID, in walk: EntryWalk
    ) throws(StoreError) -> EntryWalk.Bound {
        guard let customer = walk.customer, !walk.isNarrow else { return .id(cursor) }
        if let place = try place(ofBase: cursor), place.customer == customer,
            try id(of: place.revision, of: customer) == cursor
        {
            return .revision(place.revision)
        }
        // Nothing has this id: the revisions beside it are found by halving.
        var (low, high) = (Int64(0), try revision(of: customer))
        while low < high {
            let middle = low + (high - low + 1) / 2
            guard let id = try id(of: middle, of: customer) else {
                throw .corrupt(customer, middle, "is missing")
            }
            if id < cursor { low = middle } else { high = middle - 1 }
        }
        return .revision(walk.ascends ? low : low + 1)
    }

    private func id(
        of revision: Int64, of customer: CustomerID
    ) throws(StoreError) -> EntryID? {
        let statement = SQLStatement(
            "SELECT id FROM entries WHERE customer = $1 AND revision = $2",
            [.name(customer), .integer(revision)])
        return try first(statement) { row throws(StoreError) in try row.id() }
    }
}

/// A walk through the entries of one customer by revision, or of all by id.
private struct EntryWalk {
    /// What the walk goes on beyond.
    enum Bound {
        case id(EntryID)
        case revision(Int64)
    }

    let query: EntryQuery
    var ascends: Bool
    var customer: CustomerID?
    /// The first revision of interest.
    var first: Int64 = 1
    var bound: Bound?

    init(_ query: EntryQuery, ascends: Bool) {
        self.query = query
        self.ascends = ascends
    }

    /// Whether an index of claims and invoices leads to the few entries of one customer.
    var isNarrow: Bool { customer != nil && (query.invoice != nil || query.key != nil) }

    func selection(_ limit: Int) -> EntrySelection {
        var draft = conditions("")
        switch bound {
        case .id(let id): draft.add(" AND e.id \(ascends ? ">" : "<") ", .id(id))
        case .revision(let revision):
            draft.add(" AND e.revision \(ascends ? ">" : "<") ", .integer(revision))
        case nil: break
        }
        // The plus keeps a planner from walking the whole journal to save the sorting of a few.
        let column = customer == nil ? "e.id" : isNarrow ? "+e.revision" : "e.revision"
        return EntrySelection(
            where: draft.text, draft.values, orderedBy: column + (ascends ? " ASC" : " DESC"),
            limit: limit)
    }

    var count: SQLStatement {
        conditions("SELECT count(*) FROM entries e WHERE ").statement
    }

    private func conditions(_ beginning: String) -> StatementDraft {
        var draft = StatementDraft(beginning)
        if let customer {
            draft.add("e.customer = ", .name(customer))
        } else {
            draft.add("e.revision > 0")
        }
        if first > 1 { draft.add(" AND e.revision >= ", .integer(first)) }
        if let key = query.key { draft.add(" AND e.key = ", .name(key)) }
        if let invoice = query.invoice { draft.add(" AND e.invoice = ", .name(invoice)) }
        draft.add("e.instant", in: query.span)
        return draft
    }
}
