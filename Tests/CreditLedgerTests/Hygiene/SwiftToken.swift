/// A piece of Swift source, as far as the rules of the repository need to tell pieces apart.
struct SwiftToken: Hashable, Sendable {
    enum Kind: Hashable, Sendable {
        /// A name or a keyword.
        case word
        case number
        /// One character of punctuation.
        case symbol
        /// What stands in a string or a regular expression, without its interpolations.
        case text
        case comment
    }

    let kind: Kind
    let text: String
    /// Counted from 1.
    let line: Int
    /// No blank stands before it.
    let isAttached: Bool
}

extension SwiftToken {
    /// A number with a fraction or an exponent; hexadecimal ones write theirs with a `p`.
    var isFloating: Bool {
        guard kind == .number else { return false }
        let letters = text.lowercased()
        if letters.hasPrefix("0x") { return letters.contains("p") || letters.contains(".") }
        return letters.contains(".") || letters.contains("e")
    }

    func isWord(_ word: String) -> Bool { kind == .word && text == word }

    func isSymbol(_ symbol: String) -> Bool { kind == .symbol && text == symbol }
}
