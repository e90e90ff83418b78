import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization
import Testing

@testable import WalletService

/// The service's frame on a real socket, with a few calls that try it.
final class LiveService: Sendable {
    static let token = "secret-token"
    static let largeSize = 64 * 1_048_576

    let limits: ConnectionLimits
    /// How many bodies were read to their end and done.
    let done = Atomic<Int>(0)

    init(_ change: (inout ConnectionLimits) -> Void = { _ in }) {
        var limits = ConnectionLimits()
        limits.tick = .milliseconds(10)
        limits.lingering = .milliseconds(300)
        change(&limits)
        self.limits = limits
    }

    private var api: API {
        API(
            name: "Trial", summary: "", dialect: NeutralDialect(),
            operations: [
                Operation(
                    method: .post, path: "/echo", id: "echo", summary: "", body: .form(.anything),
                    answers: [.ok(.anything)]
                ) { call in
                    self.done.add(1, ordering: .relaxed)
                    return Answer(["names": .array(call.body.names.map(JSONValue.string))])
                },
                Operation(
                    method: .get, path: "/large", id: "large", summary: "",
                    answers: [.ok(.anything)]
                ) { _ in
                    Answer(
                        text: String(repeating: "x", count: Self.largeSize), type: "text/plain")
                },
                Operation(
                    method: .get, path: "/slow/{milliseconds}", id: "slow", summary: "",
                    parameters: [.path("milliseconds")], answers: [.ok(.anything)]
                ) { call in
                    let time = Int(try call.place("milliseconds")) ?? 0
                    try await Task.sleep(for: .milliseconds(time))
                    return Answer(["slept": .integer(time)])
                },
            ])
    }

    /// Runs the service while a test uses it.
    func run(_ test: (Int, ServiceGroup) async throws -> Void) async throws {
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        let routes = Routes(
            apis: [api], token: AccessToken(Self.token),
            metrics: RequestMetrics(MetricsRegistry()), logger: logger)
        let (ports, told) = AsyncStream.makeStream(of: Int.self)
        let router = try Routes.bare(routes)
        let application = Application(
            responder: router.buildResponder(),
            server: .http1(configuration: limits.channel(routes.answers)),
            configuration: limits.server(host: "127.0.0.1", port: 0, logger: logger),
            onServerRunning: { told.yield($0.localAddress?.port ?? 0) }, logger: logger)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [application], logger: logger))
        async let running: Void = group.run()
        let port = try #require(await ports.first { _ in true })
        do {
            try await test(port, group)
            await group.triggerGracefulShutdown()
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        try await running
    }
}

extension Routes {
    fileprivate static func bare(_ routes: Routes) throws -> Router<ServiceContext> {
        let desk = try ServiceUnderTest().assembly.desk
        return routes.router(pages: Pages(desk: desk, token: routes.token))
    }
}

/// A connection on which a test says what it likes, byte by byte.
struct RawConnection {
    typealias Inbound = NIOAsyncChannelInboundStream<ByteBuffer>
    typealias Outbound = NIOAsyncChannelOutboundWriter<ByteBuffer>

    let port: Int

    /// Connects, and closes when the body has ended.
    func open<Value: Sendable>(
        _ body: (inout Inbound.AsyncIterator, Outbound) async throws -> Value
    ) async throws -> Value {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(ChannelOptions.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel,
                        configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            var iterator = inbound.makeAsyncIterator()
            return try await body(&iterator, outbound)
        }
    }

    /// Sends a text, and reads until the service ends the connection.
    func exchange(_ text: String, thenEnd: Bool = false) async throws -> String {
        try await open { inbound, outbound in
            // The service may have ended the connection before it took all of it.
            try? await outbound.send(text)
            if thenEnd { outbound.finish() }
            return try await inbound.rest()
        }
    }
}

extension NIOAsyncChannelOutboundWriter<ByteBuffer> {
    func send(_ text: String) async throws { try await write(ByteBuffer(string: text)) }
}

extension NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator {
    /// All that comes until the connection ends.
    mutating func rest() async throws -> String {
        var all = ByteBuffer()
        while var part = try await next(isolation: #isolation) { all.writeBuffer(&part) }
        return String(buffer: all)
    }

    /// All that comes until a text has come.
    mutating func through(_ text: String) async throws -> String {
        var all = ByteBuffer()
        while !String(buffer: all).contains(text),
            var part = try await next(isolation: #isolation)
        {
            all.writeBuffer(&part)
        }
        return String(buffer: all)
    }
}
