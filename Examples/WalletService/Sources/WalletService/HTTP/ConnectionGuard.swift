internal import Hummingbird
internal import NIOCore
internal import NIOHTTP1
internal import NIOHTTPTypes

/// Keeps one connection within its limits.
///
/// It stands between the HTTP decoder and Hummingbird, and sees each part of a request and of an
/// answer go by. What takes too long is answered or ended by it (``ConnectionLimits``); a request
/// that is no HTTP is answered by it, for nobody behind it will see it; and an answer that leaves
/// a part of its request unread is the connection's last. The last answer is followed by an end of
/// output, and what the client still sends is thrown away for a while, since a connection that is
/// closed with bytes unread would take the answer away from the client.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    let limits: ConnectionLimits
    let answers: ErrorAnswers

    /// The path of the request that was read last; empty where none could be read.
    var path = ""
    /// The requests whose answers are not written to their end.
    var open = 0
    /// The answers that are written, and not taken by the client.
    var untaken = 0
    /// Whether a head was read whose body has not ended.
    var isReading = false
    /// Whether the head of an answer is written, and its end is not.
    var isAnswering = false
    /// Whether the answer at hand is the last.
    var answerIsLast = false
    /// Whether the client wants the request at hand to be the last.
    var closeIsAsked = false
    /// Whether no request follows those that are open.
    var requestsEnded = false
    /// Whether the last answer is written, so that nothing is read or written any more.
    var isFinished = false
    /// Whether the client has ended what it sends.
    var inputIsClosed = false

    /// By when the client must have sent what is waited for.
    var readDeadline: NIODeadline?
    /// By when it must have been answered, and have taken the answer.
    var answerDeadline: NIODeadline?
    /// By when all must be over.
    var lastDeadline: NIODeadline?
    private var ticking: Scheduled<Void>?

    init(limits: ConnectionLimits, answers: ErrorAnswers) {
        self.limits = limits
        self.answers = answers
    }

    // MARK: The connection

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { begin(context) }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        cutOff(context)
        end()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { end() }

    private func begin(_ context: ChannelHandlerContext) {
        guard ticking == nil else { return }
        readDeadline = .now() + limits.head
        tick(context)
    }

    private func end() {
        ticking?.cancel()
        ticking = nil
    }

    private func tick(_ context: ChannelHandlerContext) {
        ticking = context.eventLoop.assumeIsolated().scheduleTask(in: limits.tick) {
            self.lookAtTheClock(context)
            if context.channel.isActive { self.tick(context) }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ChannelEvent.inputClosed:
            inputIsClosed = true
            cutOff(context)
            if isFinished && untaken == 0 { context.close(promise: nil) }
        case is ChannelShouldQuiesceEvent:
            lastDeadline = .now() + limits.shutdown
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// Tells whoever reads the body that there is no more of it: what came must not pass for all.
    private func cutOff(_ context: ChannelHandlerContext) {
        guard isReading, !isFinished else { return }
        stopReading()
        context.fireErrorCaught(Fault.malformed("The body ended early."))
    }

    func stopReading() {
        isReading = false
        requestsEnded = true
        readDeadline = nil
        answerDeadline = .now() + limits.answer
    }

    // MARK: Requests

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !requestsEnded else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            path = head.path ?? ""
            isReading = true
            open += 1
            readDeadline = .now() + limits.body
            closeIsAsked = head.headerFields.has("close", in: .connection)
            if open == 1 { welcome(head, context) }
        case .body: break
        case .end:
            isReading = false
            readDeadline = nil
            requestsEnded = closeIsAsked
            if open == 1 { answerDeadline = .now() + limits.answer }
        }
        context.fireChannelRead(data)
    }

    /// Asks for the body, if the client waits to be asked and it is not too long.
    private func welcome(_ head: HTTPRequest, _ context: ChannelHandlerContext) {
        let length = head.headerFields[.contentLength].flatMap { Int($0) } ?? 0
        guard head.headerFields.has("100-continue", in: .expect), length <= CallReader.bodyLimit
        else { return }
        context.writeAndFlush(
            wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isFinished {
            context.read()
        } else if open == 0, untaken == 0, let deadline = readDeadline {
            // Something came, and it was no whole head.
            readDeadline = min(deadline, .now() + limits.head)
        }
        context.fireChannelReadComplete()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !requestsEnded else { return }
        guard !(error is IOError), !(error is ChannelError) else {
            context.fireErrorCaught(error)
            return
        }
        let wasReading = isReading
        stopReading()
        if wasReading {
            context.fireErrorCaught(Fault.malformed("The body is not framed as HTTP frames one."))
        } else if open == 0, untaken == 0 {
            answer(error as? HTTPParserError == .headerOverflow ? .longHead : .noHTTP, context)
        }
    }

    // MARK: Answers

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard !isFinished else {
            promise?.fail(ChannelError.outputClosed)
            return
        }
        switch unwrapOutboundIn(data) {
        case .head(var head):
            isAnswering = true
            answerDeadline = .now() + limits.taking
            let isAlone = open == 1 && (requestsEnded || lastDeadline != nil)
            if isReading || isAlone || head.headerFields.has("close", in: .connection) {
                answerIsLast = true
            }
            if answerIsLast { head.headerFields[.connection] = "close" }
            context.write(wrapOutboundOut(.head(head)), promise: promise)
        case .body:
            context.write(data, promise: promise)
        case .end:
            let taken = promise ?? context.eventLoop.makePromise()
            isAnswering = false
            open -= 1
            written(taken.futureResult, context)
            context.write(data, promise: taken)
        }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard case .all = mode, untaken > 0, context.channel.isActive else {
            context.close(mode: mode, promise: promise)
            return
        }
        // The client is to have the whole of its answer first.
        isFinished = true
        requestsEnded = true
        context.channel.closeFuture.cascade(to: promise)
    }

    /// Follows an answer that is written to its end.
    func written(_ taken: EventLoopFuture<Void>, _ context: ChannelHandlerContext) {
        untaken += 1
        if answerIsLast || requestsEnded && open <= 0 {
            isFinished = true
            requestsEnded = true
        }
        taken.assumeIsolated().whenComplete { _ in
            self.untaken -= 1
            self.taken(context)
        }
    }

    /// The client has taken an answer.
    private func taken(_ context: ChannelHandlerContext) {
        if isFinished {
            guard untaken == 0 else { return }
            answerDeadline = nil
            readDeadline = .now() + limits.lingering
            if inputIsClosed || lastDeadline != nil {
                context.close(promise: nil)
            } else {
                context.close(mode: .output, promise: nil)
                context.read()
            }
        } else if open == 0 {
            answerDeadline = nil
            readDeadline = .now() + limits.idle
        } else if !isAnswering {
            answerDeadline = isReading && open == 1 ? nil : .now() + limits.answer
        }
    }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}
