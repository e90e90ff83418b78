#if Postgres
    internal import CreditLedger
    internal import Foundation
    internal import Synchronization

    /// The connections of a store, and the calls that wait for one.
    ///
    /// Each connection has a thread of its own, so no call blocks a thread that tasks run on. Calls
    /// are served in the order in which they came; a commit takes along those that wait behind it.
    /// A call waits no longer than the configuration says, and not at all once its task is
    /// cancelled.
    final class PostgresPool: Sendable {
        /// What happened to a call.
        enum Outcome<Answer: Sendable>: Sendable {
            case answered(Answer)
            case failed(StoreError)
            /// The connection was lost after the call was sent.
            case lost(StoreError)
        }

        /// How a call meets the loss of its connection.
        enum Effect {
            /// It can be made again: it reads, or writes what it has written.
            case repeatable
            /// It may have been done or not.
            case once
        }

        let opener: ConnectionOpener
        let limit: Int
        let groupLimit: Int
        private let waitLimit: Duration
        let state = Mutex(State())

        struct State {
            var queue = CallQueue()
            /// The workers that wait for a call; the one that worked last is the last.
            var idle: [PoolWorker] = []
            var workers = 0
            var groups = GroupPace()
            var number: UInt64 = 0
            var isClosed = false
            var isWatched = false
            /// Why no connection could be had, the last time.
            var complaint: StoreError?
            var closing: [CheckedContinuation<Void, Never>] = []

            /// Whether a free worker has something to do.
            func hasWork(_ groupLimit: Int) -> Bool {
                queue.count > queue.commits || mayCommit(groupLimit)
            }

            func mayCommit(_ groupLimit: Int) -> Bool {
                queue.commits > 0 && (queue.commits >= groupLimit || groups.mayBegin())
            }
        }

        init(opener: ConnectionOpener, configuration: PostgresStore.Configuration) {
            self.opener = opener
            self.limit = max(1, configuration.connections)
            self.groupLimit = max(1, min(configuration.groupLimit, 48))
            self.waitLimit = configuration.waitLimit
        }

        /// The number of calls that wait.
        var waiting: Int { state.withLock { $0.queue.count } }

        // MARK: Calls

        /// Runs something on a connection, when one is free.
        func run<Answer: Sendable>(
            _ effect: Effect = .repeatable, consistently: Bool = false,
            _ body: @escaping @Sendable (PostgresConnection) throws(StoreError) -> Answer
        ) async throws(StoreError) -> Answer {
            var isSecond = false
            while true {
                let outcome =
                    await submit { finish in
                        .other { connection in
                            let outcome = Self.outcome(of: body, consistently, on: connection)
                            guard connection.consistency == .begun else {
                                return { finish(outcome) }
                            }
                            // The end of the transaction is none of the caller's business.
                            finish(outcome)
                            connection.endReading()
                            return {}
                        }
                    } as Outcome<Answer>
                switch outcome {
                case .answered(let answer): return answer
                case .failed(let error): throw error
                case .lost(let error):
                    guard effect == .repeatable else { throw error.asUnknown }
                    guard !isSecond else { throw error }
                    isSecond = true
                }
            }
        }

        private static func outcome<Answer>(
            of body: (PostgresConnection) throws(StoreError) -> Answer, _ consistently: Bool,
            on connection: PostgresConnection
        ) -> Outcome<Answer> {
            connection.consistency = consistently ? .wanted : .off
            do throws(StoreError) {
                return .answered(try body(connection))
            } catch {
                return connection.isBroken && error.kind == .unavailable
                    ? .lost(error) : .failed(error)
            }
        }

        /// Commits, together with others that wait.
        func commit(_ rows: PreparedCommit) async throws(StoreError) -> CommitOutcome {
            let outcome =
                await submit { finish in
                    .append(AppendCall(commit: rows, finish: finish))
                } as Outcome<CommitOutcome>
            switch outcome {
            case .answered(let answer): return answer
            case .failed(let error): throw error
            case .lost(let error): throw error.asUnknown
            }
        }

        private func submit<Answer: Sendable>(
            _ work: (@escaping @Sendable (Outcome<Answer>) -> Void) -> WaitingCall.Work
        ) async -> Outcome<Answer> {
            let number = state.withLock { state in
                state.number += 1
                return state.number
            }
            return await withTaskCancellationHandler {
                await withCheckedContinuation { continuation in
                    enqueue(
                        WaitingCall(
                            number: number, deadline: .now + waitLimit,
                            work: work { continuation.resume(returning: $0) },
                            failing: { continuation.resume(returning: .failed($0)) }))
                    // One that was cancelled before it stood in the queue was not found there.
                    if Task.isCancelled { cancel(number) }
                }
            } onCancel: {
                cancel(number)
            }
        }

        private func cancel(_ number: UInt64) {
            state.withLock { $0.queue.remove(number) }?.fail(
                StoreError(.cancelled, "The task was cancelled before the call was begun."))
        }

        private func enqueue(_ call: WaitingCall) {
            enum Next {
                case wake(PoolWorker)
                case start
                case wait(isWatched: Bool)
                case refuse
            }
            let next = state.withLock { state -> Next in
                guard !state.isClosed else { return .refuse }
                state.queue.append(call)
                // One that only commits stand behind has its worker by now.
                guard state.hasWork(groupLimit) else {
                    defer { state.isWatched = true }
                    return .wait(isWatched: state.isWatched)
                }
                if let worker = state.idle.popLast() { return .wake(worker) }
                if state.workers < limit {
                    state.workers += 1
                    return .start
                }
                defer { state.isWatched = true }
                return .wait(isWatched: state.isWatched)
            }
            switch next {
            case .wake(let worker): worker.wake()
            case .start: PoolWorker(pool: self).start()
            case .wait(let isWatched): if !isWatched { watch() }
            case .refuse: call.fail(StoreError(.misconfigured, "The store has been closed."))
            }
        }

        /// Looks after the calls that wait, as long as any do.
        func watch() {
            Task.detached { [self] in
                while let deadline = nextDeadline() {
                    try? await Task.sleep(until: deadline + .milliseconds(1))
                    failExpired()
                    helpHeld()
                }
            }
        }

        private func nextDeadline() -> ContinuousClock.Instant? {
            state.withLock { state in
                let deadline = state.queue.first?.deadline
                state.isWatched = deadline != nil
                return deadline.map { min($0, .now + GroupPace.patience) }
            }
        }

        private func failExpired() {
            let (expired, complaint) = state.withLock { state in
                (state.queue.removeExpired(at: .now), state.complaint)
            }
            let error =
                complaint
                ?? StoreError(.unavailable, "No connection to PostgreSQL became free in time.")
            for call in expired { call.fail(error) }
        }
    }

    extension StoreError {
        /// The same loss, of a call that may have been done.
        fileprivate var asUnknown: StoreError {
            StoreError(
                .outcomeUnknown, "The connection to PostgreSQL was lost before it had answered.",
                underlying: underlying)
        }
    }
#endif
