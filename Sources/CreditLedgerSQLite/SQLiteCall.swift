#if SQLite
    internal import CreditLedger
    internal import Synchronization

    /// A call that stands in line for a connection.
    protocol SQLiteTurn: AnyObject, Sendable {
        /// Whether it is still wanted; from here on it can't be cancelled.
        func begin() -> Bool

        /// Does what it is for, and keeps the answer.
        ///
        /// - Throws: ``StoreError`` if it can't; something of it may be written then.
        func run(on connection: SQLiteConnection) throws(StoreError)

        /// Keeps an error as the answer.
        func fail(_ error: StoreError)

        /// Has its caller go on with the answer that was kept.
        func answer()
    }

    /// A call, from when its caller begins to wait until the caller goes on.
    final class SQLiteCall<Answer: Sendable>: SQLiteTurn {
        typealias Body = @Sendable (SQLiteConnection) throws(StoreError) -> Answer
        typealias Caller = CheckedContinuation<Result<Answer, StoreError>, Never>

        private enum State {
            case new
            case waiting(Caller)
            case begun(Caller, Result<Answer, StoreError>?)
            case over
        }

        private let body: Body
        private let state = Mutex(State.new)

        init(_ body: @escaping Body) {
            self.body = body
        }

        /// Waits for the answer.
        ///
        /// - Parameter admit: puts the call in a line.
        /// - Returns: the answer.
        /// - Throws: ``StoreError`` as the call does; `cancelled` if its task was cancelled before
        ///   it began.
        func wait(
            _ admit: @Sendable (SQLiteCall<Answer>) -> Void
        ) async throws(StoreError) -> Answer {
            let result = await withTaskCancellationHandler {
                await withCheckedContinuation { caller in
                    if enter(caller) {
                        admit(self)
                    } else {
                        caller.resume(returning: .failure(Self.cancelled))
                    }
                }
            } onCancel: {
                cancel()
            }
            return try result.get()
        }

        /// Whether the caller may wait: it may have been cancelled before.
        private func enter(_ caller: Caller) -> Bool {
            state.withLock { state in
                guard case .new = state else { return false }
                state = .waiting(caller)
                return true
            }
        }

        private func cancel() {
            let caller = state.withLock { state -> Caller? in
                switch state {
                case .new:
                    state = .over
                    return nil
                case .waiting(let caller):
                    state = .over
                    return caller
                case .begun, .over:
                    return nil
                }
            }
            caller?.resume(returning: .failure(Self.cancelled))
        }

        private static var cancelled: StoreError {
            StoreError(.cancelled, "The call was cancelled while it waited for a connection.")
        }

        func begin() -> Bool {
            state.withLock { state in
                guard case .waiting(let caller) = state else { return false }
                state = .begun(caller, nil)
                return true
            }
        }

        func run(on connection: SQLiteConnection) throws(StoreError) {
            keep(.success(try body(connection)))
        }

        func fail(_ error: StoreError) {
            keep(.failure(error))
        }

        private func keep(_ result: Result<Answer, StoreError>) {
            state.withLock { state in
                if case .begun(let caller, _) = state { state = .begun(caller, result) }
            }
        }

        func answer() {
            let last = state.withLock { state in
                defer { state = .over }
                return state
            }
            guard case .begun(let caller, let result) = last else { return }
            caller.resume(
                returning: result ?? .failure(StoreError(.unavailable, "The call was not run.")))
        }
    }
#endif
