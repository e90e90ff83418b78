internal import HTTPTypes

/// The OpenAPI 3.1 description of all calls.
struct OpenAPIDocument {
    let apis: [API]

    var json: JSONValue {
        var paths = JSONObject()
        var places: [String: JSONObject] = [:]
        var order: [String] = []
        for api in apis {
            for operation in api.operations {
                if places[operation.path] == nil { order.append(operation.path) }
                places[operation.path, default: JSONObject()].add(
                    operation.method.rawValue.lowercased(), describe(operation, of: api))
            }
        }
        for path in order {
            if let place = places[path] { paths.add(path, .object(place)) }
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Wallet service",
                "version": "1.0.0",
                "description": """
                One ledger of prepaid and promotional credits behind the shapes of four APIs, \
                and neutral calls of its own. What is described here is the form of requests: a \
                well-formed one may still be refused for what the ledger holds (a terminated \
                wallet, too few credits, an unknown id, a key used before), or for the time (an \
                expiry must be in the future); the error's code and sentence say why.
                """,
            ],
            "tags": .array(
                apis.map { ["name": .string($0.name), "description": .string($0.summary)] }),
            "paths": .object(paths),
            "components": [
                "securitySchemes": .object(Self.schemes), "headers": Self.headers,
                "schemas": .object(problems),
            ],
        ]
    }

    private static let schemes: JSONObject = [
        "bearer": ["type": "http", "scheme": "bearer"],
        "basic": ["type": "http", "scheme": "basic", "description": "The token as user name."],
        "key": ["type": "apiKey", "in": "header", "name": "x-api-key"],
    ]

    private func describe(_ operation: Operation, of api: API) -> JSONValue {
        var answers = JSONObject()
        for success in operation.answers {
            answers.add(
                String(success.status.code),
                [
                    "description": .string(success.status.reasonPhrase),
                    "headers": Self.answerHeaders,
                    "content": content(success.schema, success.mediaType),
                ])
        }
        for (status, meaning) in api.failures(of: operation) {
            answers.add(String(status), problem(meaning, of: api))
        }
        answers.add("default", problem("Something else went wrong.", of: api))
        return [
            "operationId": .string(operation.id),
            "summary": .string(operation.summary),
            "tags": [.string(api.name)],
            "parameters": operation.parameters.isEmpty
                ? nil : .array(operation.parameters.map(describe)),
            "requestBody": requestBody(operation.body),
            "responses": .object(answers),
            "security": .array(operation.isPublic ? [] : Self.security),
        ]
    }

    /// What the APIs' errors look like, by the name that the answers give for it.
    private var problems: JSONObject {
        var problems = JSONObject()
        for api in apis where problems[api.problemName] == nil {
            problems.add(api.problemName, api.dialect.schema.json)
        }
        return problems
    }

    private func problem(_ meaning: String, of api: API) -> JSONValue {
        let schema = Schema(["$ref": .string("#/components/schemas/\(api.problemName)")])
        return [
            "description": .string(meaning), "headers": Self.answerHeaders,
            "content": content(schema),
        ]
    }

    private static let headers: JSONValue = [
        "Request-Id": [
            "description": "The id under which the log tells of the request.",
            "required": true, "schema": Schema.text().json,
        ]
    ]
    private static let answerHeaders: JSONValue = [
        "Request-Id": ["$ref": "#/components/headers/Request-Id"]
    ]

    /// All ways to say who one is are open to every call.
    private static let security: [JSONValue] = ["bearer", "basic", "key"].map {
        .object([$0: .array([])])
    }

    private func content(_ schema: Schema, _ type: String = "application/json") -> JSONValue {
        .object([type: ["schema": schema.json]])
    }

    private func describe(_ parameter: Operation.Parameter) -> JSONValue {
        [
            "name": .string(parameter.name),
            "in": .string(parameter.place.rawValue),
            "required": .bool(parameter.isRequired),
            "schema": parameter.schema.json,
            "style": parameter.style.map(JSONValue.string),
            "explode": parameter.style.map { _ in true },
        ]
    }

    private func requestBody(_ body: Operation.Body) -> JSONValue? {
        guard let schema = body.schema else { return nil }
        let isRequired =
            switch body {
            case .json: true
            case .form(let schema): schema.keywords["required"] != nil
            default: false
            }
        return [
            "required": .bool(isRequired),
            "content": .object([body.mediaType: ["schema": schema.json]]),
        ]
    }
}

extension API {
    fileprivate var problemName: String { "\(name).Problem" }

    /// What may go wrong with a call, by the status that the API has for it.
    fileprivate func failures(of operation: Operation) -> [(status: Int, meaning: String)] {
        var meanings: [Int: [String]] = [:]
        func add(_ kind: Problem.Kind, _ meaning: String) {
            let answer = dialect.answer(to: Problem(kind, "", ""), request: "")
            meanings[answer.status.code, default: []].append(meaning)
        }
        let takesBody = operation.body.schema != nil
        if takesBody || !operation.parameters.isEmpty {
            add(.invalid, "The request is wrong by itself.")
        }
        if !operation.isPublic { add(.unauthenticated, "The token is missing or wrong.") }
        if operation.parameters.contains(where: { $0.place == .path }) {
            add(.notFound, "There is no such thing.")
        }
        if operation.method != .get {
            add(.conflict, "The key, or the id, was used for something else.")
            add(.refused, "The ledger refuses it for what it holds.")
        }
        if takesBody {
            add(.tooLarge, "The body is too large.")
            add(.wrongType, "The body is of another type.")
        }
        return meanings.sorted { $0.key < $1.key }.map { ($0.key, $0.value.joined(separator: " ")) }
    }
}

extension OpenAPIDocument {
    /// The description as a call of its own, made once.
    static func api(describing apis: [API]) -> API {
        let text = OpenAPIDocument(apis: apis).json.text
        return API(
            name: "Description", summary: "This description.", dialect: NeutralDialect(),
            operations: [
                Operation(
                    method: .get, path: "/openapi.json", id: "openapi",
                    summary: "The OpenAPI 3.1 description of all calls.", answers: [.ok(.anything)],
                    isPublic: true
                ) { _ in Answer(text: text, type: "application/json") }
            ])
    }
}
