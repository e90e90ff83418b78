import Testing

/// What the repository demands of its code, read from its files.
@Suite("Hygiene of the code")
struct CodeRuleTests {
    static let rules =
        CodeRule.words + CodeRule.targets + [
            .unfinished, .floatingLiterals, .force, .globals, .functionLengths,
        ]

    @Test("the code keeps the rule", arguments: rules)
    func kept(_ rule: CodeRule) {
        let files = Repository.swift.filter { rule.applies(to: $0.path) }
        let findings =
            files.filter { rule.exempt[$0.path] == nil }.flatMap(rule.findings)
        #expect(!files.isEmpty, "no file to look at")
        #expect(findings.isEmpty, .listing(findings))
    }

    @Test("an exemption that nothing needs is struck off", arguments: rules)
    func exemptions(_ rule: CodeRule) {
        for path in rule.exempt.keys {
            #expect(!rule.findings(in: SourceFile(path: path)).isEmpty, "\(path) needs none")
        }
    }

    @Test("the rule finds what breaks it, and nothing else", arguments: rules)
    func samples(_ rule: CodeRule) {
        for sample in rule.bad {
            let found = rule.findings(in: SourceFile(path: "bad", text: sample))
            #expect(!found.isEmpty, "missed: \(sample)")
        }
        for sample in rule.good {
            let found = rule.findings(in: SourceFile(path: "good", text: sample))
            #expect(found.isEmpty, "\(found) in: \(sample)")
        }
    }

    @Test("all of the code was read")
    func breadth() {
        let paths = Repository.swift.map(\.path)
        for folder in CodeRule.exact + ["Tests/", "Examples/"] {
            #expect(paths.contains { $0.hasPrefix(folder) }, "nothing below \(folder)")
        }
        #expect(Repository.swift.allSatisfy { !$0.tokens.isEmpty })
    }
}

extension Comment {
    /// One finding a line.
    static func listing(_ findings: [Finding]) -> Comment {
        Comment(rawValue: "\n" + findings.map(\.description).joined(separator: "\n"))
    }
}
