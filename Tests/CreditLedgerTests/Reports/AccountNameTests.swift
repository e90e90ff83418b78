import CreditLedgerTesting
import Testing

@testable import CreditLedger

@Suite("Names in plain-text accounting")
struct AccountNameTests {
    @Test("R10.4: a wallet's commodity is 24 capitals and digits that tell its id")
    func commodities() throws {
        let source = TimeOrderedIDs(seed: 7)
        var ids: [WalletID] = (0..<100).map { index in
            let day = Instant(unchecked: Int64(index) * 86_400_000)
            return source.next(at: day, after: nil).with(ordinal: UInt16(index))
        }
        ids += try [
            "00000000-0000-7000-8000-000000000000", "00000000-0000-7000-8000-000000000001",
            "ffffffff-ffff-7fff-bfff-ffffffffffff", "ffffffff-ffff-7fff-bfff-fffffffffffe",
            "00000000-0000-7001-8000-000000000000", "00000000-0001-7000-8000-000000000000",
            "80000000-0000-7000-8000-000000000000", "00000000-0000-7000-a000-000000000000",
        ].map { try WalletID($0) }
        for id in ids {
            let commodity = AccountName.commodity(id)
            #expect(commodity.wholeMatch(of: /[A-Z][A-Z0-9]{23}/) != nil, "\(commodity)")
            #expect(ExportedNames.wallet(commodity) == id)
        }
        #expect(Set(ids.map(AccountName.commodity)).count == ids.count)
        #expect(AccountName.commodity(ids[100]) == "A00000000000000000000000")
        #expect(AccountName.commodity(ids[102]) == "IIWLBUDHIYOKOQ8UMU3DAKN3")
    }

    static let tame: [(id: String, name: String)] = [
        ("acme", "Customer-acme"),
        ("42", "Customer-42"),
        ("cus-7", "Customer-cus--7"),
        ("cus_7", "Customer-cus-5F7"),
        ("Acme Inc.", "Customer-Acme-20Inc-2E"),
        ("a:b", "Customer-a-3Ab"),
        ("é", "Customer--C3-A9"),
        ("-3A", "Customer---3A"),
        (":", "Customer--3A"),
    ]

    @Test("R10.4: a customer's id is in its accounts, as far as it can be", arguments: tame)
    func customers(id: String, name: String) throws {
        let wallet = WalletID(high: 0x7000, low: 1 << 63)
        #expect(AccountName.customer(try CustomerID(id), firstWallet: wallet) == name)
    }

    @Test("R10.4: no two customers share a name, and every name is legal and short")
    func injective() throws {
        var texts = (1...0x7F).map { "a\(UnicodeScalar(UInt8($0)))b" }
        texts += [
            "-", "--", "---", "-x", "a-x", "-2D", "e\u{301}", "\u{E9}", " a", "a ", "a", "A",
            "日本", "👩‍👩‍👧", "\u{10FFFF}",
        ]
        for count in [99, 100, 101, 199, 200, 201, 1_000] {
            texts += ["a", "-", "é", "👩", "\n"].map { String(repeating: $0, count: count) }
            texts.append(String(repeating: "a", count: count - 1) + "b")
        }
        let names = try texts.enumerated().map { index, text in
            AccountName.customer(
                try CustomerID(text),
                firstWallet: WalletID(high: 0x7000, low: 1 << 63 | UInt64(index)))
        }
        #expect(Set(names).count == Set(texts.map { Array($0.utf8) }).count)
        for (name, text) in zip(names, texts) {
            #expect(name.wholeMatch(of: /Customer-[A-Za-z0-9-]+/) != nil, "\(name)")
            #expect(name.utf8.count <= 230)
            guard let told = ExportedNames.customer(name) else { continue }
            #expect(Array(told.utf8) == Array(text.utf8))
        }
        #expect(names.filter { ExportedNames.customer($0) != nil }.count > 140)
    }
}

/// Reads names back, by what the documents say of them.
enum ExportedNames {
    static let chapters: [String: Account] = [
        "Liabilities:Paid": .walletPaid, "Liabilities:Granted": .walletGranted,
        "Equity:Purchases": .purchases, "Expenses:Promotions": .promotions,
        "Income:Redemptions": .redemptions, "Income:Voids": .voids,
        "Income:Expirations": .expirations, "Income:Forfeitures": .forfeitures,
    ]

    static func wallet(_ commodity: String) -> WalletID? {
        guard let first = commodity.utf8.first else { return nil }
        var number = UInt128(first - UInt8(ascii: "A"))
        for character in commodity.dropFirst() {
            guard let digit = character.hexDigitValue ?? letter(character) else { return nil }
            number = number * 36 + UInt128(digit)
        }
        let high = UInt64(number >> 74) << 16 | 0x7000 | UInt64(number >> 62 & 0xFFF)
        return WalletID(high: high, low: 1 << 63 | UInt64(number & (1 << 62 - 1)))
    }

    private static func letter(_ character: Character) -> Int? {
        character.asciiValue.map { Int($0) - 55 }
    }

    /// The customer that a name tells; `nil` for a name that was cut short.
    static func customer(_ name: String) -> String? {
        var bytes: [UInt8] = []
        var rest = Substring(name).utf8.dropFirst("Customer-".utf8.count)
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "-") else {
                bytes.append(byte)
                continue
            }
            if rest.first == UInt8(ascii: "-") {
                bytes.append(byte)
                rest = rest.dropFirst()
            } else {
                guard let escaped = UInt8(String(Substring(rest.prefix(2))), radix: 16) else {
                    return nil
                }
                bytes.append(escaped)
                rest = rest.dropFirst(2)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
