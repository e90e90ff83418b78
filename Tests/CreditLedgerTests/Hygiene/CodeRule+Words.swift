/// The rules against words.
extension CodeRule {
    static let words: [CodeRule] = [
        forbids(
            [
                "Double", "Float", "Float16", "Float32", "Float64", "Float80", "CGFloat", "CDouble",
                "CFloat", "TimeInterval", "FloatingPoint", "BinaryFloatingPoint",
                "FloatLiteralType", "ExpressibleByFloatLiteral",
            ],
            "amounts and instants are integers; no floating point in the library",
            in: exact,
            exempt: [
                "Sources/CreditLedger/Values/Instant.swift":
                    "a Date is a number of floating seconds; it is bridged here and nowhere else"
            ],
            bad: [
                "let a: Double = 1", "func f(_ a: [Float]?) {}", "a as CGFloat",
                "\"\\(Double(a))\"",
                "extension Credits: ExpressibleByFloatLiteral {}",
                "Date().timeIntervalSince1970 as TimeInterval",
            ],
            good: [
                "// a Double", "let a = \"Double\"", "/* Float /* Float */ Float */", "DoubleEntry",
            ]),
        forbids(
            ["fatalError", "precondition", "preconditionFailure"],
            "the library throws and never stops its host",
            in: ["Sources/"],
            bad: ["fatalError()", "precondition(a > 0)", "preconditionFailure(\"b\")"],
            good: ["// precondition", "let a = \"fatalError()\"", "let preconditions = 1"]),
        forbids(
            sequences: [
                ["unowned", "(", "unsafe"], ["nonisolated", "(", "unsafe"], ["@", "unchecked"],
            ],
            "the compiler checks what is shared",
            in: ["Sources/"],
            bad: [
                "final class A: @unchecked Sendable {}", "unowned(unsafe) let a: A",
                "nonisolated(unsafe) static var a = 1",
            ],
            good: ["init(unchecked a: Int)", "unowned let a: A", "nonisolated func a() {}"]),
        forbids(
            ["async", "await", "Task", "AsyncSequence"],
            "what decides or reads rows is synchronous; the façade and the stores wait",
            in: ["Values", "Wallets", "Accounts", "Drawdown", "Book", "Format"].map {
                library + $0 + "/"
            } + [sql],
            bad: ["func a() async {}", "await a()", "Task { a() }"],
            good: ["// async", "func a() {}", "let actor: Actor"]),
        forbids(
            sequences: [[".", "package", "("]],
            "the root package has no dependencies",
            in: ["Package.swift"],
            bad: [".package(url: \"a\", from: \"1.0.0\")", ".package( name: \"a\", path: \"b\")"],
            good: ["// .package(", ".product(name: \"a\", package: \"b\")"]),
    ]

    /// What is left to do is done, or it is written where people look for it.
    static let unfinished = CodeRule(
        name: "no comment puts work off", scope: everywhere,
        bad: ["// TODO: later", "/* a\n FIXME */", "/// XXX", "//HACK"],
        good: ["let a = \"XXX\"", "// todos los dias", "let TODO = 1"]
    ) { file in
        file.tokens.filter { $0.kind == .comment }.flatMap { comment in
            comment.text.split { !$0.isLetter }
                .filter { ["TODO", "FIXME", "XXX", "HACK"].contains($0) }
                .map { (comment.line, "\($0) in a comment") }
        }
    }
}
