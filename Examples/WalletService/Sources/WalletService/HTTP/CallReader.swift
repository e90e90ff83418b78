internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// Reads a request as an operation expects it.
struct CallReader: Sendable {
    /// The largest body that is read, in bytes.
    static let bodyLimit = 1_048_576

    let operation: Operation

    /// Reads the request's path, query and body.
    ///
    /// - Throws: ``Fault``.
    func read(_ request: Request, _ context: ServiceContext) async throws -> Call {
        var request = request
        var places: [String: String] = [:]
        for parameter in operation.parameters where parameter.place == .path {
            guard let raw = context.parameters[parameter.name[...]],
                let text = raw.removingPercentEncoding
            else { throw Fault.noSuchPath }
            places[parameter.name] = text
        }
        let query = try Fields(
            try FormReader.read(request.uri.query ?? ""), notation: .brackets)
        return Call(
            requestID: context.requestID, headers: request.headers, places: places, query: query,
            body: try await body(&request))
    }

    private func body(_ request: inout Request) async throws -> Fields {
        switch operation.body {
        case .none:
            return try Fields(nil)
        case .json, .optionalJSON:
            let bytes = try await collect(&request)
            if case .optionalJSON = operation.body, bytes.isEmpty { return try Fields(nil) }
            try check(request, is: "application/json")
            return try Fields(try JSONReader.read(bytes))
        case .form:
            let bytes = try await collect(&request)
            if bytes.isEmpty { return try Fields(nil, notation: .brackets) }
            try check(request, is: "application/x-www-form-urlencoded")
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw Fault.malformed("The body is not valid UTF-8.")
            }
            return try Fields(try FormReader.read(text), notation: .brackets)
        }
    }

    /// A client that names another type may mean another thing; one that names none means this.
    private func check(_ request: Request, is expected: String) throws(Fault) {
        guard let given = request.headers[.contentType] else { return }
        let type = given.prefix { $0 != ";" }.trimming(while: \.isWhitespace).lowercased()
        guard type == expected else { throw .wrongType(expected: expected) }
    }

    private func collect(_ request: inout Request) async throws -> [UInt8] {
        let length = request.headers[.contentLength].flatMap { Int($0) }
        if let length, length > Self.bodyLimit { throw Fault.tooLarge(limit: Self.bodyLimit) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(length ?? 0)
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= Self.bodyLimit else {
                throw Fault.tooLarge(limit: Self.bodyLimit)
            }
            bytes.append(contentsOf: part.readableBytesView)
        }
        // A connection that breaks ends the body; half an amount must not pass for the whole.
        guard length == nil || length == bytes.count else {
            throw Fault.malformed("The body ended early.")
        }
        return bytes
    }
}

extension Substring {
    fileprivate func trimming(while condition: (Character) -> Bool) -> Substring {
        var rest = self.drop(while: condition)
        while let last = rest.last, condition(last) { rest.removeLast() }
        return rest
    }
}
