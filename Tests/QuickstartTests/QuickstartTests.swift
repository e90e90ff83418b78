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
}
