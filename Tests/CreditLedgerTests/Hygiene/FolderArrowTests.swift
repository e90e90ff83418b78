import Testing

/// The folders of the library and whose types each may name.
///
/// One module has no walls between its folders, so the compiler would let an amount know the
/// store. These arrows are what keeps the rules readable without the machinery above them.
@Suite("Hygiene of the folders")
struct FolderArrowTests {
    /// From each folder to those below it, whose types it may name.
    static let arrows: [String: Set<String>] = {
        let rules: Set = ["Values", "Wallets", "Accounts", "Drawdown"]
        return [
            "Values": [],
            "Wallets": ["Values"],
            "Accounts": ["Values", "Wallets"],
            "Drawdown": ["Values", "Wallets", "Accounts"],
            "Book": rules,
            "Storage": rules.union(["Book"]),
            "Format": rules.union(["Book", "Storage"]),
            "Ledger": rules.union(["Book", "Storage"]),
            "Reports": rules.union(["Book", "Storage", "Ledger"]),
        ]
    }()

    /// Every layer throws it: it stands with the book, whose answer it is, and says no by naming
    /// the ids and amounts of all layers in one list, whose order is the precedence (R12).
    static let known: Set<String> = ["Refusal"]

    static let library = Repository.swift.filter { $0.path.hasPrefix(CodeRule.library) }

    @Test("no folder names a type of a folder above it")
    func arrowsRunOneWay() {
        let homes = Self.homes(of: Self.library)
        let findings = Self.library.flatMap { Self.findings(in: $0, homes: homes) }
        #expect(findings.isEmpty, .listing(findings))
    }

    @Test("the arrows make no circle, and name every folder that holds code")
    func noCircle() {
        let folders = Set(Self.library.compactMap(Self.folder))
        #expect(Set(Self.arrows.keys) == folders)
        for (folder, below) in Self.arrows {
            #expect(below.isSubset(of: folders))
            for lower in below {
                #expect(Self.arrows[lower]?.isStrictSubset(of: below) == true, "\(folder)")
            }
        }
    }

    @Test("the types that make the arrows stand where they are looked for")
    func homesAreFound() {
        let homes = Self.homes(of: Self.library)
        let expected = [
            "Credits": "Values", "GrantID": "Values", "Lot": "Wallets", "Transaction": "Accounts",
            "ConsumptionOrder": "Drawdown", "Book": "Book", "JournalEntry": "Book",
            "WalletState": "Book", "LedgerStore": "Storage", "InMemoryStore": "Storage",
            "Commit": "Storage", "Ledger": "Ledger", "Receipt": "Ledger", "Verifier": "Reports",
        ]
        for (name, folder) in expected {
            #expect(homes[name] == [folder], "\(name)")
        }
        #expect(Self.known.allSatisfy { homes[$0] == ["Book"] })
        #expect(homes["Kind"] == nil, "a nested type is its outer type's")
    }

    static let upward: [(path: String, source: String)] = [
        ("Values/A.swift", "struct A { let book: Book }"),
        ("Values/A.swift", "typealias A = Identifier<Book>"),
        ("Wallets/A.swift", "func a(_ b: [JournalEntry]?) {}"),
        ("Accounts/A.swift", "extension WalletState { var a: Int { 1 } }"),
        ("Drawdown/A.swift", "let a = \"\\(Ledger.self)\""),
        ("Drawdown/A.swift", "func a(_ store: any LedgerStore) {}"),
        ("Book/A.swift", "func a() -> Commit? { nil }"),
        ("Book/A.swift", "let a = InMemoryStore()"),
        ("Storage/A.swift", "extension Ledger.Configuration {}"),
        ("Values/Identifiers.swift", "func a(_ book: Book) {}"),
    ]

    @Test("a name above is found", arguments: upward)
    func found(path: String, source: String) {
        let file = SourceFile(path: CodeRule.library + path, text: source)
        #expect(Self.findings(in: file, homes: Self.homes(of: Self.library)).count == 1)
    }

    static let downward: [(path: String, source: String)] = [
        ("Values/Identifiers.swift", "typealias A = TextIdentifier<Book>"),
        ("Values/Identifiers.swift", "typealias A = Identifier<JournalEntry>"),
        ("Values/A.swift", "/// Of a `Book`.\nfunc a() throws(Refusal) {}"),
        ("Wallets/A.swift", "let a = \"Ledger\""),
        ("Book/A.swift", "struct A { let lot: Lot; let entry: JournalEntry }"),
        ("Book/A.swift", "let commits = 1"),
        ("Storage/A.swift", "let a: (Book, LedgerStore)"),
        ("Ledger/A.swift", "let a: (Book, LedgerStore, Ledger)"),
    ]

    @Test("a name below, beside, in prose or as a tag passes", arguments: downward)
    func passes(path: String, source: String) {
        let file = SourceFile(path: CodeRule.library + path, text: source)
        #expect(Self.findings(in: file, homes: Self.homes(of: Self.library)) == [])
    }
}

extension FolderArrowTests {
    /// The folder of the library that a file stands in.
    static func folder(_ file: SourceFile) -> String? {
        let parts = file.path.dropFirst(CodeRule.library.count).split(separator: "/")
        return parts.count > 1 ? String(parts[0]) : nil
    }

    /// The folders that declare each type, nested ones left out.
    static func homes(of files: [SourceFile]) -> [String: Set<String>] {
        let keywords: Set = ["struct", "class", "enum", "protocol", "actor", "typealias"]
        var homes: [String: Set<String>] = [:]
        for file in files {
            guard let folder = folder(file) else { continue }
            var depth = 0
            let code = file.code
            for (token, next) in zip(code, code.dropFirst()) {
                if token.isSymbol("{") { depth += 1 }
                if token.isSymbol("}") { depth -= 1 }
                guard depth == 0, token.kind == .word, keywords.contains(token.text) else {
                    continue
                }
                homes[next.text, default: []].insert(folder)
            }
        }
        return homes
    }

    /// The names of types that only folders out of reach declare.
    static func findings(in file: SourceFile, homes: [String: Set<String>]) -> [Finding] {
        guard let folder = folder(file), let below = arrows[folder] else { return [] }
        let reach = below.union([folder])
        let code = file.code
        return code.indices.compactMap { place in
            let token = code[place]
            guard token.kind == .word, !known.contains(token.text),
                let home = homes[token.text], home.isDisjoint(with: reach),
                !isTag(at: place, in: code, of: file)
            else { return nil }
            return Finding(
                path: file.path, line: token.line,
                message: "\(token.text) of \(home.sorted()) is out of the reach of \(folder)")
        }
    }

    /// Whether a type is named only to keep ids apart: a tag of which there is never a value.
    static func isTag(at place: Int, in code: [SwiftToken], of file: SourceFile) -> Bool {
        guard file.path == CodeRule.library + "Values/Identifiers.swift" else { return false }
        let before = code[..<place].suffix(2).map(\.text)
        return before == ["Identifier", "<"] || before == ["TextIdentifier", "<"]
    }
}
