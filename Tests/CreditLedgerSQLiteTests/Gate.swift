#if SQLite
    import CreditLedger
    import Dispatch

    @testable import CreditLedgerSQLite

    /// Holds a connection up until it is opened, so that calls gather in its line.
    final class Gate: Sendable {
        private typealias Hold = @Sendable () -> Void

        private let call: Task<Void, any Error>
        private let lock: DispatchSemaphore

        /// Waits until a call has come to the connection's own thread, where it `hold`s.
        private init(
            _ call: @escaping @Sendable (_ hold: @escaping Hold) async throws -> Void
        ) async {
            let (begun, begin) = AsyncStream.makeStream(of: Void.self)
            let lock = DispatchSemaphore(value: 0)
            self.lock = lock
            self.call = Task {
                try await call {
                    begin.finish()
                    lock.wait()
                }
            }
            for await _ in begun {}
        }

        /// Holds up the connection that writes.
        static func beforeWriting(to store: SQLiteStore) async -> Gate {
            await Gate { hold in try await store.write { _ in hold() } }
        }

        /// Holds up a connection that reads.
        static func beforeReading(from store: SQLiteStore) async -> Gate {
            await Gate { hold in try await store.read { _ in hold() } }
        }

        /// Lets the connection go on, and waits until the call that held it up is answered.
        func open() async throws {
            lock.signal()
            try await call.value
        }
    }
#endif
