import CreditLedgerTesting
import Testing

@testable import WalletService

@Suite("Forms and queries")
struct FormReaderTests {
    static let accepted: [(text: String, value: JSONValue)] = [
        ("", [:]), ("&&", [:]), ("a=1", ["a": "1"]), ("a", ["a": ""]), ("a=", ["a": ""]),
        ("a=b=c", ["a": "b=c"]), ("a+b=c+d%2B", ["a b": "c d+"]), ("name=%C3%A9", ["name": "é"]),
        ("a[b][c]=1&a[b][d]=2", ["a": ["b": ["c": "1", "d": "2"]]]),
        ("a%5Bb%5D=1", ["a": ["b": "1"]]),
        ("a[0][id]=x&a[1][id]=y", ["a": ["0": ["id": "x"], "1": ["id": "y"]]]),
        ("a[]=x&a[]=y", ["a": ["0": "x", "1": "y"]]),
        // A mark that would combine with the sign before it.
        ("a[%CC%81]=%CC%81", ["a": ["\u{301}": "\u{301}"]]),
        (
            "a[\u{1F3FB}]=\u{301}&\u{301}=+\u{301}",
            [
                "a": ["\u{1F3FB}": "\u{301}"], "\u{301}": " \u{301}",
            ]
        ),
    ]

    @Test("are read as trees", arguments: accepted)
    func accepts(text: String, value: JSONValue) throws {
        #expect(try FormReader.read(text) == value)
    }

    static let refused = [
        "a=1&a=2", "a=1&a[b]=2", "a[b]=1&a=2", "a[=1", "a[b=1", "a[b]c=1", "a]b[=1",
        "a=%", "a=%2", "a=%zz", "a=%FF", "a=%C3%28", "%ED%A0%80=1",
        "a" + String(repeating: "[b]", count: 8) + "=1",
        String(repeating: "a&", count: 1_001),
    ]

    @Test("are refused where they are ambiguous or too large", arguments: refused)
    func refuses(text: String) {
        #expect(throws: Fault.self) { try FormReader.read(text) }
    }

    @Test("hold arrays as indexed names, in the order of the indices")
    func arrays() throws {
        let fields = try Fields(
            try FormReader.read("a[10]=z&a[2]=y&b[x]=1&c[-1]=1&d[1e3]=1"), notation: .brackets)
        #expect(try fields.texts("a") == ["y", "z"])
        for name in ["b", "c", "d"] {
            #expect(throws: Fault.self) { try fields.texts(name) }
        }
    }

    @Test("never end the process, whatever they hold")
    func fuzz() {
        var generator = SeededGenerator(seed: 7)
        let alphabet = Array("ab[]=&%+0123C3A9é".unicodeScalars)
        var refused = 0
        for _ in 0..<10_000 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0...30, using: &generator) {
                text.append(alphabet.randomElement(using: &generator) ?? "a")
            }
            if (try? FormReader.read(String(text))) == nil { refused += 1 }
        }
        #expect(refused > 1_000 && refused < 10_000)
    }
}

@Suite("Numbers as text")
struct DecimalTextTests {
    static let plain: [(number: String, text: String?)] = [
        ("0", "0"), ("-0", "-0"), ("10.50", "10.50"), ("1e2", "100"), ("1.5e-3", "0.0015"),
        ("-1.5E+1", "-15"), ("0.5e1", "5"), ("0.00015e2", "0.015"), ("12e-1", "1.2"),
        ("0e999999999999999999999", "0"), ("0.0e5", "0"), ("1e100", "1" + zeros(100)),
        ("1e101", nil),
        ("1e-101", nil), ("1e400", nil), ("1e9223372036854775807", nil),
        ("1e-9223372036854775808", nil), ("1e99999999999999999999", nil),
        (String(repeating: "9", count: 101), nil),
    ]

    static func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }

    @Test("lose their exponent and no digit", arguments: plain)
    func spelledOut(number: String, text: String?) {
        #expect(DecimalText.plain(number) == text)
    }

    static let integers: [(text: String, value: Int64?)] = [
        ("0", 0), ("-5", -5), ("100.00", 100), ("9223372036854775807", .max),
        ("9223372036854775808", nil), ("1.5", nil), ("1.", nil), ("+1", nil), ("", nil),
        (" 1", nil),
        ("1e2", nil),
    ]

    @Test("are whole or none", arguments: integers)
    func whole(text: String, value: Int64?) {
        #expect(DecimalText.integer(text) == value)
    }
}
