package import CreditLedger

extension SQLSession {
    /// Lists the charges that wait for the ledger's collector, oldest first (S19).
    ///
    /// - Throws: ``StoreError`` if the database can't answer.
    package func charges(
        after last: TransactionID?, limit: Int
    ) throws(StoreError) -> [StoredCharge] {
        guard limit > 0 else { return [] }
        var draft = StatementDraft("SELECT transaction_id, grant_id, customer FROM charges")
        if let last { draft.add(" WHERE transaction_id > ", .id(last)) }
        draft.add(" ORDER BY transaction_id LIMIT ", .integer(Int64(limit)))
        return try rows(draft.statement) { row throws(StoreError) in
            StoredCharge(
                transaction: try row.id(), grant: try row.id(), customer: try row.name())
        }
    }

    /// Leases a charge to one holder, if nobody has it now (S20).
    ///
    /// - Throws: ``StoreError`` if the database can't do it.
    package func lease(
        _ transaction: TransactionID, of customer: CustomerID, to holder: LeaseID,
        until end: Instant, at now: Instant
    ) throws(StoreError) -> LeaseOutcome {
        let lease = SQLStatement(
            """
            UPDATE charges SET attempt = attempt + 1, holder = $1, lease_end = $2 \
            WHERE customer = $3 AND transaction_id = $4 \
            AND (lease_end IS NULL OR lease_end <= $5) RETURNING attempt
            """,
            [
                .id(holder), .instant(end.bounded), .name(customer), .id(transaction),
                .instant(now.bounded),
            ])
        let attempt = try first(lease) { row throws(StoreError) in
            Int(clamping: try row.required(row.integer()))
        }
        if let attempt { return .granted(attempt: attempt) }
        let look = SQLStatement(
            "SELECT lease_end FROM charges WHERE customer = $1 AND transaction_id = $2",
            [.name(customer), .id(transaction)])
        let held = try first(look) { row throws(StoreError) in try row.instant() }
        // One without an end was listed only just now, after it was asked for.
        guard let end = held ?? nil else { return .noCharge }
        return .leased(until: end)
    }

    /// Moves the end of a lease, if `holder` got it last (S21).
    ///
    /// - Throws: ``StoreError`` if the database can't do it.
    package func endLease(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID,
        at end: Instant
    ) throws(StoreError) {
        try execute(
            SQLStatement(
                """
                UPDATE charges SET lease_end = $1 \
                WHERE customer = $2 AND transaction_id = $3 AND holder = $4
                """,
                [.instant(end.bounded), .name(customer), .id(transaction), .id(holder)]))
    }

    /// Takes a charge off the list whose purchase has failed, if `holder` got its lease last (S22).
    ///
    /// - Throws: ``StoreError`` if the database can't do it.
    package func dropCharge(
        _ transaction: TransactionID, of customer: CustomerID, by holder: LeaseID
    ) throws(StoreError) {
        try execute(
            SQLStatement(
                """
                DELETE FROM charges \
                WHERE customer = $1 AND transaction_id = $2 AND holder = $3 AND failed
                """, [.name(customer), .id(transaction), .id(holder)]))
    }
}
