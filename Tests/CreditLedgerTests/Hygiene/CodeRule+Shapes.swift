/// The rules about the shape of code.
extension CodeRule {
    static let floatingLiterals = CodeRule(
        name: "no floating literal in the library", scope: exact,
        bad: ["let a = 1.5", "f(0.1)", "let a = 1e3", "let a = 1E-3", "let a = 0x1p4", "1_000.0"],
        good: [
            "a.0.1", "0...5", "1..<3", "0xE", "0x1e-5", "\"1.5\"", "// 1.5", "$0.1",
            "1.description",
        ]
    ) { file in
        file.code.filter(\.isFloating).map { ($0.line, "the floating literal \($0.text)") }
    }

    /// `try!`, `as!`, `a!`, `a()!` and the type `A!` have one shape: a bang behind something.
    static let force = CodeRule(
        name: "nothing is forced", scope: ["Sources/"],
        bad: [
            "try! a()", "a as! B", "a!", "a()!.b", "a[0]!", "var a: A!", "a?.b!", "\"a\"!",
            "\"\\(a!)\"",
        ],
        good: [
            "a != b", "!a", "f(!a)", "a && !b", "return !a", "\"a!\"", "// a!", "[!a]", "try? a()",
        ]
    ) { file in
        let code = file.code
        return zip(code, code.dropFirst()).enumerated().compactMap { offset, pair in
            let (before, bang) = pair
            let isPostfix = before.kind != .symbol || ")]}>?".contains(before.text)
            let follower = code.dropFirst(offset + 2).first
            let isUnequal = follower?.isSymbol("=") == true && follower?.isAttached == true
            guard bang.isSymbol("!"), bang.isAttached, isPostfix, !isUnequal else { return nil }
            return (bang.line, "\(before.text)! forces")
        }
    }

    /// A variable outside every function and value is seen by all, whoever changes it.
    static let globals = CodeRule(
        name: "no global mutable state", scope: everywhere,
        bad: [
            "var a = 1", "private var a: Int", "enum A { static var a = 1 }",
            "struct A { static var a: [Int] = [] }", "class A { class var a: Int = 1 }",
            "struct A { private(set) static var a = 1 { didSet { b() } } }",
            "enum A { static var a: Int { didSet {} } }",
            "enum A { static var a: () -> Int\n static let b = 1 }",
        ],
        good: [
            "let a = 1", "enum A { static let a = 1 }", "enum A { static var a: Int { 1 } }",
            "func f() { var a = 1 }", "protocol A { static var a: Int { get } }",
            "struct A { var a = 1 }",
            "struct A { static func f() { var a = 1 } }", "var a: Int { 1 }",
        ]
    ) { file in
        let code = file.code
        var depth = 0
        return code.indices.compactMap { place -> Fault? in
            if code[place].isSymbol("{") { depth += 1 }
            if code[place].isSymbol("}") { depth -= 1 }
            guard code[place].isWord("var"), depth == 0 || Self.isStatic(code, place),
                Self.body(code, from: place).isStored
            else { return nil }
            return (code[place].line, "the global variable \(code[place + 1].text)")
        }
    }

    /// A function is read in one view.
    static let functionLengths = CodeRule(
        name: "a function has 60 lines at most", scope: ["Sources/"],
        bad: [
            "func f() {\n" + String(repeating: "a()\n", count: 59) + "}",
            "init(\n a: Int = { 1 }()\n) {\n" + String(repeating: "\n", count: 58) + "}",
            "var a: Int {\n" + String(repeating: "a()\n", count: 59) + "}",
        ],
        good: [
            "func f() {\n" + String(repeating: "a()\n", count: 58) + "}",
            "protocol A { func f() }\nstruct B {" + String(repeating: "\n", count: 80) + "}",
            "self.init(a)\nstruct B {" + String(repeating: "\n", count: 80) + "}",
            "var a = 1\nstruct B {" + String(repeating: "\n", count: 80) + "}",
        ]
    ) { file in
        let code = file.code
        return code.indices.compactMap { place in
            let isCall = place > 0 && code[place - 1].isSymbol(".")
            let begins = ["func", "init", "deinit", "subscript", "var"].contains(code[place].text)
            guard begins, code[place].kind == .word, !isCall,
                let end = Self.body(code, from: place).end
            else { return nil }
            let length = end - code[place].line + 1
            let name = code[place...].prefix(2).map(\.text).joined(separator: " ")
            return length > 60 ? (code[place].line, "\(name) has \(length) lines") : nil
        }
    }
}
