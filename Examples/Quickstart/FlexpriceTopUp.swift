import CreditLedger

extension Quickstart {
    /// Flexprice's top-up of 123 credits under an idempotency key, and its retry.
    mutating func flexpriceTopUp() async throws {
        page.heading("3. Flexprice: a top-up that may be retried")
        let customer = try CustomerID("flexprice-customer")
        try set("2026-04-01T09:00:00Z")
        let wallet = try await ledger.createWallet(
            CreateWallet(currency: .usd, name: "Prepaid"), for: customer
        ).outcome
        let (topUp, context) = try Self.flexpriceRequest(wallet)

        var rows: [[String]] = []
        var entries: Set<EntryID> = []
        for (attempt, seconds) in [("first call", "10"), ("retry", "20")] {
            try set("2026-04-01T09:00:\(seconds)Z")
            let receipt = try await ledger.topUp(topUp, context: context)
            if let entry = receipt.entry { entries.insert(entry.id) }
            let balance = try await ledger.balance(of: wallet)
            rows.append([
                attempt, "123", receipt.replayed ? "replayed: nothing new" : "done",
                "\(balance.settled)", balance.worth.figure,
            ])
        }
        try expect(entries.count == 1, "a retry answers with the entry of the first call")

        var other = topUp
        other.paid = .credits(124)
        let refused = try await refusal { try await ledger.topUp(other, context: context) }
        let balance = try await ledger.balance(of: wallet)
        rows.append([
            "same key, other sum", "124", "refused: \(refused.code)", "\(balance.settled)",
            balance.worth.figure,
        ])
        page.table(["call", ">credits", "answer", ">in wallet", ">worth USD"], rows)
    }

    /// The top-up, and the key that it comes under however often it is asked for.
    static func flexpriceRequest(_ wallet: WalletID) throws -> (TopUp, Context) {
        let topUp = try TopUp(
            wallet, paid: .credits(123), metadata: Metadata(["reason": "INVOICE_PAYMENT"]))
        return (topUp, try Context(key: IdempotencyKey("top-up-1")))
    }
}
