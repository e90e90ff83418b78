import ArgumentParser
import CreditLedger
import CreditLedgerSQLite

/// Copies a SQLite file while it is in use.
struct BackUpStore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies a SQLite file while hosts go on writing to it.",
        discussion: """
            The copy is the ledger as it was at one moment, whole, in a file that only its owner \
            can read. Nothing may stand at its path. A copy by other means would lack what is in \
            the file's write-ahead log. Databases of PostgreSQL are backed up by its own tools.
            """)

    @Option(help: ArgumentHelp("The store to copy: sqlite:FILE.", valueName: "store"))
    var store: StoreChoice

    @Option(help: ArgumentHelp("The file to make.", valueName: "file"))
    var to: String

    func validate() throws { _ = try store.file() }

    func run() async throws {
        let (store, target) = (self.store, to)
        try await store.useFile { file in
            do throws(StoreError) {
                try await file.backup(to: target)
            } catch {
                throw Failure(opening: .sqlite(path: target), error)
            }
        }
    }
}

/// Looks for damage of a SQLite file.
struct CheckStore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Looks for damage of a SQLite file: pages, indexes, references.",
        discussion: """
            It reads the whole file, while hosts go on using it. Whether the books are right is \
            what 'verify' tells.

            Exits with 0 if the file is sound, and with 1 if not.
            """)

    @Option(help: ArgumentHelp("The store to check: sqlite:FILE.", valueName: "store"))
    var store: StoreChoice

    @OptionGroup var report: ReportOptions

    func validate() throws { _ = try store.file() }

    func run() async throws {
        let store = self.store
        try await store.useFile { file in
            let findings: [String]
            do throws(StoreError) {
                findings = try await file.check()
            } catch {
                throw Failure(opening: store, error)
            }
            let text = (findings.isEmpty ? ["the file is sound"] : findings.map(\.printable))
                .joined(separator: "\n")
            let json = JSONText.object([
                ("sound", .boolean(findings.isEmpty)),
                ("findings", .list(findings.map { .text($0) })),
            ])
            try Output.print(report.json ? json.written() : text)
            guard findings.isEmpty else { throw ExitCode(Failure.Status.wrong.rawValue) }
        }
    }
}

extension StoreChoice {
    /// The path of a SQLite file, which is what is asked for.
    fileprivate func file() throws -> String {
        try check("--store")
        guard case .sqlite(let path) = self else {
            throw ValidationError("What --store names must be sqlite:FILE.")
        }
        return path
    }

    /// Opens the file for reading, does something with it, and closes it.
    fileprivate func useFile(_ body: (SQLiteStore) async throws -> Void) async throws {
        try await use(for: .reading) { open in
            guard let file = open.store as? SQLiteStore else { return }
            try await body(file)
        }
    }
}
