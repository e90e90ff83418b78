import CreditLedgerTesting
import Foundation
import Testing

/// Every rule of this version is named by a test or a scenario.
@Suite("Hygiene of the rule numbers")
struct RuleNumberTests {
    /// How many rules each section has.
    static let sections = [4, 5, 5, 4, 5, 9, 3, 6, 5, 4, 4]
    /// Not built yet: none.
    static let later: Set<String> = []
    static let rules: Set<String> = Set(
        sections.enumerated().flatMap { section, count in
            (1...count).map { "R\(section + 1).\($0)" }
        } + ["R12"])

    @Test("each rule is named by the name of a test or by a scenario")
    func named() throws {
        #expect(Self.rules.isSuperset(of: Self.later))
        let named = try Self.inTestNames(Repository.swift).union(Self.inScenarios())
        #expect(named.count > 30)
        let missing = Self.rules.subtracting(Self.later).subtracting(named)
        #expect(missing.isEmpty, "no test names \(missing.sorted())")
    }

    @Test("no test or scenario names a rule that does not exist")
    func known() throws {
        let named = try Self.inTestNames(Repository.swift).union(Self.inScenarios())
        let sections = Set((1...12).map { "R\($0)" })
        let unknown = named.subtracting(Self.rules).subtracting(sections)
        #expect(unknown.isEmpty, "there is no \(unknown.sorted())")
    }

    @Test("a rule counts as named in the name of a test or suite, and nowhere else")
    func samples() {
        let source = """
            // R1.1
            @Suite("R1.2: amounts") struct A {
                @Test("R1.3 and R2.3b: more", arguments: ["R1.4"]) func a() { b("R2.1") }
                @Test(.tags(.slow)) func c() { "R2.2" }
            }
            """
        let names = Self.inTestNames([SourceFile(path: "Tests/A.swift", text: source)])
        #expect(names == ["R1.2", "R1.3", "R2.3"])
        #expect(Self.inTestNames([SourceFile(path: "Sources/A.swift", text: source)]).isEmpty)
    }

    /// The rules that stand in the names of tests and suites.
    static func inTestNames(_ files: [SourceFile]) -> Set<String> {
        var found: Set<String> = []
        for file in files where file.path.hasPrefix("Tests/") {
            let code = file.code
            for place in code.indices.dropLast(2) {
                let isTest = code[place].isWord("Test") || code[place].isWord("Suite")
                guard isTest, code[place + 1].isSymbol("("), code[place + 2].kind == .text else {
                    continue
                }
                found.formUnion(numbers(in: code[place + 2].text))
            }
        }
        return found
    }

    static func inScenarios() throws -> Set<String> {
        let folder = Repository.root.appendingPathComponent("Tests/Scenarios")
        let files = try #require(Scenario.files(at: folder))
        #expect(!files.isEmpty)
        return try files.reduce(into: []) { found, file in
            found.formUnion(try Scenario(contentsOf: file).rules.flatMap(numbers))
        }
    }

    /// The rules in a text, without the letters of their parts.
    static func numbers(in text: String) -> Set<String> {
        Set(text.matches(of: #/\bR[0-9]+(\.[0-9]+)?/#).map { String($0.output.0) })
    }
}
