import CreditLedgerTesting
import Synchronization
import Testing

@testable import CreditLedger

@Suite("Sweeper")
struct SweeperTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    private func populate(_ count: Int) async throws -> [CustomerID] {
        let customers = try (0..<count).map { try CustomerID("customer \($0)") }
        for (day, customer) in customers.enumerated() {
            let text = "2026-02-\(day % 28 + 1 < 10 ? "0" : "")\(day % 28 + 1)T00:00:00Z"
            _ = try await house.wallet(granted: 10, expiresAt: text, of: customer)
        }
        return customers
    }

    @Test("R2.3 A sweep journals what fell due in every book, once", arguments: [1, 7, 100])
    func sweep(batch: Int) async throws {
        let customers = try await populate(25)
        #expect(try await ledger.advanceDue(batch: batch).examined == 0)
        try house.go(to: "2026-02-10T12:00:00Z")
        let steps = Mutex(0)
        let done = try await ledger.advanceDue(batch: batch) { _ in
            steps.withLock { $0 += 1 }
        }
        #expect(done.examined == 10)
        #expect(done.advanced == 10)
        #expect(done.entries == 10)
        #expect(done.failureCount == 0)
        #expect(steps.withLock(\.self) >= 10 / batch)
        #expect(try await ledger.advanceDue(batch: batch).examined == 0)
        try house.go(to: "2027-01-01T00:00:00Z")
        #expect(try await ledger.advanceDue(batch: batch).entries == 15)
        for customer in customers {
            #expect(try await house.journal(of: customer).count == 2)
        }
        #expect(try await house.store.base.due(by: .latest, after: nil, limit: 10).isEmpty)
    }

    @Test("A sweep until an instant leaves later ones; one after now counts as now")
    func until() async throws {
        _ = try await populate(20)
        try house.go(to: "2026-02-10T12:00:00Z")
        let limit = try Instant("2026-02-03T00:00:00Z")
        #expect(try await ledger.advanceDue(until: limit).advanced == 3)
        let later = try Instant("2026-12-31T00:00:00Z")
        #expect(try await ledger.advanceDue(until: later).advanced == 7)
    }

    @Test("R2.3c A bound that was too early is raised, and journals nothing")
    func raisesBound() async throws {
        _ = try await house.wallet(granted: 1, expiresAt: "2026-02-01T00:00:00Z")
        try await house.store.base.reschedule(
            house.acme, to: try Instant("2026-01-01T00:00:00Z"), at: 1)
        let done = try await ledger.advanceDue()
        #expect((done.examined, done.advanced, done.entries) == (1, 0, 0))
        #expect(try await ledger.advanceDue().examined == 0)
        let due = try await house.store.base.due(by: .latest, after: nil, limit: 10)
        #expect(due.map(\.due) == [try Instant("2026-02-01T00:00:00Z")])
    }

    @Test("A book that fails does not stop the sweep, and stays due")
    func failure() async throws {
        _ = try await populate(5)
        let house = try House(
            store: house.store, Ledger.Configuration(sweepConcurrency: 1), seed: 3)
        try house.go(to: "2026-03-01T00:00:00Z")
        house.store.rig(.pass, .lost(.unavailable))
        let done = try await house.ledger.advanceDue()
        #expect((done.examined, done.advanced, done.failureCount) == (5, 4, 1))
        #expect(done.failures.map(\.customer.text) == ["customer 1"])
        #expect(done.failures.map(\.error.code) == ["unavailable"])
        #expect(try await house.ledger.advanceDue().advanced == 1)
    }

    @Test("A sweep that is cancelled ends with what was done")
    func cancelled() async throws {
        _ = try await populate(20)
        try house.go(to: "2026-03-01T00:00:00Z")
        let ledger = ledger
        let task = Task {
            try await ledger.advanceDue(batch: 2) { _ in
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            }
        }
        let done = try await task.value
        #expect((done.examined, done.failureCount) == (2, 0))
        #expect(try await ledger.advanceDue().examined == 18)
    }
}
