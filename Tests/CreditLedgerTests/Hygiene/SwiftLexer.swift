/// Cuts Swift source into tokens.
///
/// It knows comments (nested ones too), strings of every form with their interpolations, and
/// regular expressions, so that no rule mistakes what is said for what is done. It is no parser:
/// generics, operators and macros are words and symbols to it.
struct SwiftLexer {
    private let bytes: [UInt8]
    private var place = 0
    private var line = 1
    private var end = -1
    private(set) var tokens: [SwiftToken] = []

    static func tokens(of source: String) -> [SwiftToken] {
        var lexer = SwiftLexer(bytes: Array(source.utf8))
        lexer.readCode(inParentheses: false)
        return lexer.tokens
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Reads to the end, or past the parenthesis that closes an interpolation.
    private mutating func readCode(inParentheses: Bool) {
        var depth = 0
        while let byte = peek() {
            if byte == "\n" || byte == " " || byte == "\t" || byte == "\r" {
                skip(1)
            } else if starts("//") {
                take(.comment, from: place, to: index(of: "\n", from: place))
            } else if starts("/*") {
                take(.comment, from: place, to: endOfBlockComment())
            } else if let hashes = hashesBefore("\"") {
                readString(hashes: hashes)
            } else if let hashes = hashesBefore("/"), hashes > 0 || mayBeginExpression {
                readExpression(hashes: hashes)
            } else if Self.isDigit(byte) {
                readNumber()
            } else if Self.isLetter(byte) {
                take(.word, from: place, to: endOfRun { Self.isLetter($0) || Self.isDigit($0) })
            } else {
                if byte == "(" { depth += 1 }
                if byte == ")" { depth -= 1 }
                take(.symbol, from: place, to: place + 1)
                if inParentheses, depth == 0, byte == ")" { return }
            }
        }
    }

    private mutating func readNumber() {
        let isMember = tokens.last?.isSymbol(".") == true && tokens.last?.line == line
        var stop = endOfRun { Self.isLetter($0) || Self.isDigit($0) }
        if !isMember, peek(at: stop) == ".", let next = peek(at: stop + 1), Self.isDigit(next) {
            stop = endOfRun(from: stop + 1) { Self.isLetter($0) || Self.isDigit($0) }
        }
        if let sign = peek(at: stop), sign == "+" || sign == "-",
            let mark = peek(at: stop - 1), mark == "e" || mark == "E" || mark == "p",
            let next = peek(at: stop + 1), Self.isDigit(next), !(starts("0x") && mark != "p")
        {
            stop = endOfRun(from: stop + 1, Self.isDigit)
        }
        take(.number, from: place, to: stop)
    }

    /// Reads a string from its hashes to its last hash; what is interpolated is read as code.
    private mutating func readString(hashes: Int) {
        let quote = starts("\"\"\"", at: place + hashes) ? "\"\"\"" : "\""
        let fence = String(repeating: "#", count: hashes)
        let closing = quote + fence
        let escape = "\\" + fence
        var start = place
        skip(hashes + quote.utf8.count)
        while place < bytes.count, !starts(closing) {
            if starts(escape + "(") {
                append(.text, from: start, to: place)
                skip(escape.utf8.count)
                readCode(inParentheses: true)
                start = place
            } else {
                skip(starts(escape) ? escape.utf8.count + 1 : 1)
            }
        }
        let stop = min(place + closing.utf8.count, bytes.count)
        skip(stop - place)
        append(.text, from: start, to: stop)
    }

    private mutating func readExpression(hashes: Int) {
        let fence = "/" + String(repeating: "#", count: hashes)
        let start = place
        skip(hashes + 1)
        while place < bytes.count, peek() != "\n", !starts(fence) { skip(peek() == "\\" ? 2 : 1) }
        skip(min(fence.utf8.count, bytes.count - place))
        append(.text, from: start, to: place)
    }

    /// A slash divides after a value; elsewhere it begins an expression if one ends in its line.
    private var mayBeginExpression: Bool {
        guard let next = peek(at: place + 1), next != " ", next != "\n" else { return false }
        let isAfterValue =
            tokens.last.map { $0.kind != .symbol || ")]}>?!".contains($0.text) } ?? false
        return !isAfterValue && index(of: "/", from: place + 1) < index(of: "\n", from: place)
    }

    private func endOfBlockComment() -> Int {
        var depth = 0
        var stop = place
        repeat {
            let isOpening = starts("/*", at: stop)
            let isClosing = starts("*/", at: stop)
            depth += isOpening ? 1 : isClosing ? -1 : 0
            stop += isOpening || isClosing ? 2 : 1
        } while depth > 0 && stop < bytes.count
        return min(stop, bytes.count)
    }
}

// Places in the bytes.
extension SwiftLexer {
    private static func isDigit(_ byte: Unicode.Scalar) -> Bool { ("0"..."9").contains(byte) }

    private static func isLetter(_ byte: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(byte) || ("A"..."Z").contains(byte) || byte == "_" || byte == "$"
            || byte.value >= 0x80
    }

    private func peek(at offset: Int? = nil) -> Unicode.Scalar? {
        let offset = offset ?? place
        return bytes.indices.contains(offset) ? Unicode.Scalar(bytes[offset]) : nil
    }

    private func starts(_ text: String, at offset: Int? = nil) -> Bool {
        bytes.dropFirst(offset ?? place).starts(with: text.utf8)
    }

    /// How many `#` stand here before a certain character; `nil` if it does not follow.
    private func hashesBefore(_ character: Unicode.Scalar) -> Int? {
        let stop = endOfRun { $0 == "#" }
        return peek(at: stop) == character ? stop - place : nil
    }

    private func index(of character: Unicode.Scalar, from offset: Int) -> Int {
        endOfRun(from: offset) { $0 != character }
    }

    private func endOfRun(from offset: Int? = nil, _ belongs: (Unicode.Scalar) -> Bool) -> Int {
        var stop = offset ?? place
        while let byte = peek(at: stop), belongs(byte) { stop += 1 }
        return stop
    }

    private mutating func skip(_ count: Int) {
        for byte in bytes.dropFirst(place).prefix(count) where byte == 10 { line += 1 }
        place += count
    }

    private mutating func take(_ kind: SwiftToken.Kind, from start: Int, to stop: Int) {
        append(kind, from: start, to: stop)
        skip(stop - start)
    }

    private mutating func append(_ kind: SwiftToken.Kind, from start: Int, to stop: Int) {
        let text = String(decoding: bytes[start..<stop], as: UTF8.self)
        tokens.append(
            SwiftToken(kind: kind, text: text, line: line, isAttached: start == end))
        end = stop
    }
}
