internal import Hummingbird
internal import Logging

/// Builds the router from the operations of all APIs.
struct Routes {
    let apis: [API]
    let token: AccessToken
    let metrics: RequestMetrics
    let logger: Logger

    /// The shapes in which all paths tell of errors.
    var answers: ErrorAnswers {
        ErrorAnswers(dialects: [PageDialect()] + apis.map(\.dialect), logger: logger)
    }

    /// The router, with every operation behind the token but for those that are public.
    func router(pages: Pages) -> Router<ServiceContext> {
        let router = Router(
            context: ServiceContext.self, options: .autoGenerateHeadEndpoints)
        let operations = apis.flatMap(\.operations)
        router.add(middleware: RequestLog(metrics: metrics, apis: names))
        router.add(
            middleware: ErrorShaping(
                answers: answers,
                paths: PathTable(operations.map { ($0.path, $0.method) } + Pages.paths)))
        for operation in operations { add(operation, to: router) }
        pages.add(to: router)
        return router
    }

    /// The name of each path's API, for the log.
    private var names: [String: String] {
        var names: [String: String] = [:]
        for api in apis {
            for operation in api.operations { names[operation.path] = api.name }
        }
        return names
    }

    private func add(_ operation: Operation, to router: Router<ServiceContext>) {
        let reader = CallReader(operation: operation)
        let token = token
        router.on(RouterPath(operation.path), method: operation.method) { request, context in
            guard operation.isPublic || token.admits(request.headers) else {
                throw Fault.unauthenticated
            }
            let call = try await reader.read(request, context)
            return try await operation.perform(call).response
        }
    }
}
