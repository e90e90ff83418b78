/// A JSON Schema, as OpenAPI 3.1 takes it.
struct Schema: Hashable, Sendable {
    let keywords: JSONObject

    init(_ keywords: JSONObject) {
        self.keywords = keywords
    }

    var json: JSONValue { .object(keywords) }

    /// The schema with a keyword more, or with another value for it.
    func with(_ name: String, _ value: JSONValue) -> Schema {
        var changed = JSONObject()
        for member in keywords.members where member.name != name {
            changed.add(member.name, member.value)
        }
        changed.add(name, value)
        return Schema(changed)
    }

    /// The schema with a sentence on what it means.
    func about(_ description: String) -> Schema { with("description", .string(description)) }

    /// An object that has no other names than those that are described.
    var closed: Schema { with("additionalProperties", false) }

    /// The same, or `null`.
    var orNull: Schema { Schema(["anyOf": [json, ["type": "null"]]]) }
}

extension Schema {
    /// Any value.
    static let anything = Schema([:])
    static let boolean = Schema(["type": "boolean"])
    static let number = Schema(["type": "number"])
    /// Seconds since 1970.
    static let seconds = Schema(["type": "integer", "format": "unix-time"])
    static let instant = Schema(["type": "string", "format": "date-time"])

    /// A text; one of a limited length is for the ledger to keep, and has no NUL.
    static func text(
        pattern: String? = nil, in lengths: ClosedRange<Int>? = nil
    ) -> Schema {
        let pattern = pattern ?? lengths.map { _ in "^[^\\u0000]*$" }
        return Schema([
            "type": "string", "pattern": pattern.map(JSONValue.string),
            "minLength": lengths.map { .integer($0.lowerBound) },
            "maxLength": lengths.map { .integer($0.upperBound) },
        ])
    }

    static func integer(in range: ClosedRange<Int>? = nil) -> Schema {
        Schema([
            "type": "integer", "minimum": range.map { .integer($0.lowerBound) },
            "maximum": range.map { .integer($0.upperBound) },
        ])
    }

    static func choice(_ words: [String]) -> Schema {
        Schema(["type": "string", "enum": .array(words.map(JSONValue.string))])
    }

    static func constant(_ word: String) -> Schema { Schema(["const": .string(word)]) }

    static func list(_ items: Schema) -> Schema { Schema(["type": "array", "items": items.json]) }

    /// An object whose values are all of one schema.
    static func map(_ values: Schema) -> Schema {
        Schema(["type": "object", "additionalProperties": values.json])
    }

    /// An object; a name that ends with `*` must be there.
    static func object(_ properties: KeyValuePairs<String, Schema>) -> Schema {
        var described = JSONObject()
        var required: [JSONValue] = []
        for (name, schema) in properties {
            let plain = name.hasSuffix("*") ? String(name.dropLast()) : name
            if plain != name { required.append(.string(plain)) }
            described.add(plain, schema.json)
        }
        return Schema([
            "type": "object", "properties": .object(described),
            "required": required.isEmpty ? nil : .array(required),
        ])
    }

    static func oneOf(_ schemas: [Schema]) -> Schema {
        Schema(["oneOf": .array(schemas.map(\.json))])
    }

    static func either(_ schemas: Schema...) -> Schema {
        Schema(["anyOf": .array(schemas.map(\.json))])
    }
}

/// Schemas of what the ledger itself defines.
extension Schema {
    /// The id of a wallet, a transaction and so on.
    static let id = Schema(["type": "string", "format": "uuid"])
    /// A customer's id, an invoice's, a line's, a key (R1): not empty, and without a NUL.
    static let name = Schema.text(pattern: "^[^\\u0000]+$", in: 1...1_000)
    /// A text for people: the same, but it may be empty.
    static let label = Schema.text(pattern: "^[^\\u0000]*$", in: 0...1_000)
    /// A decimal number in a string, as R1.2 writes it.
    static let decimal = Schema.text(pattern: "^-?[0-9]+(\\.[0-9]+)?$")
}
