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
                and neutral calls of its own.
                """,
            ],
            "tags": .array(
                apis.map { ["name": .string($0.name), "description": .string($0.summary)] }),
            "paths": .object(paths),
            "components": ["securitySchemes": .object(Self.schemes)],
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
                    "content": content(success.schema, success.mediaType),
                ])
        }
        answers.add(
            "default",
            ["description": "What went wrong.", "content": content(api.dialect.schema)])
        return [
            "operationId": .string(operation.id),
            "summary": .string(operation.summary),
            "tags": [.string(api.name)],
            "parameters": operation.parameters.isEmpty
                ? nil : .array(operation.parameters.map(describe)),
            "requestBody": requestBody(operation.body),
            "responses": .object(answers),
            "security": operation.isPublic ? [] : .array(api.security),
        ]
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
    /// How a client says who it is: all ways are open, and this API's own stands first.
    fileprivate var security: [JSONValue] {
        let names = ["bearer", "basic", "key"]
        return ([scheme] + names.filter { $0 != scheme }).map { .object([$0: .array([])]) }
    }
}

extension OpenAPIDocument {
    /// The description as a call of its own, made once.
    static func api(describing apis: [API]) -> API {
        let text = OpenAPIDocument(apis: apis).json.text
        return API(
            name: "Description", summary: "This description.", dialect: NeutralDialect(),
            scheme: "bearer",
            operations: [
                Operation(
                    method: .get, path: "/openapi.json", id: "openapi",
                    summary: "The OpenAPI 3.1 description of all calls.", answers: [.ok(.anything)],
                    isPublic: true
                ) { _ in Answer(text: text, type: "application/json") }
            ])
    }
}
