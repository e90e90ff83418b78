internal import CreditLedger

/// The shape that a member of a scenario file must have, checked before any step runs.
///
/// What a *command* carries is only checked for its JSON type: a malformed amount, currency or
/// instant there is the ledger's to refuse. What a scenario *expects* is checked to the letter.
indirect enum ScenarioShape: Sendable {
    /// Anything: checked elsewhere.
    case any
    /// Any text.
    case text
    /// Text of the form of R1.2, of any size.
    case amount
    /// An ISO 8601 instant.
    case instant
    /// One of a closed list of words.
    case word([String])
    case integer
    case boolean
    /// `true`, or a list of text.
    case textsOrTrue
    case list(of: ScenarioShape)
    /// An object of any members of one shape.
    case map(of: ScenarioShape)
    case object([ScenarioMember])

    /// Refuses `value` unless it has this shape; `place` names it in the fault.
    func check(_ value: JSON, _ place: String) throws(ScenarioFault) {
        switch (self, value) {
        case (.any, _): break
        case (.text, .text), (.integer, .integer), (.boolean, .boolean): break
        case (.textsOrTrue, .boolean(true)): break
        case (.amount, .text(let text)):
            guard CanonicalAmount(text) != nil else { throw mismatch(value, place) }
        case (.instant, .text(let text)):
            guard (try? Instant(text)) != nil else { throw mismatch(value, place) }
        case (.word(let words), .text(let text)):
            guard words.contains(text) else { throw mismatch(value, place) }
        case (.textsOrTrue, .list(let items)):
            for (index, item) in items.enumerated() {
                try Self.text.check(item, "\(place)[\(index)]")
            }
        case (.list(let shape), .list(let items)):
            for (index, item) in items.enumerated() {
                try shape.check(item, "\(place)[\(index)]")
            }
        case (.map(let shape), .object(let members)):
            for (name, item) in members.sorted(by: { $0.key < $1.key }) {
                try shape.check(item, "\(place).\(name)")
            }
        case (.object(let members), .object(let values)):
            try Self.check(values, against: members, place)
        default: throw mismatch(value, place)
        }
    }

    private static func check(
        _ values: [String: JSON], against members: [ScenarioMember], _ place: String
    ) throws(ScenarioFault) {
        for name in values.keys.sorted() where !members.contains(where: { $0.name == name }) {
            let known = members.isEmpty ? "none" : members.map(\.name).joined(separator: ", ")
            throw ScenarioFault("unknown member '\(name)' of \(place), which knows: \(known)")
        }
        for member in members {
            guard let value = values[member.name] else {
                guard !member.isRequired else {
                    throw ScenarioFault("\(place) lacks the member '\(member.name)'")
                }
                continue
            }
            if member.isClearable, value == .null { continue }
            try member.shape.check(value, "\(place).\(member.name)")
        }
    }

    private func mismatch(_ value: JSON, _ place: String) -> ScenarioFault {
        let got = value.text.map { "'\($0)'" } ?? value.kind
        return ScenarioFault("\(place) must be \(sentence), not \(got)")
    }

    private var sentence: String {
        switch self {
        case .any: "anything"
        case .text: "text"
        case .amount: "an amount in text"
        case .instant: "an ISO 8601 instant"
        case .word(let words): "one of \(words.joined(separator: ", "))"
        case .integer: "an integer"
        case .boolean: "true or false"
        case .textsOrTrue: "a list of text, or true"
        case .list: "a list"
        case .map, .object: "an object"
        }
    }
}

/// A member that an object of a scenario file may have.
struct ScenarioMember: Sendable {
    let name: String
    let shape: ScenarioShape
    var isRequired = false
    /// Whether `null` may stand in it.
    var isClearable = false

    static func required(_ shape: ScenarioShape, _ names: String...) -> [ScenarioMember] {
        names.map { ScenarioMember(name: $0, shape: shape, isRequired: true) }
    }

    static func optional(_ shape: ScenarioShape, _ names: String...) -> [ScenarioMember] {
        names.map { ScenarioMember(name: $0, shape: shape) }
    }

    static func change(_ shape: ScenarioShape, _ names: String...) -> [ScenarioMember] {
        names.map { ScenarioMember(name: $0, shape: shape, isClearable: true) }
    }
}

/// An amount's text without leading and trailing zeros, so that two texts of one number are equal.
///
/// Unlike `Credits` it has no range: what a scenario expects may be a sum over many grants.
struct CanonicalAmount: Hashable, CustomStringConvertible {
    let description: String

    /// `nil` unless `text` is of the form `-?[0-9]+(\.[0-9]+)?`.
    init?(_ text: String) {
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count),
            parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (48...57).contains($0) } })
        else { return nil }
        let whole = parts[0].drop { $0 == "0" }
        var fraction = parts.count == 2 ? parts[1] : ""
        while fraction.last == "0" { fraction.removeLast() }
        let number = (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
        self.description = isNegative && number != "0" ? "-" + number : String(number)
    }
}
