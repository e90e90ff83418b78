import ArgumentParser

/// The ledger on the command line.
@main
struct LedgerTool: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger-tool", abstract: "Works with credit ledgers from the command line.",
        subcommands: [RunScenarios.self])
}
