internal import HTTPTypes

/// One call of one API: where it is, what it takes and gives, and what does it.
///
/// The router is built from these, and so is the description at `/openapi.json`: neither can know
/// a call, a parameter or a body that the other does not.
struct Operation: Sendable {
    /// A parameter of the path or of the query.
    struct Parameter: Sendable {
        enum Place: String, Sendable {
            case path, query, header
        }

        let name: String
        let place: Place
        let schema: Schema
        var isRequired = false
        /// How OpenAPI calls the way in which one is written that is more than one value.
        var style: String?

        static func path(_ name: String, _ schema: Schema = .id) -> Parameter {
            Parameter(name: name, place: .path, schema: schema, isRequired: true)
        }

        static func query(_ name: String, _ schema: Schema, required: Bool = false) -> Parameter {
            Parameter(name: name, place: .query, schema: schema, isRequired: required)
        }

        /// Values of the query that depend on each other.
        ///
        /// - Parameters:
        ///   - name: what the description calls them together.
        ///   - schema: an object with each of them by its name.
        ///   - required: whether one of them must be there.
        /// - Returns: the parameter.
        static func queries(
            _ name: String, _ schema: Schema, required: Bool = false
        ) -> Parameter {
            Parameter(
                name: name, place: .query, schema: schema,
                isRequired: required, style: "form")
        }

        static func header(_ name: String, _ schema: Schema = .name) -> Parameter {
            Parameter(name: name, place: .header, schema: schema)
        }
    }

    /// What body a call takes.
    enum Body: Sendable {
        case none
        case json(Schema)
        /// The same, or no body at all.
        case optionalJSON(Schema)
        case form(Schema)

        var schema: Schema? {
            switch self {
            case .none: nil
            case .json(let schema), .optionalJSON(let schema), .form(let schema): schema
            }
        }

        var mediaType: String {
            if case .form = self { "application/x-www-form-urlencoded" } else { "application/json" }
        }
    }

    /// One of the answers that a call gives where all went well.
    struct Success: Sendable {
        let status: HTTPResponse.Status
        let schema: Schema
        var mediaType = "application/json"

        static func ok(_ schema: Schema) -> Success { Success(status: .ok, schema: schema) }
        static func created(_ schema: Schema) -> Success {
            Success(status: .created, schema: schema)
        }
    }

    let method: HTTPRequest.Method
    /// As OpenAPI writes it: `/v1/wallets/{id}`.
    let path: String
    /// Unique among all calls: `paypalCreateWallet`.
    let id: String
    let summary: String
    var parameters: [Parameter] = []
    var body: Body = .none
    /// The successful answers: their statuses, and what they hold.
    let answers: [Success]
    /// Whether it is answered without the token.
    var isPublic = false
    let perform: @Sendable (Call) async throws -> Answer
}

/// What a call answers.
struct Answer: Sendable {
    let status: HTTPResponse.Status
    let body: Body
    var headers: HTTPFields = [:]

    enum Body: Sendable {
        case json(JSONValue)
        case text(String, type: String)
    }

    /// A JSON answer.
    init(_ json: JSONValue, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]) {
        self.status = status
        self.body = .json(json)
        self.headers = headers
    }

    /// An answer of another type.
    init(text: String, type: String, status: HTTPResponse.Status = .ok) {
        self.status = status
        self.body = .text(text, type: type)
    }
}
