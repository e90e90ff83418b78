#if SQLite
    import CreditLedger
    import CreditLedgerSQL
    import CreditLedgerTesting
    import Testing

    @testable import CreditLedgerSQLite

    @Suite("SQLite: schema and views")
    struct SQLiteSchemaTests {
        /// A file with a seeded history in it.
        private static func history(_ seed: UInt64, on desk: SQLiteDesk) async throws -> SQLiteStore
        {
            let store = try await desk.store()
            let clock = ManualClock(Workload.start)
            let ledger = Ledger(store: store, clock: clock, ids: TimeOrderedIDs(seed: 1))
            try await Workload.run(seed: seed, steps: 100, on: ledger, clock: clock)
            return store
        }

        @Test(
            "R10.3: the views of balances and of the trial balance say what the ledger says",
            arguments: 1...6 as ClosedRange<UInt64>)
        func views(_ seed: UInt64) async throws {
            let desk = try SQLiteDesk()
            let store = try await Self.history(seed, on: desk)
            let connection = try store.beside()
            var trial: [String] = []
            var balances: [String] = []
            for wallet in try await Ledger(store: store).trialBalance().wallets {
                for row in wallet.rows where row.debits > 0 || row.credits > 0 {
                    trial.append("\(wallet.wallet) \(row.account) \(row.debits) \(row.credits)")
                    guard row.account.isWallet else { continue }
                    let kind = row.account == .walletPaid ? GrantKind.paid : .granted
                    balances.append("\(wallet.wallet) \(kind) \(row.balance)")
                }
            }
            #expect(!balances.isEmpty)
            let foundTrial = try connection.texts(
                """
                SELECT wallet || ' ' || account || ' ' || debits || ' ' || credits
                FROM trial_balance
                """)
            #expect(foundTrial.sorted() == trial.sorted())
            let foundBalances = try connection.texts(
                "SELECT wallet || ' ' || kind || ' ' || remaining FROM balances")
            #expect(foundBalances.sorted() == balances.sorted())
        }

        @Test(
            "R10.1: the view of transfers names the accounts, ids and instants as the ledger does")
        func transfers() async throws {
            let desk = try SQLiteDesk()
            let store = try await Self.history(3, on: desk)
            var expected: [String] = []
            for item in try await store.feed(after: nil, limit: .max) {
                for transfer in item.entry.transactions where transfer.status == .settled {
                    let movement = transfer.movement
                    let line = transfer.application.map {
                        " \($0.invoice) \($0.line) \(GridNumber.text($0.amount.units)) "
                            + $0.amount.currency.code
                    }
                    expected.append(
                        """
                        \(item.entry.id) \(item.entry.instant.milliseconds) \(transfer.id) \
                        \(transfer.grant) \(movement.debit) \(movement.credit) \
                        \(transfer.credits)\(line ?? "")
                        """)
                }
            }
            let found = try store.beside().texts(
                """
                SELECT entry || ' ' || cast(round((julianday(instant) - 2440587.5) * 86400000)
                        AS INTEGER) || ' ' || "transaction" || ' ' || "grant" || ' ' || debit
                    || ' ' || credit || ' ' || credits
                    || coalesce(' ' || invoice || ' ' || line || ' ' || amount || ' ' || currency,
                        '')
                FROM transfers
                """)
            #expect(found.sorted() == expected.sorted())
            #expect(expected.count > 20)
        }

        @Test("the views of terms have a row for each wallet and grant, with the latest terms")
        func terms() async throws {
            let desk = try SQLiteDesk()
            let store = try await Self.history(4, on: desk)
            let connection = try store.beside()
            let customer = try #require(try await store.customers(after: nil, limit: 1).first)
            let wallets = try await Ledger(store: store).wallets(
                WalletQuery(customer: customer, page: PageRequest(.newest, limit: 100))
            ).items
            let found = try connection.texts(
                """
                SELECT wallet || ' ' || coalesce(name, '') || ' ' || currency || ' ' || rate
                    || ' ' || priority || ' ' || grace_seconds || ' '
                    || coalesce(external_id, '-') || ' ' || coalesce(minimum_top_up, '-')
                FROM wallet_terms
                """)
            let expected = wallets.map { wallet in
                let terms = wallet.terms
                let minimum = terms.limits.minimum.map { "\($0)" } ?? "-"
                return """
                    \(wallet.id) \(terms.name) \(terms.currency.code) \(terms.rate) \
                    \(terms.priority) \(terms.graceSeconds) \(terms.externalID ?? "-") \(minimum)
                    """
            }
            #expect(found.sorted() == expected.sorted())

            let grants = try await store.grants(
                StoredGrantQuery(page: PageRequest(.newest, limit: 100)))
            let foundGrants = try connection.texts(
                """
                SELECT "grant" || ' ' || wallet || ' ' || kind || ' ' || issued || ' ' || cost_basis
                    || ' ' || currency || ' ' || coalesce(door, 'open')
                FROM grant_terms
                """)
            let expectedGrants = grants.items.map { grant in
                let terms = grant.record.terms
                let basis = terms.costBasis
                return """
                    \(grant.record.id) \(grant.record.wallet) \(terms.kind) \(terms.issued) \
                    \(GridNumber.text(basis.units)) \(basis.currency.code) \
                    \(grant.record.closure.map { "\($0.door)" } ?? "open")
                    """
            }
            #expect(!grants.hasMore)
            #expect(foundGrants.sorted() == expectedGrants.sorted())
        }

        @Test("R1.1: sums carry from the fraction to the whole, and do not overflow")
        func carries() throws {
            let connection = try SQLiteSchema.openWriter(.memory, busyMilliseconds: 0)
            try connection.execute(SQLStatement("PRAGMA foreign_keys = OFF"))
            // A hundred thousand grants of nearly the most, of which nearly all is left.
            try connection.execute(
                SQLStatement(
                    """
                    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n LIMIT 90000)
                    INSERT INTO transactions
                    SELECT 'acme', randomblob(16), n, 0, 0, 'granted', 'settled', zeroblob(16),
                        zeroblob(16), 'granted', 99999999999999, 999999999999, 99999999999999,
                        999999999999, 99999999999999, 999999999999, NULL, NULL, NULL, NULL, NULL,
                        NULL
                    FROM n
                    UNION ALL
                    SELECT 'acme', randomblob(16), n, 1, 0, 'expired', 'settled', zeroblob(16),
                        zeroblob(16), 'granted', 0, 2, 99999999999999, 999999999999, 0, 0, NULL,
                        NULL, NULL, NULL, NULL, NULL
                    FROM n
                    """))
            // 90,000 times 10^14 less 3 * 10^-12.
            let left = "8999999999999999999.99999973"
            #expect(try connection.texts("SELECT remaining FROM balances") == [left])
            #expect(
                try connection.texts(
                    "SELECT account || ' ' || debits || ' ' || credits FROM trial_balance "
                        + "ORDER BY 1"
                )
                    == [
                        "expirations 0 0.00000018", "promotions 8999999999999999999.99999991 0",
                        "walletGranted 0.00000018 8999999999999999999.99999991",
                    ])
        }

        @Test("R11.1: no row of the journal is changed or deleted")
        func triggers() async throws {
            let desk = try SQLiteDesk()
            let store = try await Self.history(2, on: desk)
            let file = try RawFile(store.path ?? "")
            try file.run(
                """
                INSERT INTO bases SELECT customer, zeroblob(16), 1 FROM entries LIMIT 1;
                INSERT INTO holds SELECT customer, zeroblob(16), 1 FROM entries LIMIT 1;
                """)
            for table in SQLiteSchema.journal {
                for text in ["UPDATE \(table) SET revision = revision", "DELETE FROM \(table)"] {
                    let error = #expect(throws: RawFile.Refused.self) { try file.run(text) }
                    #expect(error?.description == "the journal is never changed", "\(text)")
                }
            }
        }

        @Test(
            "R10.2: rows that contradict themselves or refer to nothing are refused",
            arguments: [
                "wallets: status = 'closed'", "wallets: ended_at = 5", "wallets: opened = 2",
                "wallets: id = x'01'", "wallets: terms = NULL", "wallets: revision = 100000",
                "wallets: customer = 'nobody'", "grants: kind = 'free'",
                "grants: door = 'lost', closed_at = 1", "grants: closed_at = 1, door = NULL",
                "grants: door = 'voided', closed_at = NULL", "grants: refund_owed = 2",
                "grants: wallet_id = x''", "grants: revision = 0", "grants: customer = 'nobody'",
            ])
        func checks(_ change: String) async throws {
            let desk = try SQLiteDesk()
            let store = try await Self.history(2, on: desk)
            let parts = change.split(separator: ": ")
            let table = parts[0]
            let file = try RawFile(store.path ?? "")
            try file.run(
                """
                PRAGMA foreign_keys = ON;
                CREATE TEMP TABLE one AS SELECT * FROM \(table) WHERE opened LIMIT 1;
                UPDATE one SET revision = 2, opened = 0;
                """)
            // Without the change the row would be taken.
            try file.run("BEGIN; INSERT OR IGNORE INTO \(table) SELECT * FROM one; ROLLBACK")
            try file.run("UPDATE one SET \(parts[1])")
            #expect(throws: RawFile.Refused.self) {
                try file.run("INSERT INTO \(table) SELECT * FROM one")
            }
        }

        @Test("R10.2: a row that was changed behind the store's back is named by verify")
        func tampering() async throws {
            let desk = try SQLiteDesk()
            let store = try await Self.history(5, on: desk)
            let customer = try #require(try await store.customers(after: nil, limit: 1).first)
            #expect(try await Ledger(store: store).verify().isClean)
            let file = try RawFile(store.path ?? "")
            try file.run("DROP TRIGGER transactions_refuse_update")
            let changed = try file.run(
                """
                UPDATE transactions SET remaining_fraction = remaining_fraction + 1
                WHERE kind = 'applied' AND remaining_whole < issued_whole AND id = (
                    SELECT max(id) FROM transactions
                    WHERE kind = 'applied' AND remaining_whole < issued_whole)
                """)
            #expect(changed > 0)
            let result = try await Ledger(store: store).verify()
            #expect(Set(result.differences.map(\.customer)) == [customer])
            #expect(try await store.check() == [])
        }

        @Test("a row that refers to nothing is found by the check of the file")
        func check() async throws {
            let desk = try SQLiteDesk()
            let store = try await Self.history(2, on: desk)
            #expect(try await store.check() == [])
            let file = try RawFile(store.path ?? "")
            try file.run("INSERT INTO holds VALUES ('nobody', zeroblob(16), 7)")
            #expect(
                try await store.check() == [
                    "rows of holds that refer to no row of entries: 1"
                ])
        }
    }
#endif
