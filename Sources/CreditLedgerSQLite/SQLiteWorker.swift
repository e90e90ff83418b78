#if SQLite
    internal import CreditLedger
    internal import Dispatch
    internal import Synchronization

    /// A serial queue of its own and the one connection that is used on it.
    ///
    /// SQLite blocks the thread that it runs on, for as long as the disk takes; on Swift's own
    /// threads, of which there are as many as cores, that would hold up everything else.
    final class SQLiteWorker: Sendable {
        private let queue = DispatchQueue(label: "creditledger.sqlite")
        private enum State {
            case new
            case open(SQLiteConnection)
            case closed
        }

        /// Only ever locked on the queue, so nobody waits for it.
        private let state = Mutex(State.new)
        private let open: @Sendable () throws(StoreError) -> SQLiteConnection

        /// A worker that opens its connection when it first needs it.
        init(_ open: @escaping @Sendable () throws(StoreError) -> SQLiteConnection) {
            self.open = open
        }

        /// Has the connection used, or the error that it could not be opened by.
        func submit(_ body: @escaping @Sendable (Result<SQLiteConnection, StoreError>) -> Void) {
            queue.async {
                self.state.withLock { state in
                    do throws(StoreError) {
                        switch state {
                        case .open(let connection): body(.success(connection))
                        case .closed: throw .closed
                        case .new:
                            let connection = try self.open()
                            state = .open(connection)
                            body(.success(connection))
                        }
                    } catch {
                        body(.failure(error))
                    }
                }
            }
        }

        /// Opens the connection and asks it something at once.
        func first<Answer: Sendable>(
            _ body: @escaping @Sendable (SQLiteConnection) throws(StoreError) -> Answer
        ) async throws(StoreError) -> Answer {
            let call = SQLiteCall(body)
            return try await call.wait { call in
                self.submit { connection in
                    if call.begin() { call.complete(on: connection) }
                }
            }
        }

        /// Closes the connection, after all that was submitted before.
        func close() async {
            await withCheckedContinuation { caller in
                queue.async {
                    self.state.withLock { $0 = .closed }
                    caller.resume()
                }
            }
        }
    }

    extension SQLiteTurn {
        /// Runs a call that stands in no group, and answers it.
        func complete(on connection: Result<SQLiteConnection, StoreError>) {
            do throws(StoreError) {
                try run(on: connection.get())
            } catch {
                fail(error)
            }
            answer()
        }
    }
#endif
