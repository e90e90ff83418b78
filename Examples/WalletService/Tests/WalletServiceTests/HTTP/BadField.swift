@testable import WalletService

/// A body with one field that is wrong.
struct BadField {
    let fault: String
    let body: JSONValue

    /// All that can be wrong with the fields of a body.
    static func all(of schema: Schema, in body: Operation.Body) -> [BadField] {
        changes(schema, base: schema.example(), place: "", isForm: body.isForm).map {
            BadField(fault: $0.fault, body: $0.value)
        }
    }

    private typealias Change = (fault: String, value: JSONValue)

    /// The ways to spoil a value: each leaves all but one place as it is.
    private static func changes(
        _ schema: Schema, base: JSONValue, place: String, isForm: Bool
    ) -> [Change] {
        var all: [Change] = []
        for name in schema.required {
            all.append(("no \(place)\(name)", base.without(name)))
        }
        for (name, schema) in schema.properties {
            let path = place + name
            for (fault, value) in badValues(of: schema, isForm: isForm) {
                all.append(("\(path): \(fault)", base.with(name, value)))
            }
            let inner = Schema(json: schema.objectSchema ?? [:])
            if !inner.properties.isEmpty {
                let example = inner.example(named: name)
                all += changes(inner, base: example, place: path + ".", isForm: isForm)
                    .map { ($0.fault, base.with(name, $0.value)) }
            }
            if let items = schema.items, !items.properties.isEmpty {
                let example = items.example(named: name)
                all += changes(items, base: example, place: path + "[0].", isForm: isForm)
                    .map { ($0.fault, base.with(name, .array([$0.value]))) }
            }
        }
        return all
    }

    private static func badValues(of schema: Schema, isForm: Bool) -> [Change] {
        let types = schema.types
        if types == Schema.allTypes { return [] }
        let takesNumbers = !types.isDisjoint(with: ["number", "integer"])
        var all: [Change] = []
        func add(_ fault: String, _ value: JSONValue, unless kinds: Set<String>) {
            if types.isDisjoint(with: kinds) { all.append((fault, value)) }
        }
        add("an object", ["x": "y"], unless: ["object"])
        if isForm {
            add("a text", "abc", unless: ["string"])
            if takesNumbers, !types.contains("string") {
                all.append(("1e400", "1e400"))
                all.append(("many digits", .string(String(repeating: "9", count: 5_000))))
            }
        } else {
            add("a text", "abc", unless: ["string"])
            add("an array", [[]], unless: ["array"])
            add("a boolean", true, unless: ["boolean"])
            add("a number", .number("7.25"), unless: ["number"])
            all.append(("1e400", .number("1e400")))
            all.append(("-1e400", .number("-1e400")))
            all.append(("1e-9223372036854775808", .number("1e-9223372036854775808")))
            all.append(("many digits", .number(String(repeating: "9", count: 100_000))))
        }
        if types.contains("string") {
            all.append(("a NUL", "a\0b"))
        }
        return all
    }
}

extension Schema {
    /// The schema itself where it describes an object, or its alternative that does.
    fileprivate var objectSchema: JSONValue? {
        if !properties.isEmpty { return json }
        for keyword in ["anyOf", "oneOf"] {
            guard case .array(let items) = keywords[keyword] else { continue }
            if let found = items.first(where: { !Schema(json: $0).properties.isEmpty }) {
                return found
            }
        }
        return nil
    }
}
