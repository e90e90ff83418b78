import CreditLedger
import CreditLedgerTesting
import Foundation
import Testing

@testable import WalletService

@Suite("Test clocks in the service")
struct TestClocksTests {
    private static func instant(_ text: String) throws -> Instant { try Instant(text) }

    /// A wallet whose credits expire at an instant.
    private static func wallet(
        _ customer: String, expiring instant: String, in service: ServiceUnderTest
    ) async throws -> WalletID {
        let id = try CustomerID(customer)
        let ledger = service.assembly.desk.ledger(of: id)
        let wallet = try await ledger.createWallet(CreateWallet(currency: .usd), for: id).outcome
        try await ledger.topUp(
            TopUp(wallet, granted: .credits(10), expiresAt: try Instant(instant)), of: id)
        return wallet
    }

    @Test("a sweep leaves customers on test clocks in their time, and misses nobody else")
    func sweep() async throws {
        let service = try ServiceUnderTest()
        let clocks = service.assembly.desk.clocks
        for number in 1...150 {
            _ = try clocks.create(
                at: try Instant("2020-01-01T00:00:00Z"), name: nil,
                customer: try CustomerID("past-\(number)"), key: nil)
            _ = try await Self.wallet(
                "past-\(number)", expiring: "2020-02-01T00:00:00Z", in: service)
        }
        for number in 1...3 {
            _ = try await Self.wallet(
                "real-\(number)", expiring: "2026-05-02T00:00:00Z", in: service)
        }
        service.clock.set(try Instant("2026-05-03T00:00:00Z"))
        await service.assembly.sweeping.sweep()
        func expired(_ customer: String) async throws -> Int {
            try await service.assembly.desk.store.transactions(
                TransactionQuery(customer: try CustomerID(customer), kinds: [.expired])
            ).items.count
        }
        for number in 1...3 { #expect(try await expired("real-\(number)") == 1) }
        for number in [1, 77, 150] { #expect(try await expired("past-\(number)") == 0) }

        let clock = try #require(clocks.clock(of: try CustomerID("past-77")))
        _ = try clocks.advance(clock.id, to: try Instant("2020-02-01T00:00:00Z"), key: nil)
        try await service.assembly.desk.advance(try CustomerID("past-77"))
        #expect(try await expired("past-77") == 1)
        #expect(try await expired("past-78") == 0)
    }

    @Test("payments of customers on test clocks wait for their clock; it collects what falls due")
    func payments() async throws {
        let service = try ServiceUnderTest()
        let (past, real) = (try CustomerID("past"), try CustomerID("real"))
        let desk = service.assembly.desk
        let clock = try desk.clocks.create(
            at: try Instant("2020-01-01T00:00:00Z"), name: nil, customer: past, key: nil
        ).clock
        let rule = try TopUpRule(
            method: .fixed(paid: 5, granted: nil), trigger: .interval(.monthly),
            startsAt: try Instant("2020-02-01T00:00:00Z"), payment: .chargeAutomatically)
        var wallets: [CustomerID: WalletID] = [:]
        for customer in [past, real] {
            // Straight to the ledger, so that nobody collects what is due at once.
            wallets[customer] = try await desk.ledger(of: customer).createWallet(
                CreateWallet(
                    currency: .usd, rules: customer == past ? [rule] : [], paid: 3,
                    payment: .chargeAutomatically), for: customer
            ).outcome
        }
        await service.assembly.sweeping.sweep()
        let (ofPast, ofReal) = (try #require(wallets[past]), try #require(wallets[real]))
        #expect(try await desk.balance(of: try await desk.wallet(ofReal)).paid == 3)
        #expect(try await desk.balance(of: try await desk.wallet(ofPast)).pending == 3)
        _ = try desk.clocks.advance(clock.id, to: try Instant("2020-02-01T00:00:00Z"), key: nil)
        try await desk.advance(past)
        let balance = try await desk.balance(of: try await desk.wallet(ofPast))
        #expect(balance.paid == 8)
        #expect(balance.asOf == (try Instant("2020-02-01T00:00:00Z")))
    }

    @Test("clocks are deleted when their time has come")
    func overdue() async throws {
        let service = try ServiceUnderTest()
        let clocks = service.assembly.desk.clocks
        let clock = try clocks.create(
            at: service.clock.now, name: nil, customer: nil, key: nil
        ).clock
        let sweeping = service.assembly.sweeping
        service.clock.set(try Instant("2026-05-31T12:00:00Z"))
        await sweeping.sweep()
        #expect(clocks.all.map(\.id) == [clock.id])
        service.clock.set(try Instant("2026-05-31T12:00:01Z"))
        await sweeping.sweep()
        #expect(clocks.all.isEmpty)
    }
}

@Suite("Ids of the ledger of real time")
struct LiveIDsTests {
    @Test("a book that a test clock led ahead makes nobody else's ids lie in the future")
    func ahead() throws {
        let now = try Instant("2026-05-01T12:00:00Z")
        let ahead = TimeOrderedIDs().next(at: try Instant("2030-01-01T00:00:00Z"), after: nil)
        let ids = LiveIDs(clock: ManualClock(now))
        let first = ids.next(at: now, after: nil)
        let inFuture = ids.next(at: now, after: ahead)
        let next = ids.next(at: now, after: inFuture)
        let last = ids.next(at: now, after: first)
        #expect(first < last && last < ahead && ahead < inFuture && inFuture < next)
    }

    @Test("nor does it once its clock is deleted, and it goes on in its own time")
    func deleted() async throws {
        let service = try ServiceUnderTest()
        let desk = service.assembly.desk
        let (led, other) = (try CustomerID("led"), try CustomerID("other"))
        let clock = try desk.clocks.create(
            at: try Instant("2030-01-01T00:00:00Z"), name: nil, customer: led, key: nil
        ).clock
        func make(for customer: CustomerID) async throws -> EntryID {
            let receipt = try await desk.ledger(of: customer).createWallet(
                CreateWallet(currency: .usd), for: customer)
            return try #require(receipt.entry).id
        }
        let ahead = try await make(for: led)
        try desk.clocks.delete(clock.id)
        let later = try await make(for: led)
        let present = try await make(for: other)
        #expect(present < ahead && ahead < later)
    }
}

@Suite("The file of the test clocks")
struct TestClockFileTests {
    private static func temporary(_ body: (TestClockFile) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            component: "test-clocks-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(TestClockFile(path: folder.appending(component: "clocks.json").path))
    }

    @Test("clocks survive a restart, with their times, customers and keys")
    func restart() async throws {
        try await Self.temporary { file in
            let customer = try CustomerID("Zoë \"1\"")
            let (start, later) = (
                try Instant("2030-01-01T00:00:00Z"), try Instant("2030-03-01T00:00:00.500Z")
            )
            let first = try TestClocks(store: InMemoryStore(), file: file)
            let clock = try first.create(
                at: start, name: "Renewal", customer: customer, key: "k1"
            ).clock
            _ = try first.create(at: start, name: nil, customer: nil, key: nil)
            _ = try first.advance(clock.id, to: later, key: "k2")

            let attributes = try FileManager.default.attributesOfItem(atPath: file.path)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            let second = try TestClocks(store: InMemoryStore(), file: file)
            #expect(second.all == first.all)
            #expect(second.clock(of: customer)?.frozenTime == later)
            #expect(second.contains(customer))
            let again = try second.create(
                at: start, name: "Renewal", customer: customer, key: "k1")
            #expect(again.replayed && again.clock.id == clock.id)
            #expect(try second.advance(clock.id, to: later, key: "k2").replayed)
            try second.delete(clock.id)
            #expect(try TestClocks(store: InMemoryStore(), file: file).all.count == 1)
            let folder = URL(fileURLWithPath: file.path).deletingLastPathComponent().path
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["clocks.json"])
        }
    }

    @Test("without a file there are no clocks, and a refused request writes none")
    func nothing() async throws {
        try await Self.temporary { file in
            let clocks = try TestClocks(store: InMemoryStore(), file: file)
            #expect(clocks.all.isEmpty)
            #expect(throws: TestClockRefusal.unknown) { try clocks.delete("clock_1") }
            #expect(!FileManager.default.fileExists(atPath: file.path))
        }
    }

    @Test(
        "a file that holds something else stops the service from starting",
        arguments: [
            "", "[]", "{", #"{"version":2,"clocks":[]}"#, #"{"clocks":[]}"#,
            #"{"version":1,"clocks":[{"id":"clock_1"}]}"#,
            #"{"version":1,"clocks":[{"id":"c","created_at":"yesterday","frozen_time":"x"}]}"#,
        ])
    func somethingElse(text: String) async throws {
        try await Self.temporary { file in
            try Data(text.utf8).write(to: URL(fileURLWithPath: file.path))
            #expect(throws: TestClockFile.Unusable.self) {
                try TestClocks(store: InMemoryStore(), file: file)
            }
        }
    }

    @Test("a clock that can't be kept is not made")
    func unwritable() async throws {
        let file = TestClockFile(path: "/nowhere/at/all/clocks.json")
        let clocks = try TestClocks(store: InMemoryStore(), file: file)
        let now = SystemClock().now
        #expect(throws: TestClockFile.Unusable.self) {
            try clocks.create(at: now, name: nil, customer: nil, key: nil)
        }
        #expect(clocks.all.isEmpty)
    }
}
