import CreditLedger
import CreditLedgerTesting

/// A customer with a wallet of half a dollar per credit: 100 credits bought, 15 used for an
/// invoice, 5 of them given back, and 60 bought that are paid for a day later.
struct ExportedStory {
    let clock: ManualClock
    let ledger: Ledger

    init() async throws {
        clock = ManualClock(try Instant("2026-01-01T09:00:00Z"))
        ledger = Ledger(store: InMemoryStore(), clock: clock, ids: TimeOrderedIDs(seed: 1))
        let acme = try CustomerID("acme")
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, rate: Rate("0.5"), name: "Prepaid", paid: 100),
            for: acme,
            context: Context(
                key: IdempotencyKey("signup"),
                actor: Context.Actor(id: "u_7", name: "Ada"),
                reason: "Order 12; \"rush\", 10% off"))
        clock.set(try Instant("2026-02-01T00:00:00Z"))
        let invoice = try Invoice(
            id: InvoiceID("in_1"), currency: .usd,
            lines: [Invoice.Line(LineID("api"), .charge, Money("7.50", .usd))])
        try await ledger.drawDown(invoice, for: acme)
        clock.set(try Instant("2026-02-02T00:00:00Z"))
        try await ledger.reinstate(
            Reinstate(invoice.id, lines: [LineID("api"): Money("2.50", .usd)]), for: acme)
        clock.set(try Instant("2026-02-03T00:00:00Z"))
        let due = try await ledger.topUp(
            TopUp(wallet.outcome, paid: .credits(60), payment: .due), of: acme)
        clock.set(try Instant("2026-02-04T23:59:59.999Z"))
        for opened in due.entry?.transactions ?? [] {
            try await ledger.settleTopUp(opened.grant, of: acme)
        }
    }
}

extension Ledger {
    /// An export in one text.
    func exported(_ format: ExportFormat) async throws -> String {
        var text = ""
        for try await piece in export(format) { text += piece }
        return text
    }
}
