internal import CreditLedger

/// Giving a customer one credit.
struct CreditIssue: Sendable {
    let desk: Desk
    let customer: CustomerID
    let request: CreditRequest

    static let schema = Schema.object([
        "transfer_id*": .id, "amount_nanos*": .text(pattern: "^[0-9]+$"), "audit_entry_id*": .id,
    ])

    /// Adds the credit to the account's wallet, which is made if it is not there.
    ///
    /// - Returns: the receipt of the first time, if the key was used for the same before.
    /// - Throws: `Refusal.idempotencyKeyReused` if it was used for anything else.
    func perform() async throws -> Receipt<IssuedGrants> {
        let wallet = try await wallet()
        let topUp = TopUp(
            wallet, granted: .money(request.amount), name: request.description,
            metadata: try Metadata([Self.platformKey: request.platformAccount]))
        let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
            try await ledger.topUp(topUp, of: customer, context: request.context)
        }
        // The ledger compares commands. bill.sh's rule: who asks and why belong to the content.
        if receipt.replayed, let first = receipt.entry, first.context != request.context {
            throw reused(first)
        }
        return receipt
    }

    /// What is answered.
    func shape(of receipt: Receipt<IssuedGrants>) throws -> JSONValue {
        guard let entry = receipt.entry,
            let transfer = entry.transactions.first(where: { $0.grant == receipt.outcome.granted })
        else { throw LedgerError.corrupt("The entry of a credit holds none.") }
        return [
            "transfer_id": .text(transfer.id), "amount_nanos": .string(request.amountNanos),
            "audit_entry_id": .text(entry.id),
        ]
    }

    /// Where a grant's metadata notes the account that was debited.
    static let platformKey = "platform_account_id"

    private func wallet() async throws -> WalletID {
        if let wallet = try await known() { return wallet }
        // Nothing is made for a key that has been used: it can only be a conflict.
        let ledger = desk.ledger(of: customer)
        let query = EntryQuery(
            customer: customer, key: request.context.key, page: try PageRequest(.newest, limit: 1))
        if let first = try await ledger.entries(query).items.first { throw reused(first) }
        do throws(LedgerError) {
            return try await make()
        } catch {
            // Another first credit may have been faster, and made it.
            guard case .refused(.invalidField("externalId", _, _)) = error,
                let wallet = try await known()
            else { throw error }
            return wallet
        }
    }

    private func make() async throws(LedgerError) -> WalletID {
        let wallet = CreateWallet(currency: .usd, externalID: request.walletAccount)
        let context = Context(actor: request.context.actor, reason: request.context.reason)
        let receipt = try await desk.perform(for: customer) { ledger throws(LedgerError) in
            try await ledger.createWallet(wallet, for: customer, context: context)
        }
        return receipt.outcome
    }

    /// The wallet of the account, if there is one.
    private func known() async throws -> WalletID? {
        for try await wallet in desk.wallets(of: customer)
        where wallet.terms.externalID == request.walletAccount {
            return wallet.id
        }
        return nil
    }

    private func reused(_ first: JournalEntry) -> any Error {
        guard let key = request.context.key else { return Fault.missing("idempotency_key") }
        return Refusal.idempotencyKeyReused(key, entry: first.id)
    }
}
