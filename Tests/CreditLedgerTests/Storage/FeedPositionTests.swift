import CreditLedger
import Foundation
import Testing

@Suite("Positions in the feed")
struct FeedPositionTests {
    @Test("printable ASCII of 1 to 200 characters is taken as it is")
    func taken() throws {
        for text in ["1", " ", "~", "m3k-12", String(repeating: "x", count: 200)] {
            let position = try FeedPosition(text)
            #expect(position.text == text)
            #expect(position.description == text)
        }
    }

    @Test(
        "other text is refused",
        arguments: ["", "é", "a\n", "\u{7F}", "\u{0}", String(repeating: "x", count: 201)])
    func refused(text: String) {
        let refusal = #expect(throws: Refusal.self) { try FeedPosition(text) }
        #expect(refusal?.code == "invalidField")
    }

    @Test("a position is coded as its text")
    func coded() throws {
        let position = try FeedPosition("m3k-12")
        let data = try JSONEncoder().encode(position)
        #expect(String(decoding: data, as: UTF8.self) == #""m3k-12""#)
        #expect(try JSONDecoder().decode(FeedPosition.self, from: data) == position)
        #expect(throws: Refusal.self) {
            try JSONDecoder().decode(FeedPosition.self, from: Data(#""é""#.utf8))
        }
    }
}
