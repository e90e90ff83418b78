import CreditLedger
import CreditLedgerTesting
import Testing

@Suite("Reading")
struct ReadingTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    @Test("R2.4 A read is as of now and journals nothing")
    func asOfNow() async throws {
        let wallet = try await house.wallet(granted: 10, expiresAt: "2026-02-01T00:00:00Z")
        #expect(try await ledger.balance(of: wallet).settled == 10)
        try house.go(to: "2026-03-01T00:00:00Z")
        #expect(try await ledger.balance(of: wallet).settled == 0)
        let snapshot = try await ledger.snapshot(of: house.acme)
        #expect(snapshot.asOf == house.clock.now)
        #expect(snapshot.revision == 1)
        #expect(snapshot.wallets.map(\.status) == [.terminated])
        #expect(snapshot.grants.isEmpty)
        #expect(snapshot.balances.map(\.wallet) == [wallet])
        #expect(try await house.journal().count == 1)
    }

    @Test("R4.3 A grant is found open, depleted, voided, failed, and expired without an entry yet")
    func grantStatuses() async throws {
        let wallet = try await house.wallet()
        func issue(_ topUp: TopUp) async throws -> GrantID {
            let issued = try await ledger.topUp(topUp).outcome
            return try #require(issued.paid ?? issued.granted)
        }
        let later = try Instant("2026-06-01T00:00:00Z")
        let open = try await issue(TopUp(wallet, granted: .credits(1)))
        let depleted = try await issue(TopUp(wallet, granted: .credits(2), priority: 1))
        let voided = try await issue(TopUp(wallet, granted: .credits(3)))
        let failed = try await issue(TopUp(wallet, paid: .credits(4), payment: .due))
        let pending = try await issue(TopUp(wallet, paid: .credits(5), payment: .due))
        let scheduled = try await issue(TopUp(wallet, granted: .credits(6), effectiveAt: later))
        let brief = try await issue(
            TopUp(wallet, granted: .credits(7), expiresAt: try Instant("2026-02-01T00:00:00Z")))
        try await ledger.voidCredits(VoidCredits(wallet, 2, from: depleted))
        #expect(try await ledger.voidGrant(voided).outcome == 3)
        try await ledger.failTopUp(failed, reason: "card declined")
        try house.go(to: "2026-03-01T00:00:00Z")
        let entries = try await house.journal().count
        var found: [GrantStatus] = []
        for id in [open, depleted, voided, failed, pending, scheduled, brief] {
            let grant = try await ledger.grant(id)
            #expect(grant.id == id)
            #expect(grant.wallet == wallet)
            found.append(grant.status)
        }
        #expect(
            found == [.active, .depleted, .voided, .failed, .pending, .scheduled, .expired])
        #expect(try await ledger.grant(brief).remaining == 0)
        #expect(try await ledger.grant(open).remaining == 1)
        #expect(try await house.journal().count == entries)
    }

    @Test("R4.3b A grant that closed in the very advance before the command is refused as expired")
    func closedInAdvance() async throws {
        let wallet = try await house.wallet()
        let grant = try await ledger.topUp(
            TopUp(wallet, granted: .credits(7), expiresAt: try Instant("2026-02-01T00:00:00Z"))
        ).outcome.granted
        let id = try #require(grant)
        try house.go(to: "2026-03-01T00:00:00Z")
        let refusal = await refusal {
            try await ledger.changeGrant(ChangeGrant(id, priority: .set(1)))
        }
        #expect(refusal == .grantClosed(id, .expired))
    }

    @Test("A transaction and an entry are found by their bare ids, and only those")
    func byID() async throws {
        let wallet = try await house.wallet(granted: 1)
        let receipt = try await ledger.topUp(TopUp(wallet, paid: .credits(2), granted: .credits(3)))
        try await ledger.topUp(TopUp(wallet, paid: .credits(4)))
        let entry = try #require(receipt.entry)
        #expect(try await ledger.entry(entry.id) == entry)
        for transaction in receipt.transactions {
            let found = try await ledger.transaction(transaction.id)
            #expect(found.transaction == transaction)
            #expect(found.entry == entry.id)
            #expect(found.customer == house.acme)
            let other = try CustomerID("other")
            #expect(
                await code { try await ledger.transaction(transaction.id, of: other) }
                    == "transactionNotFound")
        }
        let id = TimeOrderedIDs(seed: 9).next(at: house.clock.now, after: entry.id)
        let unknown: TransactionID = try Identifier("\(id)")
        #expect(await code { try await ledger.transaction(unknown) } == "transactionNotFound")
        #expect(await code { try await ledger.entry(id) } == "invalidField")
    }

    @Test("R5.2c A transaction is answered in its latest state, at its first position")
    func latestState() async throws {
        let wallet = try await house.wallet()
        let due = try await ledger.topUp(TopUp(wallet, paid: .credits(4), payment: .due))
        let id = try #require(due.transactions.first?.id)
        #expect(try await ledger.transaction(id).transaction.status == .pending)
        try await ledger.settleTopUp(try #require(due.outcome.paid))
        let found = try await ledger.transaction(id)
        #expect(found.transaction.status == .settled)
        #expect(found.entry == due.entry?.id)
        #expect(try await ledger.transactions(TransactionQuery()).items.count == 1)
    }

    @Test("R8.6 A rule's status is as of the read")
    func ruleStatus() async throws {
        let rule = try TopUpRule(
            method: .fixed(paid: nil, granted: 5), trigger: .interval(.monthly),
            expiresAt: try Instant("2026-03-01T00:00:00Z"))
        let made = try await ledger.createWallet(
            CreateWallet(currency: .usd, rules: [rule]), for: house.acme)
        let wallet = try await ledger.wallet(made.outcome)
        let state = try #require(wallet.rules.first)
        #expect(wallet.status(of: state, at: house.clock.now) == .active)
        #expect(wallet.status(of: state, at: try Instant("2026-03-01T00:00:00Z")) == .ended)
    }
}
