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
        private let limit: Int
        private let groupLimit: Int
        private let waitLimit: Duration
        private let state = Mutex(State())

        private struct State {
            var queue = CallQueue()
            /// The workers that wait for a call; the one that worked last is the last.
            var idle: [PoolWorker] = []
            var workers = 0
            var number: UInt64 = 0
            var isClosed = false
            var isWatched = false
            /// Why no connection could be had, the last time.
            var complaint: StoreError?
            var closing: [CheckedContinuation<Void, Never>] = []
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

        /// Fails calls that have waited too long, as long as any wait.
        private func watch() {
            Task.detached { [self] in
                while let deadline = nextDeadline() {
                    try? await Task.sleep(until: deadline + .milliseconds(1))
                    failExpired()
                }
            }
        }

        private func nextDeadline() -> ContinuousClock.Instant? {
            state.withLock { state in
                let deadline = state.queue.first?.deadline
                state.isWatched = deadline != nil
                return deadline
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

    // MARK: Workers

    extension PostgresPool {
        /// What a worker is to do next.
        enum Duty {
            case work
            /// It is woken when there is a call, which may be soon if nobody else is at work: a
            /// single caller asks again as soon as it is answered.
            case rest(isBrief: Bool)
            case leave
        }

        /// What a worker is to do next.
        func duty(of worker: PoolWorker) -> Duty {
            state.withLock { state in
                guard !state.isClosed else { return .leave }
                guard state.queue.isEmpty else { return .work }
                state.idle.append(worker)
                return .rest(isBrief: state.idle.count == state.workers)
            }
        }

        /// The calls that a worker with a connection is to run next.
        func take() -> [WaitingCall] {
            state.withLock { state in
                state.complaint = nil
                let share = (state.queue.commits + state.idle.count) / (state.idle.count + 1)
                return state.queue.take(commits: max(1, min(groupLimit, share)))
            }
        }

        /// Takes note that a worker can't connect.
        ///
        /// What no retry mends is told to all who wait; else they wait on, for this or another
        /// worker.
        func report(_ error: StoreError) {
            let (failed, other) = state.withLock { state -> ([WaitingCall], PoolWorker?) in
                state.complaint = error
                guard error.kind != .unavailable else {
                    if !state.queue.isEmpty, !state.isWatched {
                        state.isWatched = true
                        watch()
                    }
                    return ([], state.queue.isEmpty ? nil : state.idle.popLast())
                }
                return (state.queue.removeAll(), nil)
            }
            other?.wake()
            for call in failed { call.fail(error) }
        }

        /// Counts a worker out.
        func leave() {
            let closing = state.withLock { state -> [CheckedContinuation<Void, Never>] in
                state.workers -= 1
                guard state.workers == 0, state.isClosed else { return [] }
                defer { state.closing = [] }
                return state.closing
            }
            for waiter in closing { waiter.resume() }
        }

        /// Refuses further calls, fails those that wait, and lets those that run come to their end.
        func close() {
            let (idle, calls) = state.withLock { state in
                state.isClosed = true
                defer { state.idle = [] }
                return (state.idle, state.queue.removeAll())
            }
            for worker in idle { worker.wake() }
            let closed = StoreError(.misconfigured, "The store has been closed.")
            for call in calls { call.fail(closed) }
        }

        /// Waits until all connections are closed.
        func closed() async {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if state.workers > 0 { state.closing.append(continuation) }
                    return state.workers == 0
                }
                if isDone { continuation.resume() }
            }
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
