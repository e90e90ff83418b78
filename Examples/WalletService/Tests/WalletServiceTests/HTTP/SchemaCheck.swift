@testable import WalletService

/// The parts of JSON Schema that this service's schemas are made of, to check answers and to make
/// good and bad values.
extension Schema {
    init(json: JSONValue) {
        guard case .object(let keywords) = json else {
            self.init([:])
            return
        }
        self.init(keywords)
    }

    private func list(_ keyword: String) -> [JSONValue]? {
        guard case .array(let items) = keywords[keyword] else { return nil }
        return items
    }

    private var alternatives: [Schema]? {
        (list("anyOf") ?? list("oneOf"))?.map(Schema.init(json:))
    }

    var properties: [(name: String, schema: Schema)] {
        if let all = list("allOf") { return all.flatMap { Schema(json: $0).properties } }
        guard case .object(let object) = keywords["properties"] else { return [] }
        return object.members.map { ($0.name, Schema(json: $0.value)) }
    }

    var required: [String] {
        let own = (list("required") ?? []).compactMap { name -> String? in
            guard case .string(let text) = name else { return nil }
            return text
        }
        return own + (list("allOf") ?? []).flatMap { Schema(json: $0).required }
    }

    var items: Schema? { keywords["items"].map(Schema.init(json:)) }

    /// The types of values that are allowed, by the names that JSON Schema has for them.
    var types: Set<String> {
        if let alternatives { return alternatives.reduce(into: []) { $0.formUnion($1.types) } }
        if let constant = keywords["const"] { return [constant.typeName] }
        if let words = list("enum") { return Set(words.map(\.typeName)) }
        switch keywords["type"] {
        case .string(let name): return [name]
        case .array(let names):
            return Set(
                names.compactMap { name in
                    guard case .string(let text) = name else { return nil }
                    return text
                })
        default:
            return keywords.members.isEmpty
                ? Self.allTypes
                : properties.isEmpty
                    ? Self.allTypes : ["object"]
        }
    }

    static let allTypes: Set<String> = [
        "null", "boolean", "number", "integer", "string", "array", "object",
    ]

    /// Whether a value is one that the schema describes: types, names, words and what they hold.
    func admits(_ value: JSONValue) -> Bool {
        if let alternatives, !alternatives.contains(where: { $0.admits(value) }) { return false }
        if let all = list("allOf"), !all.allSatisfy({ Schema(json: $0).admits(value) }) {
            return false
        }
        if let constant = keywords["const"], constant != value { return false }
        if let words = list("enum"), !words.contains(value) { return false }
        guard types.contains(value.typeName) || value.typeName == "number" && isWhole(value)
        else { return false }
        switch value {
        case .array(let values):
            return items.map { items in values.allSatisfy(items.admits) } ?? true
        case .object(let object):
            return required.allSatisfy { object[$0] != nil }
                && properties.allSatisfy { name, schema in
                    object[name].map(schema.admits) ?? true
                }
        default: return true
        }
    }

    private func isWhole(_ value: JSONValue) -> Bool {
        guard case .number(let text) = value else { return false }
        return types.contains("integer") && DecimalText.integer(text) != nil
    }

    /// A value that the schema describes, with only the names that must be there.
    func example(named name: String = "") -> JSONValue {
        if let constant = keywords["const"] { return constant }
        if let word = list("enum")?.first { return word }
        if let chosen = alternatives?.first(where: { $0.types != ["null"] }) {
            return chosen.example(named: name)
        }
        let types = types
        if types.contains("object"), types != Self.allTypes {
            var object = JSONObject()
            for (name, schema) in properties where required.contains(name) {
                object.add(name, schema.example(named: name))
            }
            return .object(object)
        }
        if types.contains("string") { return .string(exampleText(named: name)) }
        if types.contains("array") { return .array(items.map { [$0.example(named: name)] } ?? []) }
        if types.contains("boolean") { return true }
        return keywords["minimum"] ?? 1
    }

    private func exampleText(named name: String) -> String {
        switch keywords["format"] {
        case "uuid": return BadInput.unknownID
        case "date-time": return "2026-06-01T00:00:00Z"
        default: break
        }
        if name == "currency" { return pattern(admits: "USD") ? "USD" : "usd" }
        let candidates = ["x", "1", "10.5", "USD", "usd", "2026-06-01T00:00:00Z"]
        return candidates.first(where: pattern(admits:)) ?? "1"
    }

    private func pattern(admits text: String) -> Bool {
        guard case .string(let pattern) = keywords["pattern"] else { return true }
        return (try? Regex(pattern).firstMatch(in: text)) != nil
    }
}

extension JSONValue {
    var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "boolean"
        case .number: "number"
        case .string: "string"
        case .array: "array"
        case .object: "object"
        }
    }

    /// The same with a member more, or another value for it.
    func with(_ name: String, _ value: JSONValue) -> JSONValue {
        guard case .object(let object) = self else { return self }
        var changed = JSONObject()
        for member in object.members where member.name != name {
            changed.add(member.name, member.value)
        }
        changed.add(name, value)
        return .object(changed)
    }

    func without(_ name: String) -> JSONValue {
        guard case .object(let object) = self else { return self }
        return .object(
            object.members.filter { $0.name != name }
                .reduce(into: JSONObject()) { $0.add($1.name, $1.value) })
    }
}
