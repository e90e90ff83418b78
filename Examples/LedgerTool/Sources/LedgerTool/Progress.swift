/// How far a long run has come, on the standard error, so that a report stays clean.
///
/// On a terminal one line is written over and over; elsewhere, and only if it is asked for, a line
/// every second. Without either nothing is said.
final class Progress {
    private let isOnTerminal: Bool
    private let isShown: Bool
    private var last: ContinuousClock.Instant?
    private var standing = ""

    init(isAskedFor: Bool) {
        isOnTerminal = Output.errorIsTerminal
        isShown = isAskedFor || isOnTerminal
    }

    /// Tells how many of a number of things are done, if there is something new to be seen.
    func tell(_ what: String, _ done: Int, of all: Int? = nil) {
        tell(what + " \(done)" + (all.map { " of \($0)" } ?? ""))
    }

    /// Tells how far it has come, if there is something new to be seen.
    func tell(_ line: @autoclosure () -> String) {
        guard isShown else { return }
        standing = line()
        let now = ContinuousClock.now
        let pause: Duration = isOnTerminal ? .milliseconds(100) : .seconds(1)
        if let last, last.duration(to: now) < pause { return }
        // What is over at once is not worth a line that flickers.
        if last != nil { write(standing) }
        last = now
    }

    /// Ends the run: a terminal's line goes away, elsewhere the last figure stands.
    func end() {
        guard isShown, !standing.isEmpty else { return }
        write(isOnTerminal ? "" : standing)
        (standing, last) = ("", nil)
    }

    private func write(_ line: String) {
        let eraseLine = "\r\u{1B}[K"
        Output.toError(isOnTerminal ? eraseLine + line : "ledger-tool: \(line)\n")
    }
}
