import CreditLedger

extension StoreConformance {
    /// S20, S21 and S22.
    static let leases: [Clause] = [
        Clause(
            number: "S20",
            summary: "A lease is granted to one holder at a time, and each grant is counted.",
            checks: [
                Check("before, at and after its end", leaseByInstant),
                Check("of 16 who race for it one gets it", isRace: true, oneOfManyLeases),
                Check("what is no pending charge", leaseOfNothing),
            ]),
        Clause(
            number: "S21",
            summary: "A lease's end is moved by who got it last, and by nobody else.",
            checks: [
                Check("earlier and later", leaseEndMoved),
                Check("not by others", leaseEndKept),
            ]),
        Clause(
            number: "S22",
            summary: "A failed charge that was leased is dropped by who got the lease last.",
            checks: [
                Check("listed until then", leasedChargeFails),
                Check("not by others, nor while it is pending", chargeKept),
            ]),
    ]

    private static func instant(_ seconds: Int) -> Instant {
        Instant(unchecked: 1_800_000_000_000 + Int64(seconds) * 1000)
    }

    /// Asks for a lease, and expects an answer.
    private static func ask(
        _ charge: StoredCharge, _ holder: LeaseID, at now: Int, until end: Int,
        _ expected: LeaseOutcome, _ store: any LedgerStore, _ probe: ConformanceProbe
    ) async throws {
        let outcome = try await store.lease(
            charge.transaction, of: charge.customer, to: holder, until: instant(end),
            at: instant(now))
        probe.expect(outcome, expected, "the answer at \(now) seconds")
    }

    /// A store with one charge.
    private static func charged(
        _ probe: ConformanceProbe
    ) async throws -> (any LedgerStore, SampleJournal, StoredCharge) {
        let store = try await probe.store()
        var journal = try probe.journal("acme")
        try journal.open()
        try journal.topUp(10, payment: .chargeAutomatically)
        try await probe.write(journal.commit(2), to: store)
        guard let charge = journal.charges.first else {
            throw StoreError(.corrupt, "the sample journal has no charge")
        }
        return (store, journal, charge)
    }

    @Sendable
    private static func leaseByInstant(_ probe: ConformanceProbe) async throws {
        let (store, _, charge) = try await charged(probe)
        let (first, second) = (probe.holder(), probe.holder())
        for (holder, now, end, expected) in [
            (first, 0, 60, .granted(attempt: 1)),
            (second, 0, 90, .leased(until: instant(60))),
            (first, 30, 90, .leased(until: instant(60))),
            (second, 59, 90, .leased(until: instant(60))),
            (second, 60, 120, .granted(attempt: 2)),
            (first, 61, 200, .leased(until: instant(120))),
            (first, 500, 510, .granted(attempt: 3)),
            (first, 510, 520, .granted(attempt: 4)),
            (second, 511, 530, .leased(until: instant(520))),
        ] as [(LeaseID, Int, Int, LeaseOutcome)] {
            probe.expect(
                try await store.lease(
                    charge.transaction, of: charge.customer, to: holder, until: instant(end),
                    at: instant(now)),
                expected, "the answer at \(now) seconds")
        }
        let last = try await store.lease(
            charge.transaction, of: charge.customer, to: second, until: instant(600),
            at: instant(520).previous)
        probe.expect(last, .leased(until: instant(520)), "the answer a millisecond too early")
        probe.expect(try await allCharges(store), [charge], "the charges, leased or not")
    }

