import HTTPTypes
import Testing

@testable import WalletService

/// The service as Flexprice's clients see it.
struct FlexpriceUnderTest {
    /// The names by which the two generations of client libraries present themselves.
    static let firstName = "OpenAPI-Generator/1.0.0/python"
    static let secondName = "speakeasy-sdk/python 2.1.43 2.948.4 1.0 flexprice"

    let service: ServiceUnderTest

    init(payments: PaymentMode = .settle) throws {
        service = try ServiceUnderTest(payments: payments)
    }

    /// Makes a request as a client library does, with the key in a header of its own.
    ///
    /// - Parameters:
    ///   - method: its method.
    ///   - uri: its path and query.
    ///   - body: its body, if it has one.
    ///   - name: the library's name.
    /// - Returns: the answer.
    /// - Throws: what the service throws.
    func call(
        _ method: HTTPRequest.Method, _ uri: String, _ body: String? = nil,
        by name: String = secondName
    ) async throws -> Reply {
        try await service.call(
            method, uri, body,
            headers: [.apiKey: ServiceUnderTest.token, .userAgent: name], token: nil)
    }

    /// Opens a wallet.
    ///
    /// - Parameter body: the request.
    /// - Returns: its id.
    /// - Throws: what the service throws.
    func wallet(
        _ body: String = #"{"currency": "usd", "customer_id": "cus_1"}"#
    ) async throws -> String {
        let reply = try await call(.post, "/v1/wallets", body)
        guard case .string(let id) = try reply.at("id") else {
            Issue.record("no wallet: \(reply.text)")
            return ""
        }
        return id
    }

    func topUp(_ wallet: String, _ body: String) async throws -> Reply {
        try await call(.post, "/v1/wallets/\(wallet)/top-up", body)
    }

    /// What a wallet's transactions have in one field, newest first.
    func column(_ name: String, of wallet: String, _ query: String = "") async throws
        -> [JSONValue?]
    {
        let reply = try await call(.get, "/v1/wallets/\(wallet)/transactions?\(query)")
        guard case .array(let items) = try reply.at("items") else { return [] }
        return items.map {
            guard case .object(let object) = $0 else { return nil }
            return object[name]
        }
    }
}
