import CreditLedger
import CreditLedgerTesting
import Testing

@Suite("Ledger")
struct LedgerTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    @Test("A customer tops up, is billed, and gets it back")
    func mainJob() async throws {
        let wallet = try await house.wallet(granted: 10)
        let bought = try await ledger.topUp(
            TopUp(wallet, paid: .credits(100), granted: .credits(5)))
        #expect(bought.outcome.paid != nil)
        #expect(bought.outcome.granted != nil)
        #expect(bought.transactions.map(\.kind) == [.purchased, .granted])

        let invoice = try house.invoice("in_1", 60)
        let drawn = try await ledger.drawDown(invoice, for: house.acme)
        #expect(drawn.outcome.applied == (try Money("60", .usd)))
        #expect(drawn.outcome.due == .zero(.usd))
        #expect(drawn.outcome.applications.map(\.transaction) == drawn.transactions.map(\.id))
        #expect(try await ledger.balance(of: wallet).settled == 55)

        let back = try await ledger.reinstate(Reinstate(invoice.id), for: house.acme)
        #expect(back.outcome.reinstated == 60)
        #expect(back.outcome.lost == 0)
        #expect(try await ledger.balance(of: wallet).settled == 115)

        let voided = try await ledger.voidCredits(VoidCredits(wallet, 15))
        #expect(voided.outcome == 15)
        let ended = try await ledger.terminateWallet(wallet)
        #expect(ended.outcome == 100)
        #expect(try await ledger.wallet(wallet).status == .terminated)
        #expect(try await house.journal().map(\.revision) == [1, 2, 3, 4, 5, 6])
    }

    @Test("R3.2a A no-op has no entry and is no replay")
    func noOp() async throws {
        let wallet = try await house.wallet()
        let receipt = try await ledger.activateWallet(wallet)
        #expect(receipt.entry == nil)
        #expect(receipt.transactions.isEmpty)
        #expect(!receipt.replayed)
        #expect(try await house.journal().count == 1)
    }

    @Test("R12 A command that fails keeps the advance that preceded it, and changes nothing else")
    func failureKeepsAdvance() async throws {
        let wallet = try await house.wallet(granted: 10, expiresAt: "2026-02-01T00:00:00Z")
        try house.go(to: "2026-03-01T00:00:00Z")
        let refusal = await refusal { try await ledger.topUp(TopUp(wallet, paid: .credits(1))) }
        #expect(refusal == .walletTerminated(wallet, at: try Instant("2026-02-01T00:00:00Z")))
        let journal = try await house.journal()
        #expect(journal.count == 2)
        #expect(journal.last?.command == nil)
        #expect(journal.last?.transactions.map(\.kind) == [.expired])
    }

    @Test("R2.3 What fell due before a command comes with its receipt")
    func receiptOfAdvance() async throws {
        _ = try await house.wallet(granted: 10, expiresAt: "2026-02-01T00:00:00Z")
        try house.go(to: "2026-03-01T00:00:00Z")
        let receipt = try await ledger.createWallet(
            CreateWallet(currency: .usd), for: house.acme)
        #expect(receipt.advanced.map(\.instant) == [try Instant("2026-02-01T00:00:00Z")])
        #expect(receipt.entry?.instant == (try Instant("2026-03-01T00:00:00Z")))
        #expect(receipt.advanced.first?.revision == 2)
        #expect(receipt.entry?.revision == 3)
    }

    @Test("R2.2 A clock that went back does not take the book with it")
    func clockGoesBack() async throws {
        _ = try await house.wallet()
        try house.go(to: "2025-12-01T00:00:00Z")
        let receipt = try await ledger.createWallet(
            CreateWallet(currency: .usd), for: house.acme)
        #expect(receipt.entry?.instant == (try Instant("2026-01-01T09:00:00Z")))
        #expect(try await ledger.snapshot(of: house.acme).asOf == receipt.entry?.instant)
    }

    @Test("R2.4 advance journals what fell due, once")
    func advance() async throws {
        _ = try await house.wallet(granted: 10, expiresAt: "2026-02-01T00:00:00Z")
        try house.go(to: "2026-03-01T00:00:00Z")
        #expect(try await ledger.advance(house.acme).count == 1)
        #expect(try await ledger.advance(house.acme).isEmpty)
        #expect(try await house.journal().count == 2)
    }

    @Test("R2.5 A customer without a book has nothing, and is no error")
    func noBook() async throws {
        let nobody = try CustomerID("nobody")
        let snapshot = try await ledger.snapshot(of: nobody)
        #expect(snapshot.revision == 0)
        #expect(snapshot.wallets.isEmpty)
        #expect(try await ledger.advance(nobody).isEmpty)
        let drawn = try await ledger.drawDown(house.invoice("in_1", 5), for: nobody)
        #expect(drawn.outcome.due == (try Money("5", .usd)))
    }

    @Test("R6.7 A preview equals the drawdown that follows, and journals nothing")
    func preview() async throws {
        _ = try await house.wallet(granted: 10)
        let invoice = try house.invoice("in_1", 25)
        let preview = try await ledger.previewDrawdown(invoice, for: house.acme)
        #expect(try await house.journal().count == 1)
        let drawn = try await ledger.drawDown(invoice, for: house.acme).outcome
        #expect(preview.applied == drawn.applied)
        #expect(preview.lines == drawn.lines)
        #expect(preview.applications.map(\.credits) == drawn.applications.map(\.credits))
        #expect(preview.applications.allSatisfy { $0.transaction == nil })
    }

    @Test("R6.7, R6.8 A preview of an invoice that was drawn down answers as the drawdown would")
    func previewAfterwards() async throws {
        _ = try await house.wallet(granted: 10)
        let invoice = try house.invoice("in_1", 4)
        let drawn = try await ledger.drawDown(invoice, for: house.acme)
        #expect(try await ledger.previewDrawdown(invoice, for: house.acme) == drawn.outcome)
        let other = try house.invoice("in_1", 5)
        let refusal = await refusal {
            try await ledger.previewDrawdown(other, for: house.acme)
        }
        #expect(refusal?.code == "invoiceAlreadyDrawn")
        #expect(try await house.journal().count == 2)
    }

    @Test("Unknown ids, and ids of another customer, are not found")
    func notFound() async throws {
        let wallet = try await house.wallet(granted: 1)
        let other = try CustomerID("other")
        let made = try await house.wallet(granted: 1, of: other)
        let id = TimeOrderedIDs(seed: 9).next(at: house.clock.now, after: nil)
        let unknown: WalletID = try Identifier("\(id)")
        #expect(await code { try await ledger.wallet(unknown) } == "walletNotFound")
        #expect(await code { try await ledger.terminateWallet(unknown) } == "walletNotFound")
        #expect(await code { try await ledger.wallet(made, of: house.acme) } == "walletNotFound")
        #expect(
            await code { try await ledger.terminateWallet(made, of: house.acme) }
                == "walletNotFound")
        let grant: GrantID = try Identifier("\(id)")
        #expect(await code { try await ledger.grant(grant) } == "grantNotFound")
        #expect(await code { try await ledger.voidGrant(grant) } == "grantNotFound")
        let theirs = try await ledger.snapshot(of: other).grants[0].id
        #expect(
            await code { try await ledger.voidGrant(theirs, of: house.acme) } == "grantNotFound")
        #expect(await code { try await ledger.grant(theirs, of: house.acme) } == "grantNotFound")
        #expect(try await ledger.wallet(wallet).customer == house.acme)
        #expect(try await ledger.grant(theirs).remaining == 1)
    }

    @Test("One generic door does every command")
    func perform() async throws {
        let receipt = try await ledger.perform(
            .createWallet(CreateWallet(currency: .eur)), for: house.acme)
        #expect(receipt.outcome == receipt.entry)
        #expect(receipt.outcome?.revision == 1)
    }
}
