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
        // It sleeps to its end, answered or not: that costs less than to wake it.
        Task.detached {
            try? await Task.sleep(for: max(.zero, timeout))
            first.giveUp(on: calling)
        }
    }
}

/// The first of several answers.
private final class FirstAnswer<Value: Sendable>: Sendable {
    private let waiting = Mutex<CheckedContinuation<Value?, Never>?>(nil)

    func wait(_ continuation: CheckedContinuation<Value?, Never>) {
        waiting.withLock { $0 = continuation }
    }

    func give(_ value: Value?) {
        waiting.withLock { $0.take() }?.resume(returning: value)
    }

    func giveUp(on calling: Task<Void, Never>) {
        guard let waiting = waiting.withLock({ $0.take() }) else { return }
        calling.cancel()
        waiting.resume(returning: nil)
    }
}
