import CreditLedger
import CreditLedgerTesting
import Testing

/// What makes two commands the same request: every field that says what is wanted, and no other.
@Suite("Idempotency fields")
struct IdempotencyFieldTests {
    let house: House

    init() throws { house = try House() }

    /// Changes of one value, each of one field alone.
    typealias Changes<Value> = [(field: String, change: (inout Value) throws -> Void)]

    /// The stored fields of a value, computed ones left out.
    func fields(of value: Any) -> Set<String> {
        Set(Mirror(reflecting: value).children.compactMap(\.label))
    }

    /// Does a command under a key, and expects each changed one to be refused under it.
    func expectRefusals<Value: Equatable>(
        _ value: Value, _ changes: Changes<Value>, as command: (Value) -> Command,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let (ledger, acme) = (house.ledger, house.acme)
        let first = try await ledger.perform(command(value), for: acme, context: .key("k"))
        let entry = try #require(first.entry, sourceLocation: sourceLocation)
        let count = try await house.journal().count
        let expected = Refusal.idempotencyKeyReused(try IdempotencyKey("k"), entry: entry.id)
        for (field, change) in changes {
            var other = value
            try change(&other)
            #expect(other != value, "\(field)", sourceLocation: sourceLocation)
            let changed = other
            let refusal = await refusal {
                try await ledger.perform(command(changed), for: acme, context: .key("k"))
            }
            #expect(refusal == expected, "\(field)", sourceLocation: sourceLocation)
        }
        // Nor has any of them come between the key and its first command.
        let again = try await ledger.perform(command(value), for: acme, context: .key("k"))
        #expect(again.replayed, sourceLocation: sourceLocation)
        #expect(again.entry == entry, sourceLocation: sourceLocation)
        #expect(try await house.journal().count == count, sourceLocation: sourceLocation)
    }

    @Test("R11.3 createWallet: each field changed alone is another command")
    func createWallet() async throws {
        let rule = try TopUpRule(
            method: .fixed(paid: nil, granted: 5), trigger: .interval(.monthly))
        let changes: Changes<CreateWallet> = [
            ("currency", { $0.currency = .eur }),
            ("rate", { $0.rate = try Rate("0.5") }),
            ("name", { $0.name = "Other" }),
            ("externalID", { $0.externalID = "w-1" }),
            ("priority", { $0.priority = 51 }),
            ("scope", { $0.scope = Scope(feeTypes: [.charge]) }),
            ("activation", { $0.activation = .onRequest }),
            ("expiresAt", { $0.expiresAt = try Instant("2027-01-01T00:00:00Z") }),
            ("graceSeconds", { $0.graceSeconds = 1 }),
            ("limits", { $0.limits = TopUpLimits(minimum: 1) }),
            ("rules", { $0.rules = [rule] }),
            ("metadata", { $0.metadata = try Metadata(["a": "1"]) }),
            ("paid", { $0.paid = try Credits("3.000000000001") }),
            ("granted", { $0.granted = 1 }),
            ("payment", { $0.payment = .due }),
        ]
        let wallet = CreateWallet(currency: .usd, paid: 3)
        #expect(Set(changes.map(\.field)) == fields(of: wallet))
        try await expectRefusals(wallet, changes) { .createWallet($0) }
    }

    @Test("R11.3 topUp: each field changed alone is another command, the same sum in money too")
    func topUp() async throws {
        let wallet = try await house.wallet()
        let other = try await house.wallet()
        let changes: Changes<TopUp> = [
            ("wallet", { $0.wallet = other }),
            ("paid", { $0.paid = .money(try Money("9", .usd)) }),
            ("paid", { $0.paid = nil }),
            ("granted", { $0.granted = .credits(5) }),
            ("payment", { $0.payment = .due }),
            ("priority", { $0.priority = 49 }),
            ("scope", { $0.scope = Scope(prices: [try PriceCode("gpu")]) }),
            ("effectiveAt", { $0.effectiveAt = try Instant("2026-01-01T09:00:00Z") }),
            ("expiresAt", { $0.expiresAt = try Instant("2027-01-01T00:00:00Z") }),
            ("costBasis", { $0.costBasis = try Money("1", .usd) }),
            ("ignoresLimits", { $0.ignoresLimits = true }),
            ("name", { $0.name = "Other" }),
            ("metadata", { $0.metadata = try Metadata(["a": "1"]) }),
        ]
        let topUp = TopUp(wallet, paid: .credits(9), granted: .credits(4))
        #expect(Set(changes.map(\.field)) == fields(of: topUp))
        try await expectRefusals(topUp, changes) { .topUp($0) }
    }

    @Test("R11.3 voidCredits: each field changed alone is another command")
    func voidCredits() async throws {
        let wallet = try await house.wallet(granted: 50)
        let other = try await house.wallet(granted: 50)
        let grant = try #require(try await house.ledger.snapshot(of: house.acme).grants.first).id
        let changes: Changes<VoidCredits> = [
            ("wallet", { $0.wallet = other }),
            ("credits", { $0.credits = try Credits("7.000000000001") }),
            // It names what would have been taken anyway, and is still another request.
            ("grant", { $0.grant = grant }),
        ]
        let void = VoidCredits(wallet, 7)
        #expect(Set(changes.map(\.field)) == fields(of: void))
        try await expectRefusals(void, changes) { .voidCredits($0) }
    }

