import CreditLedger

/// JSON to be written: members in the order in which a reader wants them, amounts as text.
///
/// An encoder would sort the members by name or leave out those without a value; a program that
/// reads a report can count on every member.
indirect enum JSONText {
    case null
    case boolean(Bool)
    case integer(Int)
    case text(String)
    case list([JSONText])
    case object([(name: String, value: JSONText)])

    /// Whatever is written as its text: ids, amounts, instants; `null` for nothing.
    static func of(_ value: (some CustomStringConvertible)?) -> JSONText {
        value.map { .text($0.description) } ?? .null
    }

    /// The text, indented; an object without lists or objects in it stands on one line.
    func written(indent: Int = 0) -> String {
        let (outer, inner) = (Self.blanks(indent), Self.blanks(indent + 2))
        switch self {
        case .null: return "null"
        case .boolean(let value): return value ? "true" : "false"
        case .integer(let value): return "\(value)"
        case .text(let text): return Self.quoted(text)
        case .list(let items) where items.isEmpty: return "[]"
        case .list(let items):
            let lines = items.map { inner + $0.written(indent: indent + 2) }
            return "[\n" + lines.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let members):
            let isFlat = members.allSatisfy { $0.value.isScalar }
            let texts = members.map { member in
                Self.quoted(member.name) + ": " + member.value.written(indent: indent + 2)
            }
            if isFlat && indent > 0 { return "{" + texts.joined(separator: ", ") + "}" }
            return "{\n" + texts.map { inner + $0 }.joined(separator: ",\n") + "\n\(outer)}"
        }
    }

    private var isScalar: Bool {
        switch self {
        case .list, .object: false
        default: true
        }
    }

    private static func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{2028}", "\u{2029}":
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
