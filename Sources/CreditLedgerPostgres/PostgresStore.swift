#if Postgres
    public import CreditLedger
    internal import CreditLedgerSQL
    internal import Foundation

    /// The store on PostgreSQL: for several hosts that share one ledger.
    ///
    /// A commit is one call of a function in the database, and one round trip; commits that wait
    /// share a transaction. It is durable before it is answered. Any number of hosts may use one
    /// database, each with a store of its own; they make and migrate its schema in turn.
    ///
    /// It keeps the contract of ``LedgerStore`` whole. A transaction that is open for long anywhere
    /// in the server's cluster, and has written, holds the feed back until it ends.
    public final class PostgresStore: LedgerStore, Sendable {
        let pool: PostgresPool
        let identity: String

        /// Connects, and makes the schema or brings it up to date if the configuration lets it.
        ///
        /// - Parameters:
        ///   - connection: where the database is and who asks, as libpq takes it: a
        ///     `postgresql://` URI or a list of `key=value`; its passwords are in no message.
        ///   - configuration: the schema, the bounds and the clock.
        /// - Throws: ``StoreError/Kind/misconfigured`` for a string, user, database, schema or
        ///   clock that can't work; ``StoreError/Kind/unavailable`` if no server answers.
        public init(
            _ connection: String, configuration: Configuration = Configuration()
        ) async throws(StoreError) {
            let opener = try ConnectionOpener(connection, configuration)
            let prepared = await withCheckedContinuation { continuation in
                // Connecting blocks, so it does so on a thread of its own.
                Thread.detachNewThread {
                    let result: Result<String, StoreError>
                    do throws(StoreError) {
                        result = .success(try opener.prepare())
                    } catch {
                        result = .failure(error)
                    }
                    continuation.resume(returning: result)
                }
            }
            identity = try prepared.get()
            pool = PostgresPool(opener: opener, configuration: configuration)
        }

        deinit {
            pool.close()
        }

        /// Lets calls that run come to their end, fails those that wait, and closes all
        /// connections.
        public func close() async {
            pool.close()
            await pool.closed()
        }

        // MARK: Loading and committing

        /// Loads a book from its latest snapshot and the entries after it; see ``LedgerStore``.
        public func load(
            _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
        ) async throws(StoreError) -> LoadedBook {
            // A journal only grows, so a book alone is consistent without a transaction.
            try await pool.run(consistently: !recall.isEmpty) { (session) throws(StoreError) in
                try session.load(customer, recalling: recall, unless: revision)
            }
        }

        /// Appends entries in one round trip; see ``LedgerStore``.
        public func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
            try await pool.commit(PreparedCommit(commit))
        }

        // MARK: Finding

        /// Finds the customer of a thing by an index on its id; see ``LedgerStore``.
        public func owner(of reference: Reference) async throws(StoreError) -> CustomerID? {
            try await pool.run { (session) throws(StoreError) in try session.owner(of: reference) }
        }

        /// Lists wallets, newest first; see ``LedgerStore``.
        public func wallets(
            _ query: StoredWalletQuery
        ) async throws(StoreError) -> Page<StoredWallet> {
            try await pool.run(consistently: true) { (session) throws(StoreError) in
                try session.wallets(query)
            }
        }

        /// Lists grants, newest first; see ``LedgerStore``.
        public func grants(_ query: StoredGrantQuery) async throws(StoreError) -> Page<StoredGrant>
        {
            try await pool.run(consistently: true) { (session) throws(StoreError) in
                try session.grants(query)
            }
        }

        /// Lists transactions, newest first; see ``LedgerStore``.
        public func transactions(
            _ query: TransactionQuery
        ) async throws(StoreError) -> Page<JournalledTransaction> {
            try await pool.run(consistently: true) { (session) throws(StoreError) in
                try session.transactions(query)
            }
        }

        /// Lists journal entries, newest first; see ``LedgerStore``.
        public func entries(_ query: EntryQuery) async throws(StoreError) -> Page<JournalEntry> {
            try await pool.run(consistently: true) { (session) throws(StoreError) in
                try session.entries(query)
            }
        }

        /// Reads one customer's journal in order; see ``LedgerStore``.
        public func journal(
            of customer: CustomerID, after revision: Int64, limit: Int
        ) async throws(StoreError) -> [JournalEntry] {
            try await pool.run { (session) throws(StoreError) in
                try session.journal(of: customer, after: revision, limit: limit)
            }
        }

        /// Lists all customers by the bytes of their ids; see ``LedgerStore``.
        public func customers(
            after customer: CustomerID?, limit: Int
        ) async throws(StoreError) -> [CustomerID] {
            try await pool.run { (session) throws(StoreError) in
                try session.customers(after: customer, limit: limit)
            }
        }
    }
#endif
