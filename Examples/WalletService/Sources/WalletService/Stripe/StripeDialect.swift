/// How Stripe's API tells of errors.
struct StripeDialect: Dialect {
    func claims(_ path: String) -> Bool {
        path.hasPrefix("/v1/billing/") || path.hasPrefix("/v1/test_helpers/")
    }

    func answer(to problem: Problem, request: String) -> Answer {
        Answer(
            ["error": ["type": "invalid_request_error", "message": .string(problem.message)]],
            status: problem.status)
    }

    var schema: Schema { .object(["error*": .anything]) }
}
