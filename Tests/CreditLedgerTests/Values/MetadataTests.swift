import Testing

@testable import CreditLedger

@Suite("Metadata")
struct MetadataTests {
    @Test("Metadata takes 50 pairs, keys of 40 and values of 500 scalars")
    func limits() throws {
        let many = Dictionary(uniqueKeysWithValues: (1...50).map { ("key\($0)", "\($0)") })
        let metadata = try Metadata(many)
        #expect(metadata.pairs == many)
        #expect(metadata["key7"] == "7")
        #expect(metadata["key51"] == nil)
        #expect(!metadata.isEmpty)
        #expect(Metadata.none.isEmpty)
        #expect(try Metadata([:]) == .none)
        let key = String(repeating: "🔑", count: 40)
        let value = String(repeating: "🧾", count: 500)
        #expect(try Metadata([key: value])[key] == value)
        #expect(try Metadata(["empty": ""])["empty"] == "")
    }

    static let bad: [(pairs: [String: String], field: String)] = [
        (Dictionary(uniqueKeysWithValues: (1...51).map { ("\($0)", "") }), "metadata"),
        (["": "x"], "metadata key"),
        ([String(repeating: "k", count: 41): "x"], "metadata key"),
        (["a\0": "x"], "metadata key"),
        (["a": String(repeating: "v", count: 501)], "metadata a"),
        (["a": "x\0y"], "metadata a"),
        (["a": String(repeating: "v", count: 501), "b": "\0"], "metadata a"),
    ]

    @Test("Metadata beyond a limit is an invalidField that names it", arguments: bad)
    func beyond(pairs: [String: String], field: String) throws {
        let refusal = try #require(throws: Refusal.self) { try Metadata(pairs) }
        guard case .invalidField(let named, _, _) = refusal else {
            Issue.record("\(refusal)")
            return
        }
        #expect(named == field)
    }
}
