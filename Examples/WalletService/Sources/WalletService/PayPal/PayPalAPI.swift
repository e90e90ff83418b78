internal import CreditLedger
internal import HTTPTypes

/// PayPal's billing wallets.
enum PayPalAPI {
    static func api(_ desk: Desk) -> API {
        let calls =
            PayPalWalletCalls(desk: desk).operations + PayPalTransactionCalls(desk: desk).operations
        return API(
            name: "PayPal", summary: "Billing wallets and their transactions.",
            dialect: PayPalDialect(), operations: calls.map(\.answeringAsPayPal))
    }
}

extension Operation.Parameter {
    /// Under which a call is done at most once.
    static let payPalRequestID = header("PayPal-Request-Id")
}

extension Call {
    /// What the ledger is to know of the call: PayPal's request id is its idempotency key (R11.3).
    func payPalContext(_ metadata: Metadata = .none) throws(Refusal) -> Context {
        guard let text = headers[.payPalRequestID] else { return Context(metadata: metadata) }
        do throws(Refusal) {
            return Context(key: try IdempotencyKey(text), metadata: metadata)
        } catch {
            throw error.named("PayPal-Request-Id")
        }
    }
}

extension HTTPField.Name {
    static let payPalRequestID = Self("PayPal-Request-Id") ?? .eTag
    static let payPalDebugID = Self("Paypal-Debug-Id") ?? .eTag
}

extension Operation {
    /// The operation with PayPal's header on its answers, and with problems that tell where in the
    /// request the trouble is.
    fileprivate var answeringAsPayPal: Operation {
        let perform = perform
        let hasBody = body.schema != nil
        let subject = parameters.first { $0.place == .path }?.name
        return Operation(
            method: method, path: path, id: id, summary: summary, parameters: parameters,
            body: body, answers: answers, isPublic: isPublic
        ) { call in
            do {
                var answer = try await perform(call)
                answer.headers[.payPalDebugID] = call.requestID
                return answer
            } catch {
                guard var problem = Problem(ofPayPalCall: error) else { throw error }
                if problem.kind == .notFound {
                    problem.field = subject
                    problem.value = subject.flatMap { call.places[$0] }
                    problem.place = .path
                } else if problem.field == "PayPal-Request-Id" {
                    problem.place = .header
                } else if problem.field != nil {
                    problem.place = hasBody ? .body : .query
                }
                throw problem
            }
        }
    }
}

extension Problem {
    /// What a call of this API may tell of an error: `nil` for what is not about the request.
    ///
    /// PayPal's 400 is for what is wrong with a request by itself, and its 422 for a request that
    /// is in order and yet refused. A field that is read gives the first; whatever a command of the
    /// ledger refuses, be it for a field, is the second.
    fileprivate init?(ofPayPalCall error: any Error) {
        switch error {
        case is Fault, is Refusal: self.init(error)
        case LedgerError.refused(let refusal):
            self.init(refusal)
            if kind == .invalid { kind = .refused }
            field = field.map { name in
                if case .invalidRule = refusal { return PayPalRuleFields.name(ofLedgers: name) }
                return PayPalWalletFields.names[name] ?? name
            }
        default: return nil
        }
    }
}
