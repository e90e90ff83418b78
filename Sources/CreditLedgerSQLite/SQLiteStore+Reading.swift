#if SQLite
    public import CreditLedger
    internal import CreditLedgerSQL

    extension SQLiteStore {
        /// Loads a book by folding the entries after its latest snapshot; see ``LedgerStore``.
        public func load(
            _ customer: CustomerID, recalling recall: Recall, unless revision: Int64?
        ) async throws(StoreError) -> LoadedBook {
            try await read { connection throws(StoreError) in
                // Whoever has the book and recalls nothing asks one question.
                if recall.isEmpty, let revision,
                    try connection.revision(of: customer) == revision
                {
                    return LoadedBook(revision: revision, book: nil)
                }
                return try connection.consistently { connection throws(StoreError) in
                    try connection.load(customer, recalling: recall, unless: revision)
                }
            }
        }

        /// Finds the customer of a thing by its id; see ``LedgerStore``.
        public func owner(of reference: Reference) async throws(StoreError) -> CustomerID? {
            try await read(isConsistent: true) { connection throws(StoreError) in
                try connection.owner(of: reference)
            }
        }

        /// Lists wallets, newest first; see ``LedgerStore``.
        public func wallets(
            _ query: StoredWalletQuery
        ) async throws(StoreError) -> Page<StoredWallet> {
            try await read(isConsistent: true) { connection throws(StoreError) in
                try connection.wallets(query)
            }
        }

        /// Lists grants, newest first; see ``LedgerStore``.
        public func grants(
            _ query: StoredGrantQuery
        ) async throws(StoreError) -> Page<StoredGrant> {
            try await read(isConsistent: true) { connection throws(StoreError) in
                try connection.grants(query)
            }
        }

        /// Lists transactions, newest first; see ``LedgerStore``.
        public func transactions(
            _ query: TransactionQuery
        ) async throws(StoreError) -> Page<JournalledTransaction> {
            try await read(isConsistent: true) { connection throws(StoreError) in
                try connection.transactions(query)
            }
        }

        /// Lists journal entries, newest first; see ``LedgerStore``.
        public func entries(
            _ query: EntryQuery
        ) async throws(StoreError) -> Page<JournalEntry> {
            try await read(isConsistent: true) { connection throws(StoreError) in
                try connection.entries(query)
            }
        }

        /// Reads one customer's journal in order; see ``LedgerStore``.
        public func journal(
            of customer: CustomerID, after revision: Int64, limit: Int
        ) async throws(StoreError) -> [JournalEntry] {
            try await read(isConsistent: true) { connection throws(StoreError) in
                try connection.journal(of: customer, after: revision, limit: limit)
            }
        }

        /// Lists all customers; see ``LedgerStore``.
        public func customers(
            after customer: CustomerID?, limit: Int
        ) async throws(StoreError) -> [CustomerID] {
            try await read { connection throws(StoreError) in
                try connection.customers(after: customer, limit: limit)
            }
        }

        /// Lists books with something due; see ``LedgerStore``.
        public func due(
            by instant: Instant, after last: DueBook?, limit: Int
        ) async throws(StoreError) -> [DueBook] {
            try await read { connection throws(StoreError) in
                try connection.due(by: instant, after: last, limit: limit)
            }
        }

        /// Lists the charges that wait for the ledger's collector; see ``LedgerStore``.
        public func charges(
            after last: TransactionID?, limit: Int
        ) async throws(StoreError) -> [StoredCharge] {
            try await read { connection throws(StoreError) in
                try connection.charges(after: last, limit: limit)
            }
        }
    }
#endif
