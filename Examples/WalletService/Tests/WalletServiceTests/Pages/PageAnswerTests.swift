import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Answers to browsers")
struct PageAnswerTests {
    @Test("every answer on a page's path forbids what pages don't need")
    func headers() async throws {
        let service = try ServiceUnderTest()
        let visitor = try await Visitor.signedIn(to: service)
        let stranger = Visitor(to: service)
        let replies = [
            try await visitor.look("/"), try await visitor.look("/customers/acme"),
            try await visitor.look("/trial-balance"), try await stranger.look("/"),
            try await stranger.look("/login"), try await stranger.send("/login", "token=no"),
            try await visitor.look("/customers/a/b"), try await visitor.look("/assets/none"),
            try await visitor.look("/assets/pages.css"), try await visitor.send("/", ""),
        ]
        #expect(replies.map(\.status) == [200, 200, 200, 303, 200, 403, 404, 404, 200, 405])
        for reply in replies {
            #expect(
                reply.headers[.contentSecurityPolicy] == """
                    default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; \
                    base-uri 'none'; frame-ancestors 'none'
                    """)
            #expect(reply.headers[.contentTypeOptions] == "nosniff")
            #expect(reply.headers[.referrerPolicy] == "same-origin")
            #expect(reply.headers[.requestID] != nil)
        }
        for reply in replies where reply.headers[.contentType]?.hasPrefix("text/html") == true {
            #expect(reply.headers[.cacheControl] == "no-store")
        }
    }

    @Test("errors on a page's path are pages, and elsewhere the API's own")
    func errors() async throws {
        let visitor = try await Visitor.signedIn(to: try ServiceUnderTest())
        for path in ["/customers/a/b", "/login/x", "/assets/x.css", "/customers/%FF"] {
            let reply = try await visitor.look(path)
            #expect(reply.status == 404)
            #expect(reply.headers[.contentType] == "text/html; charset=utf-8")
            #expect(Markup(reply.text).faults == [])
        }
        let reply = try await visitor.look("/nowhere")
        #expect(reply.headers[.contentType] == "application/json")
        let wrong = try await visitor.send("/trial-balance", "")
        #expect(wrong.headers[.allow] == "GET, HEAD")
        #expect(!PageDialect().claims("") && !PageDialect().claims("/customersx"))
    }

    @Test("each kind of problem has a page with its status and the request's id")
    func problems() {
        let problems = [
            Problem.unexpected, Problem.unavailable, Problem(Fault.tooMany(retryAfterSeconds: 7)),
            Problem(Fault.forbidden("<b>no</b>")), Problem(Fault.noSuchPath),
        ]
        let statuses = problems.map { problem in
            let answer = PageDialect().answer(to: problem, request: "r-\"1\"")
            guard case .text(let html, _) = answer.body else { return 0 }
            #expect(Markup(html).faults == [])
            #expect(html.contains("Request r-&quot;1&quot;"))
            #expect(html.contains(PageEscaping.escape(problem.message)))
            return answer.status.code
        }
        #expect(statuses == [500, 503, 429, 403, 404])
    }

    @Test("a page loads nothing but the stylesheet and the icon, which are there")
    func assets() async throws {
        let service = try ServiceUnderTest()
        let page = try await Visitor(to: service).look("/login")
        let loaded = Markup(page.text).tags.filter { $0.name == "link" }
            .compactMap { $0.attributes["href"] }
        #expect(loaded.count == 2)
        for address in loaded {
            let reply = try await Visitor(to: service).look(address)
            #expect(reply.status == 200)
            #expect(reply.headers[.cacheControl] == "public, max-age=3600")
            #expect(!reply.text.contains("url(") && !reply.text.contains("@import"))
        }
    }

    @Test("every template is read, and none says what would be executed or styled inline")
    func templates() throws {
        #expect(PageTemplates.sources.count == 12)
        for (name, bytes) in PageTemplates.sources {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("{{{") && !text.contains("{{&"), "\(name)")
            #expect(!text.contains("<script") && !text.contains(" style="), "\(name)")
        }
    }
}
