import Foundation
import Testing

@testable import CreditLedger

/// Values as JSON: always text, never a floating-point number (R1.2).
@Suite("Coding of values")
struct CodingTests {
    private func json<Value: Encodable>(_ value: Value) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private func decode<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
        try JSONDecoder().decode(type, from: Data(json.utf8))
    }

    private func expectRoundTrip<Value: Codable & Equatable>(
        _ value: Value, _ expected: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(try json(value) == expected, sourceLocation: sourceLocation)
        #expect(try decode(Value.self, expected) == value, sourceLocation: sourceLocation)
    }

    @Test("R1.2: amounts are encoded as their canonical text")
    func amounts() throws {
        try expectRoundTrip(Credits("-12.50"), #""-12.5""#)
        try expectRoundTrip(
            Credits("99999999999999.999999999999"), #""99999999999999.999999999999""#)
        try expectRoundTrip(Rate("0.03"), #""0.03""#)
        try expectRoundTrip(Money("10.50", .usd), #"{"amount":"10.5","currency":"USD"}"#)
        try expectRoundTrip(Currency("KWD"), #""KWD""#)
        #expect(try decode(Credits.self, #""007.50""#) == Credits("7.5"))
    }

    @Test("R11.1: instants, ids and metadata are encoded as text")
    func others() throws {
        try expectRoundTrip(
            Instant("2026-01-31T12:00:00.007Z"), #""2026-01-31T12:00:00.007Z""#)
        try expectRoundTrip(
            WalletID("019c0d3f-5a00-7abc-9def-0123456789ab"),
            #""019c0d3f-5a00-7abc-9def-0123456789ab""#)
        try expectRoundTrip(CustomerID("acme/é"), #""acme/é""#)
        try expectRoundTrip(Metadata(["b": "2", "a": "1"]), #"{"a":"1","b":"2"}"#)
    }

    @Test(
        "R1.2: a JSON number is no amount",
        arguments: ["12.5", "12", "0", "-1", "1e3", "null", "true", "[]", "{}", "[\"1\"]"])
    func numbers(_ json: String) {
        #expect(throws: DecodingError.self) { try decode(Credits.self, json) }
        #expect(throws: DecodingError.self) { try decode(Rate.self, json) }
        #expect(throws: DecodingError.self) { try decode(Instant.self, json) }
        #expect(throws: DecodingError.self) {
            try decode(Money.self, #"{"amount":\#(json),"currency":"USD"}"#)
        }
    }

    @Test("R1.1: decoding validates as every other way in does")
    func validation() {
        #expect(
            throws: Refusal.invalidAmount(field: "credits", value: "1e3", fault: .malformed)
        ) { try decode(Credits.self, #""1e3""#) }
        #expect(throws: Refusal.invalidAmount(field: "rate", value: "0", fault: .notPositive)) {
            try decode(Rate.self, #""0""#)
        }
        #expect(throws: Refusal.unknownCurrency("usd")) {
            try decode(Money.self, #"{"amount":"1","currency":"usd"}"#)
        }
        #expect(throws: Refusal.self) { try decode(Instant.self, #""never""#) }
        #expect(throws: Refusal.self) { try decode(WalletID.self, #""w_1""#) }
        #expect(throws: Refusal.self) { try decode(CustomerID.self, #""""#) }
        #expect(throws: Refusal.self) { try decode(Metadata.self, #"{"":"x"}"#) }
        #expect(throws: DecodingError.self) { try decode(Metadata.self, #"{"a":1}"#) }
    }
}
