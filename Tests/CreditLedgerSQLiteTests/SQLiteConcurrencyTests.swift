#if SQLite
    import CreditLedger
    import CreditLedgerTesting
    import Testing

    @testable import CreditLedgerSQLite

    @Suite("SQLite: concurrency")
    struct SQLiteConcurrencyTests {
        @Test("R12: a lock that somebody holds too long is unavailable; readers do not wait for it")
        func lockHeldTooLong() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store(.init(busyTimeout: .milliseconds(20)))
            var journal = try HandWritten("acme")
            #expect(try await store.commit(journal.commit("a")) == .committed)
            let commit = try journal.commit("b")
            let other = try RawFile(store.path ?? "")
            try other.run("BEGIN IMMEDIATE; DELETE FROM snapshots")
            let error = await #expect(throws: StoreError.self) { try await store.commit(commit) }
            #expect(error?.kind == .unavailable)
            #expect(error?.message == "Another program has held the file's lock for too long.")
            #expect(try await store.feed(after: nil, limit: 9).count == 1)
            #expect(
                try await store.load(journal.customer, recalling: .nothing, unless: nil).revision
                    == 1)
            try other.run("COMMIT")
            #expect(try await store.commit(commit) == .committed)
        }

        @Test("R12: a call that is cancelled while it waits is answered at once and writes nothing")
        func cancelledCommit() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            let gate = await Gate.beforeWriting(to: store)
            var journal = try HandWritten("acme")
            let commit = try journal.commit("a")
            let unwanted = Task { try await store.commit(commit) }
            unwanted.cancel()
            let error = await #expect(throws: StoreError.self) { try await unwanted.value }
            #expect(error?.kind == .cancelled)
            try await gate.open()
            #expect(try await store.feedEnd() == nil)
            #expect(try await store.commit(commit) == .committed)
        }

        @Test("R12: so is a read, and the next one is served")
        func cancelledRead() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store(.init(readers: 1))
            let gate = await Gate.beforeReading(from: store)
            let unwanted = Task { try await store.feedEnd() }
            let wanted = Task { try await store.customers(after: nil, limit: 9) }
            unwanted.cancel()
            let error = await #expect(throws: StoreError.self) { try await unwanted.value }
            #expect(error?.kind == .cancelled)
            try await gate.open()
            #expect(try await wanted.value == [])
        }

        @Test("a call of a task that is cancelled already begins nothing")
        func cancelledBefore() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            var journal = try HandWritten("acme")
            let commit = try journal.commit("a")
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                return try await store.commit(commit)
            }
            task.cancel()
            let error = await #expect(throws: StoreError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
            #expect(try await store.feedEnd() == nil)
        }

        @Test("closing lets what has begun or waits end first")
        func closing() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            let gate = await Gate.beforeWriting(to: store)
            var journal = try HandWritten("acme")
            let commit = try journal.commit("a")
            let waiting = Task { try await store.commit(commit) }
            while store.writer?.waiting != 1 { await Task.yield() }
            let closing = Task { await store.close() }
            try await gate.open()
            #expect(try await waiting.value == .committed)
            await closing.value
            let error = await #expect(throws: StoreError.self) { try await store.feedEnd() }
            #expect(error == .closed)
            await store.close()
        }

        @Test("S4: readers of a file that is being written see commits whole")
        func readersBesideWriters() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            let reading = try await SQLiteStore(
                path: store.path ?? "", configuration: .init(readers: 3, access: .readOnly))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<4 as Range<UInt32> {
                    group.addTask {
                        var journal = try HandWritten("customer \(number)", seed: number)
                        for step in 0..<40 {
                            let commit = try journal.commit("\(step) a", "\(step) b")
                            #expect(try await store.commit(commit) == .committed)
                        }
                    }
                    group.addTask {
                        let customer = try CustomerID("customer \(number)")
                        var last: FeedPosition?
                        var count = 0
                        while count < 320 {
                            let page = try await reading.feed(after: last, limit: 50)
                            last = page.last?.position ?? last
                            count += page.count
                            let found = try await reading.journal(
                                of: customer, after: 0, limit: .max)
                            #expect(found.count % 2 == 0)
                            await Task.yield()
                        }
                    }
                }
                try await group.waitForAll()
            }
            var journal = try HandWritten("late")
            let commit = try journal.commit("a")
            let error = await #expect(throws: StoreError.self) { try await reading.commit(commit) }
            #expect(error?.kind == .misconfigured)
        }
    }
#endif
