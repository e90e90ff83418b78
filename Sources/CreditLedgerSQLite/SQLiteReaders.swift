#if SQLite
    internal import CreditLedger
    internal import Synchronization

    /// The connections that only read: none waits for the writer, nor the writer for them.
    ///
    /// Calls are served in the order in which they came, by as many connections as there may be.
    final class SQLiteReaders: Sendable {
        private struct State {
            var idle: [SQLiteWorker] = []
            var all: [SQLiteWorker] = []
            var line = SQLiteLine()
            var isClosed = false
        }

        private let state = Mutex(State())
        private let limit: Int
        private let open: @Sendable () throws(StoreError) -> SQLiteConnection

        /// Readers up to a limit, each of which opens its connection when it is first needed.
        ///
        /// - Parameters:
        ///   - limit: the most connections.
        ///   - first: one that is open already.
        ///   - open: opens another.
        init(
            limit: Int, first: SQLiteWorker? = nil,
            open: @escaping @Sendable () throws(StoreError) -> SQLiteConnection
        ) {
            self.limit = limit
            self.open = open
            guard let first else { return }
            state.withLock { state in
                state.idle = [first]
                state.all = [first]
            }
        }

        /// How many may be busy with one call: another must not wait for all of its parts.
        var helpers: Int { limit - 1 }

        var isOpen: Bool { state.withLock { !$0.isClosed } }

        /// Has a call served by the next free reader.
        func admit(_ call: any SQLiteTurn) {
            enum Place {
                case worker(SQLiteWorker)
                case line
                case nowhere
            }
            let place = state.withLock { state -> Place in
                if state.isClosed { return .nowhere }
                if let worker = state.idle.popLast() { return .worker(worker) }
                guard state.all.count == limit else {
                    let worker = SQLiteWorker(open)
                    state.all.append(worker)
                    return .worker(worker)
                }
                state.line.append(call)
                return .line
            }
            switch place {
            case .worker(let worker): worker.submit { self.serve(call, worker, $0) }
            case .line: break
            case .nowhere: call.refuse(.closed)
            }
        }

        /// Serves a call, and after it all that wait.
        private func serve(
            _ call: any SQLiteTurn, _ worker: SQLiteWorker,
            _ connection: Result<SQLiteConnection, StoreError>
        ) {
            var current: (any SQLiteTurn)? = call
            while let call = current {
                if call.begin() { call.complete(on: connection) }
                current = state.withLock { state in
                    let next = state.line.popFirst()
                    if next == nil { state.idle.append(worker) }
                    return next
                }
            }
        }

        /// Closes all connections, after what waits for one.
        func close() async {
            let workers = state.withLock { state in
                state.isClosed = true
                return state.all
            }
            for worker in workers { await worker.close() }
        }
    }

    /// Calls in the order in which they came.
    struct SQLiteLine {
        private var calls: [any SQLiteTurn] = []
        private var start = 0

        var count: Int { calls.count - start }

        mutating func append(_ call: any SQLiteTurn) { calls.append(call) }

        mutating func popFirst() -> (any SQLiteTurn)? { popFirst(1).first }

        /// Takes at most so many from the front.
        mutating func popFirst(_ limit: Int) -> ArraySlice<any SQLiteTurn> {
            let first = calls[start...].prefix(limit)
            start += first.count
            if start == calls.count {
                calls = []
                start = 0
            } else if start > 1000, start > calls.count / 2 {
                calls.removeFirst(start)
                start = 0
            }
            return first
        }
    }

    extension SQLiteTurn {
        /// Answers a call that is not served at all.
        func refuse(_ error: StoreError) {
            guard begin() else { return }
            fail(error)
            answer()
        }
    }

    extension StoreError {
        /// What every call of a closed store throws.
        static var closed: StoreError { StoreError(.misconfigured, "The store has been closed.") }
    }
#endif
