package import CreditLedger

/// All rows that a commit writes, worked out before any connection is taken.
package struct CommitRows: Sendable {
    /// The fold of the customer's journal, kept so that loads need not begin at its start.
    package struct Snapshot: Sendable {
        package let revision: Int64
        /// ``StorageFormat`` of the book.
        package let content: [UInt8]
    }

    /// Whose book.
    package let customer: CustomerID
    /// The revision that the book must stand at.
    package let expected: Int64
    /// At least one, in order of revision.
    package let entries: [EntryRow]
    /// To replace the one that is kept, if there is one to write.
    package let snapshot: Snapshot?
    /// What the kept instant is to be lowered to; `nil` leaves it.
    package let nextDue: Instant?

    /// The rows of a commit.
    ///
    /// - Throws: ``StoreError/Kind/corrupt`` for entries that do not follow the expected revision
    ///   (S7), whose ids do not ascend, or of which two claim the same thing.
    package init(_ commit: Commit) throws(StoreError) {
        if let fault = commit.fault { throw fault }
        self.customer = commit.customer
        self.expected = commit.expected
        self.entries = commit.entries.map { EntryRow($0) }
        self.snapshot = commit.snapshot.flatMap { book in
            // One that is not of this very revision says nothing that folding does not.
            guard book.customer == commit.customer,
                book.revision == commit.expected + Int64(commit.entries.count)
            else { return nil }
            return Snapshot(revision: book.revision, content: StorageFormat.encode(book))
        }
        self.nextDue = commit.nextDue.flatMap { $0.kept }
    }
}

extension Instant {
    /// The instant as a database can hold it: nothing for `never`, and the first one there is for
    /// any before it.
    package var kept: Instant? { self > .latest ? nil : max(self, .earliest) }
}
