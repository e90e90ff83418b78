/// How PayPal's API tells of errors.
struct PayPalDialect: Dialect {
    func claims(_ path: String) -> Bool { path.hasPrefix("/v1/commerce/billing") }

    func answer(to problem: Problem, request: String) -> Answer {
        Answer(
            [
                "name": .string(name(of: problem)), "message": .string(problem.message),
                "debug_id": .string(request),
                "details": [
                    [
                        "field": problem.field.map(JSONValue.string),
                        "value": problem.value.map(JSONValue.string),
                        "issue": .string(problem.code),
                        "description": .string(problem.message),
                    ]
                ],
            ], status: problem.status)
    }

    private func name(of problem: Problem) -> String { "INVALID_REQUEST" }

    var schema: Schema {
        .object(["name*": .text(), "message*": .text(), "debug_id*": .text(), "details": .list(.anything)])
    }
}
