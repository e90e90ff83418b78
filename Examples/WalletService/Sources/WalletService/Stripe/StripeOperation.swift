internal import CreditLedger
internal import HTTPTypes

extension Operation {
    /// A call of Stripe's: a form or a query in, one object out, 200 whenever all went well.
    ///
    /// - Parameters:
    ///   - method: its method.
    ///   - path: where it is.
    ///   - id: its name.
    ///   - summary: what it does.
    ///   - parameters: what stands in path and query.
    ///   - form: the schema of the body, of a call that takes one.
    ///   - answer: the schema of the object.
    ///   - perform: what does it.
    /// - Returns: the call.
    static func stripe(
        _ method: HTTPRequest.Method, _ path: String, id: String, _ summary: String,
        parameters: [Parameter] = [], form: Schema? = nil, answer: Schema,
        perform: @escaping @Sendable (Call) async throws -> Answer
    ) -> Operation {
        Operation(
            method: method, path: path, id: id, summary: summary,
            parameters: parameters + (method == .post ? [.header("Idempotency-Key")] : []),
            body: form.map(Body.form) ?? .none, answers: [.ok(answer)]
        ) { call in
            var answer: Answer
            do {
                answer = try await perform(call)
            } catch let fault as StripeFault {
                answer = fault.answer
            } catch {
                let problem = Problem(error)
                // The log is to tell of these, and the router's middleware sees to it.
                guard ![.unexpected, .unavailable].contains(problem.kind) else { throw error }
                answer = StripeDialect().answer(to: problem, request: call.requestID)
            }
            if method == .post, let key = call.headers[.idempotencyKey] {
                answer.headers[.idempotencyKey] = key
            }
            return answer
        }
    }
}

extension Call {
    /// The key of the request, as the ledger takes it.
    ///
    /// - Throws: ``StripeFault`` for one that is empty or too long.
    func key() throws -> IdempotencyKey? {
        guard let text = headers[.idempotencyKey] else { return nil }
        guard let key = try? IdempotencyKey(text) else {
            throw StripeFault.notAllowed("An idempotency key has 1 to 1,000 characters.")
        }
        return key
    }

    /// The object that the path names.
    func object<Tag>(_ prefix: StripeID<Tag>) throws -> Identifier<Tag> {
        let text = try place("id")
        guard let id = prefix.id(text) else { throw StripeFault.missing(prefix.kind, text) }
        return id
    }
}

extension Answer {
    /// An object, and whether an earlier request with the same key had made it.
    static func object(_ json: JSONValue, replayed: Bool = false) -> Answer {
        Answer(json, headers: replayed ? [.idempotentReplayed: "true"] : [:])
    }
}
