#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    import CreditLedgerTesting
    import Foundation
    import Testing

    @Suite("SQLite: scenarios")
    struct SQLiteScenarioTests {
        static let folder = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Scenarios")

        static let names = (Scenario.files(at: folder) ?? []).map {
            $0.deletingPathExtension().lastPathComponent
        }

        @Test("the scenario files are found")
        func found() {
            #expect(Self.names.count > 30)
        }

        @Test(
            "every scenario passes on a file and in memory", arguments: names,
            SQLitePlace.allCases)
        func passes(_ name: String, _ place: SQLitePlace) async throws {
            let desk = try SQLiteDesk()
            let file = Self.folder.appendingPathComponent(name + ".json")
            let report = await ScenarioRunner { try await place.store(on: desk) }.report(on: file)
            #expect(report.result == .passed, "\(report)")
        }
    }
#endif
