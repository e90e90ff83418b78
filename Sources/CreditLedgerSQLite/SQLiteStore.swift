#if SQLite
    public import CreditLedger
    internal import CreditLedgerSQL

    /// The store in one SQLite file: for everything that must survive and fits one machine.
    ///
    /// What it guarantees: the whole contract of ``LedgerStore``. A commit is on the disk when it
    /// is answered, and survives the end of the process and the loss of power as far as the disk
    /// keeps what it says it has kept. Any number of processes may read and write the file at once;
    /// one writes at a time, and nobody who reads waits. It needs a local disk: network file
    /// systems lie about locks.
    ///
    /// Commits that wait while another is being synced are written together, so many callers at
    /// once are much faster than one. Everything that blocks runs on threads of the store's own.
    ///
    /// ```swift
    /// let store = try await SQLiteStore(path: "/var/lib/billing/credits.sqlite")
    /// let ledger = Ledger(store: store)
    /// ```
    public final class SQLiteStore: LedgerStore, Sendable {
        /// What a store may do with its file.
        public enum Access: Hashable, Sendable, CaseIterable {
            /// Read and write it, and make it if it is missing.
            case readWrite
            /// Only read it, while others may write.
            case readOnly
        }

        /// How a store uses its file.
        public struct Configuration: Hashable, Sendable {
            /// How long to wait while another process writes, before a call throws `unavailable`.
            public var busyTimeout: Duration
            /// The most connections that read at once, 1 to 64.
            ///
            /// Each is opened when all others are busy, and keeps at most 8 MiB of the file. A disk
            /// that many ask at once answers several times as often.
            public var readers: Int
            /// What the store may do with its file.
            public var access: Access
            /// The most calls that are written in one SQL transaction, 1 to 10,000.
            public var groupLimit: Int

            /// The usual way, if nothing else is said.
            ///
            /// Numbers out of range are taken for the nearest that is not.
            public init(
                busyTimeout: Duration = .seconds(5), readers: Int = 8,
                access: Access = .readWrite, groupLimit: Int = 1000
            ) {
                self.busyTimeout = busyTimeout
                self.readers = readers
                self.access = access
                self.groupLimit = groupLimit
            }
        }

        /// `nil` in a store that only reads.
        let writer: SQLiteWriter?
        /// `nil` in memory, where a database has one connection.
        let readers: SQLiteReaders?
        /// What the positions of its feed begin with.
        let feedPrefix: String
        /// The file's path from the root, and how long to wait for its lock; `nil` in memory.
        let file: (path: String, busyMilliseconds: Int32)?

        /// Opens the ledger in a file, and makes it if there is none.
        ///
        /// The file is readable for its owner alone. Beside it SQLite keeps two more, named like
        /// it with `-wal` and `-shm` added, which belong to it.
        ///
        /// - Parameters:
        ///   - path: the path of the file; its folder must exist.
        ///   - configuration: how to use it.
        /// - Throws: ``StoreError/Kind/misconfigured`` if the file is none, or not a ledger that
        ///   this version knows, or may not be used; ``StoreError/Kind/unavailable`` if it stays
        ///   locked or the disk is full; ``StoreError/Kind/corrupt`` if it is damaged.
        public init(
            path: String, configuration: Configuration = Configuration()
        ) async throws(StoreError) {
            let wait = configuration.busyMilliseconds
            let writes = configuration.access == .readWrite
            let path = try SQLiteFile.absolute(path)
            let worker = SQLiteWorker { () throws(StoreError) in
                try SQLiteFile.prepare(path, creates: writes)
                return writes
                    ? try SQLiteSchema.openWriter(
                        .file(path, mayWrite: true), busyMilliseconds: wait)
                    : try SQLiteSchema.openReader(path, busyMilliseconds: wait)
            }
            let identity = try await worker.first { connection throws(StoreError) in
                try SQLiteSchema.identity(connection)
            }
            self.feedPrefix = Self.feedPrefix(identity)
            self.file = (path, wait)
            self.writer =
                writes ? SQLiteWriter(worker, groupLimit: configuration.groupRange) : nil
            self.readers = SQLiteReaders(
                limit: configuration.readerRange, first: writes ? nil : worker
            ) { () throws(StoreError) in
                try SQLiteSchema.openReader(path, busyMilliseconds: wait)
            }
        }

        /// A store in memory on the same engine: for tests, and nothing that must survive.
        ///
        /// - Parameter configuration: how many calls are written in one SQL transaction; the rest
        ///   of it says nothing here.
        /// - Returns: an empty store.
        /// - Throws: ``StoreError`` if SQLite can't be used.
        public static func inMemory(
            configuration: Configuration = Configuration()
        ) async throws(StoreError) -> SQLiteStore {
            try await SQLiteStore(inMemory: configuration)
        }

        private init(inMemory configuration: Configuration) async throws(StoreError) {
            let worker = SQLiteWorker { () throws(StoreError) in
                try SQLiteSchema.openWriter(.memory, busyMilliseconds: 0)
            }
            let identity = try await worker.first { connection throws(StoreError) in
                try SQLiteSchema.identity(connection)
            }
            self.feedPrefix = Self.feedPrefix(identity)
            self.file = nil
            self.writer = SQLiteWriter(worker, groupLimit: configuration.groupRange)
            self.readers = nil
        }

        /// Closes the file, after all calls that have begun or wait.
        ///
        /// Every later call throws ``StoreError/Kind/misconfigured``. A store that nothing refers
        /// to any more closes its file by itself.
        public func close() async {
            // Who closes last takes the write-ahead log into the file, which a reader may not do.
            await readers?.close()
            await writer?.close()
        }
    }

    extension SQLiteStore.Configuration {
        var readerRange: Int { max(1, min(readers, 64)) }
        var groupRange: Int { max(1, min(groupLimit, 10_000)) }

        var busyMilliseconds: Int32 {
            let (seconds, attoseconds) = busyTimeout.components
            let milliseconds = max(0, min(seconds, 1_000_000)) * 1000
            let rest = max(0, attoseconds / 1_000_000_000_000_000)
            return Int32(truncatingIfNeeded: milliseconds + rest)
        }
    }

    extension SQLiteStore {
        /// Reads one thing, or several on one state of the file.
        func read<Answer: Sendable>(
            isConsistent: Bool = false,
            _ body: @escaping @Sendable (SQLiteConnection) throws(StoreError) -> Answer
        ) async throws(StoreError) -> Answer {
            guard let readers else { return try await write(body) }
            let call = SQLiteCall { connection throws(StoreError) in
                isConsistent ? try connection.consistently(body) : try body(connection)
            }
            return try await call.wait { readers.admit($0) }
        }

        /// Runs something in a transaction that is durable when it is answered.
        func write<Answer: Sendable>(
            _ body: @escaping @Sendable (SQLiteConnection) throws(StoreError) -> Answer
        ) async throws(StoreError) -> Answer {
            guard let writer else {
                throw StoreError(.misconfigured, "The store was opened for reading only.")
            }
            return try await SQLiteCall(body).wait { writer.admit($0) }
        }
    }
#else
    /// The store in one SQLite file, which is left out unless it is asked for.
    @available(
        *, unavailable,
        message: """
            Turn the SQLite store on where the package is named: \
            .package(url: ..., from: ..., traits: ["SQLite"]); it needs the library libsqlite3.
            """
    )
    public struct SQLiteStore: Sendable {}
#endif
