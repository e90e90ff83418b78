#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    import Foundation
    import Testing
    import store_hammer

    @Suite("A disk that is full or read-only", .serialized, .timeLimit(.minutes(15)))
    struct FullDiskTests {
        @Test("R12, S4: a file that may not grow is unavailable, and nothing acknowledged is lost")
        func limitedFile() async throws {
            let file = try HammeredFile()
            // 2,048 blocks of 512 or 1,024 bytes, and no signal on meeting the limit.
            let limited = try file.start(after: "trap '' XFSZ; ulimit -f 2048")
            try await limited.untilFailed(20)
            try await file.kill(limited)
            #expect(file.log.acknowledged.count > 20)
            #expect(file.log.failures.contains { $0.contains("The disk") }, "\(file.log.failures)")
            let before = try await file.audit().entries
            // With room again, the same file goes on.
            let next = try file.start("--commands", "5")
            try await file.finish(next)
            #expect(try await file.audit().entries > before)
        }

        @Test(
            "R12, S4: on a full disk commands wait, and go on when there is room",
            .enabled(
                if: Disk.canMount, "only root may mount a disk"))
        func fullDisk() async throws {
            let disk = try Disk(kilobytes: 1_024)
            let file = try HammeredFile(in: disk.folder)
            let other = try Folder()
            let log = URL(filePath: other.path("said.txt"))
            let hammer = try HammerProcess(
                ["sqlite", file.path, "--callers", "8", "--commands", "150"], log: log)
            try await hammer.untilFailed(8)
            let failed = try hammer.said()
            #expect(!failed.isDone && !hammer.isOver)
            #expect(failed.failures.allSatisfy { $0.contains(" unavailable ") })
            #expect(failed.failures.contains { $0.contains("full") }, "\(failed.failures)")
            try disk.mount("remount,size=65536k")
            // Each waits with its command, and is answered under the same key.
            await hammer.wait()
            let said = try hammer.said()
            #expect(said.isDone, "\(said.faults)")
            #expect(said.acknowledged.count + said.refused.count == said.sent.count)
            let store = try await SQLiteStore(path: file.path)
            #expect(try await HammerAudit(store, said).faults == [])
            await store.close()
        }

        @Test(
            "R12: a read-only disk is a clear error, and nothing on it is lost",
            .enabled(
                if: Disk.canMount, "only root may mount a disk"))
        func readOnlyDisk() async throws {
            let disk = try Disk(kilobytes: 65_536)
            let file = try HammeredFile(in: disk.folder)
            let hammer = try file.start("--commands", "20")
            try await file.finish(hammer)
            try disk.mount("remount,ro")
            await #expect(throws: StoreError.self) { try await SQLiteStore(path: file.path) }
            do throws(StoreError) {
                _ = try await SQLiteStore(path: disk.folder.path("new.sqlite"))
            } catch {
                #expect(error.kind == .misconfigured, "\(error)")
            }
            try disk.mount("remount,rw")
            try await file.audit()
        }

        @Test("R12: a folder that may not be written to is a clear error")
        func readOnlyFolder() async throws {
            // Root may write anywhere but where the kernel keeps it from doing so.
            guard geteuid() != 0 else {
                let error = await #expect(throws: StoreError.self) {
                    try await SQLiteStore(path: "/sys/new.sqlite")
                }
                #expect(error?.kind == .misconfigured, "\(String(describing: error))")
                return
            }
            let file = try HammeredFile()
            let hammer = try file.start("--commands", "20")
            try await file.finish(hammer)
            try Self.permit(0o500, file.folder.url.path)
            let error = await #expect(throws: StoreError.self) {
                try await SQLiteStore(path: file.folder.path("new.sqlite"))
            }
            #expect(error?.kind == .misconfigured, "\(String(describing: error))")
            try Self.permit(0o400, file.path)
            await #expect(throws: StoreError.self) { try await SQLiteStore(path: file.path) }
            try Self.permit(0o600, file.path)
            try Self.permit(0o700, file.folder.url.path)
            try await file.audit()
        }

        private static func permit(_ mode: Int, _ path: String) throws {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        }
    }

    extension HammerProcess {
        /// Waits until the store could not answer so often.
        func untilFailed(_ count: Int) async throws {
            while try said().failures.count < count, !isOver {
                try await Task.sleep(for: .milliseconds(5))
            }
        }
    }

    /// A small disk in memory, taken away with its test.
    final class Disk {
        let folder: Folder

        /// Whether this process may mount one: it is tried.
        static let canMount: Bool = {
            guard geteuid() == 0, let disk = try? Disk(kilobytes: 64) else { return false }
            return (try? disk.mount("remount,ro")) != nil
        }()

        init(kilobytes: Int) throws {
            folder = try Folder()
            try mount("size=\(kilobytes)k")
        }

        deinit { try? Self.run("umount", "-l", folder.url.path) }

        /// Mounts it, or changes how it is mounted.
        func mount(_ options: String) throws {
            try Self.run("mount", "-t", "tmpfs", "-o", options, "none", folder.url.path)
        }

        private static func run(_ arguments: String...) throws {
            let process = Process()
            process.executableURL = URL(filePath: "/usr/bin/env")
            process.arguments = arguments
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw CocoaError(.fileWriteUnknown) }
        }
    }
#endif
