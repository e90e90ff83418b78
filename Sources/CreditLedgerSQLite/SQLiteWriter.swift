#if SQLite
    internal import CreditLedger
    internal import CreditLedgerSQL
    internal import Dispatch
    internal import Synchronization

    // Group commit. What takes time in a durable commit is not the rows but the disk, which takes
    // as long for a thousand rows as for one. So all calls that came while one transaction was
    // being synced are written by the next one, in the order in which they came, and each sees what
    // those before it wrote. Nobody waits for others to come: a lone call is a group of one.
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
        }

        private let state = Mutex(State())
        private let worker: SQLiteWorker
        private let groupLimit: Int
        /// Where the callers of a group are told, while the next one is written.
        private let reception = DispatchQueue(label: "creditledger.sqlite.answers")

        init(_ worker: SQLiteWorker, groupLimit: Int) {
            self.worker = worker
            self.groupLimit = groupLimit
        }

        /// Has a call written with the next group.
        func admit(_ call: any SQLiteTurn) {
            enum Place { case idle, line, nowhere }
            let place = state.withLock { state -> Place in
                if state.isClosed { return .nowhere }
                state.line.append(call)
                if state.isBusy { return .line }
                state.isBusy = true
                return .idle
            }
            switch place {
            case .idle: worker.submit { self.serve($0) }
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
                let next = state.withLock { state in
                    let next = state.line.popFirst(groupLimit)
                    if next.isEmpty { state.isBusy = false }
                    return next
                }
                if next.isEmpty { return }
                let group = next.filter { $0.begin() }
                if group.isEmpty { continue }
                do throws(StoreError) {
                    try connection.get().write(group)
                } catch {
                    for call in group { call.fail(error) }
                }
                tell(group)
            }
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
        /// - Throws: ``StoreError`` if nothing of any of them is written, or nobody knows.
        func write(_ group: [any SQLiteTurn]) throws(StoreError) {
            do throws(StoreError) {
                try execute(SQLStatement("BEGIN IMMEDIATE"))
                do throws(StoreError) {
                    for call in group { try call.run(on: self) }
                } catch {
                    // A full or failing disk has ended the transaction, and is nobody's fault.
                    if isIdle { throw error }
                    try execute(SQLStatement("ROLLBACK"))
                    try execute(SQLStatement("BEGIN IMMEDIATE"))
                    try writeCarefully(group)
                }
                try commit()
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
