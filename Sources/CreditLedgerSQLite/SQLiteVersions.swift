#if SQLite
    internal import CreditLedger
    internal import CreditLedgerSQL

    /// The statements that write what an entry makes of wallets, grants, holds and charges.
    ///
    /// A row that is not a thing's first is made of the row before: what the entry leaves as it was
    /// is taken over there.
    final class SQLiteVersions {
        private let openedWallet: SQLiteStatement
        private let changedWallet: SQLiteStatement
        private let openedGrant: SQLiteStatement
        private let changedGrant: SQLiteStatement
        private let hold: SQLiteStatement
        private let charge: SQLiteStatement
        private let failedCharge: SQLiteStatement
        private let settledCharge: SQLiteStatement

        init(_ connection: SQLiteConnection) throws(SQLiteError) {
            openedWallet = try connection.prepare(
                """
                INSERT INTO wallets (customer, id, revision, opened, created_at, status, ended_at,
                    terms, rules)
                VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)
                """)
            changedWallet = try connection.prepare(
                """
                INSERT INTO wallets (customer, id, revision, opened, created_at, status, ended_at,
                    terms, rules)
                SELECT customer, id, ?3, 0, created_at, coalesce(?4, status),
                    coalesce(?5, ended_at), coalesce(?6, terms), coalesce(?7, rules)
                FROM wallets WHERE customer = ?1 AND id = ?2 ORDER BY revision DESC LIMIT 1
                """)
            openedGrant = try connection.prepare(
                """
                INSERT INTO grants (customer, id, revision, opened, wallet_id, kind, created_at,
                    terms, closed_at, door, refund_owed)
                VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
                """)
            changedGrant = try connection.prepare(
                """
                INSERT INTO grants (customer, id, revision, opened, wallet_id, kind, created_at,
                    terms, closed_at, door, refund_owed)
                SELECT customer, id, ?3, 0, wallet_id, kind, created_at, coalesce(?4, terms),
                    CASE WHEN ?5 THEN closed_at ELSE ?6 END, CASE WHEN ?5 THEN door ELSE ?7 END,
                    max(refund_owed, ?8)
                FROM grants WHERE customer = ?1 AND id = ?2 ORDER BY revision DESC LIMIT 1
                """)
            hold = try connection.prepare(
                "INSERT INTO holds (customer, id, revision) VALUES (?, ?, ?)")
            charge = try connection.prepare(
                "INSERT INTO charges (customer, transaction_id, grant_id) VALUES (?, ?, ?)")
            failedCharge = try connection.prepare(
                """
                UPDATE charges SET failed = 1
                WHERE customer = ? AND transaction_id = ? AND attempt > 0
                """)
            settledCharge = try connection.prepare(
                """
                DELETE FROM charges
                WHERE customer = ? AND transaction_id = ? AND NOT (?3 AND attempt > 0)
                """)
        }

        /// Writes what an entry made of each thing; nearly every entry made nothing of any.
        func write(_ row: EntryRow) throws(StoreError) {
            for wallet in row.wallets { try write(wallet, of: row) }
            for grant in row.grants { try write(grant, of: row) }
            for ended in row.endedHolds {
                try hold.insert { statement in
                    statement.bind(row.customer)
                    statement.bind(ended)
                    statement.bind(row.revision)
                }
            }
            for new in row.newCharges {
                try charge.insert { statement in
                    statement.bind(row.customer)
                    statement.bind(new.transaction)
                    statement.bind(new.grant)
                }
            }
            for answered in row.answeredCharges { try write(answered, of: row) }
        }

        private func write(
            _ version: WalletVersion, of row: EntryRow
        ) throws(StoreError) {
            let statement = version.isOpening ? openedWallet : changedWallet
            try statement.insert { statement in
                statement.bind(row.customer)
                statement.bind(version.id)
                statement.bind(row.revision)
                if version.isOpening { statement.bind(version.createdAt) }
                statement.bind(version.status?.rawValue)
                statement.bind(version.endedAt)
                statement.bind(version.terms)
                statement.bind(version.rules)
            }
        }

        private func write(
            _ version: GrantVersion, of row: EntryRow
        ) throws(StoreError) {
            let (closedAt, door): (Instant?, GrantDoor?) =
                if case .set(let at, let door) = version.closure { (at, door) } else { (nil, nil) }
            let statement = version.isOpening ? openedGrant : changedGrant
            try statement.insert { statement in
                statement.bind(row.customer)
                statement.bind(version.id)
                statement.bind(row.revision)
                if version.isOpening {
                    statement.bind(version.wallet)
                    statement.bind(version.kind?.rawValue)
                    statement.bind(version.createdAt)
                }
                statement.bind(version.terms)
                if !version.isOpening { statement.bind(version.closure == .keep) }
                statement.bind(closedAt)
                statement.bind(door?.rawValue)
                statement.bind(version.isRefundOwed)
            }
        }

        /// A charge that failed after it was leased stays listed until that is accounted for (S19).
        private func write(
            _ answer: ChargeAnswer, of row: EntryRow
        ) throws(StoreError) {
            if answer.failed {
                try failedCharge.insert { statement in
                    statement.bind(row.customer)
                    statement.bind(answer.transaction)
                }
            }
            try settledCharge.insert { statement in
                statement.bind(row.customer)
                statement.bind(answer.transaction)
                statement.bind(answer.failed)
            }
        }
    }
#endif
