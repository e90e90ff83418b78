#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    import Foundation
    import Synchronization

    /// A folder for the files of one test, which goes with it.
    final class SQLiteDesk: Sendable {
        let folder: String
        private let count = Mutex(0)

        init() throws {
            let name = "creditledger-\(UUID().uuidString)"
            folder = FileManager.default.temporaryDirectory.appendingPathComponent(name).path
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
        }

        deinit {
            try? FileManager.default.removeItem(atPath: folder)
        }

        func path(_ name: String) -> String { "\(folder)/\(name)" }

        /// A store in a new file.
        func store(
            _ configuration: SQLiteStore.Configuration = SQLiteStore.Configuration()
        ) async throws(StoreError) -> SQLiteStore {
            let number = count.withLock { count in
                count += 1
                return count
            }
            return try await SQLiteStore(
                path: path("\(number).sqlite"), configuration: configuration)
        }

        /// The names of what stands in the folder.
        var names: Set<String> {
            Set((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
        }
    }

    /// Where a store is kept.
    enum SQLitePlace: String, CaseIterable, Sendable {
        case file, memory

        func store(on desk: SQLiteDesk) async throws(StoreError) -> SQLiteStore {
            switch self {
            case .file: try await desk.store()
            case .memory: try await SQLiteStore.inMemory()
            }
        }
    }
#endif
