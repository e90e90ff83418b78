import CreditLedger
import CreditLedgerTesting
import Testing

/// Free text stands in an export as it was given, whatever it is, and changes nothing around it.
@Suite("Free text in exports")
struct ExportedTextTests {
    static let hostile: [String] = {
        var texts = (1...0x7F).map { String(UnicodeScalar(UInt8($0))) }
        texts += texts.flatMap { ["日\($0)本", "\($0)本", "日\($0)"] }
        texts += [
            "  two  ", "a  ; b", "a; b", "a, date:2020-01-01", "date: 2020-01-01", "[2020/01/01]",
            "x [=2020-01-01] y", ":a:b:", "foo:: 1 + 1", "100%, 20%25", #"\n\" "quoted""#,
            "a | b", "=1+1", "+1", "-41", "@x", "'x", "''", "＝1", "－1", "\u{A0}x\u{A0}",
            "\u{3000}", "\u{85}", "a\u{85}b", "a\u{2028}b", "\u{2029}", "é", "e\u{301}", "日本語",
            "👩‍👩‍👧", "\u{FEFF}x", "\u{202E}rtl", "{{x}}", "(x)", "#tag ^link", "a\r\nb\tc",
            "\u{10FFFF}", "\r\n",
        ]
        texts += ["\u{1F600}", "x", "\n", "[", ",", "\"", "\\", "\u{3000}", "-"].map {
            String(repeating: $0, count: 1_000)
        }
        return texts
    }()

    /// All hostile texts as ids, names and reasons.
    private func ledger() async throws -> Ledger {
        let clock = ManualClock(try Instant("2026-01-01T00:00:00Z"))
        let ledger = Ledger(store: InMemoryStore(), clock: clock, ids: TimeOrderedIDs(seed: 1))
        for text in Self.hostile {
            let customer = try CustomerID(text)
            try await ledger.createWallet(
                CreateWallet(currency: .usd, name: text, paid: 10), for: customer)
            let invoice = try Invoice(
                id: InvoiceID(text), currency: .usd,
                lines: [Invoice.Line(LineID(text), .charge, Money("1", .usd))])
            try await ledger.drawDown(
                invoice, for: customer,
                context: Context(
                    key: IdempotencyKey(text), actor: Context.Actor(id: text, name: text),
                    reason: text))
        }
        return ledger
    }

    private static let keys = [
        "customer", "invoice", "line", "actor", "actor-name", "reason", "key",
    ]
    private static let expected = hostile.map { Array($0.utf8) }.sorted {
        $0.lexicographicallyPrecedes($1)
    }

    @Test(
        "R10.4: hledger and ledger find each text in its tag",
        arguments: [.hledger, .ledger] as [ExportFormat])
    func tags(_ format: ExportFormat) async throws {
        let text = try await ledger().exported(format)
        let lines = text.utf8.split(separator: UInt8(ascii: "\n")).map(Array.init)
        #expect(lines.allSatisfy { $0.count < 4_096 })
        #expect(lines.allSatisfy { $0.allSatisfy { $0 >= 0x20 && $0 != 0x7F } })
        let applied = text.components(of: "\n\n").filter { $0.contains(" * applied to ") }
        #expect(applied.count == Self.expected.count)
        for key in Self.keys {
            let values = applied.map { Self.value(of: key, in: $0, "    ; \(key): ") }
            #expect(values.allSatisfy { !$0.contains(UInt8(ascii: format.mark)) }, "\(key)")
            #expect(Self.wrong(values.map(Self.decoded)) == [], "\(key)")
        }
        for block in applied {
            let title = block.prefix { $0 != "\n" }
            #expect(!title.contains(";") && !title.contains("|") && !title.hasSuffix(" "))
        }
    }

    @Test("R10.4: beancount finds each text in its string")
    func strings() async throws {
        let text = try await ledger().exported(.beancount)
        let applied = text.components(of: "\n\n").filter { $0.contains(" * \"applied to ") }
        #expect(applied.count == Self.expected.count)
        for key in Self.keys {
            let values = applied.map { Self.value(of: key, in: $0, "  \(key): ") }
            #expect(Self.wrong(values.map(Self.unescaped)) == [], "\(key)")
        }
    }

