internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

extension Answer {
    /// The answer as it is sent.
    var response: Response {
        Response(
            status: status, headers: fields,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// Its header fields, with the type of its body.
    var fields: HTTPFields {
        var fields = headers
        switch body {
        case .json: fields[.contentType] = "application/json"
        case .text(_, let type): fields[.contentType] = type
        }
        return fields
    }

    /// Its body.
    var text: String {
        switch body {
        case .json(let json): json.text
        case .text(let plain, _): plain
        }
    }
}

extension HTTPFields {
    /// Adds what browsers and caches are told of every answer, unless the answer says otherwise.
    mutating func addSecurity() {
        self[.contentTypeOptions] = "nosniff"
        if self[.cacheControl] == nil { self[.cacheControl] = "no-store" }
        if self[.contentSecurityPolicy] == nil {
            self[.contentSecurityPolicy] = "default-src 'none'; frame-ancestors 'none'"
        }
        if self[.referrerPolicy] == nil { self[.referrerPolicy] = "no-referrer" }
    }
}

extension HTTPField.Name {
    static let requestID = Self("Request-Id") ?? .eTag
    static let contentTypeOptions = Self("X-Content-Type-Options") ?? .eTag
    static let referrerPolicy = Self("Referrer-Policy") ?? .eTag
    static let apiKey = Self("x-api-key") ?? .eTag
}
