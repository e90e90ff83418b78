import HTTPTypes
import Testing

@testable import WalletService

@Suite("The service itself")
struct ServiceCallTests {
    @Test("health needs no token")
    func health() async throws {
        let reply = try await ServiceUnderTest().call(.get, "/health", token: nil)
        #expect(reply.status == 200)
        #expect(reply.text == #"{"status":"ok"}"#)
        #expect(reply.headers[.requestID] != nil)
    }

    @Test("an unknown path is 404, a wrong method 405 with the right ones")
    func paths() async throws {
        let service = try ServiceUnderTest()
        #expect(try await service.call(.get, "/nowhere").status == 404)
        let reply = try await service.call(.post, "/health", "{}")
        #expect(reply.status == 405)
        #expect(reply.headers[.allow] == "GET, HEAD")
    }
}