    @Test("R10.4: a spreadsheet finds each text in its cell and computes none")
    func cells() async throws {
        let text = try await ledger().exported(.csv)
        let records = try Self.records(Array(text.utf8))
        let columns = try #require(records.first).map { String(decoding: $0, as: UTF8.self) }
        let rows = records.dropFirst().filter { $0[5] == Array("applied".utf8) }
        #expect(records.allSatisfy { $0.count == 21 })
        #expect(rows.count == Self.expected.count)
        for key in Self.keys {
            let column = try #require(
                columns.firstIndex(of: key == "actor-name" ? "actor_name" : key))
            let cells = rows.map { $0[column] }
            let formulas = cells.filter { cell in
                "=+-@\t\r\n".utf8.contains { cell.first == $0 }
                    || ["＝", "＋", "－", "＠"].contains { cell.starts(with: $0.utf8) }
            }
            #expect(formulas == [], "\(key)")
            let apostrophe = UInt8(ascii: "'")
            let texts = cells.map { $0.first == apostrophe ? Array($0.dropFirst()) : $0 }
            #expect(Self.wrong(texts) == [], "\(key)")
        }
    }

    /// The texts that differ from the expected ones.
    private static func wrong(_ texts: [[UInt8]]) -> [String] {
        zip(texts, expected).filter { $0 != $1 }.map { String(decoding: $0.0, as: UTF8.self) }
    }

    private static func value(of key: String, in block: String, _ lead: String) -> [UInt8] {
        let line = block.utf8.split(separator: UInt8(ascii: "\n")).first {
            $0.starts(with: lead.utf8)
        }
        return line.map { Array($0.dropFirst(lead.utf8.count)) } ?? []
    }

    private static func decoded(_ value: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = value[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                result.append(byte)
                continue
            }
            let code = String(decoding: rest.prefix(2), as: UTF8.self)
            result.append(UInt8(code, radix: 16) ?? 0)
            rest = rest.dropFirst(2)
        }
        return result
    }

    private static func unescaped(_ value: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var rest = value.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            // A quotation mark here would end the string before its end.
            guard byte != UInt8(ascii: "\"") else { return [] }
            guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
                result.append(byte)
                continue
            }
            switch escape {
            case UInt8(ascii: "n"): result.append(0x0A)
            case UInt8(ascii: "r"): result.append(0x0D)
            case UInt8(ascii: "t"): result.append(0x09)
            default: result.append(escape)
            }
        }
        return result
    }

    private struct Malformed: Error {}

    /// Reads RFC 4180.
    private static func records(_ text: [UInt8]) throws -> [[[UInt8]]] {
        let (quote, comma) = (UInt8(ascii: "\""), UInt8(ascii: ","))
        var records: [[[UInt8]]] = []
        var record: [[UInt8]] = []
        var cell: [UInt8] = []
        var rest = text[...]
        while !rest.isEmpty {
            if rest.first == quote {
                rest = rest.dropFirst()
                while let byte = rest.popFirst() {
                    if byte != quote {
                        cell.append(byte)
                    } else if rest.first == quote {
                        cell.append(rest.removeFirst())
                    } else {
                        break
                    }
                }
            } else {
                let end = rest.firstIndex { $0 == comma || $0 == 0x0D } ?? rest.endIndex
                cell = Array(rest[..<end])
                guard !cell.contains(quote), !cell.contains(0x0A) else { throw Malformed() }
                rest = rest[end...]
            }
            record.append(cell)
            cell = []
            guard let mark = rest.popFirst() else { throw Malformed() }
            if mark == comma { continue }
            guard mark == 0x0D, rest.popFirst() == 0x0A else { throw Malformed() }
            records.append(record)
            record = []
        }
        return records
    }
}

extension ExportFormat {
    /// What a tag's value may not hold.
    fileprivate var mark: Unicode.Scalar { self == .hledger ? "," : "[" }
}

extension String {
    fileprivate func components(of separator: String) -> [String] {
        split(separator: separator, omittingEmptySubsequences: true).map(String.init)
    }
}
