#if Postgres
    public import CreditLedger
    internal import CreditLedgerSQL

    extension PostgresStore {
        // MARK: Due books

        /// Lists books with something due; see ``LedgerStore``.
        public func due(
            by instant: Instant, after last: DueBook?, limit: Int
        ) async throws(StoreError) -> [DueBook] {
            try await pool.run { (session) throws(StoreError) in
                try session.due(by: instant, after: last, limit: limit)
            }
        }

        /// Sets a book's next due instant; see ``LedgerStore``.
        ///
        /// A commit of the customer that runs at the same time is waited for, so that what it says
        /// is due earlier is not lost.
        public func reschedule(
            _ customer: CustomerID, to instant: Instant?, at revision: Int64
        ) async throws(StoreError) {
            let statement = SQLStatement(
                "SELECT reschedule($1, $2::timestamptz, $3)",
                [.name(customer), instant?.kept.map { .instant($0) } ?? .null, .integer(revision)])
            try await pool.run { (session) throws(StoreError) in
                _ = try session.execute(statement)
            }
        }

        // MARK: Charges

        /// Lists the charges that wait for the ledger's collector; see ``LedgerStore``.
        public func charges(
            after last: TransactionID?, limit: Int
        ) async throws(StoreError) -> [StoredCharge] {
            try await pool.run { (session) throws(StoreError) in
                try session.charges(after: last, limit: limit)
            }
        }

        /// Leases a charge to one holder; see ``LedgerStore``.
        public func lease(
            _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
            until end: Instant, at now: Instant
        ) async throws(StoreError) -> LeaseOutcome {
            try await pool.run(.once) { (session) throws(StoreError) in
                try session.lease(transaction, of: customer, to: holder, until: end, at: now)
            }
        }

        /// Moves the end of a lease; see ``LedgerStore``.
        public func endLease(
            _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID,
            at end: Instant
        ) async throws(StoreError) {
            try await pool.run(.once) { (session) throws(StoreError) in
                try session.endLease(transaction, of: customer, by: holder, at: end)
            }
        }

        /// Takes a charge off the list; see ``LedgerStore``.
        public func dropCharge(
            _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
        ) async throws(StoreError) {
            try await pool.run(.once) { (session) throws(StoreError) in
                try session.dropCharge(transaction, of: customer, by: holder)
            }
        }
    }
#endif
