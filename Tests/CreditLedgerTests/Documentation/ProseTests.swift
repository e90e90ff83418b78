internal import Foundation
import Testing

/// What holds of every document, whatever it says.
@Suite("Prose")
struct ProseTests {
    @Test("No line is over 120 columns")
    func width() throws {
        for document in try DocumentFile.prose {
            for (index, line) in document.lines.enumerated() where line.count > 120 {
                Issue.record("\(document.path):\(index + 1) has \(line.count) columns")
            }
        }
    }

    @Test("Every relative link leads to a file")
    func links() throws {
        var count = 0
        for document in try DocumentFile.prose {
            let folder = DocumentFile.root.appending(path: document.path)
                .deletingLastPathComponent()
            for line in document.lines {
                for match in line.matches(of: #/\]\(([^)#:]+)\)/#) {
                    count += 1
                    let target = folder.appending(path: String(match.1)).path()
                    #expect(
                        FileManager.default.fileExists(atPath: target),
                        "\(document.path) links to \(match.1)")
                }
            }
        }
        #expect(count > 20)
    }

    @Test("Every rule that a document cites stands in rules.md")
    func rules() throws {
        let known = try ruleNumbers(of: DocumentFile("Docs/rules.md"))
        #expect(known.contains("R12") && known.contains("R6.3") && known.contains("R8.6"))
        for document in try DocumentFile.prose {
            for line in document.lines {
                for match in line.matches(of: #/\bR[0-9]+(\.[0-9]+)?/#) {
                    #expect(known.contains(String(match.0)), "\(document.path) cites \(match.0)")
                }
            }
        }
    }

    @Test("Every worked example of Docs is run by a test that names its heading")
    func worked() throws {
        let folder = "Tests/CreditLedgerTests/Documentation"
        let sources = try FileManager.default.contentsOfDirectory(
            atPath: DocumentFile.root.appending(path: folder).path()
        ).map { try DocumentFile("\(folder)/\($0)").lines.joined(separator: "\n") }
        var count = 0
        for document in try DocumentFile.prose {
            for line in document.lines where line.hasPrefix("### Worked: ") {
                count += 1
                let heading = line.dropFirst(4)
                #expect(
                    sources.contains { $0.contains("\"\(document.path)\", \"\(heading)\"") },
                    "\(document.path): \(heading)")
            }
        }
        #expect(count > 10)
    }

    /// `R6` and `R6.3` for each numbered item below each heading `## R6 …`.
    private func ruleNumbers(of document: DocumentFile) -> Set<String> {
        var numbers: Set<String> = []
        var section = ""
        for line in document.lines {
            if let heading = line.firstMatch(of: #/^## (R[0-9]+) /#) {
                section = String(heading.1)
                numbers.insert(section)
            } else if let item = line.firstMatch(of: #/^([0-9]+)\. /#) {
                numbers.insert("\(section).\(item.1)")
            }
        }
        return numbers
    }
}
