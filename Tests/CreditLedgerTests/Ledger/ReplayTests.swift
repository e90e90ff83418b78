import CreditLedger
import CreditLedgerTesting
import Testing

@Suite("Replay")
struct ReplayTests {
    let house: House
    var ledger: Ledger { house.ledger }

    init() throws { house = try House() }

    /// Does a call twice and expects the first outcome and no further entry.
    private func twice<Outcome: Equatable>(
        _ call: () async throws -> Receipt<Outcome>,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let first = try await call()
        let count = try await house.journal().count
        let second = try await call()
        #expect(!first.replayed, sourceLocation: sourceLocation)
        #expect(second.replayed, sourceLocation: sourceLocation)
        #expect(second.outcome == first.outcome, sourceLocation: sourceLocation)
        #expect(second.entry == first.entry, sourceLocation: sourceLocation)
        #expect(try await house.journal().count == count, sourceLocation: sourceLocation)
    }

    @Test("R11.3 The same key and command again: the first outcome, and nothing new")
    func everyOutcome() async throws {
        let acme = house.acme
        try await twice {
            try await ledger.createWallet(
                CreateWallet(currency: .usd, granted: 100), for: acme, context: .key("a"))
        }
        let wallet = try await ledger.snapshot(of: acme).wallets[0].id
        try await twice {
            try await ledger.topUp(
                TopUp(wallet, paid: .credits(5), granted: .credits(6)), context: .key("b"))
        }
        try await twice {
            try await ledger.voidCredits(VoidCredits(wallet, 1), context: .key("c"))
        }
        try await twice {
            try await ledger.drawDown(house.invoice("in_1", 9), for: acme, context: .key("d"))
        }
        let invoice = try InvoiceID("in_1")
        try await twice {
            try await ledger.reinstate(Reinstate(invoice), for: acme, context: .key("e"))
        }
        try await twice {
            try await ledger.hold(
                HoldCredits(
                    Money("3", .usd), for: .charge, until: Instant("2026-02-01T00:00:00Z")),
                for: acme, context: .key("i"))
        }
        let hold = try #require(try await ledger.snapshot(of: acme).holds.first).id
        try await twice {
            try await ledger.capture(
                CaptureHold(
                    hold, Money("2", .usd), invoice: InvoiceID("in_2"), line: LineID("use")),
                context: .key("j"))
        }
        // By now 2 of the 9 dollars are captured.
        try await twice {
            try await ledger.drawDown(house.invoice("in_2", 9), for: acme, context: .key("k"))
        }
        let grants = try await ledger.snapshot(of: acme).grants
        try await twice { try await ledger.expireGrant(grants[0].id, context: .key("f")) }
        try await twice { try await ledger.voidGrant(grants[1].id, context: .key("g")) }
        try await twice { try await ledger.terminateWallet(wallet, context: .key("h")) }
    }

    @Test("R11.3 The same key with another command is refused, and names the entry that has it")
    func otherCommand() async throws {
        let wallet = try await house.wallet()
        let first = try await ledger.topUp(TopUp(wallet, paid: .credits(5)), context: .key("k"))
        let refusal = await refusal {
            try await ledger.topUp(TopUp(wallet, paid: .credits(6)), context: .key("k"))
        }
        let entry = try #require(first.entry)
        #expect(refusal == .idempotencyKeyReused(try IdempotencyKey("k"), entry: entry.id))
        // Also where the other command would be refused on its own account, or change nothing.
        for command in [
            Command.voidCredits(VoidCredits(wallet, 1_000)), .activateWallet(wallet),
        ] {
            let code = await code {
                try await ledger.perform(command, for: house.acme, context: .key("k"))
            }
            #expect(code == "idempotencyKeyReused")
        }
        #expect(try await house.journal().count == 2)
    }

    @Test("R11.3 An earlier success under the key wins over what would be refused today")
    func successWins() async throws {
        let wallet = try await house.wallet()
        let topUp = TopUp(wallet, paid: .credits(5))
        let first = try await ledger.topUp(topUp, context: .key("k"))
        try await ledger.terminateWallet(wallet)
        let again = try await ledger.topUp(topUp, context: .key("k"))
        #expect(again.replayed)
        #expect(again.outcome == first.outcome)
    }

    @Test("R11.3 An earlier success under the key wins over what would be a no-op today")
    func successWinsOverNoOp() async throws {
        let wallet = try await house.wallet(activation: .onRequest)
        let first = try await ledger.activateWallet(wallet, context: .key("k"))
        let again = try await ledger.activateWallet(wallet, context: .key("k"))
        #expect(first.entry != nil)
        #expect(again.replayed)
        #expect(again.entry == first.entry)
    }

