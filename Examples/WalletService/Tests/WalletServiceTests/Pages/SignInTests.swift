import CreditLedger
import CreditLedgerTesting
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Signing in to the pages")
struct SignInTests {
    static let pages = ["/", "/customers/acme", "/customers?id=..", "/trial-balance"]

    @Test("without a session, every page leads to the form, and back afterwards", arguments: pages)
    func withoutSession(path: String) async throws {
        let visitor = Visitor(to: try ServiceUnderTest())
        let reply = try await visitor.look(path)
        #expect(reply.status == 303)
        #expect(reply.text == "")
        let form = try #require(reply.headers[.location])
        #expect(form == PageLink.signIn(to: path))
        let page = try await visitor.look(form)
        #expect(page.status == 200)
        #expect(page.text.contains(#"<input type="hidden" name="next" value="\#(path)">"#))
        let next = PageLink.encoded(path)
        let begun = try await visitor.send("/login", "token=secret-token&next=\(next)")
        #expect(begun.status == 303)
        #expect(begun.headers[.location] == path)
    }

    @Test("the token as Bearer opens no page: browsers have sessions")
    func bearer() async throws {
        #expect(try await ServiceUnderTest().call(.get, "/").status == 303)
    }

    @Test("a wrong token is refused, and told")
    func wrongToken() async throws {
        let visitor = Visitor(to: try ServiceUnderTest())
        for form in ["token=wrong", "token=", "", "token=secret-tokenx", "token=%3Cb%3E"] {
            let service = Visitor(to: try ServiceUnderTest())
            let reply = try await service.send("/login", form)
            #expect(reply.status == 403)
            #expect(reply.headers[.setCookie] == nil)
            #expect(reply.text.contains("That is not the access token."))
            #expect(!reply.text.contains("secret-token"))
        }
        #expect(try await visitor.send("/login", "token=%FF").status == 400)
        #expect(try await visitor.send("/login", "token=a&token=b").status == 400)
        let long = "token=" + String(repeating: "a", count: SignIn.bodyLimit)
        #expect(try await visitor.send("/login", long).status == 413)
    }

    @Test("the cookie is for this site's pages only, and is not the token")
    func cookie() async throws {
        let visitor = Visitor(to: try ServiceUnderTest())
        let plain = try await visitor.send("/login", "token=secret-token")
        let parts = try #require(plain.headers[.setCookie]).split(separator: ";")
            .map { $0.drop { $0 == " " } }
        #expect(
            Set(parts.dropFirst()) == ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=43200"])
        let value = try #require(parts.first?.split(separator: "=").last)
        #expect(value.utf8.count == 64)
        #expect(value.allSatisfy { $0.isHexDigit })
        let secure = try await visitor.send(
            "/login", "token=secret-token", [.forwardedProto: "https"])
        #expect(secure.headers[.setCookie]?.contains("Secure") == true)
        #expect(secure.sessionCookie != plain.sessionCookie)
    }

    @Test("a session lasts twelve hours")
    func expiry() async throws {
        let service = try ServiceUnderTest(at: "2026-05-01T12:00:00Z")
        let visitor = try await Visitor.signedIn(to: service)
        #expect(try await visitor.look("/").status == 200)
        #expect(try await visitor.look("/login").headers[.location] == "/")
        service.clock.set(try Instant("2026-05-01T23:59:59.999Z"))
        #expect(try await visitor.look("/").status == 200)
        service.clock.set(try Instant("2026-05-02T00:00:00Z"))
        #expect(try await visitor.look("/").status == 303)
    }

    @Test("signing out ends the session for good")
    func signOut() async throws {
        let visitor = try await Visitor.signedIn(to: try ServiceUnderTest())
        let reply = try await visitor.send("/logout", "")
        #expect(reply.status == 303)
        #expect(reply.headers[.location] == "/login")
        #expect(reply.headers[.setCookie]?.contains("Max-Age=0") == true)
        #expect(try await visitor.look("/").status == 303)
        #expect(try await visitor.look("/logout").status == 405)
    }

    @Test("signing in again ends the session before")
    func again() async throws {
        let visitor = try await Visitor.signedIn(to: try ServiceUnderTest())
        #expect(try await visitor.send("/login", "token=secret-token").status == 303)
        #expect(try await visitor.look("/").status == 303)
    }

    @Test(
        "a made-up cookie opens nothing",
        arguments: [
            "wallet-session=", "wallet-session=secret-token", "wallet-session=0", "other=1",
            "wallet-session=\(String(repeating: "0", count: 64))", ";;=", "wallet-session",
        ])
    func madeUpCookie(cookie: String) async throws {
        var visitor = Visitor(to: try ServiceUnderTest())
        visitor.cookie = cookie
        #expect(try await visitor.look("/").status == 303)
    }

    @Test(
        "no sign-in leads away from the service",
        arguments: [
            "https://evil.example/", "//evil.example/", "/\\evil.example", "\\\\evil.example",
            "javascript:alert(1)", "/login", "/logout", "/v1/wallets", "", "customers/acme",
            "/\tevil", "/customers/a\r\nSet-Cookie: x=1", "/customers/ü", "/assets/pages.css",
            "/customersevil", "http:/evil", "/" + String(repeating: "a", count: 20_000),
        ])
    func openRedirects(next: String) async throws {
        #expect(PageLink.safe(next) == "/")
        let visitor = Visitor(to: try ServiceUnderTest())
        let reply = try await visitor.send(
            "/login", "token=secret-token&next=\(PageLink.encoded(next))")
        #expect(reply.headers[.location] == "/")
    }
}
