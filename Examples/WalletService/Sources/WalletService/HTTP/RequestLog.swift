internal import HTTPTypes
internal import Hummingbird
internal import Logging

/// Logs and counts each request: its call, its status, and how long it took.
///
/// Never a header, a query, a body or the path as it was sent, where tokens and customers' data
/// are.
struct RequestLog: RouterMiddleware {
    let metrics: RequestMetrics
    /// The name of the API of each path.
    let apis: [String: String]

    @concurrent
    func handle(
        _ request: Request, context: ServiceContext,
        next: @concurrent (Request, ServiceContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        metrics.begin()
        defer { metrics.end() }
        let response = try await next(request, context)
        let duration = ContinuousClock.now - start
        let path = context.template
        metrics.record(request.method, path, response.status, duration)
        context.logger.info(
            "request",
            metadata: [
                "method": "\(RequestMetrics.name(of: request.method))",
                "path": "\(path)",
                "status": "\(response.status.code)",
                "api": "\(apis[path] ?? "-")",
                "microseconds": "\(Int(duration / .microseconds(1)))",
            ])
        return response
    }
}
