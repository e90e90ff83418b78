#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    import CreditLedgerTesting
    import Testing

    /// For the thread sanitizer; ``SQLiteConformanceTests`` proves the whole contract.
    @Suite("SQLite: races")
    struct SQLiteRaceTests {
        @Test(
            "a store keeps each clause that several callers could break",
            arguments: StoreConformance.races, SQLitePlace.allCases)
        func conforms(_ clause: StoreConformance.Clause, _ place: SQLitePlace) async throws {
            let desk = try SQLiteDesk()
            let findings = await StoreConformance { try await place.store(on: desk) }.run(clause)
            #expect(findings == [], "\(findings)")
        }
    }
#endif
