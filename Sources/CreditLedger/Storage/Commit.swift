/// Entries to append to one book, at the revision that they were decided at.
public struct Commit: Hashable, Sendable {
    /// Whose book.
    public let customer: CustomerID
    /// The revision that the book must stand at.
    public let expected: Int64
    /// The entries `expected + 1`, `expected + 2`, and so on; at least one.
    public let entries: [JournalEntry]
    /// The book after the last entry, now and then, so that loads need not fold from the start.
    public let snapshot: Book?
    /// No due instant of the book after the last entry is before this; `nil` for none.
    public let nextDue: Instant?

    /// A commit of entries that follow `expected`.
    public init(
        customer: CustomerID, expected: Int64, entries: [JournalEntry], snapshot: Book? = nil,
        nextDue: Instant? = nil
    ) {
        self.customer = customer
        self.expected = expected
        self.entries = entries
        self.snapshot = snapshot
        self.nextDue = nextDue
    }

    /// Whether the entries can stand in one commit, whatever stands in the store (S7).
    public var isWellFormed: Bool { fault == nil }

    /// Why the entries can't stand in one commit, whatever stands in the store (S7).
    package var fault: StoreError? {
        guard followExpected else {
            return StoreError(.corrupt, "the entries do not follow the expected revision")
        }
        guard idsAscend else {
            return StoreError(.corrupt, "the ids of the entries do not ascend")
        }
        guard claimsDiffer else {
            return StoreError(.corrupt, "two entries of one commit have the same claim")
        }
        return nil
    }

    private var followExpected: Bool {
        guard !entries.isEmpty else { return false }
        var revision = expected
        // In place: a copy of an entry costs a retain for each of its ten references.
        for index in entries.indices {
            revision += 1
            guard entries[index].revision == revision, entries[index].customer == customer
            else { return false }
        }
        return true
    }

    private var idsAscend: Bool {
        var last: EntryID?
        for index in entries.indices {
            let id = entries[index].id
            guard id == id.entry, last.map({ $0 < id }) ?? true else { return false }
            if index < entries.count - 1 { last = entries[index].lastID }
        }
        return true
    }

    private var claimsDiffer: Bool {
        guard entries.count > 1 else { return true }
        var claims: Set<Claim> = []
        return entries.allSatisfy { entry in
            entry.claims.allSatisfy { claims.insert($0).inserted }
        }
    }
}

/// What a store answers to a commit.
///
/// Conflict and replay are values, not errors.
public enum CommitOutcome: Hashable, Sendable {
    /// All entries were written.
    case committed
    /// An earlier entry has this claim already; nothing was written.
    case duplicate(Claim, JournalEntry)
    /// The book stands at this other revision; nothing was written.
    case conflict(revision: Int64)
}

/// What a store answers to a load.
public struct LoadedBook: Hashable, Sendable {
    /// The book's current revision; 0 if it has not begun.
    public let revision: Int64
    /// The book, unless the caller said that it has it.
    public let book: Book?
    /// What was found of the recall.
    public let recalled: Recalled

    /// An answer to a load.
    public init(revision: Int64, book: Book?, recalled: Recalled = .nothing) {
        self.revision = revision
        self.book = book
        self.recalled = recalled
    }
}

/// A book and its next due instant, as a store keeps it.
public struct DueBook: Hashable, Sendable {
    /// Whose book.
    public let customer: CustomerID
    /// A lower bound of its next due instant.
    public let due: Instant

    /// A book that is due.
    public init(customer: CustomerID, due: Instant) {
        self.customer = customer
        self.due = due
    }
}

/// A thing by its bare id.
public enum Reference: Hashable, Sendable {
    /// A wallet.
    case wallet(WalletID)
    /// A grant.
    case grant(GrantID)
    /// A transaction.
    case transaction(TransactionID)
    /// A hold.
    case hold(HoldID)
    /// A journal entry.
    case entry(EntryID)
}
