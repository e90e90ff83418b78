/// How Flexprice's API tells of errors, to clients of both generations.
struct FlexpriceDialect: Dialect {
    func claims(_ path: String) -> Bool {
        path.hasPrefix("/v1/wallets")
            || path.hasPrefix("/v1/customers/") && path.hasSuffix("/wallets")
    }

    func answer(to problem: Problem, request: String) -> Answer {
        Answer(
            ["code": .string(problem.code), "message": .string(problem.message)],
            status: problem.status)
    }

    var schema: Schema { .object(["code*": .text(), "message*": .text()]) }
}
