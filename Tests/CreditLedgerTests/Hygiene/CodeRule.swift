import Testing

/// A rule of this repository about Swift code.
struct CodeRule: Sendable, CustomTestStringConvertible {
    /// A place in a file, and what is wrong there.
    typealias Fault = (line: Int, message: String)

    let name: String
    /// Where the rule holds: the beginnings of paths.
    let scope: [String]
    /// The files that may break it, and why.
    var exempt: [String: String] = [:]
    /// What the rule must find a fault in, each.
    let bad: [String]
    /// What it must let pass.
    let good: [String]
    let faults: @Sendable (SourceFile) -> [Fault]

    var testDescription: String { name }

    func applies(to path: String) -> Bool { scope.contains { path.hasPrefix($0) } }

    /// The findings in a file, whether it is exempt or not.
    func findings(in file: SourceFile) -> [Finding] {
        faults(file).map { Finding(path: file.path, line: $0.line, message: $0.message) }
    }
}

extension CodeRule {
    static let library = "Sources/CreditLedger/"
    static let testing = "Sources/CreditLedgerTesting/"
    static let sql = "Sources/CreditLedgerSQL/"
    static let sqlite = "Sources/CreditLedgerSQLite/"
    static let postgres = "Sources/CreditLedgerPostgres/"
    /// Where amounts and instants are handled.
    static let exact = [library, testing, sql, sqlite, postgres]
    static let everywhere = ["Sources/", "Tests/", "Examples/", "Package.swift"]

    /// A rule against certain words in code; a name in a comment or a string is no use of it.
    static func forbids(
        _ words: Set<String>, _ name: String, in scope: [String], exempt: [String: String] = [:],
        bad: [String], good: [String]
    ) -> CodeRule {
        CodeRule(name: name, scope: scope, exempt: exempt, bad: bad, good: good) { file in
            file.code.filter { $0.kind == .word && words.contains($0.text) }
                .map { ($0.line, "\($0.text): \(name)") }
        }
    }

    /// A rule against certain sequences of tokens.
    static func forbids(
        sequences: [[String]], _ name: String, in scope: [String], bad: [String], good: [String]
    ) -> CodeRule {
        CodeRule(name: name, scope: scope, bad: bad, good: good) { file in
            let code = file.code
            return sequences.flatMap { sequence in
                code.indices.filter { code[$0...].prefix(sequence.count).map(\.text) == sequence }
                    .map { (code[$0].line, "\(sequence.joined()): \(name)") }
            }
        }
    }
}
