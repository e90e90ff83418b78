import CreditLedger
import Synchronization

/// How far a copy has come and how fast it is, told by whichever task of it comes along.
final class CopyProgressLine: Sendable {
    private let state: Mutex<State>

    private struct State: ~Copyable {
        let progress: Progress
        var phase: CopyProgress.Phase?
        var start = ContinuousClock.now
    }

    init(isAskedFor: Bool) {
        state = Mutex(State(progress: Progress(isAskedFor: isAskedFor)))
    }

    func tell(_ done: CopyProgress) {
        state.withLock { state in
            if state.phase != done.phase {
                state.progress.end()
                state.phase = done.phase
                state.start = .now
            }
            let seconds = state.start.duration(to: .now) / .seconds(1)
            state.progress.tell(Self.line(done, seconds))
        }
    }

    func end() {
        state.withLock { $0.progress.end() }
    }

    static func line(_ done: CopyProgress, _ seconds: Double) -> String {
        let verb = done.phase == .copying ? "copied" : "verified"
        let rate = seconds > 0 ? Int(Double(done.entries) / seconds) : 0
        return "\(verb): \(counted(done.customers, "customer")), "
            + "\(counted(done.entries, "entry", "entries")), \(rate) entries/s"
    }
}
