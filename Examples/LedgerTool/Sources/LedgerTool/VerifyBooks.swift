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
            It reads only: run it every night, and before and after a move of the database. \
            Differences are told as they are found, and a book that can't be read is one; the \
            memory that it takes is that of one customer's history.

            Exits with 0 if everything is as it must be, and with 1 if anything is not.
            """)

    @Option(
        help: "Only this customer's book; by default all.",
        transform: { try CustomerID(argument: $0) })
    var customer: CustomerID?

    @OptionGroup var report: ReportOptions

    @OptionGroup(title: "The ledger") var source: LedgerOptions

    func run() async throws {
        try await source.use { open in
            try await open.noteIfUnknown(customer)
            let progress = Progress(isAskedFor: source.progress)
            let output = Output.standard()
            var differences: [JSONText] = []
            let check = try await BookCheck(of: customer, in: open.ledger, over: open.store) {
                progress.tell("books verified:", $0)
            } found: { difference in
                if report.json {
                    differences.append(difference.json)
                } else {
                    progress.end()
                    try output.write(difference.line + "\n")
                    try output.flush()
                }
            }
            progress.end()
            try output.write((report.json ? check.json(differences) : check.summary) + "\n")
            try output.finish()
            guard check.isClean else { throw ExitCode(Failure.Status.wrong.rawValue) }
        }
    }
}
