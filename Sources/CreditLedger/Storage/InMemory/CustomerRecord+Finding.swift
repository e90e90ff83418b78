// Finding things in the journal of one customer, and judging a commit by them.

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

extension CustomerRecord {
    func entry(at index: Int, in arena: JournalArena) -> JournalEntry {
        arena.entry(at: place(at: index, in: arena), of: customer, Int64(index) + 1)
    }

    /// The index of the entry that has a claim of this hash.
    func index(of claim: Claim, _ hash: Int, in arena: JournalArena) -> Int? {
        guard isIndexed else {
            guard filter.mayHave(hash) else { return nil }
            return places(0..<Int(count), in: arena).firstIndex { arena.has(claim, at: $0) }
        }
        if case .drawn(let invoice) = claim {
            guard let last = find(invoice, hash, in: arena) else { return nil }
            return drawn(invoice, last.number, in: arena).map { Int($0) - 1 }
        }
        let entry = found.find(hash) { arena.has(claim, at: place(at: Int($0) - 1, in: arena)) }
        return entry.map { Int($0.number) - 1 }
    }

    /// The indices of the entries that take part in an invoice, in order of revision.
    func indices(of invoice: InvoiceID, _ hash: Int, in arena: JournalArena) -> [Int] {
        guard isIndexed else {
            guard filter.mayHave(hash) else { return [] }
            let places = places(0..<Int(count), in: arena)
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

    /// The index of the last entry that takes part in an invoice.
    func lastIndex(of invoice: InvoiceID, _ hash: Int, in arena: JournalArena) -> Int? {
        guard isIndexed else { return indices(of: invoice, hash, in: arena).last }
        return find(invoice, hash, in: arena).map { Int($0.number) - 1 }
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
        for place in places(Int(book.revision)..<Int(count), in: arena) {
            arena.fold(at: place, into: &book, book.revision + 1)
        }
        return book
    }

    /// The last entry that takes part in an invoice, and where it stands in the table.
    func find(
        _ invoice: InvoiceID, _ hash: Int, in arena: JournalArena
    ) -> (position: Int, number: UInt32)? {
        found.find(hash) { arena.takesPart(in: invoice, at: place(at: Int($0) - 1, in: arena)) }
    }

    /// The revision of the entry that drew an invoice down, by the last one that takes part in it.
    func drawn(
        _ invoice: InvoiceID, _ last: UInt32, in arena: JournalArena
    ) -> UInt32? {
        arena.has(.drawn(invoice), at: place(at: Int(last) - 1, in: arena))
            ? last : extra?.drawnBefore[last]
    }
}
