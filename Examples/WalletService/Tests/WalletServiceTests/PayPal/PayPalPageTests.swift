import HTTPTypes
import Testing

@testable import WalletService

@Suite("PayPal: pages")
struct PayPalPageTests {
    @Test("nobody's wallets: none on no page")
    func empty() async throws {
        let client = try PayPalClient()
        #expect(
            try await client.send(.get, "").text == """
                {"wallets":[],"metadata":{"total_count":0,"total_pages":0,"current_page":1}}
                """)
        let path = try await client.wallet()
        #expect(
            try await client.send(.get, path + "/wallet-transactions").text == """
                {"wallet_transactions":[],"meta":{"total_count":0,"total_pages":0,\
                "current_page":1,"next_page":null,"prev_page":null}}
                """)
    }

    @Test("wallets: newest first, of one customer or of all, twenty a page unless said otherwise")
    func wallets() async throws {
        let client = try PayPalClient()
        for number in 1...23 {
            _ = try await client.send(
                .post, "",
                """
                {"external_customer_id": "\(number < 3 ? "a b" : "c")", "name": "\(number)",
                 "rate_amount": "1", "currency": "USD"}
                """)
        }
        let first = try await client.send(.get, "")
        #expect(try first.at("wallets", "0", "name") == "23")
        #expect(try first.at("wallets", "19", "name") == "4")
        #expect(try first.at("wallets", "20") == nil)
        #expect(
            try first.at("metadata")
                == ["total_count": 23, "total_pages": 2, "current_page": 1])
        let second = try await client.send(.get, "?page=2")
        #expect(try second.at("wallets", "2", "name") == "1")
        #expect(try second.at("wallets", "3") == nil)
        let mine = try await client.send(.get, "?external_customer_id=a%20b&per_page=1&page=2")
        #expect(try mine.at("wallets", "0", "name") == "1")
        #expect(
            try mine.at("metadata") == ["total_count": 2, "total_pages": 2, "current_page": 2])
        let nobody = try await client.send(.get, "?external_customer_id=z")
        #expect(
            try nobody.at("metadata") == ["total_count": 0, "total_pages": 0, "current_page": 1])
    }

    /// Seven transactions by three: pages of 3, 3 and 1, and nothing beyond.
    @Test(
        "transactions: each page names the ones beside it",
        arguments: [
            (1, ["7.0", "6.0", "5.0"], 2, nil), (2, ["4.0", "3.0", "2.0"], 3, 1),
            (3, ["1.0"], nil, 2), (4, [], nil, 3), (1_000_000_000, [], nil, 3),
        ] as [(Int, [String], Int?, Int?)])
    func transactions(page: Int, credits: [String], next: Int?, previous: Int?) async throws {
        let client = try PayPalClient()
        let path = try await client.wallet()
        for number in 1...7 {
            _ = try await client.add(
                #"{"type": "TOPUP", "paid_credits": "\#(number)"}"#, to: path)
        }
        let reply = try await client.send(
            .get, path + "/wallet-transactions?page=\(page)&per_page=3")
        let items = try reply.items("wallet_transactions")
        #expect(items.map { $0.member("credits") } == credits.map { .string($0) })
        #expect(
            try reply.at("meta") == [
                "total_count": 7, "total_pages": 3, "current_page": .integer(page),
                "next_page": .orNull(next.map(JSONValue.integer)),
                "prev_page": .orNull(previous.map(JSONValue.integer)),
            ])
    }

    @Test(
        "a page that cannot be is refused, and tells that it stands in the query",
        arguments: [
            "page=0", "page=-1", "page=x", "page=", "page=1.5", "page=99999999999999999999",
            "per_page=0", "per_page=101", "per_page=1e1", "external_customer_id=",
            "external_customer_id=%00",
        ])
    func wrong(query: String) async throws {
        let client = try PayPalClient()
        let reply = try await client.send(.get, "?" + query)
        #expect(reply.status == 400)
        #expect(try reply.at("name") == "INVALID_REQUEST")
        let detail = try reply.at("details", "0")
        #expect(detail?.member("location") == "query")
        #expect(detail?.member("field")?.text == "\"\(query.prefix { $0 != "=" })\"")
    }

    @Test("what is given twice, or is not UTF-8, is refused")
    func unreadable() async throws {
        let client = try PayPalClient()
        for query in ["page=1&page=2", "external_customer_id=%FF"] {
            let reply = try await client.send(.get, "?" + query)
            #expect(reply.status == 400)
            #expect(try reply.at("name") == "INVALID_REQUEST")
        }
    }

    @Test("a page of transactions reads a long history to its end")
    func long() async throws {
        let client = try PayPalClient()
        let path = try await client.wallet(#""paid_credits": "1000""#)
        for number in 1...130 { try await client.drawDown("1", as: "inv-\(number)") }
        #expect(try await client.send(.get, path).string("consumed_credits") == "130.0")
        let reply = try await client.send(
            .get, path + "/wallet-transactions?page=2&per_page=100")
        #expect(try reply.at("wallet_transactions", "30", "transaction_status") == "PURCHASED")
        #expect(try reply.at("meta", "total_count") == 131)
    }
}
