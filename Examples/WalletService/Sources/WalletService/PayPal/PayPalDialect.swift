internal import HTTPTypes

/// How PayPal's API tells of errors.
struct PayPalDialect: Dialect {
    func claims(_ path: String) -> Bool { path.hasPrefix("/v1/commerce/billing") }

    func answer(to problem: Problem, request: String) -> Answer {
        Answer(
            [
                "name": .string(name(of: problem.kind)), "message": .string(problem.message),
                "debug_id": .string(request), "details": details(of: problem),
            ], status: problem.status, headers: [.payPalDebugID: request])
    }

    private func name(of kind: Problem.Kind) -> String {
        switch kind {
        case .malformed, .invalid, .missing: "INVALID_REQUEST"
        case .unauthenticated, .forbidden: "NOT_AUTHORIZED"
        case .notFound: "RESOURCE_NOT_FOUND"
        case .wrongMethod: "METHOD_NOT_SUPPORTED"
        case .conflict: "RESOURCE_CONFLICT"
        case .refused: "UNPROCESSABLE_ENTITY"
        case .tooLarge: "PAYLOAD_TOO_LARGE"
        case .wrongType: "UNSUPPORTED_MEDIA_TYPE"
        case .tooSlow: "REQUEST_TIMEOUT"
        case .tooMany: "RATE_LIMIT_REACHED"
        case .unavailable: "SERVICE_UNAVAILABLE"
        case .unexpected: "INTERNAL_SERVER_ERROR"
        }
    }

    /// One detail, where there is a field or an issue to tell that the name does not say already.
    private func details(of problem: Problem) -> JSONValue? {
        switch problem.kind {
        case .malformed, .invalid, .missing, .conflict, .refused: break
        default: guard problem.field != nil else { return nil }
        }
        return [
            [
                "field": problem.field.map(JSONValue.string),
                "value": problem.value.map(JSONValue.string),
                "location": problem.place.map { .string($0.rawValue) },
                "issue": .string(problem.code),
                "description": .string(problem.message),
            ]
        ]
    }

    var schema: Schema {
        .object([
            "name*": .text(pattern: "^[A-Z_]+$"), "message*": .text(), "debug_id*": .text(),
            "details": .list(
                .object([
                    "field": .text(), "value": .text(),
                    "location": .choice(["body", "path", "query", "header"]), "issue*": .text(),
                    "description*": .text(),
                ])),
        ])
    }
}
