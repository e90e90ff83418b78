/// The rules about what a target may know, and about what is left out unless it is asked for.
extension CodeRule {
    static let targets: [CodeRule] = [
        imports(["Foundation", "Synchronization"], in: library),
        imports(["CreditLedger"], in: sql),
        imports(
            [
                "CreditLedger", "CreditLedgerSQL", "CSQLite", "Foundation", "Synchronization",
                "Dispatch",
            ], in: sqlite),
        imports(
            [
                "CreditLedger", "CreditLedgerSQL", "CLibPQ", "Foundation", "Synchronization",
                "Dispatch",
            ], in: postgres),
        hidden,
        stands(behind: "SQLite", in: [sqlite, "Tests/CreditLedgerSQLiteTests/"]),
        stands(behind: "Postgres", in: [postgres, "Tests/CreditLedgerPostgresTests/"]),
    ]

    /// A rule about the modules that a target may import.
    static func imports(_ modules: Set<String>, in target: String) -> CodeRule {
        CodeRule(
            name: "\(target) imports \(modules.sorted().joined(separator: ", ")) only",
            scope: [target],
            bad: [
                "import Glibc", "internal import FoundationNetworking", "@testable import Testing",
                "import struct Glibc.timespec",
            ],
            good: modules.map { "internal import \($0)" } + ["// import Glibc"]
        ) { file in
            let code = file.code
            return code.indices.compactMap { place in
                let follower = code[place...].dropFirst().first
                guard code[place].isWord("import"), let follower, !modules.contains(follower.text)
                else { return nil }
                return (code[place].line, "imports \(follower.text)")
            }
        }
    }

    /// Whoever uses a store must not need the headers of its C library.
    static let hidden = CodeRule(
        name: "a store imports its C library internally", scope: ["Sources/"],
        bad: ["import CSQLite", "public import CLibPQ", "package import CSQLite"],
        good: ["internal import CSQLite", "internal import CLibPQ", "public import Foundation"]
    ) { file in
        let code = file.code
        return code.indices.compactMap { place in
            let before = code[..<place].suffix(2).map(\.text)
            guard ["CSQLite", "CLibPQ"].contains(code[place].text), before.last == "import",
                before.first != "internal"
            else { return nil }
            return (code[place].line, "\(code[place].text) is not imported internally")
        }
    }

    /// A rule that a file holds nothing without a trait but what tells how to turn it on.
    static func stands(behind trait: String, in scope: [String]) -> CodeRule {
        CodeRule(
            name: "files stand behind the trait \(trait)", scope: scope,
            bad: [
                "", "let a = 1", "#if Other\nlet a = 1\n#endif",
                "import A\n#if \(trait)\nlet a = 1\n#endif",
                "#if \(trait)\n#endif\nlet a = 1\n#if \(trait)\n#endif",
                "#if \(trait) || DEBUG\nlet a = 1\n#endif",
                "#if \(trait)\n#else\npublic struct A {}\n#endif",
                "#if !\(trait)\npublic struct A {}\n#endif",
                "#if !\(trait)\n#else\nlet a = 1\n#endif",
                "#if \(trait)\n#elseif DEBUG\n#endif",
            ],
            good: [
                "// A\n#if \(trait)\nlet a = 1\n#endif\n",
                "#if \(trait)\n#if DEBUG\nlet a = 1\n#else\nlet a = 2\n#endif\n#endif",
                "#if \(trait)\n#else\n@available(*, unavailable)\npublic enum A {}\n#endif",
                "#if !\(trait)\n@available(*, unavailable)\npublic enum A {}\n#endif",
            ]
        ) { file in
            standing(of: file.code, behind: trait).map { [(1, $0)] } ?? []
        }
    }

    /// What is wrong with the condition around a file.
    private static func standing(of code: [SwiftToken], behind trait: String) -> String? {
        let opening = code.prefix(4).map(\.text)
        let isNegated = opening == ["#", "if", "!", trait]
        guard isNegated || opening.prefix(3) == ["#", "if", trait] else {
            return "the file does not begin with #if \(trait)"
        }
        let body = code.dropFirst(isNegated ? 4 : 3)
        guard body.first?.line != code[0].line else { return "there is more to the condition" }
        var depth = 1
        var without: Int? = isNegated ? body.startIndex : nil
        for place in body.indices.dropLast() where body[place].isSymbol("#") {
            let directive = body[place + 1].text
            if directive == "if" { depth += 1 }
            if directive == "endif" { depth -= 1 }
            if depth == 1, directive == "elseif" || isNegated && directive == "else" {
                return "there is more than one condition"
            }
            if depth == 1, directive == "else" { without = place + 2 }
            if depth == 0, place + 2 != body.endIndex { return "something stands behind #endif" }
        }
        let isUnavailable = without.map { place in
            body[place...].prefix(5).map(\.text) == ["@", "available", "(", "*", ","]
        }
        return isUnavailable == false ? "what is there without the trait is not unavailable" : nil
    }
}
