import CreditLedger
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import WalletService

/// Every call, with everything that can be wrong with a request to it: the answer has the shape of
/// the call's API and a status of 4xx, and nothing has changed.
@Suite("Bad input")
struct BadInputTests {
    private static let apis = (try? ServiceUnderTest())?.assembly.apis ?? []
    static let calls = apis.flatMap { $0.operations.map(\.id) }

    @Test("a request that names two hosts is refused: those before the service may take either")
    func twoHosts() async throws {
        let service = try ServiceUnderTest()
        let host = try #require(HTTPField.Name("Host"))
        for path in ["/v1/billing/credit_grants", "/health", "/"] {
            let reply = try await service.call(.get, path, headers: [host: "evil.example"])
            #expect(reply.status == 400)
            #expect(reply.headers[.requestID] != nil)
        }
        let reply = try await service.call(
            .get, "/v1/billing/credit_grants", headers: [host: "evil.example"])
        #expect(try reply.at("error", "message") == "The request names two hosts.")
    }

    @Test("is refused in the API's shape, and changes nothing", arguments: calls)
    func refused(call: String) async throws {
        let service = try ServiceUnderTest()
        let customer = try CustomerID("acme")
        try await service.ledger.createWallet(
            CreateWallet(currency: try Currency("USD"), paid: 100), for: customer)
        let apis = service.assembly.apis
        let api = try #require(apis.first { $0.operations.contains { $0.id == call } })
        let operation = try #require(api.operations.first { $0.id == call })
        let before = try await Journal(service)
        let requests = BadInput.all(
            of: operation,
            methods: apis.flatMap(\.operations).filter { $0.path == operation.path }.map(\.method))
        #expect(requests.count > 5)
        let application = Application(
            responder: service.assembly.responder, logger: service.assembly.logger)
        try await application.test(.router) { client in
            for request in requests {
                let reply = try await Self.send(request, client)
                #expect(
                    (400..<500).contains(reply.status)
                        && request.status.map { api.dialect.means($0, by: reply.status) } ?? true,
                    "\(request.fault): \(reply.status) \(reply.text.prefix(200))")
                let json = try? reply.json
                #expect(
                    json.map(api.dialect.schema.admits) ?? false,
                    "\(request.fault): \(reply.text.prefix(200))")
                #expect(reply.status != 405 || reply.headers[.allow] != nil)
                #expect(reply.headers[.requestID] != nil)
            }
        }
        #expect(try await Journal(service) == before)
    }

    /// What must not change.
    private struct Journal: Equatable {
        let end: FeedPosition?
        let customers: [CustomerID]

        init(_ service: ServiceUnderTest) async throws {
            end = try await service.assembly.desk.store.feedEnd()
            customers = try await service.assembly.desk.store.customers(after: nil, limit: 100)
        }
    }

    private static func send(
        _ request: BadInput, _ client: any TestClientProtocol
    ) async throws -> Reply {
        var headers = HTTPFields()
        if let token = request.token { headers[.authorization] = "Bearer \(token)" }
        if let type = request.type { headers[.contentType] = type }
        let body = request.body.map { ByteBuffer(bytes: $0) }
        return try await client.execute(
            uri: request.uri, method: request.method, headers: headers, body: body
        ) {
            Reply(
                status: Int($0.status.code), headers: $0.headers, text: String(buffer: $0.body))
        }
    }

    @Test("is thought of for every path, field, body and token of a call")
    func completeness() {
        let operation = Operation(
            method: .post, path: "/v1/things/{id}", id: "thing", summary: "A thing.",
            parameters: [.path("id"), .query("limit", .integer(in: 1...100))],
            body: .json(
                .object([
                    "amount*": .decimal, "count": .integer(),
                    "owner": .object(["name*": .text()]).orNull,
                    "lines": .list(.object(["price": .number])),
                ])),
            answers: [.ok(.anything)]
        ) { _ in Answer([:]) }
        let faults = Set(BadInput.all(of: operation, methods: [.post]).map(\.fault))
        for fault in [
            "an unknown path", "the method PATCH", "%FF as id", "nope as id", "no token",
            "the query a=%FF", "the query limit=abc", "a body of 2 MiB", "no amount",
            "amount: a NUL", "amount: 1e400", "amount: a number", "count: a text",
            "count: a number", "owner: a text", "no owner.name", "owner.name: a boolean",
            "lines: an object", "lines[0].price: a text", "lines[0].price: many digits",
        ] {
            #expect(faults.contains(fault), "\(fault)")
        }
        #expect(!faults.contains("lines[0].price: a number"))
    }

    @Test("on an API's path has that API's shape")
    func claims() {
        for api in Self.apis where api.name != "Metrics" && api.name != "Description" {
            for operation in api.operations {
                let claiming = Self.apis.first { $0.dialect.claims(operation.path) }
                #expect(claiming?.name == api.name, "\(operation.path)")
            }
        }
        #expect(Self.calls.count == Set(Self.calls).count)
    }
}

extension Dialect {
    /// Whether an API says with a status what HTTP says with another one.
    fileprivate func means(_ status: Int, by given: Int) -> Bool {
        let kind = Problem.Kind.allCases.first { Problem($0, "", "").status.code == status }
        guard let kind else { return status == given }
        return answer(to: Problem(kind, "", ""), request: "").status.code == given
    }
}