    @Sendable
    private static func oneOfManyLeases(_ probe: ConformanceProbe) async throws {
        let (store, _, charge) = try await charged(probe)
        for round in 1...8 {
            let holders = (0..<16).map { _ in probe.holder() }
            let outcomes = try await withThrowingTaskGroup(of: LeaseOutcome.self) { group in
                for holder in holders {
                    group.addTask {
                        try await store.lease(
                            charge.transaction, of: charge.customer, to: holder,
                            until: instant(round * 60), at: instant(round * 60 - 60))
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let granted = outcomes.count { $0 == .granted(attempt: round) }
            let others = outcomes.count { $0 == .leased(until: instant(round * 60)) }
            probe.expect(granted, 1, "the number of holders granted attempt \(round)")
            probe.expect(others, 15, "the number of others told when attempt \(round) ends")
        }
    }

    @Sendable
    private static func leaseOfNothing(_ probe: ConformanceProbe) async throws {
        var (store, journal, charge) = try await charged(probe)
        let holder = probe.holder()
        func ask(_ id: TransactionID, _ customer: CustomerID, _ what: String) async throws {
            let outcome = try await store.lease(
                id, of: customer, to: holder, until: instant(60), at: instant(0))
            probe.expect(outcome, .noCharge, "the answer for \(what)")
        }
        try journal.topUp(10, payment: .due)
        try journal.topUp(10)
        try journal.topUp(10, payment: .chargeAutomatically)
        try await probe.write(journal.commit(3), to: store)
        for (index, what) in [(0, "granted credits"), (2, "the host's"), (3, "a collected one")] {
            let lot = journal.lots[journal.grants[index]]
            try await ask(
                lot?.terms.transaction ?? charge.transaction, journal.customer, what)
        }
        let other = try CustomerID("other")
        try await ask(charge.transaction, other, "another customer")
        var unwritten = try probe.journal("unwritten")
        try unwritten.open()
        try unwritten.topUp(10, payment: .chargeAutomatically)
        try await ask(
            unwritten.charges.first?.transaction ?? charge.transaction, unwritten.customer,
            "a charge that was not written")
        // Leased and then settled, or failed without a lease.
        let charges = journal.charges
        for (index, charge) in charges.enumerated() {
            if index == 0 {
                let outcome = try await store.lease(
                    charge.transaction, of: charge.customer, to: holder, until: instant(60),
                    at: instant(0))
                probe.expect(outcome, .granted(attempt: 1), "the answer while it is pending")
            }
            try journal.settle(charge.grant, fails: index == 1)
            try await probe.write(journal.commit(), to: store)
            try await ask(charge.transaction, charge.customer, "a charge that has ended")
        }
        probe.expect(charges.count, 2, "the number of charges")
    }

    @Sendable
    private static func leaseEndMoved(_ probe: ConformanceProbe) async throws {
        let (store, _, charge) = try await charged(probe)
        let (first, second) = (probe.holder(), probe.holder())
        func end(_ holder: LeaseID, at seconds: Int) async throws {
            try await store.endLease(
                charge.transaction, of: charge.customer, by: holder, at: instant(seconds))
        }
        func ask(
            _ holder: LeaseID, at now: Int, until end: Int, _ expected: LeaseOutcome
        ) async throws {
            try await Self.ask(charge, holder, at: now, until: end, expected, store, probe)
        }
        try await ask(first, at: 0, until: 60, .granted(attempt: 1))
        // Earlier, for the next one not to wait.
        try await end(first, at: 10)
        try await ask(second, at: 9, until: 60, .leased(until: instant(10)))
        try await ask(second, at: 10, until: 60, .granted(attempt: 2))
        // Later, twice, for who needs longer.
        try await end(second, at: 100)
        try await ask(first, at: 60, until: 70, .leased(until: instant(100)))
        try await end(second, at: 300)
        try await ask(first, at: 299, until: 400, .leased(until: instant(300)))
        try await ask(first, at: 300, until: 400, .granted(attempt: 3))
        // Given back, and asked for again by the same.
        try await end(first, at: 301)
        try await ask(first, at: 301, until: 400, .granted(attempt: 4))
    }

    @Sendable
    private static func leaseEndKept(_ probe: ConformanceProbe) async throws {
        var (store, journal, charge) = try await charged(probe)
        let (first, second, third) = (probe.holder(), probe.holder(), probe.holder())
        func end(
            _ holder: LeaseID, of customer: CustomerID? = nil, at seconds: Int
        ) async throws {
            try await store.endLease(
                charge.transaction, of: customer ?? charge.customer, by: holder,
                at: instant(seconds))
        }
        // Of what nobody has.
        try await end(first, at: 1000)
        try await ask(charge, first, at: 0, until: 60, .granted(attempt: 1), store, probe)
        try await end(second, at: 10)
        try await end(second, at: 90)
        try await end(first, of: try CustomerID("other"), at: 10)
        try await ask(
            charge, second, at: 59, until: 90, .leased(until: instant(60)), store, probe)
        try await ask(charge, second, at: 60, until: 120, .granted(attempt: 2), store, probe)
        // Who had it before has it no longer.
        try await end(first, at: 61)
        try await ask(
            charge, third, at: 61, until: 200, .leased(until: instant(120)), store, probe)
        try await ask(charge, third, at: 120, until: 200, .granted(attempt: 3), store, probe)
        try journal.settle(charge.grant)
        try await probe.write(journal.commit(), to: store)
        try await end(third, at: 1000)
        try await ask(charge, first, at: 500, until: 600, .noCharge, store, probe)
        probe.expect(try await allCharges(store), [], "the charges")
    }

    @Sendable
    private static func leasedChargeFails(_ probe: ConformanceProbe) async throws {
        var (store, journal, charge) = try await charged(probe)
        let (first, second) = (probe.holder(), probe.holder())
        try await ask(charge, first, at: 0, until: 60, .granted(attempt: 1), store, probe)
        try journal.settle(charge.grant, fails: true)
        try await probe.write(journal.commit(), to: store)
        probe.expect(try await allCharges(store), [charge], "the charges after the failure")
        try await ask(
            charge, second, at: 59, until: 90, .leased(until: instant(60)), store, probe)
        try await ask(charge, second, at: 60, until: 120, .granted(attempt: 2), store, probe)
        try await store.dropCharge(charge.transaction, of: charge.customer, by: second)
        probe.expect(try await allCharges(store), [], "the charges after it was dropped")
        try await ask(charge, first, at: 500, until: 600, .noCharge, store, probe)
        // Once more does nothing.
        try await store.dropCharge(charge.transaction, of: charge.customer, by: second)
    }

    @Sendable
    private static func chargeKept(_ probe: ConformanceProbe) async throws {
        var (store, journal, charge) = try await charged(probe)
        let (first, second) = (probe.holder(), probe.holder())
        try await ask(charge, first, at: 0, until: 60, .granted(attempt: 1), store, probe)
        try await store.dropCharge(charge.transaction, of: charge.customer, by: first)
        probe.expect(try await allCharges(store), [charge], "the charges while it is pending")
        try await ask(charge, second, at: 60, until: 90, .granted(attempt: 2), store, probe)
        try journal.settle(charge.grant, fails: true)
        try await probe.write(journal.commit(), to: store)
        try await store.dropCharge(charge.transaction, of: charge.customer, by: first)
        try await store.dropCharge(charge.transaction, of: try CustomerID("other"), by: second)
        probe.expect(try await allCharges(store), [charge], "the charges after others tried")
        try await store.dropCharge(charge.transaction, of: charge.customer, by: second)
        probe.expect(try await allCharges(store), [], "the charges after its holder did")
    }
}
