/// How the service's own calls tell of errors.
struct NeutralDialect: Dialect {
    /// What no other API claims.
    func claims(_ path: String) -> Bool { true }

    func answer(to problem: Problem, request: String) -> Answer {
        Answer(
            [
                "error": [
                    "code": .string(problem.code), "message": .string(problem.message),
                    "field": problem.field.map(JSONValue.string), "request_id": .string(request),
                ]
            ], status: problem.status)
    }

    var schema: Schema {
        .object([
            "error*": .object([
                "code*": .text(), "message*": .text(), "field": .text(), "request_id*": .text(),
            ])
        ])
    }
}
