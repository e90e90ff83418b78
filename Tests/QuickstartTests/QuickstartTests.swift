import CreditLedger
import Foundation
import Testing

@testable import quickstart

@Suite("Quickstart")
struct QuickstartTests {
    /// After a change that is meant: `swift run quickstart >
    /// Examples/Quickstart/expected-output.txt`.
    @Test("R11.2: the quickstart writes what is committed, on every run")
    func output() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let file = root.appending(path: "Examples/Quickstart/expected-output.txt")
        let expected = try String(contentsOf: file, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let written = try await Quickstart.run().split(
            separator: "\n", omittingEmptySubsequences: false)
        for (number, (line, other)) in zip(written, expected).enumerated() {
            #expect(line == other, "line \(number + 1)")
        }
        #expect(written.count == expected.count)
    }

    @Test("R10.4: the quickstart writes its journal in each format, and refuses others")
    func choices() async throws {
        let ledger = try await Quickstart.done().ledger
        for format in ExportFormat.allCases {
            guard case .journal(format) = try Choice(["--export", format.rawValue]) else {
                Issue.record("\(format) was not chosen")
                continue
            }
            var text = ""
            for try await piece in ledger.export(format) { text += piece }
            #expect(text.contains("in_1Q0BoLL6nFOS1ekDbwBM5ER1"))
        }
        guard case .pages = try Choice([]) else {
            Issue.record("without arguments come the pages")
            return
        }
        guard case .file("a.sqlite") = try Choice(["--sqlite", "a.sqlite"]) else {
            Issue.record("a file was not chosen")
            return
        }
        for wrong in [
            ["--sqlite"], ["--sqlite", ""], ["--sqlite", "a", "b"], ["--export"],
            ["--export", "xml"], ["csv"], ["--trial-balance", "csv"],
        ] {
            #expect(throws: Unexpected.self) { try Choice(wrong) }
        }
    }
}
