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
    /// Takes as long for every text of a length.
    func matches(_ text: String) -> Bool {
        let given = Array(text.utf8)
        var difference = given.count ^ bytes.count
        for index in bytes.indices {
            difference |= Int((index < given.count ? given[index] : 0) ^ bytes[index])
        }
        return difference == 0
    }

    /// Whether a request shows the token.
    func admits(_ headers: HTTPFields) -> Bool {
        guard let shown = Self.shown(in: headers) else { return false }
        return matches(shown)
    }

    private static func shown(in headers: HTTPFields) -> String? {
        if let key = headers[.apiKey] { return key }
        guard let authorization = headers[.authorization] else { return nil }
        let parts = authorization.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        switch parts[0].lowercased() {
        case "bearer":
            return String(parts[1])
        case "basic":
            guard let data = Data(base64Encoded: String(parts[1])),
                let text = String(validating: data, as: UTF8.self)
            else { return nil }
            return String(text.prefix { $0 != ":" })
        default: return nil
        }
    }
}
