#if SQLite
    import CreditLedger
    import Testing

    @testable import CreditLedgerSQLite

    @Suite("SQLite: feed and backup")
    struct SQLiteFeedTests {
        @Test("S17: an entry has the same position in another store on the file, and later")
        func samePositions() async throws {
            let desk = try SQLiteDesk()
            let path = desk.path("ledger.sqlite")
            let store = try await SQLiteStore(path: path)
            var journal = try HandWritten("acme")
            #expect(try await store.commit(journal.commit("a", "b", "c")) == .committed)
            let feed = try await store.feed(after: nil, limit: 9)
            let beside = try await SQLiteStore(path: path, configuration: .init(access: .readOnly))
            #expect(try await beside.feed(after: feed[0].position, limit: 9) == Array(feed[1...]))
            await store.close()
            #expect(try await beside.feedEnd() == feed[2].position)
        }

        @Test("S18: a copy that has gone another way does not take the positions for its own")
        func copies() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            var journal = try HandWritten("acme")
            #expect(try await store.commit(journal.commit("a", "b")) == .committed)
            let common = try await store.feed(after: nil, limit: 9).map(\.position)
            let path = desk.path("copy.sqlite")
            try await store.backup(to: path)
            #expect(try await store.commit(journal.commit("c")) == .committed)
            let end = try #require(try await store.feedEnd())

            let copy = try await SQLiteStore(path: path)
            for position in common { _ = try await copy.feed(after: position, limit: 9) }
            func isForeign() async throws {
                let error = await #expect(throws: StoreError.self) {
                    try await copy.feed(after: end, limit: 9)
                }
                #expect(error?.kind == .misconfigured)
            }
            try await isForeign()
            // The same number, of another entry.
            var other = try HandWritten("beta", seed: 8)
            #expect(try await copy.commit(other.commit("d")) == .committed)
            try await isForeign()
            #expect(try await copy.feed(after: common[1], limit: 9).map(\.entry) == other.entries)
        }

        @Test("a backup of a file that is being written is whole, and nobody waits for it")
        func backup() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            var journal = try HandWritten("acme")
            let long = String(repeating: "k", count: 900)
            for step in 0..<150 {
                let commit = try journal.commit("\(step) a \(long)", "\(step) b \(long)")
                #expect(try await store.commit(commit) == .committed)
            }
            let before = journal
            let writing = Task {
                var journal = before
                var step = 0
                while !Task.isCancelled {
                    step += 1
                    let commit = try journal.commit("more \(step)", "still more \(step)")
                    // A write that has begun is not given up.
                    _ = try? await store.commit(commit)
                }
                return journal
            }
            for number in 0..<5 {
                let path = desk.path("copy \(number).sqlite")
                try await store.backup(to: path)
                let copy = try await SQLiteStore(path: path)
                #expect(try await copy.check() == [])
                let found = try await copy.journal(of: journal.customer, after: 0, limit: .max)
                #expect(found.starts(with: before.entries) && found.count % 2 == 0)
                #expect(try await copy.feed(after: nil, limit: .max).count == found.count)
                await copy.close()
            }
            writing.cancel()
            _ = try await writing.value
            #expect(desk.names.filter { $0.contains("partial") } == [])
            #expect(desk.names.filter { $0.hasPrefix("copy") }.count == 5)
        }

        @Test("R12: a backup replaces nothing, and one that fails leaves nothing")
        func failedBackup() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            var journal = try HandWritten("acme")
            let long = String(repeating: "k", count: 990)
            for step in 0..<120 {
                let keys = (0..<5).map { "\(step) \($0) \(long)" }
                let commit = try journal.commit(keys[0], keys[1], keys[2], keys[3], keys[4])
                #expect(try await store.commit(commit) == .committed)
            }
            let before = desk.names
            for (path, words) in [
                (store.path ?? "", "stands at the path already"),
                (desk.folder, "stands at the path already"),
                (desk.path("no/copy.sqlite"), "folder of the path does not exist"),
            ] {
                let error = await #expect(throws: StoreError.self) {
                    try await store.backup(to: path)
                }
                #expect(error?.kind == .misconfigured)
                #expect(error?.message.contains(words) == true)
            }
            // Cancelled between two steps of the copy.
            let connection = try store.beside()
            let error = #expect(throws: StoreError.self) {
                try connection.backUp(to: desk.path("copy.sqlite")) { false }
            }
            #expect(error?.kind == .cancelled)
            #expect(desk.names == before)
            try connection.backUp(to: desk.path("copy.sqlite")) { true }
            #expect(desk.names == before.union(["copy.sqlite"]))
        }

        @Test("a store in memory can be kept by a backup")
        func memory() async throws {
            let desk = try SQLiteDesk()
            let store = try await SQLiteStore.inMemory()
            var journal = try HandWritten("acme")
            #expect(try await store.commit(journal.commit("a", "b")) == .committed)
            #expect(try await store.check() == [])
            try await store.backup(to: desk.path("copy.sqlite"))
            let copy = try await SQLiteStore(path: desk.path("copy.sqlite"))
            #expect(
                try await copy.feed(after: nil, limit: 9) == store.feed(after: nil, limit: 9))
            await store.close()
            let error = await #expect(throws: StoreError.self) { try await store.check() }
            #expect(error == .closed)
        }
    }
#endif
