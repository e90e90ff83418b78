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

        private enum Phase { case new, waiting, begun, over }

        // Fields of their own, changed in place: a copy of an answer of a type that is not known
        // here costs more than all the rest.
        private struct State {
            var phase = Phase.new
            var caller: Caller?
            var answer: Result<Answer, StoreError>?
        }

        private let body: Body
        private let state = Mutex(State())

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
                guard state.phase == .new else { return false }
                state.phase = .waiting
                state.caller = caller
                return true
            }
        }

        private func cancel() {
            let caller = state.withLock { state -> Caller? in
                guard state.phase == .new || state.phase == .waiting else { return nil }
                state.phase = .over
                return state.caller.take()
            }
            caller?.resume(returning: .failure(Self.cancelled))
        }

        private static var cancelled: StoreError {
            StoreError(.cancelled, "The call was cancelled while it waited for a connection.")
        }

        func begin() -> Bool {
            state.withLock { state in
                guard state.phase == .waiting else { return false }
                state.phase = .begun
                return true
            }
        }

        func run(on connection: SQLiteConnection) throws(StoreError) {
            let answer = try body(connection)
            state.withLock { $0.answer = .success(answer) }
        }

        func fail(_ error: StoreError) {
            state.withLock { $0.answer = .failure(error) }
        }

        func answer() {
            let caller = state.withLock { state in
                state.phase = .over
                return state.caller.take()
            }
            let answer = state.withLock { $0.answer.take() }
            caller?.resume(
                returning: answer ?? .failure(StoreError(.unavailable, "The call was not run.")))
        }
    }
#endif
