#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    import CreditLedgerTesting
    import Foundation
    import Testing
    import store_hammer

    /// What the write-ahead log can and can't guarantee.
    ///
    /// A commit is acknowledged once its frames in the log were synced, so a killed process loses
    /// nothing (``KilledProcessTests``). Frames that the disk itself lost later are gone, and what
    /// they held with them: no file can be read that is not there. But each frame has a checksum
    /// that goes on from the one before, so the log is read up to its first frame that is not
    /// whole: what is lost is the end of the history, in the order of commits, never its middle.
    @Suite("A write-ahead log that was cut off", .serialized, .timeLimit(.minutes(15)))
    struct CutOffLogTests {
        /// A page with its frame's header.
        private static let frame = 4_096 + 24
        /// No log is copied into its file before it is as long as this.
        private static let checkpoint = 4_000 * frame

        @Test("S4, S17: wherever the log ends, what is left is the history up to a commit")
        func cut() async throws {
            let scene = try await Scene()
            #expect(scene.log.count > 20 * Self.frame)
            var dice = SeededGenerator(seed: 3)
            var lengths: Set<Int> = [0, 31, 32, 33, scene.log.count - 1, scene.log.count]
            for _ in 0..<max(12, HammeredFile.kills / 4) {
                let frames = Int.random(in: 0...(scene.log.count - 32) / Self.frame, using: &dice)
                let aside = [0, 0, -1, 1, 100].randomElement(using: &dice) ?? 0
                lengths.insert(min(max(0, 32 + frames * Self.frame + aside), scene.log.count))
            }
            var kept: [Int] = []
            for length in lengths.sorted() {
                let left = try await scene.history(after: scene.log.prefix(length))
                #expect(left == Array(scene.history.prefix(left.count)), "cut at \(length)")
                kept.append(left.count)
            }
            #expect(kept == kept.sorted())
            #expect(kept.last == scene.history.count)
            // Where callers came together, many commits share one transaction of the log.
            #expect(Set(kept).count > 1)
        }

        @Test("S4, S17: a log with a bit that has turned ends before it")
        func turnedBit() async throws {
            let scene = try await Scene()
            var dice = SeededGenerator(seed: 4)
            for _ in 0..<5 {
                var log = scene.log
                let place = Int.random(in: 32..<log.count, using: &dice)
                log[log.startIndex + place] ^= 1 << UInt8.random(in: 0...7, using: &dice)
                let left = try await scene.history(after: log)
                #expect(left == Array(scene.history.prefix(left.count)), "bit at \(place)")
            }
        }

        @Test("S4: without its index of the log, a file loses nothing")
        func withoutIndex() async throws {
            let file = try HammeredFile()
            for _ in 0..<3 {
                let hammer = try file.start()
                try await hammer.untilAcknowledged(50)
                try await file.kill(hammer)
                try FileManager.default.removeItem(atPath: file.path + "-shm")
                try await file.audit()
            }
        }

        /// A file whose writer was killed, with the log that it left.
        ///
        /// Nothing of the log was copied into the file: to newer pages a shorter log would not fit,
        /// and before it copies any, SQLite has all of the log synced.
        private struct Scene {
            let folder: Folder
            let database: Data
            let log: Data
            /// The entries in the order of commits.
            var history: [EntryID] = []

            init() async throws {
                var file: HammeredFile
                var log: Data
                repeat {
                    file = try HammeredFile()
                    let hammer = try file.start("--callers", "1")
                    try await hammer.untilAcknowledged(150)
                    try await file.kill(hammer)
                    log = try Data(contentsOf: URL(filePath: file.path + "-wal"))
                } while log.count >= CutOffLogTests.checkpoint
                folder = file.folder
                database = try Data(contentsOf: URL(filePath: file.path))
                self.log = log
                history = try await history(after: log)
                #expect(history.count >= file.log.acknowledged.count)
            }

            /// What is found in the file with another log, which is verified.
            func history(after log: Data) async throws -> [EntryID] {
                let path = folder.path(UUID().uuidString)
                try database.write(to: URL(filePath: path))
                try log.write(to: URL(filePath: path + "-wal"))
                let store = try await SQLiteStore(path: path)
                var found: [EntryID] = []
                var last: FeedPosition?
                while true {
                    let items = try await store.feed(after: last, limit: 1_000)
                    guard let end = items.last else { break }
                    found += items.map(\.entry.id)
                    last = end.position
                }
                let result = try await Ledger(store: store).verify()
                #expect(result.differences == [])
                #expect(result.entries == found.count)
                #expect(try await store.check() == [])
                await store.close()
                return found
            }
        }
    }
#endif
