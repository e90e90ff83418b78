internal import CreditLedger
internal import HTTPTypes

/// Flexprice's top-up, with one answer for clients of both generations: the wallet's fields with
/// numbers, and beside them the wallet and the transaction with strings.
struct FlexpriceTopUpCall: Sendable {
    let desk: Desk

    var operations: [Operation] {
        [
            Operation(
                method: .post, path: "/v1/wallets/{id}/top-up", id: "flexpriceTopUpWallet",
                summary: "Adds paid or free credits to a wallet.", parameters: [.path("id")],
                body: .json(.flexpriceTopUp), answers: [.ok(.flexpriceTopUpAnswer)],
                perform: topUp)
        ]
    }

    private func topUp(_ call: Call) async throws -> Answer {
        let wallet = try await desk.wallet(try call.id("id", of: "wallet"))
        let request = FlexpriceRequest(call.body)
        let (topUp, bonus) = try await commands(request, wallet)
        let context = try context(call.body)
        let receipt = try await desk.perform(for: wallet.customer) { ledger throws(LedgerError) in
            try await ledger.topUp(topUp, of: wallet.customer, context: context)
        }
        if let bonus {
            let context = try bonusContext(context)
            _ = try await desk.perform(for: wallet.customer) { ledger throws(LedgerError) in
                try await ledger.topUp(bonus, of: wallet.customer, context: context)
            }
        }
        return Answer(.object(try await answer(receipt, wallet)))
    }

    private func context(_ fields: Fields) throws -> Context {
        Context(
            key: try fields.identifier("idempotency_key"),
            reason: try fields.text("transaction_reason"))
    }

    /// A bonus in a step of its own has a key of its own: a retry adds what is missing yet.
    private func bonusContext(_ context: Context) throws -> Context {
        Context(
            key: try context.key.map { try IdempotencyKey($0.text + "/bonus") },
            reason: FlexpriceReason.purchasedCreditBonus.rawValue)
    }

    private func answer(
        _ receipt: Receipt<IssuedGrants>, _ wallet: Wallet
    ) async throws -> JSONObject {
        guard let entry = receipt.entry, let first = entry.transactions.first else {
            throw LedgerError.corrupt("The entry of a top-up adds nothing.")
        }
        let ledger = desk.ledger(of: wallet.customer)
        let now = try await FlexpriceWallet.read(wallet.id, at: desk)
        // A replayed top-up may have been settled since, so its transaction is read anew.
        let listed =
            receipt.replayed
            ? try await ledger.transaction(first.id, of: wallet.customer)
            : JournalledTransaction(
                transaction: first, customer: wallet.customer, entry: entry.id,
                instant: entry.instant)
        let history = try await WalletHistory.read(
            of: wallet, on: ledger, backTo: entry.id, latest: receipt.replayed ? nil : entry)
        let transaction = FlexpriceTransaction(listed: listed, wallet: now, history: history)
        return now.fields(for: .first) + [
            "wallet": .object(now.fields(for: .second)),
            "wallet_transaction": transaction.json(for: .second),
        ]
    }

    // MARK: What is asked for

    /// The top-up, and a second one for a bonus that ends at another time than what was bought.
    private func commands(
        _ request: FlexpriceRequest, _ wallet: Wallet
    ) async throws -> (TopUp, bonus: TopUp?) {
        let fields = request.fields
        let reason = try fields.required("transaction_reason", try request.reason())
        let sum = try self.sum(request, wallet)
        var topUp = TopUp(
            wallet.id, effectiveAt: try await effectiveDate(request, wallet),
            expiresAt: try request.instant("expiry_date_utc"),
            name: try fields.text("description") ?? "",
            metadata: try Metadata(try fields.pairs("metadata") ?? [:]))
        if let priority = try fields.integer("priority") { topUp.priority = Int(priority) }
        switch reason.addition {
        case .paid(let payment):
            topUp.paid = sum
            topUp.payment = payment
        case .granted, nil:
            topUp.granted = sum
        }
        guard let credits = try request.credits("bonus_credits_to_add") else { return (topUp, nil) }
        guard topUp.paid != nil else {
            // Flexprice gives a bonus with a purchase.
            throw fields.invalid(
                "bonus_credits_to_add", credits.description, "goes with bought credits only")
        }
        let expiry = try request.instant("bonus_credits_expiry_date_utc")
        if expiry == topUp.expiresAt {
            topUp.granted = .credits(credits)
            return (topUp, nil)
        }
        var bonus = topUp
        bonus.paid = nil
        bonus.granted = .credits(credits)
        bonus.payment = .collected
        bonus.expiresAt = expiry
        return (topUp, bonus)
    }

    /// By Flexprice's rule, `amount` is ignored beside `credits_to_add`, but must be one.
    private func sum(_ request: FlexpriceRequest, _ wallet: Wallet) throws -> TopUp.Sum {
        let money = try request.money("amount", wallet.currency)
        if let credits = try request.credits("credits_to_add") { return .credits(credits) }
        return .money(try request.fields.required("credits_to_add", money))
    }

    /// By Flexprice's rule, the effective date is not in the future.
    private func effectiveDate(
        _ request: FlexpriceRequest, _ wallet: Wallet
    ) async throws -> Instant? {
        guard let instant = try request.instant("effective_date") else { return nil }
        let now = try await desk.balance(of: wallet).asOf
        guard instant <= now else {
            throw request.fields.invalid("effective_date", "\(instant)", "is in the future")
        }
        return instant
    }
}
