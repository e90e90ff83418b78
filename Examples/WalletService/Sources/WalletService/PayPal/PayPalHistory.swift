internal import CreditLedger

/// Shows a wallet's transactions, with what their journal entries tell of them.
struct PayPalHistory {
    let ledger: Ledger
    /// The wallet's, which knows what credits are worth.
    let balance: Balance

    /// A transaction as PayPal shows one.
    func shape(_ listed: JournalledTransaction) async throws -> JSONValue {
        let transaction = listed.transaction
        let origin = try await origin(of: listed)
        let endedAt = try await endedAt(listed, origin)
        return [
            "wallet_transaction_id": .text(transaction.id), "wallet_id": .text(transaction.wallet),
            "payment_status": .string(transaction.status.rawValue.uppercased()),
            "source": .string(source(of: transaction, origin)),
            "transaction_status": .string(status(of: transaction.kind)),
            "transaction_type": transaction.movement.entersWallet ? "INBOUND" : "OUTBOUND",
            "amount": .payPal(
                transaction.application?.amount ?? balance.worth(of: transaction.credits)),
            "credits": .payPal(transaction.credits),
            "created_at": .text(listed.instant),
            "settled_at": transaction.status == .settled ? endedAt.map(JSONValue.text) : nil,
            "failed_at": transaction.status == .failed ? endedAt.map(JSONValue.text) : nil,
            "metadata": metadata(of: transaction, origin),
        ]
    }

    /// The one of PayPal's four words that comes next to what a transaction does.
    ///
    /// What an invoice took, or gave back, is INVOICED; what left the wallet
    /// otherwise is VOIDED, whether by the client, by time or by the wallet's end. The direction
    /// tells a reinstatement from an application.
    private func status(of kind: TransactionKind) -> String {
        switch kind {
        case .purchased: "PURCHASED"
        case .granted: "GRANTED"
        case .applied, .reinstated: "INVOICED"
        case .voided, .expired, .forfeited: "VOIDED"
        }
    }

    /// The entry that first named a transaction, of those kinds that it tells something of.
    private func origin(of listed: JournalledTransaction) async throws -> JournalEntry? {
        switch listed.transaction.kind {
        case .purchased, .granted, .voided: try await ledger.entry(listed.entry)
        case .applied, .reinstated, .expired, .forfeited: nil
        }
    }

    /// What a top-up came from: whoever called, or a rule on its schedule or at its threshold.
    private func source(of transaction: Transaction, _ origin: JournalEntry?) -> String {
        guard case .rule(let rule) = origin?.opened(transaction.grant)?.source else {
            return "MANUAL"
        }
        let isOfThreshold = origin?.effects.contains {
            if case .ruleFired(let firing) = $0 {
                firing.rule == rule && firing.threshold != nil
            } else {
                false
            }
        }
        return isOfThreshold == true ? "THRESHOLD" : "INTERVAL"
    }

    /// The pairs of a top-up stand with its grant, those of a void with its entry.
    private func metadata(of transaction: Transaction, _ origin: JournalEntry?) -> JSONValue? {
        let metadata =
            transaction.kind == .voided
            ? origin?.context?.metadata : origin?.opened(transaction.grant)?.metadata
        guard let metadata, !metadata.isEmpty else { return nil }
        return .array(
            metadata.pairs.sorted { $0.key < $1.key }
                .map { ["key": .string($0.key), "value": .string($0.value)] })
    }

    /// When a transaction was settled or failed.
    ///
    /// It was with its first entry, but for a purchase that awaited its payment: that was by one of
    /// the next entries on its grant.
    private func endedAt(
        _ listed: JournalledTransaction, _ origin: JournalEntry?
    ) async throws -> Instant? {
        guard listed.transaction.status != .pending else { return nil }
        guard origin?.first(listed.id)?.status == .pending else { return listed.instant }
        var place = PageRequest<JournalEntry>.Place.before(listed.entry)
        while true {
            let page = try await ledger.entries(
                EntryQuery(
                    customer: listed.customer, grant: listed.transaction.grant,
                    page: PageRequest(place, limit: 10)))
            let end = page.items.last { $0.first(listed.id)?.status == listed.transaction.status }
            if let end { return end.instant }
            guard page.hasMore, let newest = page.items.first else { return nil }
            place = .before(newest.id)
        }
    }
}

extension JournalEntry {
    /// A transaction of this entry, as it stood then.
    fileprivate func first(_ id: TransactionID) -> Transaction? {
        transactions.first { $0.id == id }
    }

    /// The terms of a grant that was made in this entry.
    fileprivate func opened(_ grant: GrantID) -> GrantTerms? {
        for case .grantOpened(let opened) in effects where opened.id == grant {
            return opened.terms
        }
        return nil
    }
}
