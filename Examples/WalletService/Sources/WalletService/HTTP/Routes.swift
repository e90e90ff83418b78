internal import Hummingbird

/// Builds the router from the operations of all APIs.
struct Routes {
    let apis: [API]
    let token: AccessToken

    /// The router, with every operation behind the token but for those that are public.
    func router(pages: Pages) -> Router<ServiceContext> {
        let router = Router(context: ServiceContext.self)
        let operations = apis.flatMap(\.operations)
        router.add(middleware: RequestLog())
        router.add(
            middleware: ErrorShaping(
                dialects: apis.map(\.dialect),
                paths: PathTable(operations.map { ($0.path, $0.method) } + Pages.paths)))
        for operation in operations { add(operation, to: router) }
        pages.add(to: router)
        return router
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
