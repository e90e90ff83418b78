import ArgumentParser
import CreditLedger

/// Moves a ledger from one store to another.
struct CopyLedger: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copy",
        abstract: "Moves a ledger from one store to another, ids and all.",
        discussion: """
            It writes every journal entry that the target lacks, customer by customer, and then \
            compares both stores entry by entry, verifies every book of the target, and checks \
            that its trial balance comes to 0. Whatever interrupts it, the same command goes on \
            from where it stopped. The source is only read, and hosts may go on writing to it; the \
            target is made if it is not there, and must hold nothing else. Charges that wait for \
            the collector wait in the target too, and the provider is asked for each before it is \
            charged there. Positions of the feed are not kept.

            EXAMPLE: from one file to a server, with little time out

              ledger-tool copy --from sqlite:credits.sqlite --to postgres://billing@db/credits
              # stop the hosts, and take up what they have written since
              ledger-tool copy --from sqlite:credits.sqlite --to postgres://billing@db/credits
              # start the hosts on the new store

            Exits with 0 if the target has what the source had, and with 1 if it holds something \
            else or a book is not as it must be.
            """)

    @Option(
        help: ArgumentHelp("The store to read: sqlite:FILE or postgres:URL.", valueName: "store"))
    var from: StoreChoice

    @Option(
        help: ArgumentHelp("The store to write: sqlite:FILE or postgres:URL.", valueName: "store"))
    var to: StoreChoice

    @Flag(help: "Tell of progress, also where the standard error is not a terminal.")
    var progress = false

    @OptionGroup var report: ReportOptions

    func validate() throws {
        try from.checkThatItLasts("--from")
        try to.checkThatItLasts("--to")
        guard from != to else {
            throw ValidationError("--from and --to name the same store.")
        }
    }

    func run() async throws {
        try await from.use(for: .reading) { source in
            try await to.use(for: .writing) { target in
                try await copy(JournalCopy(from: source.store, to: target.store))
            }
        }
    }

    private func copy(_ copy: JournalCopy) async throws {
        let shown = CopyProgressLine(isAskedFor: progress)
        let result: CopyReport
        do {
            result = try await copy.run { shown.tell($0) }
        } catch {
            shown.end()
            throw error
        }
        shown.end()
        try Output.print(report.json ? Self.json(result) : Self.text(result))
        if !result.isLevel {
            let customers = counted(result.behind, "customer has", "customers have")
            Output.tell("note: \(customers) more in the source by now; the same command goes on.")
        }
        guard result.verification.isClean, result.isBalanced else {
            throw ExitCode(Failure.Status.wrong.rawValue)
        }
    }

    private static func text(_ report: CopyReport) -> String {
        let found = report.verification
        let verdict =
            found.isClean && report.isBalanced
            ? "the target is as the source, and everything as it must be"
            : counted(found.differences.count, "difference")
        let copied = counted(report.copied, "journal entry", "journal entries")
        return
            (found.differences.map(\.line)
            + [
                "copied \(copied)",
                counted(found.customers, found.entries, found.transactions) + ": " + verdict,
            ]).joined(separator: "\n")
    }

    private static func json(_ report: CopyReport) -> String {
        let found = report.verification
        return JSONText.object([
            ("copied", .integer(report.copied)), ("customers", .integer(found.customers)),
            ("entries", .integer(found.entries)), ("transactions", .integer(found.transactions)),
            ("behind", .integer(report.behind)), ("balanced", .boolean(report.isBalanced)),
            ("clean", .boolean(found.isClean)),
            ("differences", .list(found.differences.map(\.json))),
        ]).written()
    }
}
