import Testing

@testable import CreditLedger

/// What is no stored form: which member is wrong is told, and never what it says.
@Suite("Stored form: faults")
struct StoredFaultTests {
    private static let wallet = "019c0d3f-5a00-7abc-8000-000000000001"
    private static let unknown = "is not known, or not expected there"
    private static let cutOff = "is malformed or cut off"

    private static func fault(_ content: String) -> StoreError? {
        do throws(StoreError) {
            _ = try StorageFormat.content(from: Array(content.utf8))
            return nil
        } catch {
            return error
        }
    }

    /// The end of a content's sentence by its text; in front stands "The content of the entry".
    static let contents: [(text: String, sentence: String)] = [
        ("", " \(cutOff)."),
        ("null", " \(cutOff)."),
        ("[]", " \(cutOff)."),
        (" {\"v\":1}", " \(cutOff)."),
        ("{\"v\":1} ", " is followed by something else."),
        ("{\"v\":1}{\"v\":1}", " is followed by something else."),
        ("{}", " at 'v' is missing."),
        ("{\"effects\":[]}", " at 'v' is missing."),
        ("{\"v\":\"1\"}", " at 'v' is not a whole number."),
        ("{\"v\":0}", " at 'v' is out of range."),
        ("{\"v\":1", " \(cutOff)."),
        ("{\"v\":1,", " \(cutOff)."),
        ("{\"v\":1,}", " \(cutOff)."),
        ("{\"v\":1,\"later\":true}", " at 'later' \(unknown)."),
        ("{\"v\":1,\"effects\":[],\"command\":{}}", " at 'command' \(unknown)."),
        ("{\"v\":1,\"context\":{},\"context\":{}}", " at 'context' \(unknown)."),
        ("{\"v\":1,\"context\":{\"Key\":\"a\"}}", " at 'context.Key' \(unknown)."),
        ("{\"v\":1,\"context\":{\"4711 a\":\"a\"}}", " at 'context' \(cutOff)."),
        ("{\"v\":1,\"context\":{\"key\":7}}", " at 'context.key' is not text."),
        ("{\"v\":1,\"context\":{\"actor\":{}}}", " at 'context.actor.id' is missing."),
        ("{\"v\":1,\"command\":null}", " at 'command' \(cutOff)."),
        ("{\"v\":1,\"command\":{}}", " at 'command' is not text."),
        ("{\"v\":1,\"command\":{\"fly\":{}}}", " at 'command' has a name that is not known."),
        ("{\"v\":1,\"command\":{\"topUp\":{}}}", " at 'command.topUp.wallet' is missing."),
        (
            "{\"v\":1,\"command\":{\"activateWallet\":{\"wallet\":\"\(wallet)\"},\"a\":1}}",
            " at 'command.a' \(unknown)."
        ),
        ("{\"v\":1,\"effects\":{}}", " at 'effects' \(cutOff)."),
        ("{\"v\":1,\"effects\":[{}]}", " at 'effects' is not text."),
        ("{\"v\":1,\"effects\":[,]}", " at 'effects' \(cutOff)."),
        (
            "{\"v\":1,\"effects\":[{\"grantClosed\":{\"grant\":\"\(wallet)\",\"door\":\"back\"}}]}",
            " at 'effects.grantClosed.door' has a name that is not known."
        ),
        (
            "{\"v\":1,\"context\":{\"metadata\":{\"a\":\"1\",\"a\":\"2\"}}}",
            " at 'context.metadata' has a key twice."
        ),
    ]

    @Test("what is missing, unknown, misplaced or malformed is named", arguments: contents)
    func content(text: String, sentence: String) {
        let expected = StoreError(.corrupt, "The content of the entry\(sentence)")
        #expect(Self.fault(text) == expected)
    }

    /// What a drawdown of one line may not say in place of a part of it.
    static let replacements: [(old: String, new: String, member: String)] =
        [
            "\"1.0\"", "\"01\"", "\"-1\"", "\"-0\"", "\"1e3\"", "\".5\"", "\"5.\"", "\"+1\"",
            "\"1,5\"", "\"\"", "\" 1\"", "\"0.0000000000001\"", "\"100000000000000\"", "1",
            "\"340282366920938463463374607431768211456\"", "\"99999999999999999999999999999\"",
        ].map { ("\"10.5\"", $0, "lines.amount") }
        + [
            "1.0", "01", "-0", "1e3", "1E3", "\"1\"", "+1", "", "9223372036854775808",
            "-9223372036854775809", "253402300800000", "-62135596800001",
        ].map { ("1772323200000", $0, "periodEnd") }
        + ["\"usd\"", "\"XXX\"", "\"\"", "\"USD \"", "null"].map { ("\"USD\"", $0, "currency") }
        + ["\"usage\"", "\"Charge\"", "0"].map { ("\"charge\"", $0, "lines.feeType") }
        + [
            "\"\u{1}\"", "\"\\x\"", "\"\\u12\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud83dA\"",
        ].map { ("\"secret\"", $0, "id") }

