#if SQLite
    public import CreditLedger
    internal import CreditLedgerSQL

    extension SQLiteStore {
        /// Appends entries, together with other commits that wait; see ``LedgerStore``.
        ///
        /// - Throws: ``StoreError/Kind/corrupt`` for entries that do not follow each other, whose
        ///   ids do not ascend or stand in the store already, or that claim the same thing twice;
        ///   ``StoreError/Kind/cancelled`` if the task was cancelled before it was written.
        public func commit(_ commit: Commit) async throws(StoreError) -> CommitOutcome {
            let rows = try CommitRows(commit)
            return try await write { connection throws(StoreError) in
                try connection.append(rows)
            }
        }

        /// Sets a book's next due instant; see ``LedgerStore``.
        public func reschedule(
            _ customer: CustomerID, to instant: Instant?, at revision: Int64
        ) async throws(StoreError) {
            try await write { connection throws(StoreError) in
                try connection.reschedule(customer, to: instant, at: revision)
            }
        }

        /// Leases a charge; see ``LedgerStore``.
        public func lease(
            _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
            until end: Instant, at now: Instant
        ) async throws(StoreError) -> LeaseOutcome {
            try await write { connection throws(StoreError) in
                try connection.lease(transaction, of: customer, to: holder, until: end, at: now)
            }
        }

        /// Moves the end of a lease; see ``LedgerStore``.
        public func endLease(
            _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID,
            at end: Instant
        ) async throws(StoreError) {
            try await write { connection throws(StoreError) in
                try connection.endLease(transaction, of: customer, by: holder, at: end)
            }
        }

        /// Takes a failed charge off the list; see ``LedgerStore``.
        public func dropCharge(
            _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
        ) async throws(StoreError) {
            try await write { connection throws(StoreError) in
                try connection.dropCharge(transaction, of: customer, by: holder)
            }
        }
    }
#endif
