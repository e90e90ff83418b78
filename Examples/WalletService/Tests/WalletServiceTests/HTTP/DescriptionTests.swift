import HTTPTypes
import Testing

@testable import WalletService

@Suite("The description of all calls")
struct DescriptionTests {
    private func answers(_ path: String, _ method: String) async throws -> JSONObject {
        let reply = try await ServiceUnderTest().call(.get, "/openapi.json", token: nil)
        guard case .object(let answers) = try reply.at("paths", path, method, "responses") else {
            Issue.record("\(method) \(path) is not described")
            return JSONObject()
        }
        return answers
    }

    /// A call, and the statuses that its API has for what may go wrong.
    static let calls: [(path: String, method: String, statuses: [String])] = [
        ("/v1/holds", "post", ["201", "200", "400", "401", "409", "413", "415", "422", "default"]),
        ("/v1/holds/{id}", "get", ["200", "400", "401", "404", "default"]),
        // Stripe's clients know 400 for what others answer as 409 or 422, Flexprice's for 422.
        ("/v1/billing/credit_grants", "post", ["200", "400", "401", "413", "default"]),
        ("/v1/wallets/{id}/terminate", "post", ["200", "400", "401", "404", "409", "default"]),
        ("/health", "get", ["200", "default"]),
    ]

    @Test("a call tells the statuses of its errors", arguments: calls)
    func statuses(_ path: String, method: String, statuses: [String]) async throws {
        #expect(try await answers(path, method).members.map(\.name) == statuses)
    }

    @Test("every currency that is taken is told, and no other")
    func currencies() throws {
        #expect(CurrencyCodes.inBothCases.contains("USD"))
        #expect(CurrencyCodes.inBothCases.contains("kwd"))
        #expect(!CurrencyCodes.inBothCases.contains("AAA"))
        #expect(CurrencyCodes.capitals.allSatisfy { $0 == $0.uppercased() })
    }
}