    /// The parts of an invoice, which is checked as a whole and can't be changed after that.
    private struct Draft: Equatable {
        var id = "in_1"
        var currency = Currency.usd
        var periodEnd: String?
        var lineIDs = ["seats", "usage"]
        var feeTypes = [FeeType.subscription, .charge]
        var amounts = ["5", "7.25"]
        var prices: [String?] = [nil, "gpu"]
        var linePeriodEnds: [String?] = [nil, nil]

        func invoice() throws -> Invoice {
            try Invoice(
                id: InvoiceID(id), currency: currency, periodEnd: periodEnd.map { try Instant($0) },
                lines: lineIDs.indices.map { index in
                    try Invoice.Line(
                        LineID(lineIDs[index]), feeTypes[index], Money(amounts[index], currency),
                        price: prices[index].map { try PriceCode($0) },
                        periodEnd: linePeriodEnds[index].map { try Instant($0) })
                })
        }

        /// The lines in the opposite order.
        mutating func reverse() {
            lineIDs.reverse()
            feeTypes.reverse()
            amounts.reverse()
            prices.reverse()
        }
    }

    @Test("R11.3, R6.8 drawDown: each field of the invoice and of a line changed alone")
    func drawDown() async throws {
        _ = try await house.wallet(granted: 50)
        let end = "2025-12-31T00:00:00Z"
        let changes: [(field: String, change: (inout Draft) -> Void)] = [
            ("id", { $0.id = "in_2" }),
            ("currency", { $0.currency = .eur }),
            ("periodEnd", { $0.periodEnd = end }),
            ("lines", { $0.reverse() }),
            ("lines", { $0.lineIDs.removeLast() }),
            ("total", { $0.amounts[1] = "7.26" }),
        ]
        let lineChanges: [(field: String, change: (inout Draft) -> Void)] = [
            ("id", { $0.lineIDs[0] = "other" }),
            ("feeType", { $0.feeTypes[0] = .commitment }),
            ("price", { $0.prices[1] = nil }),
            ("price", { $0.prices[0] = "gpu" }),
            ("periodEnd", { $0.linePeriodEnds[1] = end }),
            // The total stays.
            ("amount", { $0.amounts = ["6", "6.25"] }),
        ]
        let invoice = try Draft().invoice()
        #expect(Set(changes.map(\.field)) == fields(of: invoice))
        #expect(Set(lineChanges.map(\.field)) == fields(of: invoice.lines[0]))
        let all: Changes<DrawDown> = (changes + lineChanges).map { field, change in
            (
                field,
                { drawDown in
                    var draft = Draft()
                    change(&draft)
                    drawDown.invoice = try draft.invoice()
                }
            )
        }
        try await expectRefusals(DrawDown(invoice), all) { .drawDown($0) }
    }

    @Test("R11.3 drawDown: the unbilled usage that it clears is a part of the command")
    func clearedUsage() async throws {
        _ = try await house.wallet(granted: 50)
        let changes: Changes<DrawDown> = [
            ("invoice", { $0.invoice = try house.invoice("in_2", 5) }),
            ("usage", { $0.usage = .all }),
            ("usage", { $0.usage = .periods([]) }),
            ("usage", { $0.usage = .periods([try UsagePeriod("2026-01"), .unnamed]) }),
        ]
        let drawDown = DrawDown(
            try house.invoice("in_1", 5), clearing: .periods([try UsagePeriod("2026-01")]))
        #expect(Set(changes.map(\.field)) == fields(of: drawDown))
        try await expectRefusals(drawDown, changes) { .drawDown($0) }
    }

    @Test("R11.3 What is written otherwise and means the same is the same command")
    func sameMeaning() async throws {
        let wallet = try await house.wallet(granted: 50)
        let (ledger, acme) = (house.ledger, house.acme)
        let topUp = TopUp(
            wallet, granted: .credits(try Credits("4.50")),
            scope: Scope(feeTypes: [.subscription, .charge, .commitment]))
        let first = try await ledger.topUp(topUp, of: acme, context: .key("a"))
        var other = TopUp(wallet, granted: .credits(try Credits("4.5")))
        other.priority = 50
        let again = try await ledger.topUp(other, context: .key("a"))
        #expect(again.replayed && again.entry == first.entry)

        let drawn = try await ledger.drawDown(Draft().invoice(), for: acme, context: .key("b"))
        var draft = Draft()
        draft.amounts = ["5.00", "7.250"]
        let redrawn = try await ledger.drawDown(draft.invoice(), for: acme, context: .key("b"))
        #expect(redrawn.replayed && redrawn.outcome == drawn.outcome)
    }

    @Test("R11.3 A key belongs to one customer: another's same key and command is its own")
    func otherCustomer() async throws {
        let other = try CustomerID("zenith")
        let wallet = CreateWallet(currency: .usd, paid: 3)
        let first = try await house.ledger.createWallet(
            wallet, for: house.acme, context: .key("k"))
        let second = try await house.ledger.createWallet(wallet, for: other, context: .key("k"))
        #expect(!second.replayed)
        #expect(second.outcome != first.outcome)
        #expect(try await house.journal(of: other).count == 1)
    }
}
