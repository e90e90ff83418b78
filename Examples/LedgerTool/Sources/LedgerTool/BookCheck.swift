import CreditLedger

/// What came of verifying books one by one.
struct BookCheck {
    /// Something that is not as it must be.
    enum Fault {
        case difference(Difference)
        /// A book whose rows contradict themselves, so that it can't be read.
        case unreadable(CustomerID, String)

        /// One line for people.
        var text: String {
            switch self {
            case .difference(let difference): difference.description.printable
            case .unreadable(let customer, let why):
                "unreadable (customer \(customer)): \(why)".printable
            }
        }

        /// Members of one name for both.
        var json: JSONText {
            switch self {
            case .difference(let difference):
                Self.json(
                    difference.customer, difference.wallet, difference.grant, difference.entry,
                    difference.invariant.rawValue, difference.expected, difference.found)
            case .unreadable(let customer, let why):
                Self.json(
                    customer, nil, nil, nil, "unreadable", "a book that can be read", why)
            }
        }

        private static func json(
            _ customer: CustomerID, _ wallet: WalletID?, _ grant: GrantID?, _ entry: EntryID?,
            _ invariant: String, _ expected: String, _ found: String
        ) -> JSONText {
            .object([
                ("customer", .of(customer)), ("wallet", .of(wallet)), ("grant", .of(grant)),
                ("entry", .of(entry)), ("invariant", .text(invariant)),
                ("expected", .text(expected)), ("found", .text(found)),
            ])
        }
    }

    private(set) var customers = 0
    private(set) var entries = 0
    private(set) var transactions = 0
    /// How many things are not as they must be.
    private(set) var faults = 0

    /// Whether everything is as it must be.
    var isClean: Bool { faults == 0 }

    /// Verifies the book of one customer, or of all in order.
    ///
    /// - Parameters:
    ///   - customer: whose book; all if `nil`.
    ///   - ledger: the ledger.
    ///   - store: where it keeps its books.
    ///   - progress: is told how many are done.
    ///   - found: is told of each fault when it is found.
    /// - Throws: ``LedgerError`` if the store can't answer, or what `found` throws.
    init(
        of customer: CustomerID?, in ledger: Ledger, over store: any LedgerStore,
        _ progress: (Int) -> Void = { _ in }, found: (Fault) throws -> Void
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
        _ customer: CustomerID, in ledger: Ledger, _ tell: (Fault) throws -> Void
    ) async throws {
        let found: Verification
        do throws(LedgerError) {
            found = try await ledger.verify(customer)
        } catch {
            // One damaged book must not hide the others.
            guard error.code == StoreError.Kind.corrupt.rawValue else { throw error }
            customers += 1
            faults += 1
            return try tell(.unreadable(customer, "\(error)"))
        }
        customers += found.customers
        entries += found.entries
        transactions += found.transactions
        faults += found.differences.count
        for difference in found.differences { try tell(.difference(difference)) }
    }

    /// A line that says how much was read, and what came of it.
    var summary: String {
        counted(customers, entries, transactions) + ": "
            + (isClean ? "everything is as it must be" : counted(faults, "difference"))
    }

    func json(_ faults: [JSONText]) -> String {
        JSONText.object([
            ("customers", .integer(customers)), ("entries", .integer(entries)),
            ("transactions", .integer(transactions)), ("clean", .boolean(isClean)),
            ("differences", .list(faults)),
        ]).written()
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
