#if Postgres
    import CreditLedger
    import CreditLedgerPostgres
    import Foundation
    import Testing

    @testable import CreditLedgerTesting

    extension PostgresTests {
        /// Several hosts, each with a store of its own, on one schema.
        @Suite("Several hosts on PostgreSQL")
        struct PostgresHostsTests {
            @Test(
                "what one host commits every other knows at once",
                arguments: ["S4", "S5", "S6", "S8", "S16", "S17", "S18", "S20", "S21"])
            func clauses(_ number: String) async throws {
                let clause = try #require(StoreConformance.clauses.first { $0.number == number })
                let findings = try await TestServer.withSchemas { schemas in
                    await StoreConformance {
                        let name = schemas.name()
                        return RotatingStore(
                            try await schemas.store(in: name), try await schemas.store(in: name),
                            try await schemas.store(in: name) { $0.connections = 1 })
                    }.run(clause)
                }
                #expect(findings == [])
            }

            @Test("R11.3: of the same command at four hosts one is done, and all get its outcome")
            func sameCommandEverywhere() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let hosts = try await Till.hosts(4, of: schemas, in: name)
                    let customers = try (0..<6).map { try CustomerID("customer \($0)") }
                    for customer in customers { try await hosts[0].open(customer, paid: 1_000) }
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for host in hosts {
                            for customer in customers {
                                group.addTask {
                                    for number in 1...10 {
                                        try await host.drawDown(
                                            7, from: customer, invoice: "in \(number)")
                                    }
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                    for host in hosts {
                        for customer in customers {
                            #expect(try await host.settled(of: customer) == "930")
                        }
                        let result = try await host.ledger.verify()
                        #expect(result.differences == [])
                        #expect(result.transactions == 6 * 11)
                    }
                }
            }

            @Test("ten hosts that start at once make one schema")
            func startingAtOnce() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<10 {
                            group.addTask { _ = try await schemas.store(in: name) }
                        }
                        try await group.waitForAll()
                    }
                    let rows = try await TestServer.texts("SELECT version::text FROM \(name).store")
                    #expect(rows == ["1"])
                }
            }

            @Test("S16: what a commit says is due earlier is never lost to a sweep beside it")
            func rescheduleBesideCommits() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let (one, other) = (
                        try await schemas.store(in: name), try await schemas.store(in: name)
                    )
                    let late = try Instant(milliseconds: 3_000_000_000_000)
                    for round in 1...30 {
                        var begun = try SampleJournal(
                            "customer \(round)", ids: TimeOrderedIDs(seed: UInt32(round)))
                        try begun.open()
                        _ = try await one.commit(begun.commit(nextDue: late))
                        try begun.topUp(5)
                        let (customer, commit) = (
                            begun.customer, begun.commit(nextDue: late.adding(seconds: -60))
                        )
                        async let sweep: Void = other.reschedule(
                            customer, to: late.adding(seconds: 60), at: 1)
                        async let written = one.commit(commit)
                        #expect(try await written == .committed)
                        try await sweep
                        let due = try await one.due(
                            by: late.adding(seconds: -60), after: nil, limit: 100)
                        #expect(due.map(\.customer).contains(customer), "round \(round)")
                    }
                }
            }
        }
    }
#endif
