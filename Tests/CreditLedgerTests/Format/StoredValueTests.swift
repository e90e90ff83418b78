import CreditLedgerTesting
import Testing

@testable import CreditLedger

/// Values at the ends of what they can be, in both forms.
@Suite("Stored form: values")
struct StoredValueTests {
    private func expectSame<Value: Stored & Equatable>(_ value: Value) throws {
        var json = JSONWriter()
        value.write(to: &json)
        var reader = JSONReader(json.bytes)
        #expect(try Value.read(from: &reader) == value)
        try reader.finish()
        var packed = SnapshotWriter()
        value.write(to: &packed)
        var unpacked = SnapshotReader(packed.bytes)
        #expect(try Value.read(from: &unpacked) == value)
        try unpacked.finish()
    }

    private func json<Value: Stored>(_ value: Value) -> String {
        var writer = JSONWriter()
        value.write(to: &writer)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private func read<Value: Stored>(_ text: String, as type: Value.Type) throws -> Value {
        var reader = JSONReader(Array(text.utf8))
        let value = try Value.read(from: &reader)
        try reader.finish()
        return value
    }

    @Test("R1.2: amounts are their canonical text, also at the ends of the range")
    func amounts() throws {
        for text in [
            "0", "1", "10", "0.1", "0.000000000001", "12.5", "1000000000000",
            "18446744.073709551615", "18446744.073709551616", "99999999999999",
            "99999999999999.999999999999",
        ] {
            let credits = try Credits(text)
            #expect(json(credits) == "\"\(text)\"")
            try expectSame(credits)
        }
    }

    @Test("sums may be negative, and beyond the range of one amount")
    func sums() throws {
        var generator = SeededGenerator(seed: 3)
        var numbers: [Int128] = [.min, .min + 1, -1, 0, 1, .max - 1, .max]
        numbers += [Int128(UInt64.max), Int128(UInt64.max) + 1, Int128(Int64.min)]
        for bits in 1..<127 {
            let number = Int128(generator.next()) << 64 | Int128(generator.next())
            numbers += [number >> Int128(bits), -(number >> Int128(bits))]
        }
        for number in numbers {
            let text = json(SignedSum(credits: Credits(units: number)))
            #expect(text == "\"\(GridNumber.text(number))\"")
            #expect(try read(text, as: SignedSum.self).credits.units == number)
            var writer = SnapshotWriter()
            writer.units(number)
            var reader = SnapshotReader(writer.bytes)
            #expect(try reader.units() == number)
        }
        for text in [
            "\"170141183460469231731687303.715884105728\"",
            "\"-170141183460469231731687303.715884105729\"",
            "\"9999999999999999999999999999\"", "\"-\"",
        ] {
            #expect(throws: StoredFault.self) { try read(text, as: SignedSum.self) }
        }
    }

    @Test("whole numbers are whole numbers")
    func integers() throws {
        for number: Int64 in [
            .min, .min + 1, -1_000, -1, 0, 1, 9, 10, 127, 128, .max - 1, .max,
        ] {
            #expect(json(number) == "\(number)")
            try expectSame(number)
        }
        try expectSame(Instant.earliest)
        try expectSame(Instant.latest)
    }

    @Test("R11.2: ids are UUIDs, whatever their bits")
    func ids() throws {
        for id in [
            WalletID(high: 0, low: 0), WalletID(high: .max, low: .max), Sample.wallet,
            WalletID(high: 0x0123_4567_89ab_cdef, low: 0xfedc_ba98_7654_3210),
        ] {
            #expect(json(id) == "\"\(id)\"")
            try expectSame(id)
        }
    }

    @Test("texts are kept scalar by scalar, and byte by byte")
    func texts() throws {
        let controls = String(
            String.UnicodeScalarView((0..<0x20).compactMap { Unicode.Scalar($0) }))
        for text in [
            "", "a", "\"", "\\", "\\\"\\", "/", controls, "\u{7F}\u{80}\u{7FF}\u{800}\u{FFFF}",
            "é e\u{301}", "👩🏽‍🚀🇩🇪😀", "日本語", "\u{202E}\u{FEFF}\u{2028}\u{10FFFF}",
            "{\"v\":1}", "],[", String(repeating: "\u{10FFFF}", count: 1_000),
            String(repeating: "\"\\\n", count: 1_000),
        ] {
            let identifier = try read(json(text), as: String.self)
            #expect(identifier.utf8.elementsEqual(text.utf8))
            try expectSame(text)
        }
        #expect(json("\"\\/\u{1}\n😀") == #""\"\\/\u0001\n😀""#)
        #expect(json(controls).utf8.allSatisfy { $0 >= 0x20 })
    }

    @Test("a text may be escaped in every way that JSON has")
    func escapes() throws {
        let text = #""\u0041\u00e9\u00E9\u65e5\ud83d\uDE00\/\b\f\n\r\t\"\\""#
        #expect(try read(text, as: String.self) == "Aéé日😀/\u{8}\u{C}\n\r\t\"\\")
    }

    @Test("bytes that are not UTF-8 are not text")
    func notUTF8() {
        let notUTF8: [[UInt8]] = [
            [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xE2, 0x82], [0xF5, 0x80, 0x80, 0x80],
        ]
        for wrong in notUTF8 {
            for tail in ["", "\\n"].map({ Array($0.utf8) }) {
                var reader = JSONReader([0x22] + wrong + tail + [0x22])
                #expect(throws: StoredFault.self) { try reader.text() }
            }
            var packed = SnapshotReader([UInt8(wrong.count)] + wrong)
            #expect(throws: StoredFault.self) { try packed.text() }
        }
    }

    @Test("R8.2: a rule comes back on a machine without its time zone")
    func unknownZone() throws {
        var text = json(try Sample.monthly())
        text.replace("Europe/Berlin", with: "Mars/Olympus_Mons")
        let rule = try read(text, as: TopUpRule.self)
        #expect(rule.timeZone == "Mars/Olympus_Mons")
        try expectSame(rule)
    }

    @Test("limits of texts and counts may change without making journals unreadable")
    func limits() throws {
        let long = String(repeating: "x", count: 5_000)
        #expect(try read(json(long), as: CustomerID.self).text == long)
        #expect(try read("\"\"", as: CustomerID.self).text == "")
        var pairs: [String: String] = [:]
        for number in 0..<100 { pairs["\(number)"] = long }
        var writer = JSONWriter()
        writer.pairs(pairs)
        var reader = JSONReader(writer.bytes)
        #expect(try Metadata.read(from: &reader).pairs == pairs)
    }
}
