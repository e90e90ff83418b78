internal import Foundation

/// A JSON value as it stands in a scenario file: amounts are text there, so no number of it is ever
/// read through a floating-point one.
enum JSON: Hashable, Sendable {
    case null
    case boolean(Bool)
    case integer(Int64)
    /// A number that is not a whole one of 64 bits; no member of the format takes it.
    case fraction(Decimal)
    case text(String)
    case list([JSON])
    case object([String: JSON])

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    var integer: Int64? {
        guard case .integer(let integer) = self else { return nil }
        return integer
    }

    var boolean: Bool? {
        guard case .boolean(let boolean) = self else { return nil }
        return boolean
    }

    var list: [JSON]? {
        guard case .list(let list) = self else { return nil }
        return list
    }

    var object: [String: JSON]? {
        guard case .object(let object) = self else { return nil }
        return object
    }

    subscript(member: String) -> JSON? { object?[member] }

    /// What kind of value it is, for a sentence.
    var kind: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .integer: "an integer"
        case .fraction: "a number that is no integer"
        case .text: "text"
        case .list: "a list"
        case .object: "an object"
        }
    }
}

extension JSON: Decodable {
    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(Bool.self) {
            self = .boolean(value)
        } else if let value = try? container.decode(String.self) {
            self = .text(value)
        } else if let value = try? container.decode(Int64.self) {
            self = .integer(value)
        } else if let value = try? container.decode(Decimal.self) {
            self = .fraction(value)
        } else if let value = try? container.decode([JSON].self) {
            self = .list(value)
        } else {
            self = .object(try container.decode([String: JSON].self))
        }
    }
}
