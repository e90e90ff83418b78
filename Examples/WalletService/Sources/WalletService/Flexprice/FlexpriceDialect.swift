internal import HTTPTypes

/// How Flexprice's API tells of errors, to clients of both generations.
///
/// Those of 2.x read `code`, `message` and `http_status_code`, those of 1.x `success` and `error`:
/// one body holds both. 2.x knows its own error class at 400, 404 and 500 only, and Flexprice has
/// no 422, so a refusal is a 400.
struct FlexpriceDialect: Dialect {
    func claims(_ path: String) -> Bool {
        path == "/v1/wallets" || path.hasPrefix("/v1/wallets/")
            || path.hasPrefix("/v1/customers/")
                && path.split(separator: "/").dropFirst(2).prefix(2).contains("wallets")
    }

    func answer(to problem: Problem, request: String) -> Answer {
        let status = status(of: problem)
        return Answer(
            [
                "success": false, "code": .string(code(of: problem)),
                "message": .string(problem.message), "http_status_code": .integer(status.code),
                "error": [
                    "message": .string(problem.message),
                    "internal_error": .string(problem.code),
                    // 1.x drops the whole error unless every detail is an object.
                    "details": [
                        "problem": [
                            "code": .string(problem.code),
                            "field": problem.field.map(JSONValue.string),
                            "value": problem.value.map(JSONValue.string),
                        ],
                        "request": ["id": .string(request)],
                    ],
                ],
            ], status: status)
    }

    private func status(of problem: Problem) -> HTTPResponse.Status {
        problem.kind == .refused ? .badRequest : problem.status
    }

    private func code(of problem: Problem) -> String {
        switch problem.kind {
        case .malformed, .invalid, .missing, .tooLarge, .wrongType: "validation_error"
        case .refused, .wrongMethod: "invalid_operation"
        case .conflict: "already_exists"
        case .notFound: "not_found"
        case .unauthenticated, .forbidden: "permission_denied"
        case .tooMany: "too_many_requests"
        case .tooSlow: "http_client_error"
        case .unavailable: "service_unavailable"
        case .unexpected: "internal_error"
        }
    }

    var schema: Schema {
        .object([
            "success*": Schema(["const": false]), "code*": .text(), "message*": .text(),
            "http_status_code*": .integer(),
            "error*": .object([
                "message*": .text(), "internal_error*": .text(),
                "details*": .object([
                    "problem*": .object(["code*": .text(), "field": .text(), "value": .text()]),
                    "request*": .object(["id*": .text()]),
                ]),
            ]),
        ])
    }
}
