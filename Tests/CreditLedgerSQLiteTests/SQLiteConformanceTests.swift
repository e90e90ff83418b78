#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    import CreditLedgerTesting
    import Testing

    @Suite("SQLite: conformance")
    struct SQLiteConformanceTests {
        @Test(
            "a store keeps each clause of the contract", arguments: StoreConformance.clauses,
            SQLitePlace.allCases)
        func conforms(_ clause: StoreConformance.Clause, _ place: SQLitePlace) async throws {
            let desk = try SQLiteDesk()
            let suite = StoreConformance { try await place.store(on: desk) }
            let findings = await suite.run(clause)
            #expect(findings == [], "\(findings)")
        }
    }
#endif
