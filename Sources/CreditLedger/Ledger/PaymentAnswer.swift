internal import Synchronization

/// The answer of somebody who may never answer.
///
/// The call runs in a task of its own: a group would wait for it for ever. Whoever comes first, the
/// answer or the timeout, is taken; what comes later is dropped, and found by the status that is
/// asked for before the next attempt. A call that has begun is not cancelled with its caller, so
/// that a host that shuts down still learns what it has charged.
func answer<Value: Sendable>(
    within timeout: Duration, of call: @escaping @Sendable () async throws -> Value
) async -> Value? {
    let first = FirstAnswer<Value>()
    return await withCheckedContinuation { continuation in
        first.wait(continuation)
        let calling = Task.detached {
            first.give(try? await call())
        }
        Task.detached {
            try? await Task.sleep(for: max(.zero, timeout))
            if first.give(nil) { calling.cancel() }
        }
    }
}

/// The first of several answers.
private final class FirstAnswer<Value: Sendable>: Sendable {
    private let waiting = Mutex<CheckedContinuation<Value?, Never>?>(nil)

    func wait(_ continuation: CheckedContinuation<Value?, Never>) {
        waiting.withLock { $0 = continuation }
    }

    /// Whether this was the first.
    @discardableResult
    func give(_ value: Value?) -> Bool {
        guard let continuation = waiting.withLock({ $0.take() }) else { return false }
        continuation.resume(returning: value)
        return true
    }
}
