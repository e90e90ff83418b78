internal import Foundation
internal import HTTPTypes
internal import Hummingbird

/// The one token that clients show: as Bearer token, as `x-api-key`, or as the user of Basic.
struct AccessToken: Sendable {
    private let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// Whether a text is the token.
    ///
    /// Takes as long for every text of a length. No text is the empty token.
    func matches(_ text: String) -> Bool {
        let given = Array(text.utf8)
        var difference = (given.count ^ bytes.count) | (bytes.isEmpty ? 1 : 0)
        for index in bytes.indices {
            difference |= Int((index < given.count ? given[index] : 0) ^ bytes[index])
        }
        return difference == 0
    }

    /// Whether a request shows the token, in any of the ways in which clients do.
    func admits(_ headers: HTTPFields) -> Bool {
        if let key = headers[.apiKey], matches(Self.trimmed(key[...])) { return true }
        guard let shown = headers[.authorization].flatMap(Self.shown) else { return false }
        return matches(shown)
    }

    /// The token in an Authorization field: after `Bearer`, or the user of `Basic`.
    private static func shown(in field: String) -> String? {
        let field = trimmed(field[...])
        guard let blank = field.firstIndex(where: isBlank) else { return nil }
        let credentials = trimmed(field[blank...])
        switch field[..<blank].lowercased() {
        case "bearer":
            return credentials
        case "basic":
            guard let data = Data(base64Encoded: credentials),
                let text = String(validating: data, as: UTF8.self)
            else { return nil }
            return String(text.prefix { $0 != ":" })
        default: return nil
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        var rest = text.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(rest)
    }

    private static func isBlank(_ character: Character) -> Bool {
        character == " " || character == "\t"
    }
}
