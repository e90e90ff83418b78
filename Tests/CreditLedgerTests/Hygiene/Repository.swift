import Foundation

/// The files of this repository, found from where this one stood when it was compiled.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent()  // Hygiene
        .deletingLastPathComponent()  // CreditLedgerTests
        .deletingLastPathComponent()  // Tests
        .deletingLastPathComponent()

    /// The Swift files that are built from here, examples included, sorted by path.
    static let swift: [SourceFile] =
        (["Package.swift"]
        + ["Sources", "Tests", "Examples"].flatMap { entries(below: $0).files })
        .filter { $0.hasSuffix(".swift") }
        .map(SourceFile.init)

    /// The names of what stands at the top, but for names with a dot in front, and for the ledger
    /// that wallet-service keeps where it is tried out.
    static func top() throws -> Set<String> {
        let names = try FileManager.default.contentsOfDirectory(atPath: root.path)
        return Set(
            names.filter { !$0.hasPrefix(".") && !$0.hasPrefix("wallet-service.sqlite") })
    }

    /// The paths of files and folders below a folder, without hidden ones such as build folders.
    static func entries(below folder: String) -> (files: [String], folders: [String]) {
        let start = root.appendingPathComponent(folder)
        let found = FileManager.default.enumerator(
            at: start, includingPropertiesForKeys: [.isDirectoryKey], options: .skipsHiddenFiles)
        var files: [String] = []
        var folders: [String] = []
        for case let url as URL in found ?? FileManager.DirectoryEnumerator() {
            let parts = url.standardizedFileURL.pathComponents
            let path = parts.dropFirst(root.standardizedFileURL.pathComponents.count)
                .joined(separator: "/")
            let values = try? url.resourceValues(forKeys: [.isDirectoryKey])
            if values?.isDirectory == true { folders.append(path) } else { files.append(path) }
        }
        return (files.sorted(), folders.sorted())
    }

    static func text(of path: String) -> String {
        (try? String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)) ?? ""
    }
}

/// A Swift file, cut into lines and into tokens.
struct SourceFile: Sendable {
    let path: String
    let lines: [Substring]
    let tokens: [SwiftToken]

    init(path: String) {
        self.init(path: path, text: Repository.text(of: path))
    }

    init(path: String, text: String) {
        self.path = path
        self.lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        self.tokens = SwiftLexer.tokens(of: text)
    }

    /// What is done, without what is said about it.
    var code: [SwiftToken] { tokens.filter { $0.kind != .comment } }
}

/// What a rule of the repository has against a place.
struct Finding: Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let message: String

    var description: String { "\(path):\(line): \(message)" }
}