    @Test("R11.3, R9.4 An earlier success of a hold's command wins over what it is today")
    func holdsUnderKeys() async throws {
        _ = try await house.wallet(granted: 10)
        let (first, last) = (
            try Instant("2026-02-01T00:00:00Z"), try Instant("2026-03-01T00:00:00Z")
        )
        let held = try await ledger.hold(
            HoldCredits(Money("6", .usd), for: .charge, until: first), for: house.acme,
            context: .key("hold"))
        let id = held.outcome.id
        try await ledger.extendHold(id, until: last, context: .key("extend"))
        let capture = CaptureHold(
            id, try Money("4", .usd), invoice: try InvoiceID("in_1"), line: try LineID("use"))
        let captured = try await ledger.capture(capture, context: .key("capture"))
        // The answer is what was held first: not extended, and not captured.
        let heldAgain = try await ledger.hold(
            HoldCredits(Money("6", .usd), for: .charge, until: first), for: house.acme,
            context: .key("hold"))
        #expect(heldAgain.replayed)
        #expect(heldAgain.outcome == held.outcome)
        #expect(heldAgain.outcome.until == first)
        let extended = try await ledger.extendHold(id, until: last, context: .key("extend"))
        #expect(extended.replayed)
        let capturedAgain = try await ledger.capture(capture, context: .key("capture"))
        #expect(capturedAgain.replayed)
        #expect(capturedAgain.outcome == captured.outcome)
        #expect(capturedAgain.outcome.applied == capture.amount)
        // Without the key it is another capture of a hold that has ended.
        #expect(await code { try await ledger.capture(capture) } == "holdNotOpen")
    }

    @Test("R11.3 A command that failed or changed nothing leaves its key free")
    func keyStaysFree() async throws {
        let wallet = try await house.wallet()
        #expect(
            await code {
                try await ledger.voidCredits(VoidCredits(wallet, 1), context: .key("k"))
            } == "insufficientCredits")
        #expect(try await ledger.activateWallet(wallet, context: .key("k")).entry == nil)
        let topUp = try await ledger.topUp(TopUp(wallet, paid: .credits(5)), context: .key("k"))
        #expect(!topUp.replayed)
        #expect(topUp.entry?.key?.text == "k")
    }

    @Test(
        "R6.8 The same invoice again is the first result; another, or after giving back, is refused"
    )
    func sameInvoice() async throws {
        _ = try await house.wallet(granted: 10)
        let invoice = try house.invoice("in_1", 4)
        try await twice { try await ledger.drawDown(invoice, for: house.acme) }
        // A key of its own makes no difference: it is the invoice that is known.
        let keyed = try await ledger.drawDown(invoice, for: house.acme, context: .key("new"))
        #expect(keyed.replayed)
        let other = try house.invoice("in_1", 5)
        #expect(
            await code { try await ledger.drawDown(other, for: house.acme) }
                == "invoiceAlreadyDrawn")
        try await ledger.reinstate(Reinstate(invoice.id), for: house.acme)
        #expect(
            await code { try await ledger.drawDown(invoice, for: house.acme) }
                == "invoiceAlreadyDrawn")
    }

    @Test("R11.3 A replay by another host, whose cache knows nothing of the first")
    func otherHost() async throws {
        let wallet = try await house.wallet()
        let other = try house.neighbour()
        _ = try await other.ledger.balance(of: wallet)
        let topUp = TopUp(wallet, paid: .credits(5))
        let first = try await ledger.topUp(topUp, context: .key("k"))
        let again = try await other.ledger.topUp(topUp, context: .key("k"))
        #expect(again.replayed)
        #expect(again.outcome == first.outcome)
        #expect(try await house.journal().count == 2)
    }

    @Test("R11.3, R12 A replay still journals what fell due")
    func replayAdvances() async throws {
        _ = try await house.wallet(granted: 10, expiresAt: "2026-02-01T00:00:00Z")
        let invoice = try house.invoice("in_1", 4)
        try await ledger.drawDown(invoice, for: house.acme)
        try house.go(to: "2026-03-01T00:00:00Z")
        let again = try await ledger.drawDown(invoice, for: house.acme)
        #expect(again.replayed)
        #expect(again.advanced.count == 1)
        #expect(try await house.journal().count == 3)
    }
}
