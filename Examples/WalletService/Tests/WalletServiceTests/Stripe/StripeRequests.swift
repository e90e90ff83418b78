import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

/// Stripe's calls as its clients send them.
extension ServiceUnderTest {
    static let grants = "/v1/billing/credit_grants"
    static let transactions = "/v1/billing/credit_balance_transactions"
    static let clocks = "/v1/test_helpers/test_clocks"

    /// Posts a form.
    func post(_ uri: String, _ form: String = "", key: String? = nil) async throws -> Reply {
        try await call(
            .post, uri, form, type: "application/x-www-form-urlencoded",
            headers: key.map { [.idempotencyKey: $0] } ?? [:])
    }

    func get(_ uri: String) async throws -> Reply { try await call(.get, uri) }

    /// The form of a grant, with what differs from an ordinary one.
    static func form(
        _ customer: String = "cus_1", _ more: String = "", value: String = "1000",
        currency: String = "usd", scope: String = "[price_type]=metered"
    ) -> String {
        "customer=\(customer)&amount[type]=monetary&amount[monetary][currency]=\(currency)"
            + "&amount[monetary][value]=\(value)&applicability_config[scope]\(scope)"
            + (more.isEmpty ? "" : "&\(more)")
    }

    /// Makes a grant.
    ///
    /// - Returns: its id.
    @discardableResult
    func grant(
        _ customer: String = "cus_1", _ more: String = "", value: String = "1000",
        currency: String = "usd", key: String? = nil
    ) async throws -> String {
        let reply = try await post(
            Self.grants, Self.form(customer, more, value: value, currency: currency), key: key)
        try #require(reply.status == 200, "\(reply.text)")
        return try #require(try reply.word("id"))
    }

    /// The available and the ledger balance of a customer, by currency: `usd 600/1000`.
    func summary(
        _ customer: String = "cus_1",
        _ filter: String = "filter[type]=applicability_scope"
            + "&filter[applicability_scope][price_type]=metered"
    ) async throws -> [String] {
        let reply = try await get(
            "/v1/billing/credit_balance_summary?customer=\(customer)&\(filter)")
        try #require(reply.status == 200, "\(reply.text)")
        guard case .array(let balances)? = try reply.at("balances") else { return [] }
        return try balances.indices.map { index in
            let entry = "\(index)"
            let currency = try reply.word(
                "balances", entry, "ledger_balance", "monetary", "currency")
            let available = try reply.number(
                "balances", entry, "available_balance", "monetary", "value")
            let left = try reply.number("balances", entry, "ledger_balance", "monetary", "value")
            return "\(currency ?? "-") \(available ?? "-")/\(left ?? "-")"
        }
    }

    /// Draws an invoice of one line down, as the billing system would.
    func drawDown(
        _ amount: Int64, _ invoice: String = "in_1", of customer: String = "cus_1",
        price: String? = nil
    ) async throws {
        let id = try CustomerID(customer)
        let line = Invoice.Line(
            try LineID("il_1"), .charge, try Money(minorUnits: amount, .usd),
            price: try price.map { try PriceCode($0) })
        try await assembly.desk.ledger(of: id).drawDown(
            Invoice(id: try InvoiceID(invoice), currency: .usd, lines: [line]), for: id)
    }
}

extension Reply {
    func word(_ path: String...) throws -> String? {
        guard case .string(let text)? = try value(path) else { return nil }
        return text
    }

    func number(_ path: String...) throws -> String? {
        guard case .number(let text)? = try value(path) else { return nil }
        return text
    }

    /// The strings at a place of each item of a list.
    func strings(inEach path: String...) throws -> [String?] {
        guard case .array(let items)? = try at("data") else { return [] }
        return try items.indices.map { index in
            guard case .string(let text)? = try value(["data", "\(index)"] + path) else {
                return nil
            }
            return text
        }
    }

    /// The names of the fields at a path, in their order.
    func names(_ path: String...) throws -> [String] {
        guard case .object(let object)? = try value(path) else { return [] }
        return object.members.map(\.name)
    }

    private func value(_ path: [String]) throws -> JSONValue? {
        try path.reduce(Optional(json)) { value, step in
            switch value {
            case .object(let object): object[step]
            case .array(let items): Int(step).flatMap { $0 < items.count ? items[$0] : nil }
            default: nil
            }
        }
    }
}
