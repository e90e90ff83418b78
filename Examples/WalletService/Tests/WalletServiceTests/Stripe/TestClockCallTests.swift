import CreditLedger
import HTTPTypes
import Testing

@testable import WalletService

@Suite("Stripe: test clocks")
struct TestClockCallTests {
    /// 2030-01-01T00:00:00Z, where the clocks of these tests begin.
    static let start: Int64 = 1_893_456_000
    static let day: Int64 = 86_400
    static let path = ServiceUnderTest.clocks

    @Test("a clock has every field")
    func shape() async throws {
        let service = try ServiceUnderTest()
        let reply = try await service.post(Self.path, "frozen_time=\(Self.start)&name=Renewal")
        let id = try #require(try reply.word("id"))
        #expect(id.hasPrefix("clock_"))
        let now = CreditGrantTests.now
        #expect(
            reply.text == """
                {"id":"\(id)","object":"test_helpers.test_clock","created":\(now),\
                "deletes_after":\(now + 30 * 86_400),"frozen_time":\(Self.start),\
                "livemode":false,"name":"Renewal","status":"ready",\
                "status_details":{"advancing":null}}
                """)
        #expect(try await service.get("\(Self.path)/\(id)").text == reply.text)
    }

    @Test("a grant expires in its customer's time, and only there")
    func story() async throws {
        let service = try ServiceUnderTest()
        let clock = try await service.clock("&customer=cus_1")
        let expiry = Self.start + 30 * Self.day
        let grant = try await service.grant("cus_1", "expires_at=\(expiry)")
        try await service.grant("cus_1", value: "200")
        try await service.grant("cus_2", "expires_at=\(expiry)")
        let shown = try await service.get("\(ServiceUnderTest.grants)/\(grant)")
        #expect(try shown.number("created") == "\(Self.start)")
        #expect(try shown.word("test_clock") == clock)
        let before = try await service.advance(clock, to: expiry - 1)
        #expect(try before.number("frozen_time") == "\(expiry - 1)")
        #expect(try await service.summary() == ["usd 1200/1200"])
        let after = try await service.advance(clock, to: expiry)
        #expect(try after.word("status") == "ready")
        #expect(try await service.summary() == ["usd 200/200"])
        #expect(try await service.summary("cus_2") == ["usd 1000/1000"])
        let list = try await service.get("\(ServiceUnderTest.transactions)?customer=cus_1")
        #expect(try list.word("data", "0", "debit", "type") == "credits_expired")
        #expect(try list.number("data", "0", "effective_at") == "\(expiry)")
        #expect(try list.word("data", "0", "test_clock") == clock)
    }

    @Test("a deleted clock lets its customer go")
    func deletion() async throws {
        let service = try ServiceUnderTest()
        let clock = try await service.clock("&customer=cus_1")
        let grant = try await service.grant()
        let reply = try await service.call(.delete, "\(Self.path)/\(clock)")
        #expect(reply.status == 200)
        #expect(
            reply.text
                == #"{"id":"\#(clock)","object":"test_helpers.test_clock","deleted":true}"#)
        #expect(try await service.get("\(Self.path)/\(clock)").status == 404)
        #expect(try await service.call(.delete, "\(Self.path)/\(clock)").status == 404)
        let shown = try await service.get("\(ServiceUnderTest.grants)/\(grant)")
        #expect(try shown.at("test_clock") == .null)
        #expect(try await service.clock("&customer=cus_1") != clock)
    }

    @Test(
        "a clock moves forwards, by two years at most",
        arguments: [
            ("frozen_time=\(start)", 400), ("frozen_time=\(start - 1)", 400),
            ("frozen_time=\(start + 1)", 200), ("frozen_time=\(start + 731 * day)", 200),
            ("frozen_time=\(start + 731 * day + 1)", 400), ("frozen_time=soon", 400),
            ("frozen_time=", 400), ("", 400), ("frozen_time=999999999999999999", 400),
        ])
    func forwards(form: String, status: Int) async throws {
        let service = try ServiceUnderTest()
        let clock = try await service.clock()
        let reply = try await service.post("\(Self.path)/\(clock)/advance", form)
        #expect(reply.status == status)
        guard status == 400 else { return }
        #expect(try reply.word("error", "param") == "frozen_time")
        let shown = try await service.get("\(Self.path)/\(clock)")
        #expect(try shown.number("frozen_time") == "\(Self.start)")
    }

    @Test("a customer lives on one clock")
    func oneClock() async throws {
        let service = try ServiceUnderTest()
        try await service.clock("&customer=cus_1")
        let reply = try await service.post(Self.path, "frozen_time=1&customer=cus_1")
        #expect(reply.status == 400)
        #expect(try reply.word("error", "param") == "customer")
    }

    @Test("requests under a key are done once")
    func idempotency() async throws {
        let service = try ServiceUnderTest()
        let form = "frozen_time=\(Self.start)&customer=cus_1"
        let first = try await service.post(Self.path, form, key: "k")
        let again = try await service.post(Self.path, form, key: "k")
        #expect(again.text == first.text)
        #expect(again.headers[.idempotentReplayed] == "true")
        let id = try #require(try first.word("id"))
        let move = "frozen_time=\(Self.start + 1)"
        for replayed in [nil, "true"] {
            let reply = try await service.post("\(Self.path)/\(id)/advance", move, key: "m")
            #expect(reply.status == 200)
            #expect(reply.headers[.idempotentReplayed] == replayed)
        }
        for (path, form, key) in [
            (Self.path, "frozen_time=1", "k"), ("\(Self.path)/\(id)/advance", move, "k"),
            ("\(Self.path)/\(id)/advance", "frozen_time=\(Self.start + 2)", "m"),
        ] {
            let reply = try await service.post(path, form, key: key)
            #expect(reply.status == 400)
            #expect(try reply.word("error", "type") == "idempotency_error")
        }
    }

    @Test("a name has 300 characters at most")
    func longName() async throws {
        let service = try ServiceUnderTest()
        for (length, status) in [(300, 200), (301, 400)] {
            let name = String(repeating: "x", count: length)
            let reply = try await service.post(Self.path, "frozen_time=\(Self.start)&name=\(name)")
            #expect(reply.status == status)
        }
    }

    @Test("clocks are listed newest first, in both directions")
    func list() async throws {
        let service = try ServiceUnderTest()
        var ids: [String] = []
        for _ in 1...4 { ids.append(try await service.clock()) }
        func page(_ query: String) async throws -> ([String?], JSONValue?) {
            let reply = try await service.get("\(Self.path)?\(query)")
            return (try reply.strings(inEach: "id"), try reply.at("has_more"))
        }
        #expect(try await page("") == (ids.reversed(), false))
        #expect(try await page("limit=3") == ([ids[3], ids[2], ids[1]], true))
        #expect(try await page("limit=2&starting_after=\(ids[2])") == ([ids[1], ids[0]], false))
        #expect(try await page("limit=2&ending_before=\(ids[0])") == ([ids[2], ids[1]], true))
    }
}

extension ServiceUnderTest {
    /// Makes a clock at ``TestClockCallTests/start``.
    @discardableResult
    fileprivate func clock(_ more: String = "") async throws -> String {
        let reply = try await post(
            Self.clocks, "frozen_time=\(TestClockCallTests.start)\(more)")
        try #require(reply.status == 200, "\(reply.text)")
        return try #require(try reply.word("id"))
    }

    fileprivate func advance(_ clock: String, to seconds: Int64) async throws -> Reply {
        let reply = try await post("\(Self.clocks)/\(clock)/advance", "frozen_time=\(seconds)")
        try #require(reply.status == 200, "\(reply.text)")
        return reply
    }
}
