import CreditLedgerTesting
import Testing

@testable import CreditLedger

@Suite("Identifiers")
struct IdentifierTests {
    static let text = "019c0d3f-5a00-7abc-9def-0123456789ab"

    @Test("R11.2: an id is a UUID of version 7, written in lower case")
    func uuid() throws {
        let id = try WalletID(Self.text)
        #expect(id.description == Self.text)
        #expect(try WalletID(Self.text.uppercased()) == id)
        #expect(id.high == 0x019c_0d3f_5a00_7abc)
        #expect(id.low == 0x9def_0123_4567_89ab)
        #expect(id.milliseconds == 0x019c_0d3f_5a00)
    }

    @Test(
        "R11.2: other text is no id",
        arguments: [
            "", "wallet", "019c0d3f5a007abc9def0123456789ab",
            "019c0d3f-5a00-4abc-9def-0123456789ab", "019c0d3f-5a00-0abc-9def-0123456789ab",
            "019c0d3f-5a00-7abc-cdef-0123456789ab", "019c0d3f-5a00-7abc-1def-0123456789ab",
            "019c0d3f-5a00-7abc-9def-0123456789a", "019c0d3f-5a00-7abc-9def-0123456789abc",
            "019c0d3f-5a00-7abc-9def-0123456789ag", "{019c0d3f-5a00-7abc-9def-0123456789ab}",
            " 019c0d3f-5a00-7abc-9def-0123456789ab", "019c0d3f-5a00-7abc-9def-0123456789ab ",
            "+19c0d3f-5a00-7abc-9def-0123456789ab", "019c0d3f-5a00-7abc-+def-0123456789ab",
            "019c0d3f-5a00-7abc-9def0-123456789ab", "019c0d3f--5a00-7abc-9def-123456789ab",
            "------------------------------------", "00000000-0000-0000-0000-000000000000",
            "019c0d3f-5a00-7abc-9def-0123456789\u{00E1}", "019c0d3f_5a00_7abc_9def_0123456789ab",
            "019c0d3f-5a00-7abc-9def-01234567８a", "019c0d3f-5a00-7abc-9def-0123456789a\0",
        ])
    func badText(_ text: String) {
        #expect(
            throws: Refusal.invalidField("id", value: text, reason: "is not a UUID of version 7")
        ) { try WalletID(text) }
    }

    @Test("R11.2: ids ascend as numbers, and as their text does")
    func order() throws {
        var numbers = SeededGenerator(seed: 112)
        let ids = try (0..<500).map { _ in
            try GrantID(
                UUIDText.format(
                    high: numbers.next() & ~0xF000 | 0x7000,
                    low: numbers.next() & ~(0b11 << 62) | 0b10 << 62))
        }
        #expect(Set(ids).count == 500)
        #expect(ids.sorted().map(\.description) == ids.map(\.description).sorted())
        for id in ids { #expect(try GrantID(id.description) == id) }
    }

    @Test("R11.2: what an entry makes carries the entry's id and a place in it")
    func ordinals() throws {
        let entry = TimeOrderedIDs(seed: 7).next(at: Instant(unchecked: 5), after: nil)
        let first: TransactionID = entry.with(ordinal: 1)
        let last: WalletID = entry.with(ordinal: .max)
        #expect(first.entry == entry)
        #expect(last.entry == entry)
        #expect(entry.entry == entry)
        #expect(first.low == entry.low + 1)
        #expect(try WalletID(last.description) == last)
    }

    @Test(
        "A host's id is any text of 1 to 1,000 scalars",
        arguments: [
            "a", " ", "in_2026-01/7", "né", "🧾", String(repeating: "x", count: 1_000),
            String(repeating: "🧾", count: 1_000), String(repeating: "e\u{301}", count: 500), "\n",
        ])
    func textIdentifier(_ text: String) throws {
        let id = try CustomerID(text)
        #expect(id.text == text)
        #expect(id.description == text)
    }

    @Test(
        "A host's id is not empty, not longer, and has no NUL",
        arguments: [
            ("", "is empty"), ("a\0b", "contains a NUL character"),
            ("\0", "contains a NUL character"),
            (String(repeating: "x", count: 1_001), "has 1001 characters of at most 1000"),
            (String(repeating: "e\u{301}", count: 501), "has 1002 characters of at most 1000"),
        ])
    func badTextIdentifier(text: String, reason: String) throws {
        let refusal = try #require(throws: Refusal.self) { try InvoiceID(text) }
        #expect(refusal.code == "invalidField")
        #expect(refusal.description.contains(reason))
        #expect(refusal.description.utf8.count < 300)
    }

    @Test("Hosts' ids are compared byte by byte, as databases do")
    func bytes() throws {
        let composed = try CustomerID("\u{E9}")
        let decomposed = try CustomerID("e\u{301}")
        #expect(composed.text == decomposed.text)
        #expect(composed != decomposed)
        #expect(Set([composed, decomposed]).count == 2)
        #expect(decomposed < composed)
        #expect(try CustomerID("B") < CustomerID("a"))
        #expect(try CustomerID("a") < CustomerID("aa"))
        #expect(try CustomerID("\u{FFFF}") < CustomerID("\u{10000}"))
    }
}
