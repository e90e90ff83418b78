internal import CreditLedger

/// The fields of an object that a client sent, read one by one and by type.
///
/// A field that is `null` counts as left out; ``isNull(_:)`` tells where that makes a difference.
/// Every error names the field by its whole path, such as `recurring_transaction_rules[0].method`.
struct Fields: Sendable {
    /// How the names of nested fields are written, in errors.
    enum Notation: Sendable {
        /// `a.b[0]`, as in JSON.
        case dots
        /// `a[b][0]`, as in forms.
        case brackets
    }

    private let object: JSONObject
    private let notation: Notation
    private let path: String

    /// The fields of a value, which must be an object; nothing stands for one without fields.
    ///
    /// - Throws: ``Fault/malformed(_:)`` if it is none.
    init(_ value: JSONValue?, notation: Notation = .dots) throws(Fault) {
        switch value {
        case .object(let object): self.init(object, notation, path: "")
        case nil: self.init(JSONObject(), notation, path: "")
        default: throw .malformed("The body must be an object, not \(value?.kind ?? "nothing").")
        }
    }

    private init(_ object: JSONObject, _ notation: Notation, path: String) {
        self.object = object
        self.notation = notation
        self.path = path
    }

    /// The names that were sent.
    var names: [String] { object.members.map(\.name) }

    /// The field's value; `nil` if it was left out or is `null`.
    subscript(name: String) -> JSONValue? {
        guard let value = object[name], value != .null else { return nil }
        return value
    }

    /// Whether a field was sent, be it as `null`.
    func has(_ name: String) -> Bool { object[name] != nil }

    /// Whether a field was sent as `null`, to clear what stands there.
    func isNull(_ name: String) -> Bool { object[name] == .null }

    /// The whole path of a field, as errors name it.
    func place(_ name: String) -> String {
        let name = name.prefix(100)
        if path.isEmpty { return String(name) }
        return notation == .dots ? "\(path).\(name)" : "\(path)[\(name)]"
    }

    /// A fault of a field.
    func invalid(_ name: String, _ value: String, _ reason: String) -> Fault {
        .invalid(field: place(name), value: String(value.prefix(60)), reason: reason)
    }

    /// A field that must be there.
    ///
    /// - Throws: ``Fault/missing(_:)`` if what was read of it is nothing.
    func required<Value>(_ name: String, _ value: Value?) throws(Fault) -> Value {
        guard let value else { throw .missing(place(name)) }
        return value
    }

    /// A fault of a field's type, or of an item's at some index of it.
    private func mistyped(
        _ name: String, at index: Int? = nil, _ value: JSONValue, _ wanted: String
    ) -> Fault {
        .invalid(
            field: place(name) + (index.map { "[\($0)]" } ?? ""), value: value.shown,
            reason: "is \(value.kind), not \(wanted)")
    }

    // MARK: Simple values

    /// A string, if it was sent.
    func text(_ name: String) throws(Fault) -> String? {
        guard let value = self[name] else { return nil }
        guard case .string(let text) = value else { throw mistyped(name, value, "a string") }
        try check(text, name)
        return text
    }

    /// No text that is kept or searched for may hold a NUL: not every store could.
    private func check(_ text: String, _ name: String) throws(Fault) {
        guard !text.utf8.contains(0) else {
            throw invalid(name, text, "contains a NUL character")
        }
    }

    /// A string that is not empty, and must be there.
    func requiredText(_ name: String) throws(Fault) -> String {
        let text = try required(name, try text(name))
        guard !text.isEmpty else { throw invalid(name, text, "is empty") }
        return text
    }

    /// `true` or `false`; in a form, the words.
    func flag(_ name: String) throws(Fault) -> Bool? {
        switch self[name] {
        case nil: return nil
        case .bool(let flag): return flag
        case .string("true") where notation == .brackets: return true
        case .string("false") where notation == .brackets: return false
        case .some(let value): throw mistyped(name, value, "a boolean")
        }
    }

