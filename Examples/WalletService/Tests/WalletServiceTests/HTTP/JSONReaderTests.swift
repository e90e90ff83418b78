import CreditLedgerTesting
import Testing

@testable import WalletService

@Suite("JSON, in and out")
struct JSONReaderTests {
    static let accepted: [(text: String, value: JSONValue)] = [
        ("null", .null), ("true", true), (" false\r\n\t", false), ("0", .number("0")),
        ("-0", .number("-0")), ("10.50", .number("10.50")), ("1e400", .number("1e400")),
        ("-1.5E-7", .number("-1.5E-7")), ("2e+3", .number("2e+3")),
        (#""""#, ""), (#""a\/b\\\"""#, #"a/b\""#), (#""\b\f\n\r\t""#, "\u{8}\u{C}\n\r\t"),
        (#""\u00e9\u00E9é""#, "ééé"), (#""\ud83d\ude00""#, "😀"), (#""\u0000""#, "\0"),
        ("[]", []), ("[ ]", []), ("[1,[2,{}]]", [.number("1"), [.number("2"), [:]]]),
        ("{}", [:]), (#"{ "a" : [ null ] , "" : {"a":1} }"#, ["a": [.null], "": ["a": 1]]),
    ]

    @Test("reads what RFC 8259 allows", arguments: accepted)
    func accepts(text: String, value: JSONValue) throws {
        #expect(try JSONReader.read(Array(text.utf8)) == value)
    }

    static let refused = [
        "", " ", "nul", "nulll", "True", "NaN", "Infinity", "-", "+1", "01", "-01", "1.", ".5",
        "1e",
        "1e+", "1.e3", "0x10", "1 2", "'a'", "\"a", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"",
        "\"\\ud800\"", "\"\\ud800\\u0041\"", "\"\\udc00\"", "\"a\nb\"", "\"a\u{1}b\"", "[", "[1",
        "[1,]", "[,1]", "[1 2]", "]", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{1:1}",
        "{\"a\":1 \"b\":2}", "{\"a\":1,\"a\":2}", "{\"a\":1,\"\\u0061\":2}", "{}{}", "[] x",
        "\u{FEFF}{}",
        "// a\n1", String(repeating: "[", count: 10_000),
        String(repeating: "{\"a\":", count: 10_000),
        String(repeating: "[", count: 33) + String(repeating: "]", count: 33),
    ]

    @Test("refuses what it does not", arguments: refused)
    func refuses(text: String) {
        #expect(throws: Fault.self) { try JSONReader.read(Array(text.utf8)) }
    }

    @Test(
        "refuses what is not UTF-8",
        arguments: [[0xFF], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]])
    func notUTF8(bytes: [UInt8]) {
        #expect(throws: Fault.malformed("The body is not valid UTF-8.")) {
            try JSONReader.read(bytes)
        }
    }

    @Test("reads 32 levels, and as many digits as there are")
    func limits() throws {
        let nested = String(repeating: "[", count: 32) + String(repeating: "]", count: 32)
        #expect(try JSONReader.read(Array(nested.utf8)).text == nested)
        let digits = String(repeating: "9", count: 1_000_000)
        #expect(try JSONReader.read(Array(digits.utf8)) == .number(digits))
    }

    @Test("reads again what it wrote", arguments: 0..<40 as Range<UInt64>)
    func roundTrip(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        let value = Self.value(depth: 0, &generator)
        #expect(try JSONReader.read(Array(value.text.utf8)) == value)
    }

    @Test("what is half JSON or none is refused or read, and never ends the process")
    func fuzz() {
        var generator = SeededGenerator(seed: 20_260_501)
        var refused = 0
        for _ in 0..<4_000 {
            var bytes = Array(Self.value(depth: 0, &generator).text.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
                let place = bytes.indices.randomElement(using: &generator) ?? 0
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.remove(at: place)
                default: bytes.insert(contentsOf: bytes.prefix(place), at: place)
                }
            }
            if (try? JSONReader.read(bytes)) == nil { refused += 1 }
            let noise = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            if (try? JSONReader.read(noise)) == nil { refused += 1 }
        }
        #expect(refused > 4_000)
    }

    private static func value(depth: Int, _ generator: inout SeededGenerator) -> JSONValue {
        switch Int.random(in: 0..<(depth < 5 ? 7 : 5), using: &generator) {
        case 0: return .null
        case 1: return .bool(Bool.random(using: &generator))
        case 2: return .integer(Int64.random(in: .min ... .max, using: &generator))
        case 3: return .number("\(Int.random(in: 0...99, using: &generator)).5e-3")
        case 4: return .string(text(&generator))
        case 5:
            return .array(
                (0..<Int.random(in: 0...4, using: &generator)).map { _ in
                    value(depth: depth + 1, &generator)
                })
        default:
            var object = JSONObject()
            for index in 0..<Int.random(in: 0...4, using: &generator) {
                object.add("\(index)" + text(&generator), value(depth: depth + 1, &generator))
            }
            return .object(object)
        }
    }

    private static func text(_ generator: inout SeededGenerator) -> String {
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...8, using: &generator) {
            let limit: UInt32 = Bool.random(using: &generator) ? 0x7F : 0x10FFFF
            let number = UInt32.random(in: 0...limit, using: &generator)
            text.append(Unicode.Scalar(number) ?? "\u{FFFD}")
        }
        return String(text)
    }
}
