internal import Foundation

/// A text file of this repository, found from where this source file stands.
struct DocumentFile {
    let path: String
    let lines: [String]

    init(_ path: String) throws {
        self.path = path
        let text = try String(contentsOf: Self.root.appending(path: path), encoding: .utf8)
        self.lines = text.components(separatedBy: "\n")
    }

    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// README, CHANGELOG, everything in `Docs`, and what an example says of itself.
    static var prose: [DocumentFile] {
        get throws {
            let docs = try FileManager.default.contentsOfDirectory(
                atPath: root.appending(path: "Docs").path())
            let names = docs.filter { $0.hasSuffix(".md") }.sorted().map { "Docs/\($0)" }
            let others = ["README.md", "CHANGELOG.md", "Examples/WalletService/README.md"]
            return try (others + names).map { try DocumentFile($0) }
        }
    }

    /// The lines of the first fenced block of a language below a heading, without the fences.
    func block(_ language: String, below heading: String) throws -> [String] {
        guard let block = try blocks(language, below: heading).first else {
            throw Missing(path: path, heading: heading)
        }
        return block
    }

    /// All such blocks up to the next heading.
    func blocks(_ language: String, below heading: String) throws -> [[String]] {
        let isHeading = { (line: String) in line.hasPrefix("#") && line.contains("# ") }
        guard
            let top = lines.firstIndex(where: {
                isHeading($0) && $0.drop { $0 == "#" }.dropFirst() == heading
            })
        else { throw Missing(path: path, heading: heading) }
        var blocks: [[String]] = []
        var open: [String]?
        for line in lines[(top + 1)...] {
            if let block = open {
                if line == "```" { blocks.append(block) }
                open = line == "```" ? nil : block + [line]
            } else if line == "```\(language)" {
                open = []
            } else if isHeading(line) {
                break
            }
        }
        return blocks
    }

    /// A heading that the document lacks, or one without such a block.
    struct Missing: Error {
        let path: String
        let heading: String
    }
}
