#if SQLite
    import CreditLedger
    import CreditLedgerSQL
    import Testing

    @testable import CreditLedgerSQLite

    /// Calls that are written in one SQL transaction, each with its own answer.
    @Suite("SQLite: group commit")
    struct SQLiteGroupTests {
        typealias Answer = Result<CommitOutcome, StoreError>

        /// The answers to commits that wait while another call is written.
        private static func answers(
            to commits: [Commit], on store: SQLiteStore,
            with other: SQLiteCall<Void>? = nil
        ) async throws -> [Answer] {
            let gate = await Gate.beforeWriting(to: store)
            let tasks = commits.map { commit in
                Task { () async -> Answer in
                    do throws(StoreError) {
                        return .success(try await store.commit(commit))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            let last = Task { try await other?.wait { store.writer?.admit($0) } }
            let count = commits.count + (other == nil ? 0 : 1)
            while store.writer?.waiting ?? count < count { await Task.yield() }
            try await gate.open()
            var answers: [Answer] = []
            for task in tasks { answers.append(await task.value) }
            _ = await last.result
            return answers
        }

        /// Customers with one entry each, under the key `open`.
        private static func journals(
            _ count: Int, on store: SQLiteStore
        ) async throws -> [HandWritten] {
            var journals: [HandWritten] = []
            for number in 0..<count {
                var journal = try HandWritten("customer \(number)", seed: UInt32(number))
                #expect(try await store.commit(journal.commit("open")) == .committed)
                journals.append(journal)
            }
            return journals
        }

        @Test("S4-S7: one of each outcome in one group", arguments: SQLitePlace.allCases)
        func outcomes(_ place: SQLitePlace) async throws {
            let desk = try SQLiteDesk()
            let store = try await place.store(on: desk)
            var journals = try await Self.journals(6, on: store)
            let opened = journals.map(\.entries[0])

            var early = journals[1]
            _ = try early.commit(nil)
            var late = journals[5]
            _ = try late.commit(nil)
            let lateOne = try Commit(
                customer: late.customer, expected: 0, entries: [#require(late.entries.first)])
            // The second of two entries claims what an entry has.
            let taken = try journals[2].commit("new", "open")
            let takenAgain = try journals[4].commit("open")
            // An id that another customer's entry has.
            let foreign = journals[3].commit(from: 2, under: opened[0].id)
            let commits = [
                try journals[0].commit("a", "b"), try early.commit(nil), taken,
                foreign, takenAgain, lateOne,
            ]
            let answers = try await Self.answers(to: commits, on: store)
            let key = Claim.key(try IdempotencyKey("open"))
            #expect(answers[0] == .success(.committed))
            #expect(answers[1] == .success(.conflict(revision: 1)))
            #expect(answers[2] == .success(.duplicate(key, opened[2])))
            guard case .failure(let error) = answers[3] else {
                Issue.record("an id was taken twice")
                return
            }
            #expect(error.kind == .corrupt)
            #expect(answers[4] == .success(.duplicate(key, opened[4])))
            #expect(answers[5] == .success(.duplicate(key, opened[5])))
            for (number, journal) in journals.enumerated() {
                let found = try await store.journal(of: journal.customer, after: 0, limit: 9)
                #expect(found == (number == 0 ? journals[0].entries : [opened[number]]))
            }
            #expect(try await store.check() == [])
        }

        @Test("S5: of many rivals for one revision the first is written and the rest see it")
        func rivals() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            let journal = try await Self.journals(1, on: store)[0]
            let commits = try (0..<50).map { number in
                var rival = journal
                return try rival.commit("rival \(number)")
            }
            let answers = try await Self.answers(to: commits, on: store)
            #expect(answers.count { $0 == .success(.committed) } == 1)
            #expect(answers.count { $0 == .success(.conflict(revision: 2)) } == 49)
        }

        @Test("S4: a call that fails late leaves no row, and its neighbours are written")
        func failsLate() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            var journals = try await Self.journals(3, on: store)
            let commits = try journals.indices.map { try journals[$0].commit("next", "last") }
            let answers = try await Self.answers(
                to: commits, on: store,
                with: SQLiteCall { connection throws(StoreError) in
                    try connection.execute(
                        SQLStatement("INSERT INTO books (customer) VALUES ('stray')"))
                    throw StoreError(.corrupt, "Nobody wants it.")
                })
            #expect(answers == Array(repeating: .success(.committed), count: 3))
            #expect(try await store.customers(after: nil, limit: 9).count == 3)
            #expect(try await store.feed(after: nil, limit: 99).count == 9)
        }

        @Test(
            "S4: when the disk ends the transaction nothing of the group is written, and all know")
        func diskFails() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            var journals = try await Self.journals(3, on: store)
            let commits = try journals.indices.map { try journals[$0].commit("next") }
            let full = StoreError(.unavailable, "The disk is full.")
            let answers = try await Self.answers(
                to: commits, on: store,
                with: SQLiteCall { connection throws(StoreError) in
                    // SQLite rolls back by itself when a write fails.
                    try connection.execute(SQLStatement("ROLLBACK"))
                    throw full
                })
            #expect(answers == Array(repeating: .failure(full), count: 3))
            #expect(try await store.feed(after: nil, limit: 99).count == 3)
            for commit in commits { #expect(try await store.commit(commit) == .committed) }
        }

        @Test("S5: what was rolled back is not remembered as the end of a journal")
        func rolledBackEnd() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            let journal = try await Self.journals(1, on: store)[0]
            var lost = journal
            _ = try lost.commit("not written", "nor this", "nor this one")
            let last = try #require(lost.entries.last)
            // The second entry, under an id that is greater than those of the real one and its
            // successor.
            let greater = journal.commit(from: 2, under: last.id)
            let answers = try await Self.answers(
                to: [greater], on: store,
                with: SQLiteCall { connection throws(StoreError) in
                    try connection.execute(SQLStatement("ROLLBACK"))
                    throw StoreError(.unavailable, "The disk is full.")
                })
            #expect(answers.count { $0 == .success(.committed) } == 0)
            let other = try await SQLiteStore(path: store.path ?? "")
            let second = Commit(
                customer: lost.customer, expected: 1, entries: [lost.entries[1]])
            let third = Commit(
                customer: lost.customer, expected: 2, entries: [lost.entries[2]])
            #expect(try await other.commit(second) == .committed)
            #expect(try await store.commit(third) == .committed)
            // What does not ascend is refused all the same, whether the end is known or not.
            for store in [store, other] {
                let error = await #expect(throws: StoreError.self) {
                    try await store.commit(
                        journal.commit(from: 4, under: journal.entries[0].id))
                }
                #expect(error?.kind == .corrupt)
            }
        }

        @Test("S5: nor is what was taken back alone, while its neighbours were written")
        func takenBackEnd() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store()
            var journals = try await Self.journals(3, on: store)
            let journal = journals[0]
            var later = journal
            _ = try later.commit(nil, nil, nil, nil)
            let ids = later.entries.map(\.id)
            let standing = journals[1].commit(from: 2, under: ids[4])
            #expect(try await store.commit(standing) == .committed)
            // The id of the first is less than that of the real second entry, and that of the other
            // stands in the store.
            let taken = journal.commit(from: 2, under: ids[1], ids[4])
            let answers = try await Self.answers(
                to: [taken, try journals[2].commit("next")], on: store)
            guard case .failure(let error) = answers[0] else {
                Issue.record("an id was taken twice")
                return
            }
            #expect(error.kind == .corrupt)
            #expect(answers[1] == .success(.committed))
            let other = try await SQLiteStore(path: store.path ?? "")
            #expect(try await other.commit(journal.commit(from: 2, under: ids[3])) == .committed)
            let between = await #expect(throws: StoreError.self) {
                try await store.commit(journal.commit(from: 3, under: ids[2]))
            }
            #expect(between?.kind == .corrupt)
        }

        @Test("S4: a thousand customers at once, in groups of at most seven")
        func manyGroups() async throws {
            let desk = try SQLiteDesk()
            let store = try await desk.store(.init(groupLimit: 7))
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<1000 as Range<UInt32> {
                    group.addTask {
                        var journal = try HandWritten("customer \(number)", seed: number)
                        #expect(try await store.commit(journal.commit("a", "b")) == .committed)
                        #expect(try await store.commit(journal.commit("c")) == .committed)
                    }
                }
                try await group.waitForAll()
            }
            let feed = try await store.feed(after: nil, limit: .max)
            #expect(feed.count == 3000)
            #expect(Set(feed.map(\.position)).count == 3000)
        }

        @Test("calls are served in the order in which they came")
        func line() {
            var line = SQLiteLine()
            var admitted: [SQLiteCall<Int>] = []
            var served: [ObjectIdentifier] = []
            for number in 0..<5000 {
                let call = SQLiteCall { _ throws(StoreError) in number }
                admitted.append(call)
                line.append(call)
                if number % 3 == 0 { served += line.popFirst(2).map { ObjectIdentifier($0) } }
            }
            #expect(line.count == 5000 - served.count)
            while let call = line.popFirst() { served.append(ObjectIdentifier(call)) }
            #expect(served == admitted.map { ObjectIdentifier($0) })
            #expect(line.count == 0 && line.popFirst(9).isEmpty)
        }
    }
#endif
