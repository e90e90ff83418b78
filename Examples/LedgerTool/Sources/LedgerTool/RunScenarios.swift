import ArgumentParser
import CreditLedger
import CreditLedgerTesting
import Foundation

/// Runs scenario files, each on an empty store, and prints one line per file.
struct RunScenarios: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scenario", abstract: "Runs scenario files and folders of them.",
        discussion: """
            Prints 'ok NAME' or 'FAIL NAME: step N: expected ..., got ...' per file, NAME being \
            the file's name without .json and N counting from 1, and at the end 'N passed, M \
            failed'. A file that is no scenario fails. Exits with 0 if all passed, 1 on a failure, \
            2 when no file was found.
            """)

    @Argument(help: ArgumentHelp("Scenario files, or folders that hold them.", valueName: "path"))
    var paths: [String]

    @Option(help: "The store to run on.")
    var store: StoreChoice = .memory

    func run() async throws {
        var files: [URL] = []
        for path in paths {
            guard let found = Scenario.files(at: URL(fileURLWithPath: path)) else {
                throw Failure.badInput("There is nothing at \(path).")
            }
            files += found
        }
        guard !files.isEmpty else {
            throw Failure.badInput("There is no .json file in \(paths.joined(separator: ", ")).")
        }
        let output = Output.standard()
        let runner = ScenarioRunner(makeStore: store.make)
        var passed = 0
        for file in files {
            let report = await runner.report(on: file)
            try output.write("\(report)\n")
            try output.flush()
            if report.result == .passed { passed += 1 }
        }
        try output.write("\(passed) passed, \(files.count - passed) failed\n")
        try output.finish()
        guard passed == files.count else { throw ExitCode(Failure.Status.wrong.rawValue) }
    }
}
