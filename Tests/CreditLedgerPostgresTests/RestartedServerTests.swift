#if Postgres
    import CreditLedger
    import CreditLedgerPostgres
    import Foundation
    import Testing
    import store_hammer

    /// The server is everybody's, so nothing else may use it meanwhile: run this suite alone.
    @Suite(
        "A PostgreSQL server that is restarted under load", .serialized, .timeLimit(.minutes(15)),
        .enabled(
            if: HammeredServer.url != nil && HammeredServer.restart != nil,
            "needs CREDITLEDGER_POSTGRES_URL and CREDITLEDGER_POSTGRES_RESTART"))
    struct RestartedServerTests {
        private static let hosts = 8

        @Test(
            "S4-S8, S17, S18: acknowledged is journalled exactly once, and fed in order"
        )
        func restarted() async throws {
            let server = try HammeredServer()
            let store = try await server.open()
            let following = Task { try await Follower(store).run() }
            let terminating = Task {
                while !Task.isCancelled {
                    await server.terminateSome()
                    try? await Task.sleep(for: .milliseconds(150))
                }
            }
            var hammers: [HammerProcess] = []
            for _ in 0..<Self.hosts { hammers.append(try await server.start("--callers", "4")) }
            for restart in 0..<HammeredServer.restarts {
                try await Self.progress(of: hammers, by: 100)
                try await server.restart()
                // One host is lost together with the server, and another one takes its place.
                let place = restart % Self.hosts
                try await server.kill(hammers[place])
                hammers[place] = try await server.start("--callers", "4")
            }
            try await Self.progress(of: hammers, by: 400)
            terminating.cancel()
            await terminating.value
            for hammer in hammers {
                #expect(!hammer.isOver)
                try await server.kill(hammer)
            }
            try await Self.audit(server, store, following)
        }

        /// What was said, what stands in the journal, and what a follower saw are the same.
        private static func audit(
            _ server: HammeredServer, _ store: PostgresStore,
            _ following: Task<Follower, any Error>
        ) async throws {
            let log = await server.log
            let audit = try await HammerAudit(store, log)
            #expect(audit.faults == [])
            #expect(log.acknowledged.count > 600)
            #expect(log.failures.count > 0)
            following.cancel()
            let follower = try await following.value
            #expect(follower.faults == [])
            #expect(follower.count == audit.entries)
            await store.close()
            try await server.remove()
        }

        /// Waits until all of them together have had so many more commands acknowledged.
        private static func progress(of hammers: [HammerProcess], by count: Int) async throws {
            let goal = try acknowledged(hammers) + count
            while try acknowledged(hammers) < goal, hammers.contains(where: { !$0.isOver }) {
                try await Task.sleep(for: .milliseconds(20))
            }
        }

        private static func acknowledged(_ hammers: [HammerProcess]) throws -> Int {
            try hammers.reduce(0) { try $0 + $1.said().acknowledged.count }
        }
    }

    /// Reads the feed from its beginning while it is written, and sees whether it is in order.
    private struct Follower {
        private let store: PostgresStore
        private(set) var count = 0
        private(set) var faults: [String] = []
        private var revisions: [CustomerID: Int64] = [:]
        private var last: FeedPosition?

        init(_ store: PostgresStore) {
            self.store = store
        }

        /// Follows until its task is cancelled, and then to the end.
        consuming func run() async throws -> Follower {
            while true {
                let isLast = Task.isCancelled
                // A call of a cancelled task would be refused.
                let (store, last) = (store, last)
                let items = await Task { () async -> [FeedItem]? in
                    do throws(StoreError) {
                        return try await store.feed(after: last, limit: 200)
                    } catch {
                        return error.kind == .unavailable ? [] : nil
                    }
                }.value
                guard let items else {
                    faults.append("the feed gave up")
                    return self
                }
                for item in items { take(item) }
                if items.isEmpty {
                    if isLast { return self }
                    try? await Task.sleep(for: .milliseconds(20))
                }
            }
        }

        private mutating func take(_ item: FeedItem) {
            let entry = item.entry
            let before = revisions[entry.customer] ?? 0
            if entry.revision != before + 1 {
                faults.append("\(entry.customer): \(entry.revision) follows \(before)")
            }
            revisions[entry.customer] = entry.revision
            last = item.position
            count += 1
        }
    }
#endif
