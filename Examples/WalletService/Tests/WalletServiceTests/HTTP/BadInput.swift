import HTTPTypes

@testable import WalletService

/// One request that must be refused, and change nothing.
struct BadInput: Sendable {
    /// A well-formed id that nothing has.
    static let unknownID = "01890000-0000-7000-8000-00000000abcd"

    /// What is wrong with it.
    let fault: String
    var method: HTTPRequest.Method
    var uri: String
    var body: [UInt8]?
    var type: String?
    var token: String? = ServiceUnderTest.token
    /// The only status that will do, if only one does; an API may have another for its kind.
    var status: Int?
}

extension BadInput {
    /// All that can be wrong with calls of an operation.
    ///
    /// - Parameters:
    ///   - operation: the operation.
    ///   - methods: the methods that its path has.
    /// - Returns: the requests.
    static func all(of operation: Operation, methods: [HTTPRequest.Method]) -> [BadInput] {
        let good = BadInput(
            fault: "nothing", method: operation.method, uri: operation.goodURI,
            body: operation.body.schema.map { operation.body.encode($0.example()) },
            type: operation.body.schema == nil ? nil : operation.body.mediaType)
        return paths(operation, good, methods) + queries(operation, good) + tokens(operation, good)
            + bodies(operation, good) + fields(operation, good)
    }

    private func changed(_ fault: String, _ change: (inout BadInput) -> Void) -> BadInput {
        var copy = BadInput(
            fault: fault, method: method, uri: uri, body: body, type: type, token: token)
        change(&copy)
        return copy
    }

    private static func paths(
        _ operation: Operation, _ good: BadInput, _ methods: [HTTPRequest.Method]
    ) -> [BadInput] {
        var all = [
            good.changed("an unknown path") {
                $0.uri =
                    operation.path.replacing("{", with: "").replacing("}", with: "")
                    + "/nothing/is/here"
                $0.status = 404
            }
        ]
        for method in [HTTPRequest.Method.patch, .delete, .put] where !methods.contains(method) {
            all.append(
                good.changed("the method \(method)") {
                    ($0.method, $0.status) = (method, 405)
                })
        }
        for parameter in operation.parameters where parameter.place == .path {
            var texts = ["%FF", "%C3%28", "%00", "a%00b", String(repeating: "x", count: 2_000)]
            if !operation.isCustomer(parameter.name) {
                texts += [unknownID, "nope", "%20", "..%2F..", "%F0%9F%98%80", "1e400"]
            }
            for text in texts {
                all.append(
                    good.changed("\(text.prefix(20)) as \(parameter.name)") {
                        $0.uri = operation.uri { $0 == parameter.name ? text : nil }
                    })
            }
        }
        return all
    }

    private static func queries(_ operation: Operation, _ good: BadInput) -> [BadInput] {
        let join = good.uri.contains("?") ? "&" : "?"
        var texts = ["a=%FF", "a=%zz", "%C3%28=1", "a=1&a=2", "a=1&a[b]=2", "a[b=1"]
        texts.append("a" + String(repeating: "[b]", count: 20) + "=1")
        texts.append(String(repeating: "a&", count: 1_500))
        for parameter in operation.parameters where parameter.place == .query {
            let name = parameter.name
            if parameter.schema.types.isDisjoint(with: ["string", "array", "object"]) {
                texts += ["\(name)=abc", "\(name)=1e400", "\(name)=1.5", "\(name)[x]=1"]
                texts.append("\(name)=\(String(repeating: "9", count: 40))")
            }
        }
        return texts.map { text in
            good.changed("the query \(text.prefix(30))") { $0.uri += join + text }
        }
    }

    private static func tokens(_ operation: Operation, _ good: BadInput) -> [BadInput] {
        if operation.isPublic { return [] }
        let large = [UInt8](repeating: 0x78, count: 2_097_152)
        return [
            good.changed("no token") { ($0.token, $0.status) = (nil, 401) },
            good.changed("a wrong token") { ($0.token, $0.status) = ("secret-tokem", 401) },
            good.changed("an empty token") { ($0.token, $0.status) = ("", 401) },
            good.changed("no token and a body that is not read") {
                ($0.token, $0.body, $0.status) = (nil, large, 401)
            },
        ]
    }

