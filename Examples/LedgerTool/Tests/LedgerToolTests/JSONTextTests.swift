import Foundation
import Testing

@testable import LedgerTool

@Suite("JSONText")
struct JSONTextTests {
    @Test("members keep their order, and flat objects stand on one line")
    func layout() {
        let json = JSONText.object([
            ("z", .integer(1)), ("a", .list([.object([("k", .null), ("b", .boolean(true))])])),
            ("none", .list([])),
        ])
        #expect(
            json.written() == """
                {
                  "z": 1,
                  "a": [
                    {"k": null, "b": true}
                  ],
                  "none": []
                }
                """)
    }

    @Test("any text comes back as it was")
    func escapes() throws {
        let texts = [
            "\"quoted\" \\ back", "line\nfeed\r\ttab", "\u{0}\u{1B}[31m\u{7F}\u{2028}", "財布 👩‍👩‍👧",
            "e\u{301}",
        ]
        let written = JSONText.list(texts.map { .text($0) }).written()
        #expect(try JSONDecoder().decode([String].self, from: Data(written.utf8)) == texts)
        #expect(!written.unicodeScalars.contains { $0.value < 32 && $0 != "\n" })
    }

    @Test("nothing is null, and a value is its text")
    func values() {
        #expect(JSONText.of(nil as Int?).written() == "null")
        #expect(JSONText.of(12.5 as Decimal?).written() == "\"12.5\"")
    }
}
