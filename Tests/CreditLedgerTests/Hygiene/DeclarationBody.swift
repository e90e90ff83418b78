/// What follows the name of a declaration.
struct DeclarationBody {
    /// It holds a value of its own instead of computing one.
    var isStored: Bool
    /// The line of its last brace; `nil` without braces.
    var end: Int?
}

extension CodeRule {
    /// Words that begin something else, so that what stood before them has no body.
    private static let beginnings: Set<String> = [
        "func", "init", "deinit", "subscript", "var", "let", "case", "static", "struct", "enum",
        "class", "extension", "protocol", "typealias", "associatedtype", "public", "package",
        "private", "internal", "fileprivate", "mutating", "return", "import",
    ]

    /// Whether `static` or `class` stands among the modifiers before a `var`.
    static func isStatic(_ code: [SwiftToken], _ place: Int) -> Bool {
        let modifiers = code[..<place].reversed().prefix {
            $0.line == code[place].line && !["{", "}", ";"].contains($0.text)
        }
        return modifiers.contains { $0.isWord("static") || $0.isWord("class") }
    }

    /// The body of the declaration that begins at a place.
    static func body(_ code: [SwiftToken], from place: Int) -> DeclarationBody {
        let isVariable = code[place].isWord("var")
        var depth = 0
        for (offset, token) in code[place...].enumerated().dropFirst() {
            if token.isSymbol("(") || token.isSymbol("[") { depth += 1 }
            if token.isSymbol(")") || token.isSymbol("]") { depth -= 1 }
            if depth < 0 { break }
            guard depth == 0 else { continue }
            if isVariable, token.isSymbol("=") { break }
            if token.isSymbol("{") { return braces(code, from: place + offset) }
            let isNext = offset > 1 && token.kind == .word && beginnings.contains(token.text)
            if isNext || token.isSymbol("}") { break }
        }
        return DeclarationBody(isStored: true)
    }

    /// What braces hold: observers watch a stored value, anything else computes.
    private static func braces(_ code: [SwiftToken], from place: Int) -> DeclarationBody {
        let first = code[place...].dropFirst().first?.text ?? ""
        var depth = 0
        let last = code[place...].first {
            depth += $0.isSymbol("{") ? 1 : $0.isSymbol("}") ? -1 : 0
            return depth == 0
        }
        return DeclarationBody(isStored: ["didSet", "willSet"].contains(first), end: last?.line)
    }
}
