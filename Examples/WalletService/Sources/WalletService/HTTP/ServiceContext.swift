internal import Hummingbird
internal import Logging
internal import NIOCore

/// What is known of a request beside itself.
struct ServiceContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The client's address, without its port; empty where there is none.
    let remoteAddress: String
    /// Under which the log tells of the request.
    let requestID: String

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        remoteAddress = source.channel.remoteAddress?.ipAddress ?? ""
        // A log that keeps nothing has no id either.
        requestID =
            source.logger[metadataKey: "hb.request.id"]?.description ?? Self.madeUpID()
    }

    /// Which of the APIs' calls it is, with the places of its path unfilled; `-` if it is none.
    var template: String {
        guard let path = endpointPath, path.hasPrefix("/") else { return "-" }
        return path
    }

    /// An id for a request to which the server gave none.
    static func madeUpID() -> String {
        String(UInt64.random(in: .min ... .max), radix: 16)
    }
}
