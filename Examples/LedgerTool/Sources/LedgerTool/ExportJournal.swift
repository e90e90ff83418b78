import ArgumentParser
import CreditLedger

/// The journal as a file for accountants' tools.
struct ExportJournal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the journal for hledger, ledger, beancount or a spreadsheet.",
        discussion: """
            The journal comes out as it stands, entry by entry, without growing in memory. The \
            first three are plain-text accounting: each wallet's credits are a commodity of their \
            own, what customers have is a liability, and the tools can prove that it balances. \
            CSV has a row for each transaction, as often as an entry names it.

            EXAMPLE: what do we owe all customers together?

              ledger-tool export --from workload:7 --format hledger \\
                --output credits.journal
              hledger --file credits.journal balance Liabilities
            """)

    @Option(help: "The form of the text.")
    var format: Format

    @Option(
        help: "Only this customer's journal; by default all.",
        transform: { try CustomerID(argument: $0) })
    var customer: CustomerID?

    @Option(
        help: ArgumentHelp(
            "The file to write, in place of what it holds; by default the standard output.",
            valueName: "file"))
    var output: String?

    @OptionGroup(title: "The ledger") var source: LedgerOptions

    func run() async throws {
        try await source.use { open in
            try await open.noteIfUnknown(customer)
            let target =
                try output.map { path throws(Failure) in try Output(path: path) }
                ?? Output.standard()
            let progress = Progress(isAskedFor: source.progress)
            defer { progress.end() }
            do {
                var pieces = 0
                for try await piece in open.ledger.export(format.ledgerFormat, of: customer) {
                    try target.write(piece)
                    pieces += 1
                    progress.tell("pieces written:", pieces)
                }
                try target.finish()
            } catch {
                target.giveUp()
                throw error
            }
        }
    }
}

extension ExportJournal {
    /// The formats by the names that the command line has for them.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case hledger, ledger, beancount, csv

        var ledgerFormat: ExportFormat {
            switch self {
            case .hledger: .hledger
            case .ledger: .ledger
            case .beancount: .beancount
            case .csv: .csv
            }
        }
    }
}
