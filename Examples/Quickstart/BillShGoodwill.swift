import CreditLedger
import Foundation

extension Quickstart {
    /// bill.sh's goodwill credit of 10 dollars: who gave it and why stands in the journal.
    mutating func billShGoodwill() async throws {
        page.heading("4. bill.sh: goodwill after an outage")
        let nanos = "10000000000000"
        let goodwill = try money(nanos: nanos)
        page.say("amount_nanos \(nanos) is \(goodwill.figure) USD: 10^12 of them make a dollar.")
        let customer = try CustomerID("acme-billsh")
        try set("2026-03-01T08:00:00Z")
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, name: "Credits"), for: customer
        ).outcome

        try set("2026-03-02T10:15:00Z")
        let topUp = TopUp(wallet, granted: .money(goodwill), name: "Service credit")
        let context = try Context(
            key: IdempotencyKey("credit-inc-4421-acme"),
            actor: Context.Actor(id: "support-agent-001", name: "Jane Smith"),
            reason: "INC-4421: 4 hours of outage on 2026-02-28")
        let first = try await ledger.topUp(topUp, context: context)
        try set("2026-03-02T10:15:05Z")
        let retry = try await ledger.topUp(topUp, context: context)
        try expect(!first.replayed && retry.replayed, "the retry is replayed")

        guard let id = first.entry?.id else { throw Unexpected("The credit left no entry.") }
        let entry = try await ledger.entry(id)
        guard let transaction = entry.transactions.first else {
            throw Unexpected("The entry of the credit moves nothing.")
        }
        let movement = transaction.movement
        page.table(
            ["audit entry", ""],
            [
                ["when", entry.instant.minute],
                ["who", "\(entry.context?.actor?.name ?? "") (\(entry.context?.actor?.id ?? ""))"],
                ["why", entry.context?.reason ?? ""],
                ["key", entry.key?.text ?? ""],
                ["moved", "\(transaction.credits) credits"],
                ["debit", "platform: \(movement.debit.rawValue)"],
                ["credit", "wallet: \(transaction.grantKind.rawValue)"],
                ["retry", retry.replayed ? "replayed: nothing new" : "done again"],
            ])
    }

    /// Takes an amount in units of 10^-12 over, exactly and without floating point.
    private func money(nanos: String) throws -> Money {
        guard let significand = Decimal(string: nanos) else {
            throw Unexpected("'\(nanos)' is no number")
        }
        return try Money(Decimal(sign: .plus, exponent: -12, significand: significand), .usd)
    }
}
