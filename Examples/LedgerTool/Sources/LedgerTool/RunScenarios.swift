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
            2 when a file is no scenario or none was found.
            """)

    @Argument(help: ArgumentHelp("Scenario files, or folders that hold them.", valueName: "path"))
    var paths: [String]

    @Option(
        help: ArgumentHelp(
            "The store to run on: \(StoreChoice.forms); by default memory.",
            discussion: """
                Each scenario needs an empty one. No file may stand at FILE: it is made for each \
                scenario and removed after it. Of a database, each scenario takes a schema that \
                must not hold a ledger: the first NAME_1, the second NAME_2, and so on, NAME being \
                \(StoreChoice.defaultSchema) unless '#NAME' after the URL says otherwise. These \
                schemas stay, for you to look at and to drop.
                """, valueName: "store"))
    var store: StoreChoice = .memory

    func validate() throws { try store.check("--store") }

    func run() async throws {
        let files = try files()
        let output = Output.standard()
        var (passed, strange) = (0, 0)
        for (index, file) in files.enumerated() {
            let report = try await report(on: file, number: index + 1)
            try output.write("\(report)\n")
            try output.flush()
            if report.result == .passed { passed += 1 }
            if !report.isScenario { strange += 1 }
        }
        try output.write("\(passed) passed, \(files.count - passed) failed\n")
        try output.finish()
        guard passed < files.count else { return }
        throw ExitCode((strange > 0 ? Failure.Status.badInput : .wrong).rawValue)
    }

    private func files() throws(Failure) -> [URL] {
        var files: [URL] = []
        for path in paths {
            guard let found = Scenario.files(at: URL(fileURLWithPath: path)) else {
                throw .badInput("There is nothing at \(path).")
            }
            files += found
        }
        guard !files.isEmpty else {
            throw .badInput("There is no .json file in \(paths.joined(separator: ", ")).")
        }
        return files
    }

    /// Runs one scenario on a store of its own.
    private func report(on file: URL, number: Int) async throws -> ScenarioReport {
        let choice = store.own(number)
        if case .sqlite(let path) = choice, FileManager.default.fileExists(atPath: path) {
            throw Failure.badInput(
                "\(choice.label) is there already, and a scenario needs an empty store.")
        }
        var report: ScenarioReport?
        defer { if report != nil { choice.removeFile() } }
        try await choice.use(for: .writing) { open in
            guard try await open.isEmpty else {
                throw Failure.badInput(
                    "\(choice.label) holds a ledger, and a scenario needs an empty store.")
            }
            let store = open.store
            report = await ScenarioRunner { store }.report(on: file)
        }
        guard let report else { throw Failure.badInput("\(file.path) was not run.") }
        return report
    }
}

extension StoreChoice {
    /// The store of the n-th scenario.
    fileprivate func own(_ number: Int) -> StoreChoice {
        guard case .postgres(let connection, let schema) = self else { return self }
        return .postgres(connection: connection, schema: "\(schema)_\(number)")
    }

    /// Takes a SQLite file away again, with what stands beside it.
    fileprivate func removeFile() {
        guard case .sqlite(let path) = self else { return }
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: path + suffix)
        }
    }
}
