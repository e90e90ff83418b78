package import CreditLedger

extension SQLSession {
    /// Loads a customer's book, and what a decision needs beyond it (S1-S3).
    ///
    /// One cheap statement if nothing is recalled and the caller has the current revision.
    ///
    /// - Parameters:
    ///   - customer: whose book.
    ///   - recall: what to find beside it.
    ///   - known: the revision that the caller has a copy of.
    /// - Returns: the current revision, the book unless the caller has it, and what was found.
    /// - Throws: ``StoreError`` if the database can't answer, or what it holds is corrupt.
    package func load(
        _ customer: CustomerID, recalling recall: Recall, unless known: Int64?
    ) throws(StoreError) -> LoadedBook {
        if let known {
            let current = try revision(of: customer)
            guard current != known else {
                return LoadedBook(
                    revision: current, book: nil,
                    recalled: current > 0 ? try find(recall, of: customer) : .nothing)
            }
        }
        let (current, snapshot) = try snapshot(of: customer)
        let book = try fold(snapshot ?? Book(customer: customer), upTo: current)
        return LoadedBook(
            revision: current, book: book,
            recalled: current > 0 ? try find(recall, of: customer) : .nothing)
    }

    /// The current revision of a customer's book; 0 if it has not begun.
    ///
    /// - Throws: ``StoreError`` if the database can't answer.
    package func revision(of customer: CustomerID) throws(StoreError) -> Int64 {
        let statement = SQLStatement(
            "SELECT revision FROM entries WHERE customer = $1 ORDER BY revision DESC LIMIT 1",
            [.name(customer)])
        return try first(statement) { row throws(StoreError) in
            try row.required(row.integer())
        } ?? 0
    }

    /// The current revision, and the book that is kept, unless it is of no use.
    private func snapshot(
        of customer: CustomerID
    ) throws(StoreError) -> (revision: Int64, book: Book?) {
        let statement = SQLStatement(
            """
            SELECT e.revision, s.revision, s.content FROM (SELECT customer, revision \
            FROM entries WHERE customer = $1 ORDER BY revision DESC LIMIT 1) e \
            LEFT JOIN snapshots s ON s.customer = e.customer
            """, [.name(customer)])
        let found = try first(statement) { row throws(StoreError) in
            let current = try row.required(row.integer())
            guard let revision = try row.integer(), (1...max(1, current)).contains(revision),
                let content = try row.bytes(),
                let book = Self.book(from: content), book.customer == customer,
                book.revision == revision
            else { return (revision: current, book: Book?.none) }
            return (revision: current, book: book)
        }
        return found ?? (0, nil)
    }

    /// A snapshot only saves time, so one that can't be read is none.
    private static func book(from content: [UInt8]) -> Book? {
        do throws(StoreError) {
            return try StorageFormat.book(from: content)
        } catch {
            return nil
        }
    }

    /// Folds the entries after a book's revision, up to the current one.
    private func fold(_ book: Book, upTo current: Int64) throws(StoreError) -> Book {
        var book = book
        while book.revision < current {
            let width = Int(min(current - book.revision, Int64(JournalPart.width)))
            let entries = try part(of: book.customer, after: book.revision, limit: width)
            guard entries.first?.revision == book.revision + 1, entries.count == width else {
                throw .corrupt(book.customer, book.revision + 1, "is missing")
            }
            for entry in entries { book.apply(entry) }
        }
        return book
    }
}
