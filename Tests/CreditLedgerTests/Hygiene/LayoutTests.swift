import Testing

/// Where things stand, what they are called, and how long they are.
@Suite("Hygiene of the files")
struct LayoutTests {
    static let top: Set<String> = [
        "Package.swift", "Sources", "Tests", "Docs", "Examples", "README.md", "CHANGELOG.md",
    ]
    /// A folder is a concept that a billing engineer would name; a new one is a decision.
    static let folders: Set<String> = [
        "CreditLedger", "Values", "Wallets", "Accounts", "Drawdown", "Book", "Ledger", "Storage",
        "Reports", "CreditLedger.docc", "CreditLedgerTesting", "Conformance", "Model", "Scenario",
        "Workload", "CreditLedgerTests", "Documentation", "Hygiene", "Testing", "QuickstartTests",
        "Scenarios", "Quickstart", "LedgerTool", "LedgerToolTests", "Expected", "Benchmarks",
        "Payments", "Sources", "Tests", "Format", "InMemory", "CreditLedgerSQL",
        "CreditLedgerSQLite", "CreditLedgerPostgres", "CSQLite", "CLibPQ", "CreditLedgerSQLTests",
        "CreditLedgerSQLiteTests",
        "CreditLedgerPostgresTests", "StoreHammer", "DeciderTimer", "Bare", "WalletService",
        "WalletServiceTests",
        "HTTP", "OpenAPI", "Hosting", "PayPal", "Flexprice", "Stripe", "BillSh", "Neutral", "Pages",
        "Templates", "Clients", "Load", "Metrics", "LedgerBench", "LedgerBenchTests", "Commands",
        "Workloads", "Measuring", "Limits", "Stores",
    ]
    static let vague: Set<String> = [
        "Util", "Utils", "Utility", "Utilities", "Helper", "Helpers", "Manager", "Managers",
        "Common", "Models", "Misc", "Miscellaneous",
    ]
    static let places = ["Sources", "Tests", "Docs", "Examples"].map(Repository.entries)

    @Test("nothing else stands at the top")
    func atTheTop() throws {
        #expect(try Repository.top().symmetricDifference(Self.top) == [])
    }

    @Test("every folder is one that was agreed on")
    func folderNames() {
        let found = Self.places.flatMap(\.folders)
        #expect(found.filter { !Self.folders.contains(Self.name($0)) } == [])
        #expect(found.count > 20)
    }

    @Test("no file or folder has a name that would fit any other")
    func vagueNames() {
        let found = Self.places.flatMap { $0.files + $0.folders }
        #expect(found.filter { Self.isVague(Self.name($0)) } == [])
        #expect(Self.isVague("StringUtils.swift") && Self.isVague("Common"))
        #expect(Self.isVague("Models") && Self.isVague("Wallet+Helpers.swift"))
        #expect(!Self.isVague("ModelLedger.swift") && !Self.isVague("Commonwealth.swift"))
    }

    @Test("a file has 300 lines at most")
    func fileLengths() {
        #expect(!Repository.swift.isEmpty)
        let findings = Repository.swift.compactMap(Self.excess)
        #expect(findings.isEmpty, .listing(findings))
        let lines = { (count: Int) in String(repeating: "a\n", count: count) }
        #expect(Self.excess(SourceFile(path: "", text: lines(300))) == nil)
        #expect(Self.excess(SourceFile(path: "", text: lines(301))) != nil)
    }

    @Test("a line has 100 columns at most")
    func columns() {
        #expect(!Repository.swift.isEmpty)
        let findings = Repository.swift.flatMap(Self.wideLines)
        #expect(findings.isEmpty, .listing(findings))
        let line = { (count: Int) in "b\n" + String(repeating: "é", count: count) }
        #expect(Self.wideLines(SourceFile(path: "", text: line(100))).isEmpty)
        #expect(Self.wideLines(SourceFile(path: "", text: line(101))).map(\.line) == [2])
    }

    static func name(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// Whether one of the words in a name, each with a capital or alone, says nothing.
    static func isVague(_ name: String) -> Bool {
        var words: [String] = [""]
        for character in name {
            if character.isUppercase || !character.isLetter { words.append("") }
            words[words.count - 1].append(character)
        }
        return words.contains { vague.contains($0) }
    }

    static func excess(_ file: SourceFile) -> Finding? {
        let count = file.lines.last?.isEmpty == true ? file.lines.count - 1 : file.lines.count
        return count > 300
            ? Finding(path: file.path, line: count, message: "the file has \(count) lines") : nil
    }

    static func wideLines(_ file: SourceFile) -> [Finding] {
        file.lines.enumerated().filter { $0.element.utf8.count > 100 && $0.element.count > 100 }
            .map { offset, line in
                Finding(path: file.path, line: offset + 1, message: "\(line.count) columns")
            }
    }
}
