#if SQLite
    public import CreditLedger
    internal import Synchronization

    extension SQLiteStore {
        /// Copies the store to another file while it is in use.
        ///
        /// The copy is the store as it was at one moment after the call, in one file that only its
        /// owner may read. It gets its name when it is whole and on the disk: what stands at the
        /// path is never half a copy. Cancelling the task ends it. The copy has the identity of the
        /// store, so whoever follows the feed may go on from a position that it has in common.
        ///
        /// - Parameter path: where the copy is to stand; nothing may stand there yet.
        /// - Throws: ``StoreError/Kind/misconfigured`` if something stands there or the folder
        ///   can't be written; ``StoreError/Kind/unavailable`` if the disk is full;
        ///   ``StoreError/Kind/cancelled``.
        public func backup(to path: String) async throws(StoreError) {
            let path = try SQLiteFile.absolute(path)
            let isCancelled = SQLiteSwitch()
            let result = await withTaskCancellationHandler {
                do throws(StoreError) {
                    try await apart { connection throws(StoreError) in
                        try connection.backUp(to: path) { !isCancelled.isOn }
                    }
                    return Result<Void, StoreError>.success(())
                } catch {
                    return .failure(error)
                }
            } onCancel: {
                isCancelled.turnOn()
            }
            try result.get()
        }

        /// Looks for damage of the file: pages, indexes, constraints and references.
        ///
        /// Whether the books are right is what ``Ledger/verify(_:)`` tells. It reads the whole
        /// file, while others go on reading and writing.
        ///
        /// - Returns: what is wrong, in words; nothing of a sound file.
        /// - Throws: ``StoreError`` if the file can't be read.
        public func check() async throws(StoreError) -> [String] {
            try await apart { connection throws(StoreError) in
                try connection.consistently { connection throws(StoreError) in
                    try connection.integrityFindings()
                }
            }
        }

        /// Runs what takes long on a connection of its own, where there can be one.
        private func apart<Answer: Sendable>(
            _ body: @escaping @Sendable (SQLiteConnection) throws(StoreError) -> Answer
        ) async throws(StoreError) -> Answer {
            guard let file else {
                guard let writer else { throw .closed }
                return try await writer.alone(body)
            }
            guard readers?.isOpen == true else { throw .closed }
            let worker = SQLiteWorker { () throws(StoreError) in
                try SQLiteSchema.openReader(
                    file.path, busyMilliseconds: file.busyMilliseconds)
            }
            let result: Result<Answer, StoreError>
            do throws(StoreError) {
                result = .success(try await worker.first(body))
            } catch {
                result = .failure(error)
            }
            // Who closes the store next is then the last, and takes the log into the file.
            await worker.close()
            return try result.get()
        }
    }

    /// Says from another thread that something is no longer wanted.
    private final class SQLiteSwitch: Sendable {
        private let state = Mutex(false)

        var isOn: Bool { state.withLock { $0 } }

        func turnOn() { state.withLock { $0 = true } }
    }
#endif
