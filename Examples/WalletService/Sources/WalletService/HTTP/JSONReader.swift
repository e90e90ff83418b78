/// Reads JSON strictly: RFC 8259, valid UTF-8, no name twice in an object, no deep nesting.
struct JSONReader {
    /// How deep arrays and objects may be nested: far more than any shape here needs.
    static let depthLimit = 32

    private let bytes: [UInt8]
    private var index = 0

    /// Reads a document that is one value.
    ///
    /// - Throws: ``Fault/malformed(_:)``, saying what is wrong and where.
    static func read(_ bytes: [UInt8]) throws(Fault) -> JSONValue {
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw .malformed("The body is not valid UTF-8.")
        }
        var reader = JSONReader(bytes: bytes)
        let value = try reader.value(depth: 0)
        reader.skipSpace()
        guard reader.index == bytes.count else { throw reader.fault("something follows the value") }
        return value
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

    private func fault(_ what: String) -> Fault {
        .malformed("The body is not valid JSON: \(what) at byte \(index).")
    }

    private mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
            index += 1
        }
    }

    private mutating func take(_ byte: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: byte) else { return false }
        index += 1
        return true
    }

    private mutating func value(depth: Int) throws(Fault) -> JSONValue {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try array(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw fault("a value is missing")
        default: return .number(try number())
        }
    }

    private mutating func word(_ text: StaticString, _ value: JSONValue) throws(Fault) -> JSONValue
    {
        for byte in text.description.utf8 {
            guard next == byte else { throw fault("an unknown word stands") }
            index += 1
        }
        return value
    }

    private mutating func object(depth: Int) throws(Fault) -> JSONValue {
        guard depth <= Self.depthLimit else { throw fault("nesting is too deep") }
        index += 1
        var object = JSONObject()
        var names = Set<String>()
        skipSpace()
        if take("}") { return .object(object) }
        repeat {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw fault("a member's name is missing") }
            let name = try string()
            guard names.insert(name).inserted else { throw fault("a name stands twice") }
            skipSpace()
            guard take(":") else { throw fault("a colon is missing") }
            object.add(name, try value(depth: depth))
            skipSpace()
        } while take(",")
        guard take("}") else { throw fault("an object is not closed") }
        return .object(object)
    }

    private mutating func array(depth: Int) throws(Fault) -> JSONValue {
        guard depth <= Self.depthLimit else { throw fault("nesting is too deep") }
        index += 1
        var items: [JSONValue] = []
        skipSpace()
        if take("]") { return .array(items) }
        repeat {
            items.append(try value(depth: depth))
            skipSpace()
        } while take(",")
        guard take("]") else { throw fault("an array is not closed") }
        return .array(items)
    }

    // MARK: Numbers

    private mutating func number() throws(Fault) -> String {
        let start = index
        _ = take("-")
        if !take("0") {
            guard skipDigits() else { throw fault("an unknown character stands") }
        }
        if take("."), !skipDigits() { throw fault("a fraction lacks its digits") }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard skipDigits() else { throw fault("an exponent lacks its digits") }
        }
        return String(decoding: bytes[start..<index], as: UTF8.self)
    }

    private mutating func skipDigits() -> Bool {
        let start = index
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
        return index > start
    }

    // MARK: Strings

    private mutating func string() throws(Fault) -> String {
        index += 1
        var text = ""
        var start = index
        while let byte = next {
            switch byte {
            case UInt8(ascii: "\""):
                text += String(decoding: bytes[start..<index], as: UTF8.self)
                index += 1
                return text
            case UInt8(ascii: "\\"):
                text += String(decoding: bytes[start..<index], as: UTF8.self)
                index += 1
                text.unicodeScalars.append(try escaped())
                start = index
            case 0..<0x20:
                throw fault("a control character stands in a string")
            default:
                index += 1
            }
        }
        throw fault("a string is not closed")
    }

    private mutating func escaped() throws(Fault) -> Unicode.Scalar {
        guard let byte = next else { throw fault("a string is not closed") }
        index += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try scalar()
        default: throw fault("an unknown escape stands")
        }
    }

    /// The scalar of `\uXXXX`, or of two that are a surrogate pair.
    private mutating func scalar() throws(Fault) -> Unicode.Scalar {
        let first = try hex()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard (0xD800..<0xDC00).contains(first), take("\\"), take("u") else {
            throw fault("half a surrogate pair stands")
        }
        let second = try hex()
        guard (0xDC00..<0xE000).contains(second),
            let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        else { throw fault("half a surrogate pair stands") }
        return scalar
    }

    private mutating func hex() throws(Fault) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit: UInt8? =
                switch next {
                case .some(let byte) where (0x30...0x39).contains(byte): byte - 0x30
                case .some(let byte) where (0x41...0x46).contains(byte & 0xDF): (byte & 0xDF) - 0x37
                default: nil
                }
            guard let digit else { throw fault("four hexadecimal digits are missing") }
            index += 1
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
