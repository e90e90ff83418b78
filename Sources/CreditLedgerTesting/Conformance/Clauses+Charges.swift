import CreditLedger

extension StoreConformance {
    /// S19.
    static let charges: [Clause] = [
        Clause(
            number: "S19",
            summary: "The charges are the pending purchases that the collector is to charge.",
            checks: [
                Check("from the entry that opens to the one that settles or fails", chargesEnter),
                Check("entered and left in one commit", chargesOfOneCommit),
                Check("forty in parts, some of them settled", chargesInParts),
                Check("of 12 customers at once", isRace: true, chargesAtOnce),
            ])
    ]

    /// The charges of a store, all at once.
    static func allCharges(_ store: any LedgerStore) async throws -> [StoredCharge] {
        try await store.charges(after: nil, limit: 1000)
    }

    @Sendable
    private static func chargesEnter(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        var count = 0
        func write(_ what: String, entering change: Int = 0) async throws {
            try await probe.write(journal.commit(), to: store)
            count += change
            probe.expect(journal.charges.count, count, "the number of charges after \(what)")
            probe.expect(try await allCharges(store), journal.charges, "the charges after \(what)")
        }
        try journal.open()
        try await write("the wallet")
        try journal.topUp(10)
        try await write("a collected top-up")
        try journal.topUp(20, payment: .due)
        try await write("one that the host charges")
        try journal.topUp(30, .granted)
        try await write("granted credits")
        for number in 1...3 {
            try journal.topUp(40, payment: .chargeAutomatically)
            try await write("charge \(number)", entering: 1)
        }
        try journal.rename(journal.grants[4], "Renamed")
        try await write("another name of its grant")
        try journal.settle(journal.grants[5])
        try await write("the second is settled", entering: -1)
        try journal.settle(journal.grants[2])
        try await write("the host's is settled")
        try journal.settle(journal.grants[4], fails: true)
        try await write("the first has failed", entering: -1)
        try journal.drawDown("in 1")
        try await write("a drawdown")
        try journal.settle(journal.grants[6])
        try await write("the third is settled", entering: -1)
    }

    @Sendable
    private static func chargesOfOneCommit(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open(key: "open")
        try await probe.write(journal.commit(), to: store)
        try journal.topUp(10, payment: .chargeAutomatically)
        try journal.topUp(20, payment: .chargeAutomatically)
        try journal.settle(journal.grants[1])
        try await probe.write(journal.commit(3), to: store)
        probe.expect(journal.charges.map(\.grant), [journal.grants[2]], "what is left to charge")
        probe.expect(try await allCharges(store), journal.charges, "the charges")
        // What was not written neither enters nor leaves.
        var failing = journal
        try failing.settle(failing.grants[2])
        try failing.topUp(30, payment: .chargeAutomatically)
        try failing.touch(key: "open")
        let outcome = try await store.commit(failing.commit(3))
        probe.expect(outcome != .committed, "a taken key to stop the commit")
        probe.expect(try await allCharges(store), journal.charges, "the charges after it")
    }

    @Sendable
    private static func chargesInParts(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        var journals: [SampleJournal] = []
        for number in 0..<8 {
            var journal = try probe.journal("customer \(number)")
            try journal.open()
            for _ in 0..<5 { try journal.topUp(10, payment: .chargeAutomatically) }
            journals.append(journal)
        }
        // Later ids come before earlier ones.
        for journal in journals.reversed() { try await probe.write(journal.commit(6), to: store) }
        let before = journals.flatMap(\.charges).sorted { $0.transaction < $1.transaction }
        probe.expect(before.count, 40, "the number of charges")
        probe.expect(try await allCharges(store), before, "the charges")
        for index in journals.indices where index % 3 == 0 {
            try journals[index].settle(journals[index].grants[2], fails: index == 3)
            try await probe.write(journals[index].commit(), to: store)
        }
        let left = journals.flatMap(\.charges).sorted { $0.transaction < $1.transaction }
        for limit in 1...left.count + 1 {
            var found: [StoredCharge] = []
            for _ in 0...left.count {
                let page = try await store.charges(
                    after: found.last?.transaction, limit: limit)
                probe.expect(page.count <= limit, "at most \(limit) charges")
                if page.isEmpty { break }
                found += page
            }
            probe.expect(found, left, "the charges by \(limit)")
        }
        // A cursor need not be pending any more.
        for charge in before {
            probe.expect(
                try await store.charges(after: charge.transaction, limit: 3),
                Array(left.filter { $0.transaction > charge.transaction }.prefix(3)),
                "the charges after \(charge.transaction)")
        }
    }

    @Sendable
    private static func chargesAtOnce(_ probe: ConformanceProbe) async throws {
        let store = try await probe.store()
        let journals = try (0..<12).map { number in
            var journal = try probe.journal("customer \(number)")
            try journal.open()
            for _ in 0..<4 { try journal.topUp(10, payment: .chargeAutomatically) }
            try journal.settle(journal.grants[1])
            try journal.settle(journal.grants[3], fails: true)
            return journal
        }
        try await probe.writeAtOnce(journals, to: store)
        let left = journals.flatMap(\.charges).sorted { $0.transaction < $1.transaction }
        probe.expect(left.count, 24, "the number of charges")
        probe.expect(try await allCharges(store), left, "the charges")
    }
}
