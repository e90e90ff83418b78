#if Postgres
    internal import CLibPQ
    internal import CreditLedger
    internal import CreditLedgerSQL
    internal import Foundation

    /// One connection to a server, used by the one thread that opened it.
    ///
    /// Everything goes through libpq's pipeline mode: what is sent together is one round trip, and
    /// one transaction up to its end. Nothing waits longer than the time that a call has.
    @safe
    final class PostgresConnection {
        let handle: OpaquePointer
        /// The time that one wait for the server may take.
        var patience: Duration
        /// The names of the statements that the server has prepared here.
        var prepared: [PreparedStatement: String] = [:]
        /// Those that were sent to be prepared since the last end of a transaction.
        var unconfirmed: [PreparedStatement] = []
        private var statementCount = 0
        /// Whether the connection can't be used any more.
        private(set) var isBroken = false
        /// A transaction of several reads, and whether it has begun at the server.
        var consistency = Consistency.off

        enum Consistency {
            case off, wanted, begun
        }

        /// Connects, and waits for it no longer than the string allows.
        ///
        /// - Throws: ``StoreError/Kind/misconfigured`` or ``StoreError/Kind/unavailable``.
        init(_ string: ConnectionString, patience: Duration) throws(StoreError) {
            guard let handle = unsafe string.start() else {
                throw StoreError(.unavailable, "There is no memory for a connection to PostgreSQL.")
            }
            unsafe self.handle = handle
            self.patience = patience
            // Codes instead of words: they are the same in every language and quote nothing.
            _ = unsafe PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE)
            _ = unsafe PQsetNoticeProcessor(handle, { _, _ in }, nil)
            let seconds = string.connectSeconds
            try finishConnecting(
                before: .now + .seconds(seconds <= 0 ? 86_400 : max(2, min(seconds, 86_400))))
            guard unsafe PQsetnonblocking(handle, 1) == 0 else {
                throw StoreError.lost("the socket can't be switched to non-blocking")
            }
            guard unsafe PQserverVersion(handle) >= 130_000 else {
                throw StoreError(.misconfigured, "The PostgreSQL server is older than version 13.")
            }
        }

        deinit {
            unsafe PQfinish(handle)
        }

        private func finishConnecting(before deadline: ContinuousClock.Instant) throws(StoreError) {
            var next = PGRES_POLLING_WRITING
            while unsafe PQstatus(handle) != CONNECTION_BAD {
                switch next {
                case PGRES_POLLING_OK: return
                case PGRES_POLLING_FAILED: throw unsafe ConnectFailure.error(PQerrorMessage(handle))
                default:
                    let events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT
                    guard wait(for: Int32(events), before: deadline) else {
                        throw StoreError(
                            .unavailable, "PostgreSQL does not answer within the connect timeout.")
                    }
                    next = unsafe PQconnectPoll(handle)
                }
            }
            throw unsafe ConnectFailure.error(PQerrorMessage(handle))
        }

        /// Waits until one of the events comes at the socket; answers `false` when time is up.
        private func wait(for events: Int32, before deadline: ContinuousClock.Instant) -> Bool {
            while true {
                let left = ContinuousClock.now.duration(to: deadline).components
                guard left.seconds >= 0, left.attoseconds >= 0 else { return false }
                let milliseconds =
                    left.seconds * 1000 + left.attoseconds / 1_000_000_000_000_000 + 1
                var socket = pollfd(
                    fd: unsafe PQsocket(handle), events: Int16(truncatingIfNeeded: events),
                    revents: 0)
                let count = unsafe poll(
                    &socket, 1, Int32(truncatingIfNeeded: min(milliseconds, 60_000)))
                if count > 0 { return true }
                guard count == 0 || errno == EINTR else { return false }
            }
        }

        private var isConnected: Bool { unsafe PQstatus(handle) == CONNECTION_OK }

        /// Whether the connection is as good as when it was last used.
        ///
        /// A server says nothing unasked but its farewell, so whatever has come is taken for that.
        func isAlive() -> Bool {
            var socket = pollfd(
                fd: unsafe PQsocket(handle), events: Int16(truncatingIfNeeded: POLLIN), revents: 0)
            let hasSpoken = unsafe poll(&socket, 1, 0) != 0
            if hasSpoken || !isConnected { isBroken = true }
            return !isBroken
        }

        /// Marks the connection as one to be replaced.
        func abandon() { isBroken = true }

        /// Marks the connection as lost and says so.
        func lose(_ reason: String) -> StoreError {
            isBroken = true
            return .lost(reason)
        }

        /// A name that no statement has had here.
        func nextStatementName() -> String {
            statementCount += 1
            return "s\(statementCount)"
        }

        // MARK: Sending and receiving

        /// Sends everything that waits to be sent.
        func flush() throws(StoreError) {
            let deadline = ContinuousClock.now + patience
            while true {
                switch unsafe PQflush(handle) {
                case 0: return
                case 1:
                    guard wait(for: Int32(POLLIN | POLLOUT), before: deadline) else {
                        throw lose("the server takes nothing any more")
                    }
                    guard unsafe PQconsumeInput(handle) == 1 else { throw lose("while sending") }
                default: throw lose("while sending")
                }
            }
        }

        /// The next answer of the server; `nil` at the end of a statement's answers.
        ///
        /// The caller clears it.
        func receive() throws(StoreError) -> OpaquePointer? {
            if unsafe PQisBusy(handle) == 1 {
                let deadline = ContinuousClock.now + patience
                repeat {
                    guard wait(for: Int32(POLLIN), before: deadline) else {
                        throw lose("the server does not answer")
                    }
                    guard unsafe PQconsumeInput(handle) == 1 else { throw lose("while waiting") }
                } while unsafe PQisBusy(handle) == 1
            }
            let answer = unsafe PQgetResult(handle)
            guard isConnected else {
                unsafe PQclear(answer)
                throw lose("while waiting")
            }
            return unsafe answer
        }
    }
#endif
