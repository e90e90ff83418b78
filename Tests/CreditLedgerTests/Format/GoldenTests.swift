import Testing

@testable import CreditLedger

@Suite("Stored form, to the byte")
struct GoldenTests {
    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    private func content(
        _ command: Command?, _ effects: [Effect] = []
    ) throws -> (entry: JournalEntry, said: EntryContent) {
        let entry = JournalEntry(
            id: Sample.entry, customer: try CustomerID("acme"), revision: 1,
            instant: Sample.february, command: command, context: nil, transactions: [],
            effects: effects)
        return (entry, EntryContent(command: command, context: nil, effects: effects))
    }

    @Test("R11.1: every command, with all that it may say and with as little as it must")
    func commands() throws {
        var names: Set<String> = []
        for golden in try GoldenCommands.all() {
            let (entry, said) = try content(golden.value)
            let stored = "{\"v\":1,\"command\":\(golden.text)}"
            #expect(text(StorageFormat.content(of: entry)) == stored, "\(golden.name)")
            #expect(try StorageFormat.content(from: Array(stored.utf8)) == said, "\(golden.name)")
            let name = StorageFormat.name(of: golden.value)
            #expect(golden.text.hasPrefix("{\"\(name)\":{"))
            names.insert(name)
        }
        #expect(names.count == 20)
    }

    @Test("R11.1: every effect, with all that it may say and with as little as it must")
    func effects() throws {
        var names: Set<String> = []
        for golden in try GoldenEffects.all() {
            let (entry, said) = try content(nil, [golden.value, golden.value])
            let stored = "{\"v\":1,\"effects\":[\(golden.text),\(golden.text)]}"
            #expect(text(StorageFormat.content(of: entry)) == stored, "\(golden.name)")
            #expect(try StorageFormat.content(from: Array(stored.utf8)) == said, "\(golden.name)")
            names.insert(golden.value.storedName)
        }
        #expect(names.count == 19)
    }

    @Test("R11.1: whole entries")
    func entries() throws {
        for golden in try GoldenEntries.all() {
            #expect(text(StorageFormat.encode(golden.value)) == golden.text, "\(golden.name)")
            let back = try StorageFormat.entry(from: Array(golden.text.utf8))
            #expect(back == golden.value, "\(golden.name)")
        }
    }

    @Test("a book, readable and packed")
    func book() throws {
        let book = try GoldenBook.book()
        var writer = JSONWriter()
        book.write(to: &writer)
        let readable = GoldenBook.readable.split(separator: "\n").joined()
        #expect(text(writer.bytes) == readable)
        var reader = JSONReader(Array(readable.utf8))
        #expect(try Book.read(from: &reader) == book)

        let packed = GoldenBook.packed.split(separator: "\n").joined()
        let digits = StorageFormat.encode(book).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        #expect(digits.joined() == packed, "what a book consists of needs another version")
        #expect(try StorageFormat.book(from: StorageFormat.encode(book)) == book)
    }

    @Test("terms and rules as they stand in rows of their own")
    func terms() throws {
        let grant = StorageFormat.encode(Sample.bareGrantTerms)
        #expect(
            text(grant) == """
                {"v":1,"kind":"granted","issued":"5","priority":50,"effectiveAt":1769904000000,\
                "costBasis":{"amount":"0","currency":"USD"},"source":"initial",\
                "transaction":"019c0d3f-5a00-7abc-8000-000000000003","createdAt":1769904000000}
                """)
        #expect(try StorageFormat.grantTerms(from: grant) == Sample.bareGrantTerms)
        #expect(
            text(StorageFormat.encode(Sample.bareWalletTerms)) == """
                {"v":1,"currency":"JPY","rate":"1","priority":50}
                """)
        let rule = RuleState(
            id: Sample.rule, rule: Shared(try Sample.toTarget()), addedAt: Sample.february)
        #expect(
            text(StorageFormat.encode([rule])) == """
                [{"id":"019c0d3f-5a00-7abc-8000-000000000004","rule":{"target":"100",\
                "kind":"granted","threshold":"20","payment":"due","timeZone":"UTC"},\
                "addedAt":1769904000000}]
                """)
        #expect(text(StorageFormat.encode([RuleState]())) == "[]")
    }

    @Test("the names of cases")
    func names() {
        func names<Value: StoredName>(_ type: Value.Type) -> String {
            Value.allCases.map(\.storedName).joined(separator: " ")
        }
        #expect(names(FeeType.self) == "subscription charge commitment")
        #expect(names(GrantKind.self) == "granted paid")
        #expect(names(Payment.self) == "collected due chargeAutomatically")
        #expect(names(GrantDoor.self) == "expired voided forfeited failed")
        #expect(names(WalletStatus.self) == "pending active terminated")
        #expect(names(WalletEnd.self) == "terminated expired")
        #expect(names(HoldEnd.self) == "captured released lapsed grantsEnded")
        #expect(names(Interval.self) == "weekly monthly quarterly semiannual yearly")
        #expect(
            names(SkipReason.self)
                == "currency scope notYetEffective expired awaitingPayment walletPending held")
        #expect(
            names(TransactionKind.self)
                == "purchased granted applied reinstated voided expired forfeited")
        #expect(names(TransactionStatus.self) == "pending settled failed")
    }

    @Test("the document shows an entry, and names every member")
    func document() throws {
        let document = try DocumentFile("Docs/storage-format.md")
        let shown = try document.block("json", below: "An entry").joined()
        let entry = try StorageFormat.entry(from: Array(shown.utf8))
        #expect(text(StorageFormat.encode(entry)) == shown)
        let prose = document.lines.joined(separator: "\n")
        let texts =
            try GoldenCommands.all().map(\.text) + GoldenEffects.all().map(\.text)
            + GoldenEntries.all().prefix(3).map(\.text)
        var names: Set<String> = []
        for text in texts {
            names.formUnion(text.matches(of: #/"([A-Za-z]+)":/#).map { String($0.1) })
        }
        // The keys of the host's pairs.
        names.subtract(["a", "b"])
        #expect(names.count > 90)
        for name in names.sorted() {
            #expect(prose.contains("`\(name)`"), "\(name)")
        }
    }
}
