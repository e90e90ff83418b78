import CreditLedger
import Testing

@testable import WalletService

@Suite("Stripe: lists")
struct StripeListTests {
    /// Five grants, `1` the oldest; a page as its grants' names, and `+` where there is more.
    private static func page(
        _ query: String, of path: String = ServiceUnderTest.grants
    ) async throws -> String {
        let service = try ServiceUnderTest()
        var ids: [String: String] = [:]
        for number in 1...5 {
            let name = "\(number)"
            let grant = try await service.grant(name: name)
            ids[name] = grant
        }
        let transactions = try await service.get("\(ServiceUnderTest.transactions)?limit=100")
        var of: [String: String] = [:]
        let grants = try transactions.strings(inEach: "credit_grant")
        for (id, grant) in zip(try transactions.strings(inEach: "id"), grants) {
            of[grant ?? ""] = id
        }
        var filled = query
        for (name, id) in ids {
            filled = filled.replacing("$\(name)", with: id)
                .replacing("~\(name)", with: of[id] ?? "")
        }
        let reply = try await service.get("\(path)?\(filled)")
        try #require(reply.status == 200, "\(reply.text)")
        #expect(try reply.names() == ["object", "data", "has_more", "url"])
        #expect(try reply.word("url") == path)
        let field = path == ServiceUnderTest.grants ? "id" : "credit_grant"
        let names = try reply.strings(inEach: field).map { id in
            ids.first { $0.value == id }?.key ?? "?"
        }
        return names.joined() + (try reply.at("has_more") == true ? "+" : "")
    }

    @Test(
        "pages read newest first, and has_more speaks of the direction walked",
        arguments: [
            ("", "54321"), ("limit=2", "54+"), ("limit=5", "54321"), ("limit=100", "54321"),
            ("limit=2&starting_after=$4", "32+"), ("limit=2&starting_after=$3", "21"),
            ("limit=2&starting_after=$1", ""), ("limit=2&ending_before=$1", "32+"),
            ("limit=2&ending_before=$3", "54"), ("limit=2&ending_before=$4", "5"),
            ("ending_before=$5", ""), ("customer=cus_1&limit=1", "5+"), ("customer=cus_2", ""),
        ])
    func grants(query: String, expected: String) async throws {
        #expect(try await Self.page(query) == expected)
    }

    @Test(
        "transactions page alike",
        arguments: [
            ("limit=2", "54+"), ("limit=2&starting_after=~2", "1"),
            ("limit=2&ending_before=~1", "32+"), ("credit_grant=$3", "3"),
            ("customer=cus_2&credit_grant=$3", ""),
        ])
    func transactions(query: String, expected: String) async throws {
        #expect(try await Self.page(query, of: ServiceUnderTest.transactions) == expected)
    }

    @Test(
        "limits are 1 to 100, and one cursor is enough",
        arguments: [
            ("limit=0", "limit"), ("limit=101", "limit"), ("limit=ten", "limit"),
            ("starting_after=a&ending_before=b", "ending_before"), ("created=1", "created"),
        ])
    func refused(query: String, param: String) async throws {
        for path in [
            ServiceUnderTest.grants, ServiceUnderTest.transactions, ServiceUnderTest.clocks,
        ] {
            let reply = try await ServiceUnderTest().get("\(path)?\(query)")
            #expect(reply.status == 400)
            #expect(try reply.word("error", "param") == param)
        }
    }

    @Test("ten are listed unless said otherwise, of all customers")
    func tenOfAll() async throws {
        let service = try ServiceUnderTest()
        for number in 1...11 { try await service.grant("cus_\(number)") }
        let reply = try await service.get(ServiceUnderTest.grants)
        #expect(
            try reply.strings(inEach: "customer")
                == (2...11).reversed().map { "cus_\($0)" })
        #expect(try reply.at("has_more") == true)
    }
}

extension ServiceUnderTest {
    fileprivate func grant(name: String) async throws -> String {
        try await grant("cus_1", "name=\(name)")
    }
}
