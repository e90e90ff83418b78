/// A JSON value as it was written: a number keeps its decimal text.
///
/// Amounts never pass through a binary floating-point number, nor through `Decimal`, which would
/// cut off digits beyond its 38 in silence. What a number may be is decided where it is used.
enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    /// The text of a number, as RFC 8259 writes one.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// The members of an object, in the order in which they were written.
struct JSONObject: Hashable, Sendable {
    struct Member: Hashable, Sendable {
        let name: String
        let value: JSONValue
    }

    private(set) var members: [Member] = []

    subscript(name: String) -> JSONValue? {
        members.first { $0.name == name }?.value
    }

    /// Adds a member at the end.
    mutating func add(_ name: String, _ value: JSONValue) {
        members.append(Member(name: name, value: value))
    }
}

extension JSONObject {
    /// Both objects' members, these first.
    static func + (left: JSONObject, right: JSONObject) -> JSONObject {
        right.members.reduce(into: left) { $0.add($1.name, $1.value) }
    }
}

// A shape is written as a literal; a member whose value is `nil` is left out.

extension JSONObject: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, JSONValue?)...) {
        for (name, value) in elements {
            if let value { add(name, value) }
        }
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
    init(dictionaryLiteral elements: (String, JSONValue?)...) {
        var object = JSONObject()
        for (name, value) in elements {
            if let value { object.add(name, value) }
        }
        self = .object(object)
    }
}

extension JSONValue: ExpressibleByArrayLiteral {
    init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByStringLiteral {
    init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByBooleanLiteral {
    init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
    init(integerLiteral value: Int64) { self = .number(String(value)) }
}

extension JSONValue {
    /// A whole number.
    static func integer(_ value: some BinaryInteger) -> JSONValue { .number(String(value)) }

    /// The text of something, as a string.
    static func text(_ value: some CustomStringConvertible) -> JSONValue {
        .string(value.description)
    }

    /// A value, or `null` where there is none.
    static func orNull(_ value: JSONValue?) -> JSONValue { value ?? .null }

    /// What a client is told that it sent instead: `a number`, `null`.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
