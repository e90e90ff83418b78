import CreditLedger
import CreditLedgerTesting
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Testing

@testable import WalletService

/// The service over a ledger in memory, at an instant that the test sets.
struct ServiceUnderTest {
    static let token = "secret-token"

    let clock: ManualClock
    let assembly: ServiceAssembly

    init(
        at instant: String = "2026-05-01T12:00:00Z", payments: PaymentMode = .settle,
        clocksFile: TestClockFile? = nil
    ) throws {
        clock = ManualClock(try Instant(instant))
        let store = InMemoryStore()
        assembly = try ServiceAssembly(
            open: OpenStore(store: store) {}, token: AccessToken(Self.token), payments: payments,
            sweepInterval: .seconds(60),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            clock: clock, clocksFile: clocksFile)
    }

    var ledger: Ledger { assembly.desk.live }

    /// Makes a request, without a socket between.
    ///
    /// - Parameters:
    ///   - method: its method.
    ///   - uri: its path and query.
    ///   - body: its body, as text.
    ///   - type: the type of its body.
    ///   - headers: what else stands in its head.
    ///   - token: the token shown as Bearer, if one is.
    /// - Returns: what the service answered.
    /// - Throws: only what keeps the request from being made.
    func call(
        _ method: HTTPRequest.Method, _ uri: String, _ body: String? = nil,
        type: String = "application/json", headers: HTTPFields = [:], token: String? = Self.token
    ) async throws -> Reply {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token)" }
        if body != nil, headers[.contentType] == nil { headers[.contentType] = type }
        let application = Application(responder: assembly.responder, logger: assembly.logger)
        let (fields, sent) = (headers, body.map { ByteBuffer(string: $0) })
        return try await application.test(.router) { client in
            try await client.execute(uri: uri, method: method, headers: fields, body: sent) {
                Reply(
                    status: Int($0.status.code), headers: $0.headers,
                    text: String(buffer: $0.body))
            }
        }
    }
}

/// What the service answered.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPFields
    let text: String

    /// The body as JSON; the test fails if it is none.
    var json: JSONValue {
        get throws { try JSONReader.read(Array(text.utf8)) }
    }

    /// What stands at a path of names and indices in the body.
    func at(_ path: String...) throws -> JSONValue? {
        try path.reduce(Optional(json)) { value, step in
            switch value {
            case .object(let object): object[step]
            case .array(let items): Int(step).flatMap { $0 < items.count ? items[$0] : nil }
            default: nil
            }
        }
    }
}
