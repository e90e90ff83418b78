import CreditLedger

/// What came of verifying books one by one.
struct BookCheck {
    private(set) var customers = 0
    private(set) var entries = 0
    private(set) var transactions = 0
    /// How many things are not as they must be.
    private(set) var differences = 0

    /// Whether everything is as it must be.
    var isClean: Bool { differences == 0 }

    /// Verifies the book of one customer, or of all in order.
    ///
    /// - Parameters:
    ///   - customer: whose book; all if `nil`.
    ///   - ledger: the ledger.
    ///   - store: where it keeps its books.
    ///   - progress: is told how many are done.
    ///   - found: is told of each difference when it is found.
    /// - Throws: ``LedgerError`` if the store can't answer, or what `found` throws.
    init(
        of customer: CustomerID?, in ledger: Ledger, over store: any LedgerStore,
        _ progress: (Int) -> Void = { _ in }, found: (Difference) throws -> Void
    ) async throws {
        if let customer {
            try await verify(customer, in: ledger, found)
            return
        }
        for try await customer in Customers(of: store) {
            try await verify(customer, in: ledger, found)
            progress(customers)
        }
    }

    private mutating func verify(
        _ customer: CustomerID, in ledger: Ledger, _ tell: (Difference) throws -> Void
    ) async throws {
        let found = try await ledger.verify(customer)
        customers += found.customers
        entries += found.entries
        transactions += found.transactions
        differences += found.differences.count
        for difference in found.differences { try tell(difference) }
    }

    /// A line that says how much was read, and what came of it.
    var summary: String {
        counted(customers, entries, transactions) + ": "
            + (isClean ? "everything is as it must be" : counted(differences, "difference"))
    }

    func json(_ differences: [JSONText]) -> String {
        JSONText.object([
            ("customers", .integer(customers)), ("entries", .integer(entries)),
            ("transactions", .integer(transactions)), ("clean", .boolean(isClean)),
            ("differences", .list(differences)),
        ]).written()
    }
}

extension Difference {
    /// One line for people.
    var line: String { description.printable }

    var json: JSONText {
        .object([
            ("customer", .of(customer)), ("wallet", .of(wallet)), ("grant", .of(grant)),
            ("entry", .of(entry)), ("invariant", .text(invariant.rawValue)),
            ("expected", .text(expected)), ("found", .text(found)),
        ])
    }
}

/// `3 books, 5 journal entries, 1 transaction`.
func counted(_ books: Int, _ entries: Int, _ transactions: Int) -> String {
    [
        counted(books, "book"), counted(entries, "journal entry", "journal entries"),
        counted(transactions, "transaction"),
    ].joined(separator: ", ")
}

/// A number and its noun.
func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
    "\(count) \(count == 1 ? one : many ?? one + "s")"
}
