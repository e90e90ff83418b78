#if Postgres
    import CreditLedger
    import CreditLedgerSQL
    import Foundation
    import Synchronization
    import Testing

    @testable import CreditLedgerPostgres
    @testable import CreditLedgerTesting

    extension PostgresTests {
        /// The feed while transactions overtake each other (S17, S18).
        @Suite("The feed on PostgreSQL")
        struct PostgresFeedTests {
            /// A customer's first entry, as its own connection writes it.
            private static func append(
                _ customer: String, seed: UInt32
            ) throws -> (journal: SampleJournal, commit: PreparedCommit) {
                var journal = try SampleJournal(customer, ids: TimeOrderedIDs(seed: seed))
                try journal.open()
                return (journal, try PreparedCommit(journal.commit()))
            }

            private static func codes(
                of call: AppendStatement, on connection: PostgresConnection
            ) throws(StoreError) -> [Int64?] {
                try connection.run(call.text, call.parameters).rows { (row) throws(StoreError) in
                    try row.integer()
                }
            }

            private static func write(
                _ commit: PreparedCommit, on connection: PostgresConnection
            ) throws(StoreError) {
                let code = try codes(of: commit.call, on: connection)
                guard code == [-1] else { throw StoreError(.corrupt, "append answered \(code)") }
            }

            @Test("S18: a slow transaction with a lower number is not skipped")
            func slowTransaction() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let store = try await schemas.store(in: name)
                    let slow = try Self.append("slow", seed: 1)
                    let fast = try Self.append("fast", seed: 2)
                    let hold = Gate()
                    async let slowly: Void = TestServer.onThread { () throws(StoreError) in
                        let connection = try TestServer.connection(in: name)
                        try connection.runScript("BEGIN ISOLATION LEVEL READ COMMITTED")
                        try Self.write(slow.commit, on: connection)
                        hold.open("written")
                        hold.wait("read")
                        try connection.runScript("COMMIT")
                    }
                    try await hold.passed("written")
                    // It comes later and ends first.
                    #expect(try await store.commit(fast.journal.commit()) == .committed)
                    let early = try await store.feed(after: nil, limit: 10)
                    #expect(
                        early.isEmpty, "nothing is answered that the slow one could come before")
                    #expect(try await store.feedEnd() == nil)
                    hold.open("read")
                    try await slowly
                    let items = try await store.feed(after: nil, limit: 10)
                    #expect(items.map(\.entry.customer.text) == ["slow", "fast"])
                    #expect(try await store.feedEnd() == items.last?.position)
                }
            }

            @Test(
                "S17: a grouped transaction that began too early gives way to one that began later")
            func predecessorOfHigherNumber() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let store = try await schemas.store(in: name)
                    var (journal, _) = try Self.append("shared", seed: 1)
                    let other = try Self.append("first", seed: 2)
                    let hold = Gate()
                    let first = journal
                    try journal.topUp(5)
                    let second = try PreparedCommit(journal.commit())
                    async let early: [Int64?] = TestServer.onThread { () throws(StoreError) in
                        let connection = try TestServer.connection(in: name)
                        try connection.runScript("BEGIN ISOLATION LEVEL READ COMMITTED")
                        try Self.write(other.commit, on: connection)
                        hold.open("begun")
                        hold.wait("committed")
                        let codes =
                            try Self.codes(of: second.call, on: connection)
                            + Self.codes(of: .group([second.rows]), on: connection)
                        try connection.runScript("COMMIT")
                        return codes
                    }
                    try await hold.passed("begun")
                    #expect(try await store.commit(first.commit()) == .committed)
                    hold.open("committed")
                    let codes = try await early
                    #expect(codes == [-3, -3])
                    #expect(try await store.commit(journal.commit()) == .committed)
                    let items = try await store.feed(after: nil, limit: 10)
                    #expect(items.filter { $0.entry.customer == journal.customer }.count == 2)
                    let revisions = items.filter { $0.entry.customer == journal.customer }
                        .map(\.entry.revision)
                    #expect(revisions == [1, 2])
                }
            }

            @Test("S18: four readers miss nothing of what thirty-two writers at three hosts commit")
            func underLoad() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let hosts = try await Till.hosts(3, of: schemas, in: name)
                    let rounds = 12
                    let total = 32 * (rounds + 1)
                    try await withThrowingTaskGroup(of: [FeedItem]?.self) { group in
                        for writer in 0..<32 {
                            group.addTask {
                                let customer = try CustomerID("customer \(writer)")
                                let host = hosts[writer % 3]
                                try await host.open(customer, paid: 1_000)
                                for round in 0..<rounds {
                                    try await host.drawDown(
                                        1, from: customer, invoice: "in \(round)")
                                }
                                return nil
                            }
                        }
                        for reader in 0..<4 {
                            group.addTask {
                                let store = hosts[reader % 3].ledger.store
                                var items: [FeedItem] = []
                                while items.count < total {
                                    let part = try await store.feed(
                                        after: items.last?.position, limit: 7 + reader)
                                    if part.isEmpty { try await Task.sleep(for: .milliseconds(2)) }
                                    items += part
                                }
                                return items
                            }
                        }
                        var first: [FeedItem]?
                        for try await items in group {
                            guard let items else { continue }
                            #expect(Set(items.map(\.entry.id)).count == total)
                            #expect(items == first ?? items, "all readers are told the same")
                            first = items
                            var revisions: [CustomerID: Int64] = [:]
                            for item in items {
                                let entry = item.entry
                                #expect(entry.revision == (revisions[entry.customer] ?? 0) + 1)
                                revisions[entry.customer] = entry.revision
                            }
                        }
                    }
                }
            }

            @Test(
                "S18: a journal restored where transactions count from less goes on behind its end"
            )
            func restored() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let till = Till(try await schemas.store(in: name))
                    let customer = try CustomerID("acme")
                    try await till.open(customer, paid: 100)
                    try await till.drawDown(1, from: customer, invoice: "in 1")
                    let before = try await till.ledger.store.feed(after: nil, limit: 10)
                    // As if a million transactions had been counted where the journal comes from.
                    try await TestServer.run(
                        """
                        SET search_path = \(name); SET session_replication_role = replica;
                        UPDATE entries SET xid = xid + 1000000
                        """)
                    let stranger = await #expect(throws: StoreError.self) {
                        try await schemas.store(in: name) { $0.migrates = false }
                    }
                    #expect(stranger?.kind == .misconfigured)
                    let restored = Till(try await schemas.store(in: name))
                    try await restored.drawDown(1, from: customer, invoice: "in 2")
                    let after = try await restored.ledger.store.feed(after: nil, limit: 10)
                    #expect(after.map(\.entry.revision) == [1, 2, 3])
                    #expect(after.prefix(2).map(\.entry) == before.map(\.entry))
                }
            }
        }
    }

    /// Moments that a thread and a task tell each other of.
    final class Gate: Sendable {
        private let moments = Mutex<Set<String>>([])

        func open(_ moment: String) { moments.withLock { _ = $0.insert(moment) } }

        private func isOpen(_ moment: String) -> Bool { moments.withLock { $0.contains(moment) } }

        /// Waits on a thread of its own.
        func wait(_ moment: String) {
            while !isOpen(moment) { Thread.sleep(forTimeInterval: 0.001) }
        }

        /// Waits in a task.
        func passed(_ moment: String) async throws {
            while !isOpen(moment) { try await Task.sleep(for: .milliseconds(1)) }
        }
    }
#endif
