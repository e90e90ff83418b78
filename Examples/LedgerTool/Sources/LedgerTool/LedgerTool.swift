import ArgumentParser
import CreditLedger
import Foundation

/// The ledger on the command line.
@main
struct LedgerTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger-tool",
        abstract: "Works with credit ledgers from the command line.",
        discussion: """
            A ledger keeps, per customer, wallets of prepaid credits and a journal of everything \
            that moved them. 'scenario' checks stories written in JSON against the rules of the \
            ledger; 'copy' moves a ledger from one store to another; 'backup' and 'check' look \
            after a SQLite file. The other commands report on a ledger: as tables for people, \
            with --json for programs.

            --store says where the ledger is: sqlite:FILE or postgres:URL. To try reports out \
            without a database, let a scenario fill one in memory:

              ledger-tool statement --from scenario:Tests/Scenarios/30-trimming.json \\
                --customer acme --wallet a

            Reports go to the standard output, notes and progress to the standard error. What \
            went wrong is one line there: a code, and a sentence. It never shows a password, but \
            a command line can be seen by others on the machine: libpq also takes passwords from \
            PGPASSWORD or ~/.pgpass.

            Exit codes: 0 all is well; 1 something is wrong with the books or the scenarios, or \
            the ledger refused what was asked; 2 the command line is wrong, or a file or store \
            that it names can't be read or opened; 3 the store does not answer, or what is \
            written does not arrive.
            """,
        subcommands: [
            RunScenarios.self, ShowStatement.self, ShowForecast.self, ShowTrialBalance.self,
            VerifyBooks.self, ExportJournal.self, CopyLedger.self, BackUpStore.self,
            CheckStore.self,
        ])

    static func main() async {
        Output.survivesClosedPipes()
        do {
            var command = try parseAsRoot()
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
        } catch {
            end(error)
        }
    }

    /// Says what went wrong and exits; help that was asked for is nothing wrong.
    private static func end(_ error: any Error) -> Never {
        if let failure = Failure(error) {
            Output.tell(failure.line)
            Foundation.exit(failure.status.rawValue)
        }
        let code = exitCode(for: error)
        let message = fullMessage(for: error)
        if code.isSuccess {
            do {
                try Output.print(message)
            } catch {
                end(error)
            }
        } else if !message.isEmpty {
            tellUsage(message)
        }
        let isUsage = code == .validationFailure
        Foundation.exit(isUsage ? Failure.Status.badInput.rawValue : code.rawValue)
    }

    /// Says what is wrong with the command line as everything else is said.
    ///
    /// The parser quotes what it was given, a store's URL perhaps.
    private static func tellUsage(_ message: String) {
        let sentence = message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message
        Output.tell(Failure.badInput("").code + ": " + sentence.withoutPasswords)
    }
}
