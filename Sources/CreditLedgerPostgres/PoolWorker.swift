#if Postgres
    internal import CreditLedger
    internal import Dispatch
    internal import Foundation

    /// One thread and its connection: it takes calls from the pool and runs them.
    final class PoolWorker: Sendable {
        private let pool: PostgresPool
        private let signal = DispatchSemaphore(value: 0)

        init(pool: PostgresPool) {
            self.pool = pool
        }

        /// Wakes the thread if it waits.
        func wake() { signal.signal() }

        /// Starts the thread; it holds the worker until the pool is closed.
        func start() {
            let thread = Thread { [self] in
                run()
                pool.leave()
            }
            thread.name = "CreditLedgerPQ"
            // Reading what is stored goes as deep as its JSON does.
            thread.stackSize = 4 << 20
            thread.start()
        }

        private func run() {
            var connection: PostgresConnection?
            var failures = 0
            var answers: [Answering] = []
            while true {
                let duty = pool.duty(of: self)
                // A caller that asks again at once then finds this worker, whose connection is
                // warm, at rest.
                for answer in answers { answer() }
                answers.removeAll(keepingCapacity: true)
                switch duty {
                case .leave: return
                case .rest(let isBrief):
                    rest(isBrief)
                    continue
                case .work: break
                }
                if let current = connection, !current.isAlive() { connection = nil }
                do throws(StoreError) {
                    if connection == nil { connection = try pool.opener.open() }
                    guard let connection else { continue }
                    failures = 0
                    try pool.opener.clockWatch?.check(on: connection)
                    perform(pool.take(), on: connection, &answers)
                } catch {
                    failures += 1
                    pool.report(error)
                    if connection == nil { pause(after: failures) }
                }
            }
        }

        /// Waits for a call.
        ///
        /// A thread that sleeps takes long to wake, so it looks out for a while if told so.
        private func rest(_ isBrief: Bool) {
            let end = ContinuousClock.now + .microseconds(isBrief ? 60 : 0)
            while ContinuousClock.now < end {
                if signal.wait(timeout: .now()) == .success { return }
                sched_yield()
            }
            signal.wait()
        }

        /// Waits a little longer after each failure, up to a second.
        private func pause(after failures: Int) {
            let longest = min(1000, 20 << min(failures, 6))
            let milliseconds = Int.random(in: longest / 2...longest)
            _ = signal.wait(timeout: .now() + .milliseconds(milliseconds))
        }

        private func perform(
            _ calls: [WaitingCall], on connection: PostgresConnection,
            _ answers: inout [Answering]
        ) {
            var commits: [AppendCall] = []
            for call in calls {
                switch call.work {
                case .append(let commit): commits.append(commit)
                case .other(let body): answers.append(body(connection))
                }
            }
            guard !commits.isEmpty else { return }
            CommitGroup(commits).run(on: connection, &answers)
            pool.endGroup(commits.count)
        }
    }
#endif
