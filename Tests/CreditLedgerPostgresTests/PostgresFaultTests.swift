#if Postgres
    import CreditLedger
    import CreditLedgerTesting
    import Testing

    @testable import CreditLedgerPostgres

    extension PostgresTests {
        /// Connections that die, servers that refuse, and clocks that are wrong.
        @Suite("Faults on PostgreSQL")
        struct PostgresFaultTests {
            /// Ends the back ends of a schema's store, told apart by their application's name.
            private static func terminate(_ application: String) async throws -> Int {
                try await TestServer.texts(
                    """
                    SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
                    WHERE application_name = '\(application)'
                    """
                ).count
            }

            private static func url(_ application: String) throws -> String {
                let settings = try ConnectionString(
                    TestServer.url, connectTimeout: .seconds(10)
                ).settings
                return settings.filter { $0.keyword != "application_name" }
                    .map { "\($0.keyword)='\($0.value)' " }.joined()
                    + "application_name='\(application)'"
            }

            @Test("a connection that died while it was idle is replaced, and no call notices")
            func idleDeath() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let store = try await schemas.store(in: name, as: Self.url(name))
                    let customer = try CustomerID("acme")
                    try await Till(store).open(customer, paid: 100)
                    for round in 1...5 {
                        #expect(try await Self.terminate(name) > 0)
                        var gone = false
                        while !gone {
                            // One that was just being opened may have been missed.
                            _ = try await Self.terminate(name)
                            gone = try await TestServer.texts(
                                "SELECT 'x' FROM pg_stat_activity "
                                    + "WHERE application_name = '\(name)'"
                            ).isEmpty
                        }
                        let loaded = try await store.load(
                            customer, recalling: .nothing, unless: nil)
                        #expect(loaded.revision == Int64(round))
                        try await Till(store).drawDown(1, from: customer, invoice: "in \(round)")
                    }
                }
            }

            @Test("R11.3: back ends that die under load lose nothing and do nothing twice")
            func deathUnderLoad() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let store = try await schemas.store(in: name, as: Self.url(name))
                    let till = Till(store)
                    let customers = try (0..<8).map { try CustomerID("customer \($0)") }
                    for customer in customers { try await till.open(customer, paid: 1_000) }
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for customer in customers {
                            group.addTask {
                                for number in 1...60 {
                                    try await till.drawDown(
                                        1, from: customer, invoice: "in \(number)")
                                }
                            }
                        }
                        group.addTask {
                            for _ in 1...12 {
                                _ = try await Self.terminate(name)
                                try await Task.sleep(for: .milliseconds(20))
                            }
                        }
                        try await group.waitForAll()
                    }
                    for customer in customers {
                        #expect(try await till.settled(of: customer) == "940")
                        let loaded = try await store.load(
                            customer, recalling: .nothing, unless: nil)
                        #expect(loaded.revision == 61)
                    }
                    #expect(try await till.ledger.verify().differences == [])
                }
            }

            @Test("a lock that is held too long is unavailable, and no hang")
            func statementTimeout() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let store = try await schemas.store(in: name) {
                        $0.statementTimeout = .milliseconds(200)
                    }
                    let till = Till(store)
                    let customer = try CustomerID("acme")
                    try await till.open(customer, paid: 100)
                    let gate = Gate()
                    async let holding: Void = TestServer.onThread { () throws(StoreError) in
                        let connection = try TestServer.connection(in: name)
                        try connection.runScript("BEGIN; LOCK TABLE entries IN EXCLUSIVE MODE")
                        gate.open("locked")
                        gate.wait("tried")
                    }
                    try await gate.passed("locked")
                    let error = await #expect(throws: LedgerError.self) {
                        try await till.drawDown(1, from: customer, invoice: "in 1")
                    }
                    #expect(error?.code == "unavailable")
                    gate.open("tried")
                    try await holding
                    try await till.drawDown(1, from: customer, invoice: "in 1")
                    #expect(try await till.settled(of: customer) == "99")
                }
            }

            @Test("R2.1: a host whose clock is a day off gets nothing done until it is mended")
            func wrongClock() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let now = SystemClock().now
                    let clock = ManualClock(now)
                    let store = try await schemas.store(in: name) {
                        ($0.clock, $0.clockTolerance, $0.clockInterval) = (
                            clock, .seconds(60), .zero
                        )
                    }
                    let customer = try CustomerID("acme")
                    #expect(
                        try await store.load(customer, recalling: .nothing, unless: nil).revision
                            == 0)
                    for seconds in [86_400, -86_400, 120, -120] as [Int64] {
                        clock.set(SystemClock().now.adding(seconds: seconds))
                        for _ in 1...2 {
                            let error = await #expect(throws: StoreError.self, "\(seconds)") {
                                try await store.load(customer, recalling: .nothing, unless: nil)
                            }
                            #expect(error?.kind == .misconfigured)
                            #expect(error?.message.contains("clock") == true)
                        }
                    }
                    clock.set(SystemClock().now.adding(seconds: 20))
                    #expect(
                        try await store.load(customer, recalling: .nothing, unless: nil).revision
                            == 0)
                    let late = ManualClock(now.adding(seconds: 86_400))
                    let error = await #expect(throws: StoreError.self) {
                        try await schemas.store(in: name) {
                            ($0.clock, $0.clockTolerance) = (late, .seconds(60))
                        }
                    }
                    #expect(error?.kind == .misconfigured)
                }
            }

            @Test(
                "R10.2: what was changed behind the store's back is found and named",
                arguments: [
                    "UPDATE transactions SET credits = credits + 1 WHERE kind = 'applied'",
                    "UPDATE transactions SET remaining = remaining - 1 WHERE kind = 'applied'",
                    "UPDATE transactions SET amount = amount + 1 WHERE kind = 'applied'",
                    "DELETE FROM transactions WHERE revision = 2",
                    "UPDATE entries SET key = 'other' WHERE revision = 2",
                    "UPDATE entries SET invoice = 'other' WHERE revision = 2",
                    "UPDATE entries SET content = '{}' WHERE revision = 2",
                    "DELETE FROM entries WHERE revision = 2",
                    "UPDATE transactions SET revision = 3 WHERE revision = 2",
                ])
            func tampering(_ change: String) async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let till = Till(try await schemas.store(in: name))
                    let customer = try CustomerID("acme")
                    try await till.open(customer, paid: 100)
                    try await till.drawDown(5, from: customer, invoice: "in 1")
                    try await till.drawDown(7, from: customer, invoice: "in 2")
                    #expect(try await till.ledger.verify().isClean)
                    try await TestServer.run(
                        "SET search_path = \(name); "
                            + "SET session_replication_role = replica; \(change)"
                    )
                    do {
                        let result = try await till.ledger.verify(customer)
                        #expect(result.differences.first?.customer == customer, "\(change)")
                    } catch let error as LedgerError {
                        #expect(error.code == "corrupt", "\(change)")
                        #expect("\(error)".contains("acme"), "\(error)")
                    }
                }
            }
        }
    }
#endif