    private static func bodies(_ operation: Operation, _ good: BadInput) -> [BadInput] {
        guard operation.body.schema != nil else { return [] }
        var all = [
            good.changed("a body of 2 MiB") {
                ($0.body, $0.status) = ([UInt8](repeating: 0x20, count: 2_097_152), 413)
            },
            good.changed("a body of XML") {
                ($0.body, $0.type, $0.status) = (Array("<a/>".utf8), "text/xml", 415)
            },
            good.changed("a body that is no UTF-8") { $0.body = [0x22, 0xFF, 0x22] },
        ]
        for text in operation.body.malformed {
            all.append(
                good.changed("the body \(text.prefix(30))") { $0.body = Array(text.utf8) })
        }
        return all
    }

    private static func fields(_ operation: Operation, _ good: BadInput) -> [BadInput] {
        guard let schema = operation.body.schema else { return [] }
        return BadField.all(of: schema, in: operation.body).map { field in
            good.changed(field.fault) { $0.body = operation.body.encode(field.body) }
        }
    }
}

extension Operation {
    /// Its path with ids that nothing has, and the parameters that it must have.
    var goodURI: String { uri { _ in nil } }

    /// Whether a place in the path is a customer's or an invoice's id, for which any text will do.
    func isCustomer(_ name: String) -> Bool {
        path.contains("/customers/{\(name)}") || path.contains("/invoices/{\(name)}")
    }

    func uri(_ replacement: (String) -> String?) -> String {
        var uri = path
        var query: [String] = []
        for parameter in parameters {
            switch parameter.place {
            case .path:
                let text =
                    replacement(parameter.name)
                    ?? (isCustomer(parameter.name) ? "acme" : BadInput.unknownID)
                uri = uri.replacing("{\(parameter.name)}", with: text)
            case .query where parameter.isRequired:
                switch parameter.schema.example(named: parameter.name) {
                case .string(let text): query.append("\(parameter.name)=\(text)")
                case .object(let object):
                    for member in object.members {
                        guard case .string(let text) = member.value else { continue }
                        query.append("\(member.name)=\(text)")
                    }
                default: break
                }
            default: break
            }
        }
        return query.isEmpty ? uri : uri + "?" + query.joined(separator: "&")
    }
}

extension Operation.Body {
    var isForm: Bool { if case .form = self { true } else { false } }

    /// Bodies that are none of the kind.
    var malformed: [String] {
        if isForm {
            return [
                "a=%FF", "a=%zz", "a=1&a=2", "a=1&a[b]=2", "a[b=1", "a]=1&[",
                "a" + String(repeating: "[b]", count: 10_000) + "=1",
                String(repeating: "a&", count: 1_500),
            ]
        }
        return [
            "{", "}", "[]", "[{}]", "1", "\"x\"", "true", "null", "{} {}", "{\"a\":}", "{'a':1}",
            "{\"a\":1,\"a\":2}", "{\"a\":01}", "{\"a\":\"\\ud800\"}", "{\"a\":NaN}",
            String(repeating: "[", count: 10_000), String(repeating: "{\"a\":", count: 10_000),
            "{\"a\":" + String(repeating: "[", count: 10_000)
                + String(repeating: "]", count: 10_000) + "}",
        ]
    }

    func encode(_ value: JSONValue) -> [UInt8] {
        guard isForm else { return Array(value.text.utf8) }
        return Array(Self.pairs(value, "").joined(separator: "&").utf8)
    }

    private static func pairs(_ value: JSONValue, _ name: String) -> [String] {
        let nest = { (part: String) in name.isEmpty ? part : "\(name)[\(part)]" }
        switch value {
        case .null: return []
        case .bool(let flag): return ["\(name)=\(flag)"]
        case .number(let text): return ["\(name)=\(text)"]
        case .string(let text): return ["\(name)=\(text.replacing("\0", with: "%00"))"]
        case .array(let items):
            return items.enumerated().flatMap { pairs($1, nest("\($0)")) }
        case .object(let object):
            return object.members.flatMap { pairs($0.value, nest($0.name)) }
        }
    }
}
