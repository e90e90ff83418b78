internal import Synchronization

/// A part of the customers of an ``InMemoryStore``, under one lock of its own.
final class InMemoryShard: Sendable {
    let state = Mutex(State())

    /// The records of a shard, and three ways to find them.
    struct State {
        private(set) var records = ChunkedList<CustomerRecord>()
        /// The entries of all these customers.
        private(set) var arena = JournalArena()
        /// By customer: the position of the record, plus 1.
        private var table = HashSlots()
        /// Positions in the order of the customers' bytes.
        private var order = SortedChunks<UInt32>()
        /// The books that have a next due instant, in the order of S15.
        private var due = SortedChunks<DuePlace>()
    }

    fileprivate struct DuePlace {
        let due: Instant
        let position: UInt32
    }
}

extension InMemoryShard.State {
    /// The position of a customer's record; `hash` is the customer's.
    func position(of customer: CustomerID, _ hash: Int) -> Int? {
        let found = table.find(hash) { records[Int($0) - 1].customer == customer }
        return found.map { Int($0.number) - 1 }
    }

    /// Opens a record and gives its position.
    mutating func open(_ customer: CustomerID, _ hash: Int) -> Int {
        let position = records.count
        records.append(CustomerRecord(customer: customer))
        table.insert(hash, UInt32(truncatingIfNeeded: position + 1))
        let place = order.position { records[Int($0)].customer < customer }
        order.insert(UInt32(truncatingIfNeeded: position), at: place)
        return position
    }

    /// The journal of the customer at a position.
    func journal(at position: Int) -> CustomerJournal {
        CustomerJournal(records[position], in: arena)
    }

    /// What the journal of the customer at a position has against a commit, if anything.
    ///
    /// - Throws: ``StoreError/Kind/corrupt`` if the ids do not ascend.
    mutating func objection(
        to commit: Commit, _ claims: CommitClaims, at position: Int
    ) throws(StoreError) -> CommitOutcome? {
        try records[position].objection(to: commit, claims, in: arena)
    }

    /// Appends the entries of a commit, its snapshot, and its due instant if that is earlier.
    mutating func append(_ commit: Commit, _ claims: CommitClaims, at position: Int) {
        for index in commit.entries.indices {
            records[position].append(commit.entries[index], claims[index], into: &arena)
        }
        // One that is not of this very revision says nothing that folding does not.
        if let book = commit.snapshot, book.customer == commit.customer,
            book.revision == records[position].revision
        {
            records[position].keep(book)
        }
        if let next = commit.nextDue, next < records[position].due {
            setDue(next, at: position)
        }
    }

    /// Moves a record to its place among the due ones; `never` takes it out.
    mutating func setDue(_ instant: Instant, at position: Int) {
        let old = records[position].due
        guard instant != old else { return }
        let customer = records[position].customer
        if old != .never { due.remove(at: duePosition(DueBook(customer: customer, due: old))) }
        records[position].due = instant
        guard instant != .never else { return }
        let place = duePosition(DueBook(customer: customer, due: instant))
        due.insert(
            InMemoryShard.DuePlace(due: instant, position: UInt32(truncatingIfNeeded: position)),
            at: place)
    }

    private func duePosition(_ book: DueBook) -> SortedChunks<InMemoryShard.DuePlace>.Position {
        due.position { place in
            place.due == book.due
                ? records[Int(place.position)].customer < book.customer : place.due < book.due
        }
    }

    /// Visits the books due by `instant` after `last`, in the order of S15.
    func forEachDue(by instant: Instant, after last: DueBook?, _ visit: (DueBook) -> Bool) {
        let start = last.map(duePosition) ?? due.position { _ in false }
        due.forEach(from: start) { place in
            guard place.due <= instant else { return false }
            let book = DueBook(customer: records[Int(place.position)].customer, due: place.due)
            return book == last || visit(book)
        }
    }

    /// Visits the customers after `last`, in the order of their bytes.
    func forEachCustomer(after last: CustomerID?, _ visit: (CustomerID) -> Bool) {
        let start = order.position { position in
            last.map { records[Int(position)].customer <= $0 } ?? false
        }
        order.forEach(from: start) { visit(records[Int($0)].customer) }
    }

}
