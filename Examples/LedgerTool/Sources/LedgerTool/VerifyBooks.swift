import ArgumentParser
import CreditLedger

/// Recomputes books from their journals.
struct VerifyBooks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Recomputes books from their journals and names each difference.",
        discussion: """
            It folds every journal anew, checks each entry against the rules of double entry, \
            drawdown and giving back, and compares the result with the book that the store keeps. \
            It reads only: run it every night, and before and after a move of the database.

            Exits with 0 if everything is as it must be, and with 1 if anything is not.
            """)

    @Option(
        help: "Only this customer's book; by default all.",
        transform: { try CustomerID(argument: $0) })
    var customer: CustomerID?

    @OptionGroup var report: ReportOptions

    @OptionGroup(title: "The ledger") var source: LedgerOptions

    func run() async throws {
        let open = try await source.open()
        try await open.noteIfUnknown(customer)
        let progress = Progress(isAskedFor: source.progress)
        let found = try await BookCheck(of: customer, in: open.ledger, over: open.store) {
            progress.tell("books verified:", $0)
        }
        progress.end()
        try Output.print(report.json ? found.json : found.text)
        guard found.differences.isEmpty else { throw ExitCode(Failure.Status.wrong.rawValue) }
    }
}

/// What came of verifying books one by one.
struct BookCheck {
    private(set) var customers = 0
    private(set) var entries = 0
    private(set) var transactions = 0
    private(set) var differences: [Difference] = []

    /// Verifies the book of one customer, or of all in order; tells how many are done.
    init(
        of customer: CustomerID?, in ledger: Ledger, over store: any LedgerStore,
        _ progress: (Int) -> Void = { _ in }
    ) async throws {
        if let customer {
            add(try await ledger.verify(customer))
            return
        }
        for try await customer in Customers(of: store) {
            add(try await ledger.verify(customer))
            progress(customers)
        }
    }

    private mutating func add(_ found: Verification) {
        customers += found.customers
        entries += found.entries
        transactions += found.transactions
        differences += found.differences
    }

    /// A line for each difference, and one that says how much was read.
    var text: String {
        let read = [
            Self.counted(customers, "book"),
            Self.counted(entries, "journal entry", "journal entries"),
            Self.counted(transactions, "transaction"),
        ].joined(separator: ", ")
        let verdict =
            differences.isEmpty
            ? "everything is as it must be" : Self.counted(differences.count, "difference")
        return (differences.map(\.description.printable) + ["\(read): \(verdict)"])
            .joined(separator: "\n")
    }

    var json: String {
        JSONText.object([
            ("customers", .integer(customers)), ("entries", .integer(entries)),
            ("transactions", .integer(transactions)), ("clean", .boolean(differences.isEmpty)),
            (
                "differences",
                .list(
                    differences.map { difference in
                        .object([
                            ("customer", .of(difference.customer)),
                            ("wallet", .of(difference.wallet)), ("grant", .of(difference.grant)),
                            ("entry", .of(difference.entry)),
                            ("invariant", .text(difference.invariant.rawValue)),
                            ("expected", .text(difference.expected)),
                            ("found", .text(difference.found)),
                        ])
                    })
            ),
        ]).written()
    }

    private static func counted(_ count: Int, _ one: String, _ many: String? = nil) -> String {
        "\(count) \(count == 1 ? one : many ?? one + "s")"
    }
}
