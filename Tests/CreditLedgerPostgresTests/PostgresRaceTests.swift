#if Postgres
    import CreditLedger
    import CreditLedgerSQL
    import Testing

    @testable import CreditLedgerPostgres
    @testable import CreditLedgerTesting

    extension PostgresTests {
        /// Two transactions that meet at one moment.
        @Suite("Races on PostgreSQL")
        struct PostgresRaceTests {
            @Test(
                "each clause that several callers could break is kept",
                arguments: StoreConformance.races)
            func conforms(_ clause: StoreConformance.Clause) async throws {
                let findings = try await TestServer.withSchemas { schemas in
                    await StoreConformance { try await schemas.store() }.run(clause)
                }
                #expect(findings == [])
            }

            @Test("S19, S22: a charge that fails while its lease is being granted stays listed")
            func leaseBesideFailure() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let store = try await schemas.store(in: name)
                    let ids = TimeOrderedIDs(seed: 1)
                    var journal = try SampleJournal("acme", ids: ids)
                    try journal.open()
                    try journal.topUp(10, payment: .chargeAutomatically)
                    #expect(try await store.commit(journal.commit(2)) == .committed)
                    let charge = try #require(journal.charges.first)
                    let holder: LeaseID = ids.next(at: .earliest, after: nil).with(ordinal: 1)
                    try journal.settle(charge.grant, fails: true)
                    let failure = journal.commit()

                    let gate = Gate()
                    async let granted: Void = TestServer.onThread { () throws(StoreError) in
                        let connection = try TestServer.connection(in: name)
                        try connection.runScript("BEGIN ISOLATION LEVEL READ COMMITTED")
                        try connection.runScript(
                            "UPDATE charges SET attempt = 1, holder = '\(holder)', "
                                + "lease_end = now() + interval '1 hour'")
                        gate.open("asked")
                        gate.wait("failing")
                        try connection.runScript("COMMIT")
                    }
                    try await gate.passed("asked")
                    async let outcome = store.commit(failure)
                    // It waits for the lease, which others see as a lock that is not granted.
                    while try await TestServer.texts(
                        "SELECT 'x' FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
                            + "AND query LIKE '%append%'"
                    ).isEmpty {}
                    gate.open("failing")
                    try await granted
                    #expect(try await outcome == .committed)
                    #expect(try await store.charges(after: nil, limit: 10) == [charge])
                    try await store.dropCharge(charge.transaction, of: charge.customer, by: holder)
                    #expect(try await store.charges(after: nil, limit: 10) == [])
                }
            }

            @Test("S17: a commit that comes too early takes none of its neighbours with it")
            func lateNeighbour() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let store = try await schemas.store(in: name) { $0.connections = 1 }
                    let ids = TimeOrderedIDs(seed: 2)
                    var late = try SampleJournal("z", ids: ids)
                    try late.open()
                    #expect(try await store.commit(late.commit()) == .committed)
                    try late.touch()
                    let tooEarly = late.commit()
                    // As if it had been written by a transaction that is still to come.
                    try await TestServer.run(
                        "SET search_path = \(name); SET session_replication_role = replica; "
                            + "UPDATE entries SET xid = xid + 1000000")
                    for round in 0..<20 {
                        var neighbour = try SampleJournal("a \(round)", ids: ids)
                        try neighbour.open()
                        let commit = neighbour.commit()
                        async let refused: StoreError? = Self.error(of: tooEarly, store)
                        async let written = store.commit(commit)
                        #expect(try await written == .committed)
                        #expect(await refused?.kind == .unavailable)
                    }
                }
            }

            private static func error(of commit: Commit, _ store: PostgresStore) async
                -> StoreError?
            {
                do throws(StoreError) {
                    _ = try await store.commit(commit)
                    return nil
                } catch {
                    return error
                }
            }
        }
    }
#endif
