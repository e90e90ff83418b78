#if Postgres
    internal import CreditLedger
    internal import Foundation
    internal import Synchronization

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
                guard !state.hasWork(groupLimit) else { return .work }
                state.idle.append(worker)
                return .rest(isBrief: state.idle.count == state.workers)
            }
        }

        /// The calls that a worker with a connection is to run next.
        func take() -> [WaitingCall] {
            let isGroup = state.withLock { state in
                state.complaint = nil
                guard state.queue.first?.isCommit == true, state.mayCommit(groupLimit) else {
                    return false
                }
                state.groups.begin()
                return true
            }
            if isGroup { gather() }
            let (calls, other) = state.withLock { state in
                let calls = state.queue.take(commits: isGroup ? groupLimit : 0)
                // Those that were waited for may have given up.
                if isGroup, calls.first?.isCommit != true { state.groups.end(0) }
                return (calls, state.hasWork(groupLimit) ? state.idle.popLast() : nil)
            }
            other?.wake()
            return calls
        }

        /// Waits a moment for callers who have just been answered and are about to come again.
        private func gather() {
            while state.withLock({ $0.groups.isIncomplete($0.queue.commits, of: groupLimit) }) {
                sched_yield()
            }
        }

        /// Takes note that a group of commits has come to its end.
        func endGroup(_ count: Int) {
            state.withLock { $0.groups.end(count) }
        }

        /// Has a worker take the commits that have waited too long for a group to end.
        func helpHeld() {
            let (worker, isNew) = state.withLock { state -> (PoolWorker?, Bool) in
                guard !state.isClosed, state.hasWork(groupLimit) else { return (nil, false) }
                if let worker = state.idle.popLast() { return (worker, false) }
                guard state.workers < limit else { return (nil, false) }
                state.workers += 1
                return (nil, true)
            }
            worker?.wake()
            if isNew { PoolWorker(pool: self).start() }
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
#endif
