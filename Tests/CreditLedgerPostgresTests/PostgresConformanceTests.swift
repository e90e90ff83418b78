#if Postgres
    import CreditLedger
    import CreditLedgerPostgres
    import CreditLedgerTesting
    import Testing

    extension PostgresTests {
        @Suite("The PostgreSQL store's contract")
        struct PostgresConformanceTests {
            @Test("keeps every clause", arguments: StoreConformance.clauses)
            func conforms(_ clause: StoreConformance.Clause) async throws {
                let findings = try await TestServer.withSchemas { schemas in
                    await StoreConformance { try await schemas.store() }.run(clause)
                }
                #expect(findings == [])
            }
        }
    }
#endif