    @Test("a value of the wrong form is named", arguments: replacements)
    func value(old: String, new: String, member: String) throws {
        let sound = """
            {"v":1,"command":{"drawDown":{"invoice":{"id":"secret","currency":"USD",\
            "periodEnd":1772323200000,"lines":[{"id":"a","feeType":"charge","amount":"10.5"}]}}}}
            """
        #expect(Self.fault(sound) == nil)
        let parts = sound.components(of: old)
        let error = try #require(Self.fault(parts.before + new + parts.after), "\(new)")
        #expect(error.kind == .corrupt)
        #expect(error.message.contains("'command.drawDown.invoice.\(member)'"), "\(error)")
        #expect(!error.message.contains("secret"))
    }

    @Test("ids stand in the one form that a UUID is written in")
    func ids() {
        let text = { (id: String) in
            "{\"v\":1,\"command\":{\"activateWallet\":{\"wallet\":\"\(id)\"}}}"
        }
        #expect(Self.fault(text(Self.wallet)) == nil)
        for id in [
            "", "019C0D3F-5A00-7ABC-8000-000000000001", "019c0d3f5a007abc8000000000000001",
            "019c0d3f-5a00-7abc-8000-00000000000g", "019c0d3f-5a00-7abc-80000-00000000001",
            "019c0d3f-5a00-7abc-8000-0000000000011",
        ] {
            let message = Self.fault(text(id))?.message ?? "none"
            #expect(message.contains("'command.activateWallet.wallet'"))
        }
    }

    @Test("R12: what a newer version wrote is no damage: this one has to be replaced")
    func newer() throws {
        let error = StoreError(
            .misconfigured,
            "The content of the entry was written by a newer version of the ledger.")
        #expect(Self.fault("{\"v\":2,\"verb\":\"fly\"}") == error)
        #expect(Self.fault("{\"v\":9223372036854775807}") == error)
        #expect(throws: StoreError.self) {
            try StorageFormat.entry(from: Array("{\"v\":2}".utf8))
        }
        #expect(throws: StoreError.self) {
            try StorageFormat.grantTerms(from: Array("{\"v\":2}".utf8))
        }
    }

    @Test("a snapshot of another version is passed over, and what is none is not")
    func snapshots() throws {
        var bytes = StorageFormat.encode(try GoldenBook.book())
        // Versions 1 and 3.
        for other in [2, 6] as [UInt8] {
            bytes[5] = other
            #expect(try StorageFormat.book(from: bytes) == nil)
        }
        for wrong in [[], Array("{\"v\":1}".utf8), Array(bytes.dropFirst()), [0xFF]] as [[UInt8]] {
            let error = #expect(throws: StoreError.self) { try StorageFormat.book(from: wrong) }
            #expect(error?.kind == .corrupt)
        }
        var book = try GoldenBook.book()
        book.wallets.removeLast()
        #expect(
            throws: StoreError(
                .corrupt, "The snapshot at 'lots' names a wallet that is not there.")
        ) { try StorageFormat.book(from: StorageFormat.encode(book)) }
        book = try GoldenBook.book()
        book.wallets[1].applied = Credits(units: .max)
        let error = #expect(throws: StoreError.self) {
            try StorageFormat.book(from: StorageFormat.encode(book))
        }
        #expect(error?.message.contains("applied' is out of range") == true)
    }

    @Test("what the engine could not compute with does not come in (R1.1, R3.1)")
    func ranges() throws {
        let terms = """
            {"v":1,"kind":"paid","issued":"5","priority":50,"effectiveAt":0,\
            "costBasis":{"amount":"0","currency":"USD"},"source":"initial",\
            "transaction":"\(Self.wallet)","createdAt":0}
            """
        #expect(throws: Never.self) { try StorageFormat.grantTerms(from: Array(terms.utf8)) }
        for (old, new) in [
            ("\"5\"", "\"-5\""), ("\"5\"", "\"100000000000000\""), ("50", "101"), ("50", "-1"),
            ("\"initial\"", "\"rule\""), ("\"initial\"", "\"gift\""),
        ] {
            let parts = terms.components(of: old)
            let wrong = Array((parts.before + new + parts.after).utf8)
            #expect(throws: StoreError.self) { try StorageFormat.grantTerms(from: wrong) }
        }
        for text in [
            "{\"v\":1,\"command\":{\"createWallet\":{\"currency\":\"USD\",\"rate\":\"0\"",
            "{\"v\":1,\"command\":{\"createWallet\":{\"currency\":\"USD\",\"rate\":\"-1\"",
        ] {
            #expect(Self.fault(text)?.message.contains("'command.createWallet.rate'") == true)
        }
    }

    @Test("nothing is nested deeper than the form has it")
    func nesting() {
        for opening in ["[", "{\"a\":", "{\"command\":", "[{"] {
            let deep = String(repeating: opening, count: 100_000)
            #expect(Self.fault(deep)?.kind == .corrupt)
            #expect(Self.fault("{\"v\":1,\"command\":" + deep)?.kind == .corrupt)
            #expect(Self.fault("{\"v\":1,\"effects\":" + deep)?.kind == .corrupt)
        }
    }
}

extension String {
    /// What stands before and after the first place of a text.
    fileprivate func components(of text: String) -> (before: String, after: String) {
        guard let range = firstRange(of: text) else { return (self, "") }
        return (String(self[..<range.lowerBound]), String(self[range.upperBound...]))
    }
}
