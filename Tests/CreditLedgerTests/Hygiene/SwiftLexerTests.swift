import Testing

/// The lexer under the rules: what it takes for code, and what not.
@Suite("Swift lexer")
struct SwiftLexerTests {
    static let cut: [(source: String, code: [String])] = [
        ("", []),
        ("let a = 1 // b\nc", ["let", "a", "=", "1", "c"]),
        ("a /* b /* c */ d */ e", ["a", "e"]),
        ("a /* b", ["a"]),
        ("a(\"// b\")", ["a", "(", "\"// b\"", ")"]),
        ("\"\\\"a\" b", ["\"\\\"a\"", "b"]),
        ("\"a \\(b(\"c\")) d\"", ["\"a ", "(", "b", "(", "\"c\"", ")", ")", " d\""]),
        ("#\"a \\(b) \"c\"# d", ["#\"a \\(b) \"c\"#", "d"]),
        ("#\"\\#(b)\"#", ["#\"", "(", "b", ")", "\"#"]),
        ("\"\"\"\na \"b\" \\\"\"\" c\n\"\"\" d", ["\"\"\"\na \"b\" \\\"\"\" c\n\"\"\"", "d"]),
        ("a / b / c", ["a", "/", "b", "/", "c"]),
        ("f(/a\"b/) c", ["f", "(", "/a\"b/", ")", "c"]),
        ("#/a/\"b/# c", ["#/a/\"b/#", "c"]),
        (
            "1.5 0...5 a.0.1 1e-3 0x1e-3",
            ["1.5", "0", ".", ".", ".", "5"]
                + ["a", ".", "0", ".", "1", "1e-3", "0x1e", "-", "3"]
        ),
        ("1.description", ["1", ".", "description"]),
        ("é$0_1", ["é$0_1"]),
        ("\"a", ["\"a"]),
    ]

    @Test("comments, strings, interpolations, expressions and numbers", arguments: cut)
    func cutting(_ source: String, _ code: [String]) {
        #expect(SourceFile(path: "", text: source).code.map(\.text) == code)
    }

    @Test("each token knows its line and whether a blank stands before it")
    func places() {
        let tokens = SwiftLexer.tokens(of: "a! b\n/* c\n */ !d\n\"\"\"\ne\n\"\"\"\nf")
        #expect(tokens.map(\.line) == [1, 1, 1, 2, 3, 3, 6, 7])
        #expect(tokens.map(\.isAttached) == [false, true, false, false, false, true, false, false])
    }
}
