internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// What one connection may cost.
///
/// A client that is slow, silent or generous with headers gets its share and no more: after each of
/// these times its connection is free again for another.
struct ConnectionLimits: Sendable {
    /// From the first byte of a request to the end of its head.
    var head: TimeAmount = .seconds(10)
    /// From there to the end of its body.
    var body: TimeAmount = .seconds(30)
    /// From there to the beginning of the answer.
    var answer: TimeAmount = .seconds(30)
    /// From there until the client has taken all of it.
    var taking: TimeAmount = .seconds(30)
    /// From there to the next request.
    var idle: TimeAmount = .seconds(60)
    /// How long a client that was answered early may go on sending what nobody reads.
    var lingering: TimeAmount = .seconds(2)
    /// How long all of this may take once the service is to end.
    var shutdown: TimeAmount = .seconds(10)
    /// How often a connection looks at the clock.
    var tick: TimeAmount = .seconds(1)

    /// How many connections are open at a time; further ones wait in the system's queue.
    var connections = 1_024
    /// How many header fields a request may have.
    var headerFields = 100
    /// How long a header field, or the URI, may be, in bytes.
    var headerFieldBytes = 16_384
    /// How long all header fields and the URI may be, in bytes.
    var headBytes = 65_536
}

extension ConnectionLimits {
    /// The connections, each with its guard; that closes idle ones, too.
    func channel(_ answers: ErrorAnswers) -> HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [ConnectionGuard(limits: self, answers: answers)],
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: headerFieldBytes, maxHeaderListSize: headBytes,
                maxHeaderFieldCount: headerFields))
    }

    /// The server that accepts them.
    func server(host: String, port: Int, logger: Logger) -> ApplicationConfiguration {
        ApplicationConfiguration(
            address: .hostname(host, port: port),
            availableConnectionsDelegate: MaximumAvailableConnections(connections, logger: logger))
    }
}
