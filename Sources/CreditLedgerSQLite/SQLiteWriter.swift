#if SQLite
    internal import CreditLedger
    internal import CreditLedgerSQL
    internal import Dispatch
    internal import Foundation
    internal import Synchronization

    // Group commit. What takes time in a durable commit is not the rows but the disk, which takes
    // as long for a thousand rows as for one. So all calls that came while one transaction was
    // being synced are written by the next one, in the order in which they came, and each sees what
    // those before it wrote. A lone call is a group of one, and nobody waits for others to come,
    // with one exception: those who were answered together come back together, and the first of
    // them would pay for a sync of its own while all others wait for it. It is held up for as long
    // as a sync takes, at most.
    //
    // A call that can't be written for a reason of its own must not take its neighbours with it.
    // Nearly always its first row is the one that is refused, and then nothing of it is written. If
    // it fails later, the whole group is rolled back and written once more, now carefully: each
    // call between a savepoint and its release, which all others need not pay for.

    /// The one connection that writes, and the calls that wait for it.
    final class SQLiteWriter: Sendable {
        private struct State {
            var line = SQLiteLine()
            var isBusy = false
            var isClosed = false
            /// How many calls the last group had, and how long it took to sync them.
            var last: (count: Int, sync: Duration) = (0, .zero)
            /// The length of the line that the writer waits for.
            var awaited: Int?
        }

        private let state = Mutex(State())
        private let worker: SQLiteWorker
        private let groupLimit: Int
        /// Where the callers of a group are told, while the next one is written.
        private let reception = DispatchQueue(label: "creditledger.sqlite.answers")
        /// Raised when the line is as long as the writer waits for.
        private let arrival = DispatchSemaphore(value: 0)

        init(_ worker: SQLiteWorker, groupLimit: Int) {
            self.worker = worker
            self.groupLimit = groupLimit
        }

        /// Has a call written with the next group.
        func admit(_ call: any SQLiteTurn) {
            enum Place { case idle, line, awaited, nowhere }
            let place = state.withLock { state -> Place in
                if state.isClosed { return .nowhere }
                state.line.append(call)
                if let awaited = state.awaited, state.line.count >= awaited {
                    state.awaited = nil
                    return .awaited
                }
                if state.isBusy { return .line }
                state.isBusy = true
                return .idle
            }
            switch place {
            case .idle: worker.submit { self.serve($0) }
            case .awaited: arrival.signal()
            case .line: break
            case .nowhere: call.refuse(.closed)
            }
        }

        /// The calls that stand in line.
        var waiting: Int { state.withLock { $0.line.count } }

        /// Runs something between two groups, in no transaction.
        func alone<Answer: Sendable>(
            _ body: @escaping @Sendable (SQLiteConnection) throws(StoreError) -> Answer
        ) async throws(StoreError) -> Answer {
            try await worker.first(body)
        }

        /// Closes the connection, after what waits for it.
        func close() async {
            state.withLock { $0.isClosed = true }
            await worker.close()
        }

        /// Writes group after group until nobody waits.
        private func serve(_ connection: Result<SQLiteConnection, StoreError>) {
            while true {
                linger()
                gather()
                let next = state.withLock { state in
                    let next = state.line.popFirst(groupLimit)
                    if next.isEmpty { state.isBusy = false }
                    return next
                }
                if next.isEmpty { return }
                let group = next.filter { $0.begin() }
                if group.isEmpty { continue }
                do throws(StoreError) {
                    let sync = try connection.get().write(group)
                    state.withLock { $0.last = (group.count, sync) }
                } catch {
                    for call in group { call.fail(error) }
                }
                tell(group)
            }
        }

        /// Stays awake for a little while if nobody waits: a lone caller is back sooner than a
        /// thread that sleeps can be woken, which takes an eighth of a durable commit.
        private func linger() {
            let clock = ContinuousClock()
            let end = clock.now + .microseconds(50)
            while waiting == 0, clock.now < end { sched_yield() }
        }

        /// Waits for most of those who were answered together, if some are back and most are not.
        private func gather() {
            let patience = state.withLock { state -> Duration? in
                let awaited = state.last.count * 3 / 4
                guard state.line.count > 0, state.line.count < awaited else { return nil }
                state.awaited = awaited
                return state.last.sync
            }
            guard let patience else { return }
            let (seconds, attoseconds) = patience.components
            let nanoseconds = min(attoseconds / 1_000_000_000, 1_000_000)
            _ = arrival.wait(
                timeout: .now() + .nanoseconds(seconds > 0 ? 1_000_000 : Int(nanoseconds)))
            let isRaised = state.withLock { $0.awaited.take() == nil }
            // It may have been raised just after the time was up; none may be left for later.
            if isRaised { _ = arrival.wait(timeout: .now()) }
        }

        private func tell(_ group: [any SQLiteTurn]) {
            if group.count == 1 {
                group[0].answer()
            } else {
                reception.async {
                    for call in group { call.answer() }
                }
            }
        }
    }

    extension SQLiteConnection {
        /// Writes calls in one transaction, each with its own answer.
        ///
        /// - Returns: how long it took to sync them.
        /// - Throws: ``StoreError`` if nothing of any of them is written, or nobody knows.
        func write(_ group: [any SQLiteTurn]) throws(StoreError) -> Duration {
            do throws(StoreError) {
                try execute(SQLStatement("BEGIN IMMEDIATE"))
                do throws(StoreError) {
                    for call in group { try call.run(on: self) }
                } catch {
                    // A full or failing disk has ended the transaction, and is nobody's fault.
                    if isIdle { throw error }
                    abandon()
                    try execute(SQLStatement("BEGIN IMMEDIATE"))
                    try writeCarefully(group)
                }
                let clock = ContinuousClock()
                let start = clock.now
                try commit()
                return clock.now - start
            } catch {
                abandon()
                throw error
            }
        }

        private func writeCarefully(_ group: [any SQLiteTurn]) throws(StoreError) {
            isCareful = true
            defer { isCareful = false }
            for call in group {
                try execute(SQLStatement("SAVEPOINT one"))
                do throws(StoreError) {
                    try call.run(on: self)
                } catch {
                    if isIdle { throw error }
                    call.fail(error)
                    try execute(SQLStatement("ROLLBACK TO one"))
                    appending?.forget()
                }
                try execute(SQLStatement("RELEASE one"))
            }
        }

        private func commit() throws(StoreError) {
            let statement = SQLStatement("COMMIT")
            try using(statement) { kept throws(StoreError) in
                do throws(SQLiteError) {
                    _ = try kept.step()
                } catch {
                    throw error.commitError
                }
            }
        }
    }
#endif
