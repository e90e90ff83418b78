import HTTPTypes
import Testing

@testable import WalletService

@Suite("Forms from elsewhere")
struct FormOriginTests {
    struct Case: Sendable {
        let headers: HTTPFields
        let isForeign: Bool
    }

    static let host = "ledger.example:8080"

    static let cases = [
        Case(headers: [:], isForeign: false),
        Case(headers: [.fetchSite: "same-origin"], isForeign: false),
        Case(headers: [.fetchSite: "none"], isForeign: false),
        Case(headers: [.fetchSite: "same-site"], isForeign: true),
        Case(headers: [.fetchSite: "cross-site"], isForeign: true),
        Case(headers: [.fetchSite: "anything"], isForeign: true),
        Case(headers: [.origin: "http://ledger.example:8080"], isForeign: false),
        Case(headers: [.origin: "https://LEDGER.example:8080"], isForeign: false),
        Case(headers: [.origin: "http://ledger.example"], isForeign: true),
        Case(headers: [.origin: "http://ledger.example:8081"], isForeign: true),
        Case(headers: [.origin: "http://evil.example"], isForeign: true),
        Case(headers: [.origin: "http://ledger.example:8080.evil.example"], isForeign: true),
        Case(headers: [.origin: "null"], isForeign: true),
        Case(headers: [.origin: ""], isForeign: true),
        Case(headers: [.origin: "ftp://ledger.example:8080"], isForeign: true),
        Case(headers: [.referer: "http://ledger.example:8080/login?next=/"], isForeign: false),
        Case(headers: [.referer: "http://evil.example/ledger.example:8080"], isForeign: true),
        Case(headers: [.referer: "http://ledger.example:8080@evil.example/"], isForeign: true),
        Case(
            headers: [.fetchSite: "same-origin", .origin: "http://evil.example"], isForeign: true),
        Case(
            headers: [.fetchSite: "cross-site", .origin: "http://ledger.example:8080"],
            isForeign: true),
        Case(
            headers: [.origin: "https://billing.example", .forwardedHost: "billing.example"],
            isForeign: false),
    ]

    @Test("what any header says to be foreign is", arguments: cases)
    func table(of row: Case) {
        #expect(FormOrigin(host: Self.host, headers: row.headers).isForeign == row.isForeign)
    }

    @Test("a port that the scheme has anyway makes no difference")
    func ports() {
        let plain = FormOrigin(host: "a.example", headers: [.origin: "http://a.example:80"])
        #expect(!plain.isForeign)
        let secure = FormOrigin(host: "a.example:443", headers: [.origin: "https://a.example"])
        #expect(!secure.isForeign)
        let other = FormOrigin(host: "a.example:80", headers: [.origin: "https://a.example"])
        #expect(other.isForeign)
    }

    @Test("such a form neither signs in nor out", arguments: ["/login", "/logout"])
    func refused(path: String) async throws {
        let service = try ServiceUnderTest()
        let visitor = try await Visitor.signedIn(to: service)
        let headers: HTTPFields = [.origin: "https://evil.example"]
        let reply = try await visitor.send(path, "token=secret-token", headers)
        #expect(reply.status == 403)
        #expect(reply.headers[.setCookie] == nil)
        #expect(reply.text.contains("The form was sent from another site."))
        #expect(reply.headers[.contentType] == "text/html; charset=utf-8")
        #expect(try await visitor.look("/").status == 200)
    }
}
