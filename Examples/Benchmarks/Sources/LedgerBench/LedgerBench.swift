import ArgumentParser
import Foundation

/// The ledger, measured.
@main
struct LedgerBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger-bench",
        abstract: "Measures the ledger, alone and beside a bare program.",
        usage: """
            ledger-bench <workload> [<options>]
            ledger-bench limit <workload> [<options>]
            ledger-bench compare <workload> [<options>]
            """,
        discussion: """
            WORKLOADS
            \(WorkloadName.list)

            'ledger-bench WORKLOAD' measures the ledger through its public face. 'limit' measures \
            what the store's own library could do at best: a program in C that writes the very \
            rows that the ledger wrote into a database of the same schema, as durably; in memory, \
            a loop over a dictionary of integer books with a journal and a set of keys. 'compare' \
            runs the two in turn and prints the ratio of each round.

            Whatever the caller makes of its own data, such as names and invoices, it makes in \
            blocks before the clock starts; a warm-up is not counted either. Where calls are \
            faster than the clock, only some of them are timed for the percentiles (--sampling). \
            Every run ends with 'verify' of the ledger and with a comparison of its accounts with \
            what was asked for.

            Exit codes: 0 all is well; 1 the ledger differs from what it must be, or refused; \
            2 a store can't be opened or used; 64 the command line is wrong.
            """,
        subcommands: [MeasureWorkload.self, MeasureLimit.self, CompareWorkload.self],
        defaultSubcommand: MeasureWorkload.self)

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch let failure as Failure {
            FileHandle.standardError.write(Data("error: \(failure.message)\n".utf8))
            Foundation.exit(failure.status.rawValue)
        } catch {
            exit(withError: error)
        }
    }
}
