internal import CreditLedger
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import NIOCore

/// Gives whatever goes wrong the shape of the API whose path it is, and every answer what all
/// answers have.
///
/// No error leaves the service in any other way.
struct ErrorShaping: RouterMiddleware {
    let answers: ErrorAnswers
    let paths: PathTable

    @concurrent
    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            // The first is the request's authority; a proxy before this may have taken the second.
            guard request.headers[.secondHost] == nil else {
                throw Fault.malformed("The request names two hosts.")
            }
            response = try await next(request, context)
        } catch {
            response = shape(error, request, context)
        }
        response.headers[.requestID] = context.requestID
        response.headers.addSecurity()
        guard request.method == .head else { return response }
        // The head keeps the length of what a GET would have brought.
        return response.createHeadResponse()
    }

    private func shape(
        _ error: any Error, _ request: Request, _ context: ServiceContext
    ) -> Response {
        let problem = Problem(understood(error, request))
        if problem.kind == .unexpected || problem.kind == .unavailable {
            context.logger.error("request failed", metadata: ["error": "\(ErrorText(error))"])
        }
        return answers.response(to: problem, path: request.uri.path, request: context.requestID)
    }

    /// What the router or the server means by its own errors.
    private func understood(_ error: any Error, _ request: Request) -> any Error {
        if error is CancellationError { return LedgerError.store(StoreError(.cancelled, "")) }
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

/// Shapes problems as the API of a path does.
struct ErrorAnswers: Sendable {
    /// In the order in which they are asked; the last one claims every path.
    let dialects: [any Dialect]
    let logger: Logger

    /// The answer to a problem with a request.
    func response(to problem: Problem, path: String, request: String) -> Response {
        guard let dialect = dialects.first(where: { $0.claims(path) }) else {
            return Response(status: problem.status)
        }
        var response = dialect.answer(to: problem, request: request).response
        for field in problem.headers { response.headers[field.name] = field.value }
        return response
    }

    /// The answer to a problem that never became a request of the router's, or that ended one.
    func early(_ problem: Problem, path: String) -> (HTTPResponse, ByteBuffer) {
        let request = ServiceContext.madeUpID()
        let path = String(path.prefix { $0 != "?" })
        logger.info(
            "answered early",
            metadata: [
                "request_id": "\(request)", "status": "\(problem.status.code)",
                "code": "\(problem.code)",
            ])
        guard let dialect = dialects.first(where: { $0.claims(path) }) else {
            return (HTTPResponse(status: problem.status), ByteBuffer())
        }
        let answer = dialect.answer(to: problem, request: request)
        let body = ByteBuffer(string: answer.text)
        var fields = answer.fields
        for field in problem.headers { fields[field.name] = field.value }
        fields[.requestID] = request
        fields[.contentLength] = String(body.readableBytes)
        fields.addSecurity()
        return (HTTPResponse(status: answer.status, headerFields: fields), body)
    }
}

/// What the log may hold of an error: what the ledger says in its own words, which have no
/// secrets, and of any other error its type.
struct ErrorText: CustomStringConvertible {
    let description: String

    init(_ error: any Error) {
        switch error {
        case let error as LedgerError: description = error.description
        case let error as StoreError: description = error.description
        default: description = String(reflecting: type(of: error))
        }
    }
}

extension HTTPField.Name {
    fileprivate static let secondHost = Self("Host") ?? .eTag
}
