internal import HTTPTypes
internal import NIOCore
internal import NIOHTTPTypes

extension ConnectionGuard {
    /// Ends what has taken too long.
    func lookAtTheClock(_ context: ChannelHandlerContext) {
        let now = NIODeadline.now()
        if let lastDeadline, now >= lastDeadline {
            context.close(promise: nil)
        } else if let readDeadline, now >= readDeadline {
            readingIsOver(context)
        } else if let answerDeadline, now >= answerDeadline {
            answeringIsOver(context)
        }
    }

    private func readingIsOver(_ context: ChannelHandlerContext) {
        guard isReading, !isFinished else {
            // Between two requests, or after the last answer, there is nothing to say.
            context.close(promise: nil)
            return
        }
        stopReading()
        context.fireErrorCaught(Fault.tooSlow)
    }

    private func answeringIsOver(_ context: ChannelHandlerContext) {
        if isAnswering || untaken > 0 {
            context.close(promise: nil)
        } else {
            answer(.overdue, context)
        }
    }

    /// Answers in place of the service, for the last time on this connection.
    func answer(_ problem: Problem, _ context: ChannelHandlerContext) {
        let (sent, body) = answers.early(problem, path: path)
        var head = sent
        head.headerFields[.connection] = "close"
        requestsEnded = true
        answerIsLast = true
        readDeadline = nil
        answerDeadline = .now() + limits.taking
        let taken = context.eventLoop.makePromise(of: Void.self)
        written(taken.futureResult, context)
        context.write(wrapOutboundOut(.head(head)), promise: nil)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: taken)
    }
}

extension HTTPFields {
    /// Whether a word stands in a field that lists words, in whatever case.
    func has(_ word: String, in name: HTTPField.Name) -> Bool {
        guard let text = self[name] else { return false }
        return text.split(separator: ",").contains {
            $0.filter { $0 != " " && $0 != "\t" }.lowercased() == word
        }
    }
}

extension Problem {
    static let longHead = Problem(
        .tooLarge, "headTooLarge", "The request's URI or header fields are too long or many.")
    static let noHTTP = Problem(.malformed, "malformed", "The request is not HTTP/1.1.")
    static let overdue = Problem(
        .unavailable, "timeout",
        "The ledger took too long, and may have done it; ask again with the same key.")
}
