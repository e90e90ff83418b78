import CreditLedger
import CreditLedgerTesting
import HTTPTypes
import Testing

@testable import WalletService

/// A client of PayPal's API, before a service at 2026-05-01T12:00:00Z.
struct PayPalClient {
    static let wallets = "/v1/commerce/billing/wallets"

    let service: ServiceUnderTest

    init(payments: PaymentMode = .settle) throws {
        service = try ServiceUnderTest(payments: payments)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, key: String? = nil
    ) async throws -> Reply {
        var headers: HTTPFields = [:]
        if let key { headers[.payPalRequestID] = key }
        return try await service.call(method, Self.wallets + path, body, headers: headers)
    }

    /// A wallet of `cus`, in dollars, with what the test adds to its terms; answers its path.
    func wallet(_ more: String = "", rate: String = "1.0") async throws -> String {
        let reply = try await send(
            .post, "",
            """
            {"external_customer_id": "cus", "rate_amount": "\(rate)", "currency": "USD"\
            \(more.isEmpty ? "" : ", " + more)}
            """)
        try #require(reply.status == 201, "\(reply.text)")
        return "/" + (try reply.string("id"))
    }

    func add(_ body: String, to wallet: String, key: String? = nil) async throws -> Reply {
        try await send(.post, wallet + "/wallet-transactions", body, key: key)
    }

    func transactions(of wallet: String) async throws -> [JSONValue] {
        try await send(.get, wallet + "/wallet-transactions?per_page=100")
            .items("wallet_transactions")
    }

    func move(to instant: String) throws {
        service.clock.set(try Instant(instant))
    }

    /// Draws an invoice of one charge down.
    func drawDown(_ amount: String, as id: String = "inv") async throws {
        let line = Invoice.Line(try LineID("l"), .charge, try Money(amount, .usd))
        try await service.ledger.drawDown(
            try Invoice(id: try InvoiceID(id), currency: .usd, lines: [line]),
            for: try CustomerID("cus"))
    }
}

extension Reply {
    /// The text of a string at a path in the body.
    func string(_ path: String...) throws -> String {
        var value: JSONValue? = try json
        for step in path { value = value?.member(step) }
        guard case .string(let text) = value else { throw Missing(path: path, text: text) }
        return text
    }

    /// The items of an array of the body.
    func items(_ name: String) throws -> [JSONValue] {
        guard case .array(let items) = try at(name) else { throw Missing(path: [name], text: text) }
        return items
    }

    struct Missing: Error {
        let path: [String]
        let text: String
    }
}

extension JSONValue {
    /// What stands under a name, or at an index.
    func member(_ step: String) -> JSONValue? {
        switch self {
        case .object(let object): object[step]
        case .array(let items): Int(step).flatMap { $0 < items.count ? items[$0] : nil }
        default: nil
        }
    }

    /// A few members, in the order in which they are asked for.
    func members(_ names: String...) -> [JSONValue?] {
        names.map { member($0) }
    }
}
