import CreditLedgerTesting
import Testing

@testable import CreditLedger

@Suite("The queue of a book")
struct BookQueueTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    private func queued(_ count: Int) async throws {
        let slot = ledger.cache.slot(of: house.acme)
        try await eventually("The callers did not queue up.") { slot.queueLength == count }
    }

    /// Holds a first command in its commit while others queue up behind it.
    private func behindAHeldCommit<Result: Sendable>(
        _ calls: [@Sendable () async -> Result]
    ) async throws -> [Result] {
        let wallet = try #require(try await ledger.snapshot(of: house.acme).wallets.first?.id)
        house.store.forget()
        house.store.hold()
        let ledger = ledger
        let first = Task { try await ledger.topUp(TopUp(wallet, granted: .credits(1))) }
        try await eventually("The first commit did not come.") { house.store.commits.count == 1 }
        var tasks: [Task<Result, Never>] = []
        for call in calls {
            tasks.append(Task { await call() })
            try await queued(tasks.count)
        }
        house.store.letGo()
        _ = try await first.value
        var results: [Result] = []
        for task in tasks { results.append(await task.value) }
        return results
    }

    @Test("A hundred callers on one customer are one queue and one commit, in their order")
    func oneBatch() async throws {
        let wallet = try await house.wallet()
        let ledger = ledger
        let revisions = try await behindAHeldCommit(
            (1...100).map { number -> @Sendable () async -> Int64? in
                {
                    try? await ledger.topUp(
                        TopUp(wallet, granted: .credits(Credits(integerLiteral: number)))
                    ).entry?.revision
                }
            })
        #expect(revisions == (3...102).map { Int64($0) })
        #expect(house.store.commits.map(\.entries.count) == [1, 100])
        #expect(try await ledger.balance(of: wallet).granted == 5051)
    }

    @Test("A batch holds no more than its limit")
    func batchLimit() async throws {
        let house = try House(
            Ledger.Configuration(batchLimit: 3, retryDelay: .microseconds(10)))
        let wallet = try await house.wallet()
        house.store.forget()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask { try await house.ledger.topUp(TopUp(wallet, granted: .credits(1))) }
            }
            try await group.waitForAll()
        }
        #expect(house.store.commits.map(\.entries.count).max() ?? 0 <= 3)
        #expect(try await house.ledger.balance(of: wallet).granted == 50)
    }

    @Test("R11.3 The same key twice in one queue: one entry, and its replay")
    func sameKeyInQueue() async throws {
        let wallet = try await house.wallet()
        let ledger = ledger
        let call: @Sendable () async -> Receipt<IssuedGrants>? = {
            try? await ledger.topUp(TopUp(wallet, granted: .credits(5)), context: .key("k"))
        }
        let receipts = try await behindAHeldCommit([call, call])
        #expect(receipts.map { $0?.replayed } == [false, true])
        #expect(receipts[0]?.outcome == receipts[1]?.outcome)
        #expect(try await house.journal().count == 3)
    }

    @Test("R6.8 The same invoice twice in one queue is drawn down once")
    func sameInvoiceInQueue() async throws {
        _ = try await house.wallet(granted: 10)
        let invoice = try house.invoice("in_1", 4)
        let (ledger, acme) = (ledger, house.acme)
        let call: @Sendable () async -> Receipt<Drawdown>? = {
            try? await ledger.drawDown(invoice, for: acme)
        }
        let receipts = try await behindAHeldCommit([call, call])
        #expect(receipts.map { $0?.replayed } == [false, true])
        #expect(receipts[0]?.outcome == receipts[1]?.outcome)
    }

    @Test("R6, R7 A drawdown and its reinstatement in one queue come in order")
    func drawDownThenReinstate() async throws {
        _ = try await house.wallet(granted: 10)
        let invoice = try house.invoice("in_1", 4)
        let (ledger, acme) = (ledger, house.acme)
        let credits = try await behindAHeldCommit([
            { @Sendable in try? await ledger.drawDown(invoice, for: acme).entry?.credits(.applied)
            },
            { @Sendable in
                try? await ledger.reinstate(Reinstate(invoice.id), for: acme).outcome.reinstated
            },
        ])
        #expect(credits == [4, 4])
    }

    @Test("A refusal in a queue is its caller's alone")
    func refusalInQueue() async throws {
        let wallet = try await house.wallet(granted: 2)
        let ledger = ledger
        let results = try await behindAHeldCommit([
            { @Sendable in await code { try await ledger.voidCredits(VoidCredits(wallet, 2)) } },
            { @Sendable in await code { try await ledger.voidCredits(VoidCredits(wallet, 2)) } },
            { @Sendable in await code { try await ledger.voidCredits(VoidCredits(wallet, 1)) } },
            { @Sendable in
                await code {
                    try await ledger.voidCredits(VoidCredits(wallet, 1), context: .key("k"))
                }
            },
        ])
        #expect(results == [nil, "insufficientCredits", nil, "insufficientCredits"])
        #expect(try await ledger.balance(of: wallet).settled == 0)
    }

    @Test("Who is cancelled in the queue writes nothing and disturbs no other")
    func cancelledInQueue() async throws {
        let wallet = try await house.wallet()
        let (ledger, store) = (ledger, house.store)
        store.forget()
        store.hold()
        let first = Task { try await ledger.topUp(TopUp(wallet, granted: .credits(1))) }
        try await eventually("The first commit did not come.") { store.commits.count == 1 }
        let second = Task {
            await code { try await ledger.topUp(TopUp(wallet, granted: .credits(10))) }
        }
        try await queued(1)
        let third = Task { try await ledger.topUp(TopUp(wallet, granted: .credits(100))) }
        try await queued(2)
        second.cancel()
        // It is answered while the first is still on its way.
        #expect(await second.value == "cancelled")
        try await queued(1)
        store.letGo()
        _ = try await (first.value, third.value)
        #expect(try await ledger.balance(of: wallet).granted == 101)
    }

    @Test("A task that is cancelled already writes nothing")
    func cancelledBefore() async throws {
        let wallet = try await house.wallet()
        let ledger = ledger
        let task = Task {
            unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            return await code { try await ledger.topUp(TopUp(wallet, granted: .credits(1))) }
        }
        #expect(await task.value == "cancelled")
        #expect(try await house.journal().count == 1)
    }

    @Test("Who is cancelled after its command was decided learns what became of it")
    func cancelledAfterwards() async throws {
        let wallet = try await house.wallet()
        let (ledger, store) = (ledger, house.store)
        store.forget()
        store.hold()
        let task = Task { try await ledger.topUp(TopUp(wallet, granted: .credits(1))).entry }
        try await eventually("The commit did not come.") { store.commits.count == 1 }
        task.cancel()
        store.letGo()
        #expect(try await task.value?.revision == 2)
    }

    @Test("R2.3 Books do not wait for each other")
    func otherBooks() async throws {
        let wallet = try await house.wallet()
        let other = try CustomerID("other")
        let (ledger, store) = (ledger, house.store)
        let theirs = try await house.wallet(of: other)
        store.forget()
        store.hold()
        let held = Task { try await ledger.topUp(TopUp(wallet, granted: .credits(1))) }
        try await eventually("The commit did not come.") { store.commits.count == 1 }
        // A refusal needs no commit, so it comes through while the other book's commit is held.
        #expect(
            await code { try await ledger.voidCredits(VoidCredits(theirs, 1), of: other) }
                == "insufficientCredits")
        store.letGo()
        _ = try await held.value
    }
}
