internal import Hummingbird
internal import Logging

/// Logs each request: its method, path and status, and how long it took.
///
/// Never a header, a query or a body, where tokens and customers' data are.
struct RequestLog: RouterMiddleware {
    @concurrent
    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let response = try await next(request, context)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(request.method.rawValue)",
                "path": "\(context.endpointPath ?? "-")",
                "status": "\(response.status.code)",
                "microseconds": "\((ContinuousClock.now - start) / .microseconds(1))",
            ])
        return response
    }
}
