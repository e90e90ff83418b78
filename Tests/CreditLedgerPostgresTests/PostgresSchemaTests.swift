#if Postgres
    import CreditLedger
    import CreditLedgerTesting
    import Testing

    @testable import CreditLedgerPostgres

    extension PostgresTests {
        /// What the database itself keeps anybody from doing.
        @Suite("The schema on PostgreSQL")
        struct PostgresSchemaTests {
            @Test("the names of schemas and roles are quoted, whatever they are")
            func quoting() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name() + " \"Ledger\"; DROP"
                    let store = try await schemas.store(in: name)
                    let till = Till(store)
                    let customer = try CustomerID("O'Hara \"x\" ; --")
                    try await till.open(customer, paid: 5)
                    #expect(try await till.settled(of: customer) == "5")
                    await store.close()
                    try await TestServer.run("DROP SCHEMA \(PostgresSchema.quoted(name)) CASCADE")
                }
            }

            @Test(
                "a schema that is newer, older, missing or another's is misconfigured",
                arguments: [
                    ("UPDATE store SET version = 99", true, "version 99"),
                    ("UPDATE store SET version = 99", false, "version 99"),
                    ("DELETE FROM store", false, "does not exist"),
                    ("ALTER TABLE store RENAME TO shop", false, "does not exist"),
                    ("ALTER TABLE store RENAME COLUMN version TO number", true, "not the one"),
                ])
            func otherVersions(_ change: String, _ migrates: Bool, _ phrase: String) async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    try await schemas.store(in: name).close()
                    try await TestServer.run("SET search_path = \(name); \(change)")
                    let error = await #expect(throws: StoreError.self) {
                        try await schemas.store(in: name) { $0.migrates = migrates }
                    }
                    #expect(error?.kind == .misconfigured)
                    #expect(error?.message.contains(phrase) == true, "\(String(describing: error))")
                }
            }

            @Test(
                "a name that no schema of its own can have is misconfigured",
                arguments: [
                    "", "public", "pg_catalog", String(repeating: "x", count: 64),
                ])
            func badNames(_ name: String) async throws {
                let error = await #expect(throws: StoreError.self) {
                    try await PostgresStore(TestServer.url, configuration: .init(schema: name))
                }
                #expect(error?.kind == .misconfigured)
            }

            @Test("nobody, not even the owner, changes or deletes a row of the journal")
            func triggers() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    try await History.write(to: try await schemas.store(in: name))
                    try await TestServer.run(
                        "SET search_path = \(name); "
                            + "INSERT INTO bases SELECT customer, id, revision FROM entries LIMIT 1"
                    )
                    for table in SchemaTables.journalTables {
                        for change in [
                            "UPDATE \(table) SET revision = revision", "DELETE FROM \(table)",
                            "TRUNCATE \(table) CASCADE",
                        ] {
                            let error = await #expect(throws: StoreError.self, "\(change)") {
                                try await TestServer.run("SET search_path = \(name); \(change)")
                            }
                            #expect(error?.underlying?.contains("23001") == true, "\(change)")
                        }
                    }
                }
            }

            @Test("an application role can do a host's work, and can't change the journal")
            func applicationRole() async throws {
                try await TestServer.withSchemas { schemas in
                    let (name, role) = (schemas.name(), schemas.name() + "_role")
                    try await TestServer.run("CREATE ROLE \(role) LOGIN PASSWORD 'open sesame'")
                    schemas.alsoDrop(role: role)
                    let owner = try await schemas.store(in: name) { $0.applicationRole = role }
                    let url = try TestServer.url(as: role)
                    let host = try await schemas.store(in: name, as: url) { $0.migrates = false }
                    let (till, customer) = (Till(host), try CustomerID("acme"))
                    try await till.open(customer, paid: 100)
                    for number in 1...70 {
                        try await till.drawDown(1, from: customer, invoice: "\(number)")
                    }
                    try await host.reschedule(customer, to: .latest, at: 71)
                    #expect(try await host.due(by: .latest, after: nil, limit: 10).count == 1)
                    #expect(try await Ledger(store: host).verify().isClean)
                    #expect(try await Ledger(store: owner).verify().isClean)
                    let tables = SchemaTables.journalTables
                    let changes =
                        tables.map { "UPDATE \($0) SET revision = 1" }
                        + tables.map { "DELETE FROM \($0)" }
                        + tables.map { "TRUNCATE \($0) CASCADE" }
                        + [
                            "UPDATE store SET version = 2", "CREATE TABLE mine (a int)",
                            "ALTER TABLE entries DISABLE TRIGGER ALL", "DROP TABLE books",
                        ]
                    for change in changes {
                        let error = await #expect(throws: StoreError.self, "\(change)") {
                            try await TestServer.run(
                                "SET search_path = \(name); \(change)", as: url)
                        }
                        #expect(error?.underlying?.contains("42501") == true, "\(change)")
                    }
                }
            }

            @Test(
                "R10.2: what breaks an invariant within a row is refused by the database",
                arguments: [
                    "INSERT INTO entries SELECT sequence, xid, customer, 40, 38, id, last_id, "
                        + "instant, command, NULL, NULL, NULL, content "
                        + "FROM entries WHERE revision = 1",
                    "INSERT INTO entries SELECT sequence, xid, customer, 40, 39, id, last_id, "
                        + "instant, NULL, NULL, NULL, NULL, content "
                        + "FROM entries WHERE revision = 1",
                    "INSERT INTO entries SELECT sequence, xid, customer, 1, NULL, id, last_id, "
                        + "instant, NULL, NULL, NULL, NULL, content "
                        + "FROM entries WHERE revision = 1",
                    "INSERT INTO entries SELECT sequence, xid, 'other', 1, NULL, id, last_id, "
                        + "instant, 'drawDown', NULL, NULL, NULL, content "
                        + "FROM entries WHERE revision = 1",
                    transaction("kind = 'stolen'"), transaction("status = 'pending'"),
                    transaction("grant_kind = 'paid', kind = 'granted'"),
                    transaction("credits = -1"), transaction("remaining = issued + 1"),
                    transaction("remaining = -1"), transaction("line = NULL"),
                    transaction("amount = -1"),
                    transaction("revision = 99"), transaction("undoes = id"),
                    transaction("position = -1"),
                    transaction("credits = NULL"),
                ])
            func checks(_ change: String) async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    try await History.write(to: try await schemas.store(in: name))
                    let error = await #expect(throws: StoreError.self) {
                        try await TestServer.run("SET search_path = \(name); \(change)")
                    }
                    #expect(
                        error?.underlying?.contains("SQLSTATE 23") == true,
                        "\(error?.underlying ?? "")"
                    )
                }
            }

            /// Inserts a copy of an application with some columns changed.
            private static func transaction(_ changes: String) -> String {
                """
                CREATE TEMP TABLE copied ON COMMIT DROP AS
                    SELECT * FROM transactions WHERE kind = 'applied' LIMIT 1;
                UPDATE copied SET position = 77, again = true;
                UPDATE copied SET \(changes);
                INSERT INTO transactions SELECT * FROM copied;
                """
            }

            @Test("R10: the views tell the balances that the ledger tells")
            func views() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let clock = ManualClock(Workload.start)
                    let ledger = Ledger(store: try await schemas.store(in: name), clock: clock)
                    for seed in 1...4 as ClosedRange<UInt64> {
                        clock.set(Workload.start)
                        try await Workload.run(seed: seed, steps: 60, on: ledger, clock: clock)
                    }
                    var expected: [String] = []
                    for customer in try await ledger.store.customers(after: nil, limit: 100) {
                        // What the clock has made fall due has to stand in the journal too.
                        _ = try await ledger.advance(customer)
                        let snapshot = try await ledger.snapshot(of: customer)
                        for (wallet, balance) in zip(snapshot.wallets, snapshot.balances) {
                            let sum = balance.settled + balance.scheduled + balance.closing
                            expected.append("\(wallet.id) \(sum)")
                        }
                    }
                    let found = try await TestServer.texts(
                        """
                        SELECT wallet || ' ' || trim_scale(sum(remaining)) FROM \(name).balances
                        GROUP BY wallet
                        """)
                    // A wallet without credits, or one that has ended, stands on one side only.
                    let differences = Set(expected).symmetricDifference(found)
                    #expect(differences.filter { !$0.hasSuffix(" 0") } == [])
                    #expect(found.count > 3)
                    let unbalanced = try await TestServer.texts(
                        """
                        SELECT customer FROM \(name).trial_balance GROUP BY customer, wallet
                        HAVING sum(debits) <> sum(credits)
                        """)
                    #expect(unbalanced == [])
                    for view in ["transfers", "wallet_terms", "grant_terms", "trial_balance"] {
                        let rows = try await TestServer.texts(
                            "SELECT count(*)::text FROM (SELECT * FROM \(name).\(view)) v")
                        #expect(rows != ["0"], "\(view)")
                    }
                }
            }
        }
    }
#endif
