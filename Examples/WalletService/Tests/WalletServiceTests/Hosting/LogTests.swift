import CreditLedger
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import Synchronization
import Testing

@testable import WalletService

@Suite("Logs")
struct LogTests {
    /// Keeps what is logged.
    private final class Lines: Sendable {
        private let kept = Mutex<[String]>([])

        var all: [String] { kept.withLock { $0 } }

        func logger(_ level: Logger.Level = .info) -> Logger {
            Logger(label: "test") { _ in
                JSONLogHandler(level: level) { line in self.kept.withLock { $0.append(line) } }
            }
        }
    }

    private struct Leak: Error, CustomStringConvertible {
        let description = "postgres://user:password@host"
    }

    @Test("are one JSON object a line, whatever they hold")
    func lines() throws {
        let lines = Lines()
        var logger = lines.logger()
        logger[metadataKey: "place"] = "a"
        logger.debug("not this")
        logger.warning(
            "two\nlines \"quoted\"",
            metadata: ["list": ["x", ["k": "\u{1}"]], "place": "b", "hb.request.id": "7"])
        #expect(lines.all.count == 1)
        let line = try #require(lines.all.first)
        #expect(line.hasSuffix("}\n") && line.dropLast().allSatisfy { $0 != "\n" })
        guard case .object(let object) = try JSONReader.read(Array(line.utf8)) else {
            Issue.record("no object")
            return
        }
        #expect(object.members.map(\.name) == ["time", "level", "message", "metadata"])
        #expect(object["level"] == "warning")
        #expect(object["message"] == "two\nlines \"quoted\"")
        #expect(
            object["metadata"]
                == ["request_id": "7", "list": ["x", ["k": "\u{1}"]], "place": "b"])
    }

    @Test("tell of a request what it was, and nothing that it held")
    func requests() async throws {
        let lines = Lines()
        let store = InMemoryStore()
        let assembly = try ServiceAssembly(
            open: OpenStore(store: store) {}, token: AccessToken("secret-token"),
            payments: .manual, sweepInterval: .seconds(60), logger: lines.logger(.trace))
        let application = Application(responder: assembly.responder, logger: assembly.logger)
        let id = try await application.test(.router) { client in
            try await client.execute(
                uri: "/health?secret-query=1", method: .get,
                headers: [.authorization: "Bearer secret-token", .apiKey: "secret-key"]
            ) { $0.headers[.requestID] ?? "" }
        }
        let line = try #require(lines.all.first { $0.contains(#""message":"request""#) })
        #expect(!id.isEmpty && line.contains(#""request_id":"\#(id)""#))
        for part in [
            #""api":"Ledger""#, #""method":"GET""#, #""path":"/health""#, #""status":"200""#,
            #""microseconds":""#,
        ] {
            #expect(line.contains(part), "\(part): \(line)")
        }
        #expect(!lines.all.joined().contains("secret"))
    }

    @Test("of what is unexpected have its type, and the id that the answer carries")
    func unexpected() async throws {
        let lines = Lines()
        let api = API(
            name: "Trial", summary: "", dialect: NeutralDialect(),
            operations: [
                Operation(
                    method: .get, path: "/leak", id: "leak", summary: "",
                    answers: [.ok(.anything)], isPublic: true
                ) { _ in throw Leak() }
            ])
        let assembly = try ServiceUnderTest().assembly
        let routes = Routes(
            apis: [api], token: AccessToken("t"), metrics: assembly.metrics.requests,
            logger: lines.logger())
        let pages = Pages(desk: assembly.desk, token: AccessToken("t"))
        let application = Application(
            responder: routes.router(pages: pages).buildResponder(), logger: lines.logger())
        let (status, body) = try await application.test(.router) { client in
            try await client.execute(uri: "/leak", method: .get) {
                (Int($0.status.code), String(buffer: $0.body))
            }
        }
        #expect(status == 500)
        let reply = Reply(status: status, headers: [:], text: body)
        guard case .string(let id) = try reply.at("error", "request_id") else {
            Issue.record("no id in \(body)")
            return
        }
        let line = try #require(lines.all.first { $0.contains(#""level":"error""#) })
        #expect(line.contains(id) && line.contains("Leak"))
        #expect(!(body + lines.all.joined()).contains("password"))
    }
}
