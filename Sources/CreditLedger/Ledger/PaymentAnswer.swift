internal import Synchronization

/// The answer of somebody who may never answer.
///
/// The call runs in a task of its own: a group would wait for it for ever. Whoever comes first, the
/// answer or the timeout, is taken; what comes later is dropped, and found by the status that is
/// asked for before the next attempt. At the timeout the call is cancelled before anything else is
/// done, so that one that minds it sends nothing any more. It is not cancelled with its caller: a
/// host that shuts down still learns what it has charged.
func answer<Value: Sendable>(
    within timeout: Duration, of call: @escaping @Sendable () async throws -> Value
) async -> Value? {
    let first = FirstAnswer<Value>()
    return await withCheckedContinuation { continuation in
        first.wait(continuation)
        let calling = Task.detached {
            first.give(try? await call())
        }
        let timing = Task.detached {
            guard (try? await Task.sleep(for: max(.zero, timeout))) != nil else { return }
            first.giveUp(on: calling)
        }
        first.time(timing)
    }
}

/// The first of several answers.
private final class FirstAnswer<Value: Sendable>: Sendable {
    private struct State {
        var waiting: CheckedContinuation<Value?, Never>?
        var timing: Task<Void, Never>?
    }

    private let state = Mutex(State())

    func wait(_ continuation: CheckedContinuation<Value?, Never>) {
        state.withLock { $0.waiting = continuation }
    }

    /// The timer sleeps no longer than somebody waits.
    func time(_ timing: Task<Void, Never>) {
        let isLate = state.withLock { state in
            state.timing = timing
            return state.waiting == nil
        }
        if isLate { timing.cancel() }
    }

    func give(_ value: Value?) {
        let (waiting, timing) = state.withLock { ($0.waiting.take(), $0.timing.take()) }
        timing?.cancel()
        waiting?.resume(returning: value)
    }

    func giveUp(on calling: Task<Void, Never>) {
        guard let waiting = state.withLock({ $0.waiting.take() }) else { return }
        calling.cancel()
        waiting.resume(returning: nil)
    }
}
