/// How bill.sh's API tells of errors.
struct BillShDialect: Dialect {
    func claims(_ path: String) -> Bool { path.hasPrefix("/admin/") }

    func answer(to problem: Problem, request: String) -> Answer {
        Answer(
            ["error": ["code": .string(problem.code), "message": .string(problem.message)]],
            status: problem.status)
    }

    var schema: Schema { .object(["error*": .object(["code*": .text(), "message*": .text()])]) }
}
