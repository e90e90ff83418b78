import CreditLedger
import CreditLedgerTesting
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Guessing the token")
struct SignInThrottleTests {
    private func instant(_ seconds: Int64) throws -> Instant {
        try Instant(milliseconds: 1_800_000_000_000 + seconds * 1000)
    }

    @Test("after five wrong tries an address waits, each time twice as long")
    func doubling() throws {
        let throttle = SignInThrottle()
        var now: Int64 = 0
        for _ in 0..<5 { #expect(throttle.admit("a", at: try instant(now)) == nil) }
        var waits: [Int] = []
        for _ in 0..<12 {
            let wait = try #require(throttle.admit("a", at: try instant(now)))
            waits.append(wait)
            now += Int64(wait)
            #expect(throttle.admit("a", at: try instant(now)) == nil)
        }
        #expect(waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
    }

    @Test("another address has its own tries, and an hour's rest forgets all")
    func others() throws {
        let throttle = SignInThrottle()
        for _ in 0..<5 { #expect(throttle.admit("a", at: try instant(0)) == nil) }
        #expect(throttle.admit("a", at: try instant(0)) == 1)
        #expect(throttle.admit("b", at: try instant(0)) == nil)
        for _ in 0..<5 { #expect(throttle.admit("a", at: try instant(3601)) == nil) }
        #expect(throttle.admit("a", at: try instant(3601)) == 1)
    }

    @Test("a right token is forgiven what was wrong before")
    func success() throws {
        let throttle = SignInThrottle()
        for _ in 0..<4 { #expect(throttle.admit("a", at: try instant(0)) == nil) }
        #expect(throttle.admit("a", at: try instant(0)) == nil)
        throttle.succeed("a")
        for _ in 0..<5 { #expect(throttle.admit("a", at: try instant(0)) == nil) }
    }

    @Test("many addresses together have a hundred tries, and one more a second")
    func inAll() throws {
        let throttle = SignInThrottle()
        for index in 0..<100 {
            #expect(throttle.admit("address \(index)", at: try instant(0)) == nil)
        }
        #expect(throttle.admit("next", at: try instant(0)) == 1)
        #expect(throttle.admit("next", at: try instant(1)) == nil)
        #expect(throttle.admit("another", at: try instant(1)) == 1)
        for index in 0..<100 {
            #expect(throttle.admit("later \(index)", at: try instant(1000)) == nil)
        }
    }

    @Test("the form tells when to try again, and does not even look at the token until then")
    func answer() async throws {
        let service = try ServiceUnderTest()
        let visitor = Visitor(to: service)
        for _ in 0..<5 {
            #expect(try await visitor.send("/login", "token=wrong").status == 403)
        }
        for form in ["token=wrong", "token=secret-token"] {
            let reply = try await visitor.send("/login", form)
            #expect(reply.status == 429)
            #expect(reply.headers[.retryAfter] == "1")
            #expect(reply.text.contains("Try again in a second."))
            #expect(reply.headers[.setCookie] == nil)
        }
        service.clock.set(try Instant("2026-05-01T12:00:01Z"))
        #expect(try await visitor.send("/login", "token=secret-token").status == 303)
    }

    @Test("no more sessions are kept than the bound, and the oldest goes first")
    func sessions() throws {
        let sessions = PageSessions()
        let first = sessions.begin(at: try instant(0))
        let second = sessions.begin(at: try instant(1))
        for _ in 2..<PageSessions.limit { _ = sessions.begin(at: try instant(2)) }
        #expect(sessions.holds(first, at: try instant(2)))
        let last = sessions.begin(at: try instant(3))
        #expect(sessions.count == PageSessions.limit)
        #expect(!sessions.holds(first, at: try instant(3)))
        #expect(sessions.holds(second, at: try instant(3)))
        #expect(sessions.holds(last, at: try instant(3)))
        _ = sessions.begin(at: try instant(100_000))
        #expect(sessions.count == 1)
    }
}
