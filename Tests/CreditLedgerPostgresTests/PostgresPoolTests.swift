#if Postgres
    import CreditLedger
    import CreditLedgerSQL
    import Foundation
    import Synchronization
    import Testing

    @testable import CreditLedgerPostgres

    /// What ran, in which order and how much of it at once.
    private final class Notes: Sendable {
        private let notes = Mutex<(order: [Int], now: Int, most: Int)>(([], 0, 0))

        var order: [Int] { notes.withLock { $0.order } }
        var most: Int { notes.withLock { $0.most } }

        func begin(_ number: Int) {
            notes.withLock { notes in
                notes.order.append(number)
                notes.now += 1
                notes.most = max(notes.most, notes.now)
            }
        }

        func end() { notes.withLock { $0.now -= 1 } }
    }

    extension PostgresTests {
        /// Connections are few: who gets one, in which order, and who gives up.
        @Suite("The pool of connections")
        struct PostgresPoolTests {
            /// Has a connection busy until a moment.
            private static func occupy(
                _ store: PostgresStore, _ gate: Gate, _ number: Int
            ) async throws(StoreError) {
                try await store.pool.run { (_) throws(StoreError) in
                    gate.open("busy \(number)")
                    gate.wait("free")
                }
            }

            @Test("there are never more connections than the bound, and calls come in their order")
            func boundAndOrder() async throws {
                try await TestServer.withSchemas { schemas in
                    let store = try await schemas.store { $0.connections = 2 }
                    let gate = Gate()
                    let notes = Notes()
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for number in 1...2 {
                            group.addTask { try await Self.occupy(store, gate, number) }
                            try await gate.passed("busy \(number)")
                        }
                        for number in 1...20 {
                            group.addTask {
                                try await store.pool.run { (_) throws(StoreError) in
                                    notes.begin(number)
                                    Thread.sleep(forTimeInterval: 0.001)
                                    notes.end()
                                }
                            }
                            while store.pool.waiting < number {
                                try await Task.sleep(for: .milliseconds(1))
                            }
                        }
                        gate.open("free")
                        try await group.waitForAll()
                    }
                    #expect(notes.most <= 2)
                    // Two threads may note their calls the other way round; none is passed by two.
                    let places = notes.order
                    #expect(places.sorted() == Array(1...20))
                    for (place, number) in places.enumerated() {
                        #expect(abs(place + 1 - number) <= 1, "\(places)")
                    }
                }
            }

            @Test("a call whose task is cancelled while it waits is cancelled, and was not done")
            func cancellation() async throws {
                try await TestServer.withSchemas { schemas in
                    let store = try await schemas.store { $0.connections = 1 }
                    let customer = try CustomerID("acme")
                    let gate = Gate()
                    async let busy: Void = Self.occupy(store, gate, 1)
                    try await gate.passed("busy 1")
                    let reading = Task {
                        try await store.load(customer, recalling: .nothing, unless: nil)
                    }
                    let writing = Task { try await Till(store).open(customer, paid: 5) }
                    while store.pool.waiting < 2 { try await Task.sleep(for: .milliseconds(1)) }
                    reading.cancel()
                    writing.cancel()
                    let read = await #expect(throws: StoreError.self) { try await reading.value }
                    #expect(read?.kind == .cancelled)
                    let written = await #expect(throws: LedgerError.self) {
                        try await writing.value
                    }
                    #expect(written?.code == "cancelled")
                    let early = Task {
                        unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                        return try await store.customers(after: nil, limit: 1)
                    }
                    let error = await #expect(throws: StoreError.self) { try await early.value }
                    #expect(error?.kind == .cancelled)
                    gate.open("free")
                    try await busy
                    #expect(try await store.customers(after: nil, limit: 1) == [])
                }
            }

            @Test("a call that waits for too long is unavailable")
            func waitLimit() async throws {
                try await TestServer.withSchemas { schemas in
                    let store = try await schemas.store {
                        ($0.connections, $0.waitLimit) = (1, .milliseconds(50))
                    }
                    let gate = Gate()
                    async let busy: Void = Self.occupy(store, gate, 1)
                    try await gate.passed("busy 1")
                    for _ in 1...2 {
                        let error = await #expect(throws: StoreError.self) {
                            try await store.customers(after: nil, limit: 1)
                        }
                        #expect(error?.kind == .unavailable)
                    }
                    gate.open("free")
                    try await busy
                    #expect(try await store.customers(after: nil, limit: 1) == [])
                }
            }

            @Test("a closed store has no connections, and says that it is closed")
            func closing() async throws {
                try await TestServer.withSchemas { schemas in
                    let store = try await schemas.store { $0.connections = 1 }
                    let gate = Gate()
                    async let busy: Void = Self.occupy(store, gate, 1)
                    try await gate.passed("busy 1")
                    let waiting = Task { try await store.customers(after: nil, limit: 1) }
                    while store.pool.waiting < 1 { try await Task.sleep(for: .milliseconds(1)) }
                    async let closing: Void = store.close()
                    let failed = await #expect(throws: StoreError.self) { try await waiting.value }
                    #expect(failed?.message.contains("closed") == true)
                    gate.open("free")
                    try await busy
                    await closing
                    let error = await #expect(throws: StoreError.self) {
                        try await store.customers(after: nil, limit: 1)
                    }
                    #expect(error?.kind == .misconfigured)
                }
            }

            /// A thousand characters of three bytes each.
            private static func incompressible() -> String {
                let scalars = (0..<1000).compactMap { _ in
                    Unicode.Scalar(UInt32.random(in: 0x4E00...0x9FFF))
                }
                return String(String.UnicodeScalarView(scalars))
            }

            @Test(
                "commits that wait share a transaction, and one that fails leaves the others alone")
            func group() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let store = try await schemas.store(in: name) { $0.connections = 1 }
                    let till = Till(store)
                    let good = try (0..<6).map { try CustomerID("good \($0)") }
                    // Its ids take more bytes than an index of PostgreSQL can.
                    let bad = try CustomerID(Self.incompressible())
                    let gate = Gate()
                    async let busy: Void = Self.occupy(store, gate, 1)
                    try await gate.passed("busy 1")
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for customer in good {
                            group.addTask {
                                let opening = CreateWallet(currency: .usd, paid: 5)
                                _ = try await till.ledger.createWallet(opening, for: customer)
                            }
                        }
                        group.addTask {
                            let key = try IdempotencyKey(Self.incompressible())
                            let error = await #expect(throws: LedgerError.self) {
                                _ = try await till.ledger.createWallet(
                                    CreateWallet(currency: .usd, paid: 5), for: bad,
                                    context: Context(key: key))
                            }
                            #expect(error?.code == "corrupt")
                        }
                        try await Task.sleep(for: .milliseconds(20))
                        gate.open("free")
                        try await group.waitForAll()
                    }
                    try await busy
                    #expect(try await store.customers(after: nil, limit: 10) == good)
                }
            }

            @Test("each commit of a group is answered for itself: written, behind, or done before")
            func outcomes() async throws {
                try await TestServer.withSchemas { schemas in
                    let name = schemas.name()
                    let first = Till(try await schemas.store(in: name))
                    let store = try await schemas.store(in: name) { $0.connections = 1 }
                    let second = Till(store)
                    let customers = try (0..<6).map { try CustomerID("customer \($0)") }
                    var wallets: [WalletID] = []
                    for customer in customers {
                        try await first.open(customer, paid: 100)
                        // From now on the second host has a copy of the book.
                        let book = try await second.ledger.snapshot(of: customer)
                        wallets.append(try #require(book.wallets.first?.id))
                    }
                    try await first.drawDown(1, from: customers[0], invoice: "same")
                    try await first.drawDown(1, from: customers[1], invoice: "earlier")
                    let end = try Instant(Date() + 86_400)
                    let topUp = TopUp(wallets[5], granted: .credits(7), expiresAt: end)
                    let gate = Gate()
                    async let busy: Void = Self.occupy(store, gate, 1)
                    try await gate.passed("busy 1")
                    async let replayed = second.drawDown(1, from: customers[0], invoice: "same")
                    async let behind = second.drawDown(2, from: customers[1], invoice: "later")
                    async let plain = second.drawDown(3, from: customers[2], invoice: "in")
                    async let other = second.drawDown(4, from: customers[3], invoice: "in")
                    async let topped = second.ledger.topUp(topUp, of: customers[5])
                    while store.pool.waiting < 5 { try await Task.sleep(for: .milliseconds(1)) }
                    gate.open("free")
                    try await busy
                    #expect(try await replayed)
                    #expect(try await [behind, plain, other] == [false, false, false])
                    _ = try await topped
                    var settled: [String] = []
                    for customer in customers {
                        settled.append(try await first.settled(of: customer))
                    }
                    #expect(settled == ["99", "97", "97", "96", "100", "107"])
                    let due = try await store.due(by: .latest, after: nil, limit: 10)
                    #expect(due.map(\.customer) == [customers[5]])
                    #expect(try await first.ledger.verify().isClean)
                }
            }
        }
    }
#endif
