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

        @Test(
            "a file that two stores have open keeps each clause of the contract",
            arguments: StoreConformance.ofForwarding)
        func conformsTwice(_ clause: StoreConformance.Clause) async throws {
            let desk = try SQLiteDesk()
            let suite = StoreConformance {
                let first = try await desk.store()
                guard let path = first.path else { return first }
                return RotatingStore(first, try await SQLiteStore(path: path))
            }
            let findings = await suite.run(clause)
            #expect(findings == [], "\(findings)")
        }
    }
#endif
