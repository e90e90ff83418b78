internal import CreditLedger
internal import HTTPTypes

/// How Stripe's API tells of errors.
///
/// Its clients know 400, 401, 403, 404 and 429; any other status below 500 they take for a fault of
/// the service itself. So what others answer as 409, 415 or 422 is 400 here. `code` is Stripe's
/// word where it has one; `ledger_code` is the ledger's own.
struct StripeDialect: Dialect {
    func claims(_ path: String) -> Bool {
        path.hasPrefix("/v1/billing/") || path.hasPrefix("/v1/test_helpers/")
    }

    func answer(to problem: Problem, request: String) -> Answer {
        var answer = Self.error(
            status(of: problem), type: type(of: problem), code: code(of: problem),
            message: problem.message, param: param(of: problem), ledgerCode: problem.code)
        switch problem.kind {
        case .unavailable:
            // The client repeats with the same key, under which nothing happens twice.
            answer.headers[.shouldRetry] = "true"
        case .unexpected, .tooMany, .tooSlow: break
        default: answer.headers[.shouldRetry] = "false"
        }
        return answer
    }

    /// An error in Stripe's shape.
    ///
    /// - Parameters:
    ///   - status: its status.
    ///   - type: the class of error that a client raises.
    ///   - code: Stripe's code, if it has one for this.
    ///   - message: a sentence for a person.
    ///   - param: the parameter that is wrong, in brackets' notation.
    ///   - ledgerCode: the code by which the ledger, or this service, tells what is wrong.
    /// - Returns: the answer.
    static func error(
        _ status: HTTPResponse.Status, type: String = "invalid_request_error", code: String?,
        message: String, param: String?, ledgerCode: String?
    ) -> Answer {
        Answer(
            [
                "error": [
                    "type": .string(type), "code": code.map(JSONValue.string),
                    "message": .string(message), "param": param.map(JSONValue.string),
                    "ledger_code": ledgerCode.map(JSONValue.string),
                ]
            ], status: status)
    }

    private func status(of problem: Problem) -> HTTPResponse.Status {
        switch problem.kind {
        case .conflict, .refused, .wrongType: .badRequest
        default: problem.status
        }
    }

    private func type(of problem: Problem) -> String {
        switch problem.kind {
        case .conflict: "idempotency_error"
        case .unavailable, .unexpected, .tooSlow: "api_error"
        default: "invalid_request_error"
        }
    }

    private func code(of problem: Problem) -> String? {
        switch problem.kind {
        case .missing: return "parameter_missing"
        case .notFound: return problem.code == "notFound" ? nil : "resource_missing"
        case .tooMany: return "rate_limit"
        case .invalid:
            if problem.value == "" { return "parameter_invalid_empty" }
            guard let param = param(of: problem) else { return nil }
            return Self.integers.contains(param) ? "parameter_invalid_integer" : nil
        default: return nil
        }
    }

    private static let integers: Set<String> = [
        "amount[monetary][value]", "effective_at", "expires_at", "priority", "limit", "frozen_time",
    ]

    /// The parameter, by Stripe's name for what the ledger names.
    private func param(of problem: Problem) -> String? {
        guard let field = problem.field else {
            return problem.kind == .notFound && problem.code != "notFound" ? "id" : nil
        }
        switch field {
        case _ where problem.code == "invalidAmount": return "amount[monetary][value]"
        case _ where problem.code == "unknownCurrency": return "amount[monetary][currency]"
        case "effectiveAt": return "effective_at"
        case "expiresAt": return "expires_at"
        case "metadata key": return "metadata"
        default:
            guard field.hasPrefix("metadata ") else { return field }
            return "metadata[\(field.dropFirst("metadata ".count))]"
        }
    }

    var schema: Schema {
        .object([
            "error*": .object([
                "type*": .choice([
                    "invalid_request_error", "idempotency_error", "api_error",
                ]), "code": .text(), "message*": .text(), "param": .text(), "ledger_code": .text(),
            ])
        ])
    }
}

/// What Stripe's own rules, and not the ledger's, find wrong with a request.
struct StripeFault: Error {
    let status: HTTPResponse.Status
    var type = "invalid_request_error"
    var code: String?
    let message: String
    var param: String?

    /// The answer that tells of it.
    var answer: Answer {
        var answer = StripeDialect.error(
            status, type: type, code: code, message: message, param: param, ledgerCode: nil)
        answer.headers[.shouldRetry] = "false"
        return answer
    }

    /// No object has this id: 404 for the one that the path names, 400 for one in a parameter.
    static func missing(_ kind: String, _ id: String, param: String? = nil) -> StripeFault {
        StripeFault(
            status: param == nil ? .notFound : .badRequest, code: "resource_missing",
            message: "No such \(kind): '\(id.prefix(60))'", param: param ?? "id")
    }

    /// What is asked for is not allowed by a rule of Stripe's.
    static func notAllowed(_ message: String, param: String? = nil) -> StripeFault {
        StripeFault(status: .badRequest, message: message, param: param)
    }

    /// A parameter that no such call has.
    static func unknownParameter(_ name: String) -> StripeFault {
        let shown = String(name.prefix(60))
        return StripeFault(
            status: .badRequest, code: "parameter_unknown",
            message: "Received unknown parameter: \(shown)", param: shown)
    }

    /// The key was used for another request.
    static let keyReused = StripeFault(
        status: .badRequest, type: "idempotency_error",
        message: "The idempotency key was used for another request.")
}

extension HTTPField.Name {
    static let idempotencyKey = Self("Idempotency-Key") ?? .eTag
    static let idempotentReplayed = Self("Idempotent-Replayed") ?? .eTag
    static let shouldRetry = Self("Stripe-Should-Retry") ?? .eTag
}
