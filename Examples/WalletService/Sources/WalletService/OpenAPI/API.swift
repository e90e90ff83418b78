/// One of the APIs: its calls, and how it tells of errors.
struct API: Sendable {
    /// As a person calls it: `PayPal`.
    let name: String
    let summary: String
    let dialect: any Dialect
    let operations: [Operation]
}

/// How one API says that something went wrong.
protocol Dialect: Sendable {
    /// Whether an unknown path would have been one of this API.
    func claims(_ path: String) -> Bool

    /// The answer to a problem, in the API's own shape and with its own status.
    ///
    /// - Parameters:
    ///   - problem: what went wrong.
    ///   - request: the id under which the log tells of it.
    /// - Returns: the answer.
    func answer(to problem: Problem, request: String) -> Answer

    /// The schema of those answers' bodies.
    var schema: Schema { get }
}
