#if Postgres
    public import CreditLedger
    internal import CreditLedgerSQL

    extension PostgresStore {
        /// Sums accounts up in the database, from the rows of transactions; see ``LedgerStore``.
        public func accountSums(
            of customers: CustomerRange
        ) async throws(StoreError) -> [AccountSums] {
            try await pool.run(consistently: true) { (session) throws(StoreError) in
                try session.accountSums(of: customers) {
                    (first, last, fold) throws(StoreError) in
                    try session.sumUp(from: first, through: last, into: &fold)
                }
            }
        }
    }

    extension PostgresConnection {
        fileprivate func sumUp(
            from first: CustomerID, through last: CustomerID, into fold: inout AccountFold
        ) throws(StoreError) {
            let statement = SQLStatement(
                """
                SELECT sum(credits), customer, wallet_id, kind, grant_kind FROM transactions \
                WHERE customer BETWEEN $1 AND $2 AND status = 'settled' \
                GROUP BY customer, wallet_id, kind, grant_kind ORDER BY customer
                """, [.name(first), .name(last)])
            try forEach(statement) { (row) throws(StoreError) in
                let credits = Credits(units: try row.required(row.units()))
                try fold.move(
                    credits, of: try row.name(), in: try row.id(),
                    kind: try row.required(row.text()), grantKind: try row.required(row.text()))
            }
        }
    }
#endif
