import NIOCore
import ServiceLifecycle
import Synchronization
import Testing

@testable import WalletService

/// What clients do to connections; each test ends only because the service ends the connection.
@Suite("Connections", .serialized, .timeLimit(.minutes(1)))
struct ConnectionTests {
    private static let authorized = "Host: a\r\nAuthorization: Bearer \(LiveService.token)\r\n"
    private static let form = "Content-Type: application/x-www-form-urlencoded\r\n"

    private static func get(_ path: String, _ fields: String = "") -> String {
        "GET \(path) HTTP/1.1\r\n\(authorized)\(fields)\r\n"
    }

    private static func post(_ fields: String, _ body: String) -> String {
        "POST /echo HTTP/1.1\r\n\(authorized)\(form)\(fields)\r\n\(body)"
    }

    @Test(
        "end when the head of a request does not come",
        arguments: ["", "GET /slow/0 HTTP/1.1\r\nHo"])
    func slowHead(text: String) async throws {
        try await LiveService { $0.head = .milliseconds(100) }.run { port, _ in
            let answer = try await RawConnection(port: port).exchange(text)
            #expect(answer == "")
        }
    }

    @Test(
        "end when they stay idle after an answer, and sooner when half a head comes",
        arguments: ["", "GET /sl"])
    func idle(text: String) async throws {
        let service = LiveService {
            $0.idle = text.isEmpty ? .milliseconds(100) : .hours(1)
            $0.head = .milliseconds(500)
        }
        try await service.run { port, _ in
            let answer = try await RawConnection(port: port).open { inbound, outbound in
                try await outbound.send(Self.get("/slow/0"))
                let answer = try await inbound.through(#"{"slept":0}"#)
                try? await outbound.send(text)
                return answer + (try await inbound.rest())
            }
            #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
            #expect(answer.hasSuffix(#"{"slept":0}"#))
        }
    }

    @Test("are told 408 when the body does not come, and nothing is done")
    func slowBody() async throws {
        let service = LiveService { $0.body = .milliseconds(100) }
        try await service.run { port, _ in
            let answer = try await RawConnection(port: port).exchange(
                Self.post("Content-Length: 10\r\n", "a=1"))
            #expect(answer.hasPrefix("HTTP/1.1 408 "))
            #expect(answer.contains("Connection: close") && answer.contains(#""code":"timeout""#))
        }
        #expect(service.done.load(ordering: .relaxed) == 0)
    }

    @Test(
        "that break in a body have nothing done",
        arguments: [
            "Content-Length: 10\r\n\r\na=1", "Transfer-Encoding: chunked\r\n\r\n3\r\na=1\r\n",
            "Transfer-Encoding: chunked\r\n\r\n3\r\na=1\r\nzz\r\n",
        ])
    func cutOff(text: String) async throws {
        let service = LiveService()
        try await service.run { port, _ in
            let head = "POST /echo HTTP/1.1\r\n\(Self.authorized)\(Self.form)"
            let answer = try await RawConnection(port: port).exchange(head + text, thenEnd: true)
            #expect(answer.hasPrefix("HTTP/1.1 400 ") || answer.isEmpty)
        }
        #expect(service.done.load(ordering: .relaxed) == 0)
    }

    @Test("are told 413 when the body is too large, and can read it")
    func largeBody() async throws {
        let service = LiveService()
        let megabytes = String(repeating: "x", count: 3 * 1_048_576)
        try await service.run { port, _ in
            for text in [
                Self.post("Content-Length: \(megabytes.utf8.count)\r\n", megabytes),
                Self.post("Content-Length: 99999999999\r\n", "a=1"),
                Self.post("Transfer-Encoding: chunked\r\n", "300000\r\n\(megabytes)\r\n0\r\n\r\n"),
            ] {
                let answer = try await RawConnection(port: port).exchange(text)
                #expect(answer.hasPrefix("HTTP/1.1 413 "))
                #expect(answer.contains("Connection: close"))
                #expect(answer.contains(#""code":"tooLarge""#))
            }
        }
        #expect(service.done.load(ordering: .relaxed) == 0)
    }

    @Test("end when the client does not take the answer")
    func unread() async throws {
        try await LiveService { $0.taking = .milliseconds(100) }.run { port, _ in
            let taken = try await RawConnection(port: port).open { inbound, outbound in
                try await outbound.send(Self.get("/large"))
                _ = try await inbound.next(isolation: #isolation)
                try await Task.sleep(for: .seconds(2))
                var count = 0
                // A connection that is torn down may end with an error.
                while let part = try? await inbound.next(isolation: #isolation) {
                    count += part.readableBytes
                }
                return count
            }
            #expect(taken < LiveService.largeSize)
        }
    }

    @Test("are told 503 when the answer takes too long")
    func overdue() async throws {
        try await LiveService { $0.answer = .milliseconds(100) }.run { port, _ in
            let answer = try await RawConnection(port: port).exchange(Self.get("/slow/1500"))
            #expect(answer.hasPrefix("HTTP/1.1 503 "))
            #expect(answer.contains(#""code":"timeout""#) && !answer.contains("slept"))
        }
    }

    static let heads = [
        ("no http at all\r\n\r\n", "400"), ("GET / HTTP/9.9\r\n\r\n", "400"),
        ("GET /\u{1} HTTP/1.1\r\n\r\n", "400"), ("G\u{E9}T / HTTP/1.1\r\nHost: a\r\n\r\n", "400"),
        ("GET / HTTP/1.1\r\nHost a\r\n\r\n", "400"),
        ("GET /\(String(repeating: "a", count: 20_000)) HTTP/1.1\r\nHost: a\r\n\r\n", "431"),
        ("GET / HTTP/1.1\r\nX: \(String(repeating: "a", count: 20_000))\r\n\r\n", "431"),
        ("GET / HTTP/1.1\r\n\(String(repeating: "X: a\r\n", count: 200))\r\n", "431"),
    ]

    @Test("are told what is wrong with a head", arguments: heads)
    func badHead(text: String, status: String) async throws {
        try await LiveService().run { port, _ in
            let answer = try await RawConnection(port: port).exchange(text)
            #expect(answer.hasPrefix("HTTP/1.1 \(status) "), "\(answer.prefix(200))")
            #expect(answer.contains(#"{"error":{"code":""#))
        }
    }

    @Test("take several requests at once, and answer them in their order")
    func pipelined() async throws {
        try await LiveService().run { port, _ in
            let answer = try await RawConnection(port: port).exchange(
                Self.get("/slow/50") + Self.post("Content-Length: 3\r\n", "a=1")
                    + Self.get("/slow/1", "Connection: Close\r\n"))
            let order = [#"{"slept":50}"#, #"{"names":["a"]}"#, #"{"slept":1}"#]
            let places = order.compactMap { answer.firstRange(of: $0)?.lowerBound }
            #expect(places.count == 3 && places == places.sorted())
        }
    }

    @Test("outlive a request that is refused")
    func kept() async throws {
        try await LiveService().run { port, _ in
            let refused =
                "POST /echo HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer wrong\r\n"
                + "Content-Length: 3\r\n\r\na=1"
            let answer = try await RawConnection(port: port).exchange(
                refused + Self.get("/nowhere") + Self.get("/slow/1", "Connection: close\r\n"))
            for text in ["401 Unauthorized", "404 Not Found", #"{"slept":1}"#] {
                #expect(answer.contains(text))
            }
        }
    }

    @Test("are asked for the body when they wait for that")
    func continued() async throws {
        try await LiveService().run { port, _ in
            let answer = try await RawConnection(port: port).open { inbound, outbound in
                try await outbound.send(
                    Self.post(
                        "Expect: 100-continue\r\nContent-Length: 3\r\nConnection: close\r\n", ""))
                let first = try await inbound.through("\r\n\r\n")
                try await outbound.send("b=1")
                return (first, try await inbound.rest())
            }
            #expect(answer.0.hasPrefix("HTTP/1.1 100 Continue\r\n"))
            #expect(answer.1.contains(#"{"names":["b"]}"#))
        }
    }

    @Test("wait while there are as many as there may be")
    func tooMany() async throws {
        let service = LiveService { $0.connections = 1 }
        try await service.run { port, _ in
            let post = Self.post("Content-Length: 3\r\nConnection: close\r\n", "a=1")
            async let second = RawConnection(port: port).open { inbound, outbound in
                try await outbound.send(Self.get("/slow/0"))
                _ = try await inbound.through("slept")
                async let third = RawConnection(port: port).exchange(post)
                try await Task.sleep(for: .milliseconds(300))
                #expect(service.done.load(ordering: .relaxed) == 0)
                outbound.finish()
                return try await third
            }
            let answer = try await second
            #expect(answer.hasPrefix("HTTP/1.1 200 OK"))
        }
    }

    @Test("are served to the end of their request when the service ends")
    func shutdown() async throws {
        try await LiveService().run { port, group in
            try await RawConnection(port: port).open { idle, _ in
                let answer = try await RawConnection(port: port).open { inbound, outbound in
                    try await outbound.send(Self.get("/slow/400"))
                    try await Task.sleep(for: .milliseconds(100))
                    await group.triggerGracefulShutdown()
                    return try await inbound.rest()
                }
                #expect(answer.hasSuffix(#"{"slept":400}"#))
                let nothing = try await idle.rest()
                #expect(nothing == "")
                let refused = try? await RawConnection(port: port).exchange(Self.get("/slow/0"))
                #expect(refused == nil)
            }
        }
    }
}
