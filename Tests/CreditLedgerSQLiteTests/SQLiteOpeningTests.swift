#if SQLite
    import CreditLedger
    import Foundation
    import Testing

    @testable import CreditLedgerSQLite

    @Suite("SQLite: opening")
    struct SQLiteOpeningTests {
        /// What may stand at a path that is no ledger.
        enum Obstacle: String, CaseIterable, Sendable {
            case folder, letter, otherApplication, otherTables, newerVersion, missingFolder
            case fileForFolder, emptyPath, memoryPath, pathWithNUL

            /// Puts it there and answers the path.
            func place(on desk: SQLiteDesk) async throws -> String {
                let path = desk.path("obstacle")
                switch self {
                case .folder: return desk.folder
                case .letter:
                    let letter = String(repeating: "Dear ledger, ", count: 100)
                    try letter.write(toFile: path, atomically: false, encoding: .utf8)
                case .otherApplication: try make(path, "PRAGMA application_id = 7")
                case .otherTables: try make(path, "CREATE TABLE entries (id INTEGER)")
                case .newerVersion:
                    await (try SQLiteStore(path: path)).close()
                    try RawFile(path).run("PRAGMA user_version = \(SQLiteSchema.version + 1)")
                case .missingFolder: return desk.path("no/such/folder.sqlite")
                case .fileForFolder:
                    try Data().write(to: URL(fileURLWithPath: path))
                    return path + "/ledger.sqlite"
                case .emptyPath: return ""
                case .memoryPath: return ":memory:"
                case .pathWithNUL: return path + "\0.sqlite"
                }
                return path
            }

            private func make(_ path: String, _ text: String) throws {
                #expect(FileManager.default.createFile(atPath: path, contents: nil))
                try RawFile(path).run(text)
            }

            var words: String {
                switch self {
                case .folder: "is a folder"
                case .letter: "no SQLite database"
                case .otherApplication, .otherTables: "another application"
                case .newerVersion: "newer version of the library"
                case .missingFolder, .fileForFolder: "folder of the path does not exist"
                case .emptyPath, .pathWithNUL: "empty or holds a NUL"
                case .memoryPath: "SQLiteStore.inMemory()"
                }
            }
        }

        @Test(
            "R12: each obstacle is told in a sentence and left alone", arguments: Obstacle.allCases)
        func obstacle(_ obstacle: Obstacle) async throws {
            let desk = try SQLiteDesk()
            let path = try await obstacle.place(on: desk)
            let before = try? Data(contentsOf: URL(fileURLWithPath: path))
            for access in SQLiteStore.Access.allCases {
                let error = await #expect(throws: StoreError.self) {
                    try await SQLiteStore(path: path, configuration: .init(access: access))
                }
                let message = error?.message ?? ""
                #expect(error?.kind == .misconfigured)
                // Whoever only reads does not ask whether the folder could be written.
                let isMissing = obstacle == .missingFolder || obstacle == .fileForFolder
                let words =
                    isMissing && access == .readOnly ? "no file to read" : obstacle.words
                #expect(message.contains(words), "\(message)")
                #expect(message.hasSuffix("."))
                #expect(!message.contains(desk.folder))
            }
            #expect(before == (try? Data(contentsOf: URL(fileURLWithPath: path))))
        }

        @Test("R12: a file that is missing, empty or without a version is not read")
        func nothingToRead() async throws {
            let desk = try SQLiteDesk()
            let path = desk.path("ledger.sqlite")
            func message() async -> String? {
                await #expect(throws: StoreError.self) {
                    try await SQLiteStore(path: path, configuration: .init(access: .readOnly))
                }?.message
            }
            #expect(await message() == "There is no file to read at the path.")
            #expect(desk.names == [])
            #expect(FileManager.default.createFile(atPath: path, contents: nil))
            #expect(await message() == "The file is empty: it holds no ledger yet.")
            await (try SQLiteStore(path: path)).close()
            try RawFile(path).run("PRAGMA user_version = 0")
            #expect(await message() == "The file has lost the number of its schema.")
        }

        #if os(Linux)
            @Test("R12: a folder that nobody may write is told in a sentence")
            func unwritable() async throws {
                let error = await #expect(throws: StoreError.self) {
                    try await SQLiteStore(path: "/sys/creditledger.sqlite")
                }
                #expect(error?.kind == .misconfigured)
                #expect(error?.message == "The folder of the path may not be written.")
            }
        #endif

        @Test(
            "a new file and what SQLite puts beside it are their owner's alone",
            arguments: [0o000, 0o022] as [mode_t])
        func mode(_ mask: mode_t) async throws {
            let desk = try SQLiteDesk()
            let before = umask(mask)
            let opened = await Result(catching: { try await desk.store() })
            umask(before)
            let store = try opened.get()
            var journal = try HandWritten("acme")
            #expect(try await store.commit(journal.commit("a")) == .committed)
            #expect(desk.names == ["1.sqlite", "1.sqlite-wal", "1.sqlite-shm"])
            for name in desk.names {
                let attributes = try FileManager.default.attributesOfItem(atPath: desk.path(name))
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
            await store.close()
            #expect(desk.names == ["1.sqlite"])
        }

        @Test("a new file is whole and durable, however many open it at once")
        func atOnce() async throws {
            let desk = try SQLiteDesk()
            for round in 0..<8 {
                let path = desk.path("\(round).sqlite")
                let stores = try await withThrowingTaskGroup(of: SQLiteStore.self) { group in
                    for _ in 0..<6 { group.addTask { try await SQLiteStore(path: path) } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(Set(stores.map(\.feedPrefix)).count == 1)
                for (number, store) in stores.enumerated() {
                    var journal = try HandWritten("customer \(number)", seed: UInt32(number))
                    #expect(try await store.commit(journal.commit("a")) == .committed)
                }
                #expect(try await stores[0].customers(after: nil, limit: 10).count == 6)
                for store in stores { await store.close() }
            }
            #expect(desk.names == Set((0..<8).map { "\($0).sqlite" }))
        }

        @Test("a file is in write-ahead mode, with every commit synced, and of this version")
        func pragmas() async throws {
            let desk = try SQLiteDesk()
            let path = desk.path("ledger.sqlite")
            await (try SQLiteStore(path: path)).close()
            let writer = try SQLiteSchema.openWriter(
                .file(path, mayWrite: true), busyMilliseconds: 1)
            for (name, value) in [
                ("synchronous", "2"), ("foreign_keys", "1"), ("journal_mode", "wal"),
                ("application_id", "\(SQLiteSchema.application)"),
                ("user_version", "\(SQLiteSchema.version)"),
            ] {
                let found = try writer.texts(
                    "SELECT cast(\(name) AS TEXT) FROM pragma_\(name)")
                #expect(found == [value], "\(name)")
            }
        }

        @Test("what is written is there when the file is opened again, by another path too")
        func reopen() async throws {
            let desk = try SQLiteDesk()
            let path = desk.path("ledger.sqlite")
            var journal = try HandWritten("acme")
            for number in 0..<3 {
                let store = try await SQLiteStore(path: path)
                #expect(try await store.commit(journal.commit("key \(number)")) == .committed)
                await store.close()
                await #expect(throws: StoreError.self) { try await store.feedEnd() }
                let late = try journal.commit("late")
                journal.removeLast()
                let error = await #expect(throws: StoreError.self) {
                    try await store.commit(late)
                }
                #expect(error == .closed)
            }
            try FileManager.default.createSymbolicLink(
                atPath: desk.path("link.sqlite"), withDestinationPath: path)
            let store = try await SQLiteStore(
                path: desk.path("link.sqlite"), configuration: .init(access: .readOnly))
            let found = try await store.journal(of: journal.customer, after: 0, limit: 10)
            #expect(found == journal.entries)
        }
    }

    extension Result where Failure == any Error {
        /// What an asynchronous call answers or throws.
        init(catching body: () async throws -> Success) async {
            do {
                self = .success(try await body())
            } catch {
                self = .failure(error)
            }
        }
    }
#endif
