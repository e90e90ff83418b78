internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// Gives whatever goes wrong the shape of the API whose path it is, and every answer its
/// request's id.
///
/// No error leaves the service in any other way.
struct ErrorShaping: RouterMiddleware {
    /// In the order in which they are asked; the last one claims every path.
    let dialects: [any Dialect]
    let paths: PathTable

    @concurrent
    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            response = shape(error, request, context)
        }
        response.headers[.requestID] = context.requestID
        return response
    }

    private func shape(
        _ error: any Error, _ request: Request, _ context: ServiceContext
    ) -> Response {
        let problem = Problem(understood(error, request))
        if problem.kind == .unexpected || problem.kind == .unavailable {
            context.logger.error("request failed", metadata: ["error": "\(error)"])
        }
        let path = request.uri.path
        guard let dialect = dialects.first(where: { $0.claims(path) }) else {
            return Response(status: problem.status)
        }
        var response = dialect.answer(to: problem, request: context.requestID).response
        for field in problem.headers { response.headers[field.name] = field.value }
        return response
    }

    /// What the router or the server means by its own errors.
    private func understood(_ error: any Error, _ request: Request) -> any Error {
        guard let error = error as? HTTPError else { return error }
        switch error.status {
        case .notFound:
            let allowed = paths.methods(at: request.uri.path)
            return allowed.isEmpty ? Fault.noSuchPath : Fault.wrongMethod(allowed: allowed)
        case .contentTooLarge: return Fault.tooLarge(limit: CallReader.bodyLimit)
        case .badRequest: return Fault.malformed("The request can't be read.")
        default: return error
        }
    }
}

/// Which methods the paths have.
struct PathTable: Sendable {
    private let rows: [(pattern: [Substring], method: HTTPRequest.Method)]

    init(_ rows: [(path: String, method: HTTPRequest.Method)]) {
        self.rows = rows.map { (Self.segments($0.path), $0.method) }
    }

    /// The methods of the calls at a path; none if there is no such path.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let segments = Self.segments(path)
        return rows.filter { row in
            row.pattern.count == segments.count
                && zip(row.pattern, segments).allSatisfy { $0.hasPrefix("{") || $0 == $1 }
        }
        .map(\.method)
    }

    private static func segments(_ path: some StringProtocol) -> [Substring] {
        Substring(path).split(separator: "/")
    }
}

extension Answer {
    /// The answer as it is sent.
    var response: Response {
        var headers = headers
        headers[.cacheControl] = headers[.cacheControl] ?? "no-store"
        headers[.contentTypeOptions] = "nosniff"
        let text: String
        switch body {
        case .json(let json):
            headers[.contentType] = "application/json"
            text = json.text
        case .text(let plain, let type):
            headers[.contentType] = type
            text = plain
        }
        return Response(
            status: status, headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension HTTPField.Name {
    static let requestID = Self("Request-Id") ?? .eTag
    static let contentTypeOptions = Self("X-Content-Type-Options") ?? .eTag
    static let apiKey = Self("x-api-key") ?? .eTag
}
