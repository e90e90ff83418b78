#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    import Foundation
    import Testing
    import store_hammer

    /// A ledger file that hammers work on and are killed over, and all that they have said.
    final class HammeredFile {
        let folder: Folder
        private(set) var log = HammerLog()
        private var runs = 0

        /// The file itself; SQLite puts `-wal` and `-shm` beside it.
        var path: String { folder.path("ledger.sqlite") }

        init(in folder: Folder? = nil) throws {
            self.folder = try folder ?? Folder()
        }

        /// How often a hammer was killed, as told by `CREDITLEDGER_KILLS`, and 20 by default.
        static let kills = max(
            4, Int(ProcessInfo.processInfo.environment["CREDITLEDGER_KILLS"] ?? "") ?? 20)

        /// Starts a hammer with a seed of its own.
        func start(_ options: String..., after shell: String? = nil) throws -> HammerProcess {
            runs += 1
            return try HammerProcess(
                ["sqlite", path, "--seed", "\(runs)"] + options,
                log: URL(filePath: folder.path("said-\(runs).txt")), after: shell)
        }

        /// Kills a hammer and keeps what it said.
        func kill(_ hammer: HammerProcess) async throws {
            await hammer.kill()
            log.add(try hammer.said())
        }

        /// Waits until a hammer has done its work, and keeps what it said.
        func finish(_ hammer: HammerProcess) async throws {
            await hammer.wait()
            let said = try hammer.said()
            log.add(said)
            #expect(said.isDone && hammer.status == 0, "\(said.faults)")
        }

        /// Opens the file, compares it with what was said, and answers what was found.
        @discardableResult
        func audit(
            location: SourceLocation = #_sourceLocation,
            _ more: (inout HammerAudit) throws -> Void = { _ in }
        ) async throws -> HammerAudit {
            let store = try await SQLiteStore(path: path)
            var audit = try await HammerAudit(store, log)
            try more(&audit)
            #expect(audit.faults == [], sourceLocation: location)
            #expect(try await store.check() == [], sourceLocation: location)
            await store.close()
            // Who closes last takes the log into the file.
            let hasLog = FileManager.default.fileExists(atPath: path + "-wal")
            #expect(!hasLog, sourceLocation: location)
            return audit
        }
    }

    /// A folder of a test's own, removed with it.
    final class Folder: Sendable {
        let url: URL

        init() throws {
            url = FileManager.default.temporaryDirectory
                .appending(path: "creditledger-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        }

        deinit { try? FileManager.default.removeItem(at: url) }

        func path(_ name: String) -> String { url.appending(path: name).path }
    }

    extension HammerProcess {
        /// Waits until the hammer has opened its store.
        func untilReady() async throws {
            while try !said().isReady, !isOver { try await Task.sleep(for: .milliseconds(2)) }
        }

        /// Waits until so many commands were acknowledged.
        func untilAcknowledged(_ count: Int) async throws {
            while try said().acknowledged.count < count, !isOver {
                try await Task.sleep(for: .milliseconds(2))
            }
        }
    }
#endif
