#if SQLite
    import CreditLedger
    import CreditLedgerSQLite
    import CreditLedgerTesting
    import Foundation
    import Testing
    import store_hammer

    @Suite("A damaged SQLite file", .serialized, .timeLimit(.minutes(15)))
    struct DamagedFileTests {
        private static let page = 4_096

        @Test("R12: a page of noise is named by the check or met as corrupt, and traps nothing")
        func noise() async throws {
            let scene = try await Scene()
            var dice = SeededGenerator(seed: 5)
            var named = 0
            for _ in 0..<24 {
                let page = Int.random(in: 1..<scene.whole.count / Self.page, using: &dice)
                var damaged = scene.whole
                for offset in 0..<Self.page {
                    damaged[page * Self.page + offset] = UInt8.random(in: 0...255, using: &dice)
                }
                let found = try await scene.look(at: damaged)
                // A page that nothing uses may hold anything.
                if found.isNamed { named += 1 } else { #expect(found.journal == scene.journal) }
            }
            #expect(named > 16)
        }

        @Test(
            "R12: some bytes that have turned are named, or nothing that was written is otherwise")
        func bytes() async throws {
            let scene = try await Scene()
            var dice = SeededGenerator(seed: 6)
            var named = 0
            for _ in 0..<24 {
                var damaged = scene.whole
                let place = Int.random(in: 0..<damaged.count - 32, using: &dice)
                for offset in 0..<32 { damaged[place + offset] ^= 0xA5 }
                let found = try await scene.look(at: damaged)
                if found.isNamed { named += 1 } else { #expect(found.journal == scene.journal) }
            }
            #expect(named > 4)
        }

        @Test("R12: a file cut off in the middle is corrupt")
        func cut() async throws {
            let scene = try await Scene()
            for part in [2, 3, 5] {
                let left = scene.whole.count / part / Self.page * Self.page
                #expect(try await scene.look(at: scene.whole.prefix(left)).isNamed)
            }
        }

        @Test("R12: what is no database is misconfigured, not overwritten")
        func noDatabase() async throws {
            let scene = try await Scene()
            var damaged = scene.whole
            damaged.replaceSubrange(0..<16, with: Data("Dear ledger, ...".utf8))
            let path = scene.folder.path("letter")
            try damaged.write(to: URL(filePath: path))
            let error = await #expect(throws: StoreError.self) { try await SQLiteStore(path: path) }
            #expect(error?.kind == .misconfigured || error?.kind == .corrupt)
            #expect(try Data(contentsOf: URL(filePath: path)) == damaged)
        }

        /// What is found in a damaged file.
        private struct Found {
            /// Whether something said that it is damaged.
            var isNamed = false
            var journal: [JournalEntry] = []
        }

        /// A good closed file.
        private struct Scene {
            let folder: Folder
            let whole: Data
            var journal: [JournalEntry] = []

            init() async throws {
                let file = try HammeredFile()
                folder = file.folder
                let hammer = try file.start("--commands", "30")
                try await file.finish(hammer)
                // Closing moves what is left in the log into the file.
                try await file.audit()
                whole = try Data(contentsOf: URL(filePath: file.path))
                let found = try await look(at: whole)
                #expect(!found.isNamed)
                journal = found.journal
                #expect(journal.count > 300)
            }

            /// Opens a file and reads all of it in every way.
            func look(at data: Data) async throws -> Found {
                let path = folder.path(UUID().uuidString)
                try data.write(to: URL(filePath: path))
                defer { try? FileManager.default.removeItem(atPath: path) }
                var found = Found()
                let store: SQLiteStore
                do throws(StoreError) {
                    store = try await SQLiteStore(path: path)
                } catch {
                    #expect([.corrupt, .misconfigured].contains(error.kind), "\(error)")
                    found.isNamed = true
                    return found
                }
                await check(store, &found)
                await verify(store, &found)
                do throws(StoreError) {
                    found.journal = try await read(store)
                } catch {
                    #expect(error.kind == .corrupt, "\(error)")
                    found.isNamed = true
                }
                await store.close()
                return found
            }

            private func check(_ store: SQLiteStore, _ found: inout Found) async {
                do throws(StoreError) {
                    if try await !store.check().isEmpty { found.isNamed = true }
                } catch {
                    #expect(error.kind == .corrupt, "\(error)")
                    found.isNamed = true
                }
            }

            private func verify(_ store: SQLiteStore, _ found: inout Found) async {
                do throws(LedgerError) {
                    if try await !Ledger(store: store).verify().isClean { found.isNamed = true }
                } catch {
                    #expect(error.code == "corrupt", "\(error)")
                    found.isNamed = true
                }
            }

            private func read(_ store: SQLiteStore) async throws(StoreError) -> [JournalEntry] {
                var journal: [JournalEntry] = []
                var last: FeedPosition?
                while true {
                    let items = try await store.feed(after: last, limit: 500)
                    guard let end = items.last else { return journal }
                    journal += items.map(\.entry)
                    last = end.position
                }
            }
        }
    }
#endif