    /// A whole number, as a number or in a form or query as text.
    func integer(_ name: String) throws(Fault) -> Int64? {
        guard let value = self[name] else { return nil }
        switch value {
        case .number(let text):
            guard let plain = DecimalText.plain(text), let integer = DecimalText.integer(plain)
            else { throw invalid(name, text, "is not a whole number that can be meant") }
            return integer
        case .string(let text) where notation == .brackets:
            guard let integer = DecimalText.integer(text) else {
                throw invalid(name, text, "is not a whole number")
            }
            return integer
        default: throw mistyped(name, value, "a whole number")
        }
    }

    /// The decimal text of an amount: a string is taken as it is, for the ledger to judge, and a
    /// number as its text, without its exponent.
    ///
    /// - Parameters:
    ///   - name: the field.
    ///   - numbers: whether a number is welcome, too.
    /// - Returns: the text, or `nil` if the field was left out.
    /// - Throws: ``Fault/invalid(field:value:reason:)``.
    func decimal(_ name: String, numbers: Bool = false) throws(Fault) -> String? {
        guard let value = self[name] else { return nil }
        switch value {
        case .string(let text): return text
        case .number(let text) where numbers:
            guard let plain = DecimalText.plain(text) else {
                throw invalid(name, text, "is not an amount that can be meant")
            }
            return plain
        default: throw mistyped(name, value, numbers ? "an amount" : "a decimal number in a string")
        }
    }

    /// One of a set of words.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of type: Choice.Type = Choice.self
    ) throws(Fault) -> Choice? where Choice.RawValue == String {
        guard let text = try text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw invalid(name, text, "is none of \(words)")
        }
        return choice
    }

    /// An instant of ISO 8601 with a zone.
    func instant(_ name: String) throws(Fault) -> Instant? {
        guard let text = try text(name) else { return nil }
        guard let instant = try? Instant(text) else {
            throw invalid(name, text, "is not an ISO 8601 instant with a zone")
        }
        return instant
    }

    // MARK: Structures

    /// A nested object.
    func fields(_ name: String) throws(Fault) -> Fields? {
        guard let value = self[name] else { return nil }
        guard case .object(let object) = value else { throw mistyped(name, value, "an object") }
        return Fields(object, notation, path: place(name))
    }

    /// An array; in a form, an object whose names are 0, 1, 2 ...
    func list(_ name: String) throws(Fault) -> [JSONValue]? {
        guard let value = self[name] else { return nil }
        if case .array(let items) = value { return items }
        guard notation == .brackets, case .object(let object) = value else {
            throw mistyped(name, value, "an array")
        }
        let indexed = object.members.map { (FormReader.index($0.name), $0.value) }
        guard indexed.allSatisfy({ $0.0 != nil }) else { throw mistyped(name, value, "an array") }
        return indexed.sorted { ($0.0 ?? 0) < ($1.0 ?? 0) }.map(\.1)
    }

    /// An array of objects.
    func objects(_ name: String) throws(Fault) -> [Fields]? {
        guard let items = try list(name) else { return nil }
        var all: [Fields] = []
        for (index, item) in items.enumerated() {
            guard case .object(let object) = item else {
                throw mistyped(name, at: index, item, "an object")
            }
            all.append(Fields(object, notation, path: place(name) + "[\(index)]"))
        }
        return all
    }

    /// An array of strings.
    func texts(_ name: String) throws(Fault) -> [String]? {
        guard let items = try list(name) else { return nil }
        var all: [String] = []
        for (index, item) in items.enumerated() {
            guard case .string(let text) = item else {
                throw mistyped(name, at: index, item, "a string")
            }
            try check(text, name)
            all.append(text)
        }
        return all
    }

    /// An object whose values are strings, as the pairs of metadata.
    func pairs(_ name: String) throws(Fault) -> [String: String]? {
        guard let fields = try fields(name) else { return nil }
        var pairs: [String: String] = [:]
        // Member by member: to look each up by its name would take as long as they are many, twice.
        for member in fields.object.members where member.value != .null {
            guard case .string(let text) = member.value else {
                throw fields.mistyped(member.name, member.value, "a string")
            }
            pairs[member.name] = text
        }
        return pairs
    }
}

extension JSONValue {
    /// The value as an error may repeat it: nothing long.
    fileprivate var shown: String {
        switch self {
        case .array, .object: kind
        case .string(let text): String(text.prefix(60))
        default: String(text.prefix(60))
        }
    }
}
