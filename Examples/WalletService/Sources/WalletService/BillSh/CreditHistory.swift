internal import CreditLedger

/// The audit history of the credits that a customer was given.
///
/// What counts, by whatever API it was asked for: each grant whose credits have entered a wallet in
/// US dollars, bought or given, once. A purchase counts when its payment has come in. What came
/// back from an invoice was given before, and what left again (used, voided, expired) is no credit.
struct CreditHistory: Sendable {
    let desk: Desk
    let customer: CustomerID

    /// All are strings, empty where nothing is known.
    static let schema = Schema.object([
        "transfer_id*": .id, "audit_entry_id*": .id, "created_at*": .instant,
        "amount_nanos*": .text(pattern: "^[0-9]+$"), "kind*": .choice(["granted", "purchased"]),
        "wallet_account_id*": Schema.label.about("The external id of the wallet."),
        "platform_account_id*": .label, "description*": .label, "reason*": .label,
        "actor_id*": .label, "actor_name*": .label, "idempotency_key*": .label,
    ])

    /// All credits, newest first: bill.sh knows no pages here.
    func shapes() async throws -> [JSONValue] {
        let ledger = desk.ledger(of: customer)
        var wallets: [WalletID: (wallet: Wallet, balance: Balance)] = [:]
        for try await wallet in desk.wallets(of: customer) where wallet.currency == .usd {
            wallets[wallet.id] = (wallet, try await desk.balance(of: wallet))
        }
        guard !wallets.isEmpty else { return [] }
        var shapes: [JSONValue] = []
        var entry: JournalEntry?
        var place: PageRequest<Transaction>.Place? = .newest
        while let next = place {
            let page = try await ledger.transactions(
                TransactionQuery(
                    customer: customer, kinds: [.granted, .purchased], statuses: [.settled],
                    page: try PageRequest(next, limit: 100)))
            for item in page.items {
                guard let known = wallets[item.transaction.wallet] else { continue }
                // Grants of one entry stand next to each other.
                if entry?.id != item.entry { entry = try await ledger.entry(item.entry) }
                shapes.append(
                    Self.shape(
                        item, in: known.wallet, entry,
                        worth: known.balance.worth(of: item.transaction.credits)))
            }
            place = page.hasMore ? page.items.last.map { .after($0.id) } : nil
        }
        return shapes
    }

    private static func shape(
        _ item: JournalledTransaction, in wallet: Wallet, _ entry: JournalEntry?, worth: Money
    ) -> JSONValue {
        let context = entry?.context
        let terms = entry?.effects.lazy.compactMap(\.openedGrant)
            .first { $0.id == item.transaction.grant }?.terms
        return [
            "transfer_id": .text(item.id), "audit_entry_id": .text(item.entry),
            "created_at": .text(item.instant), "amount_nanos": .text(worth.gridUnits),
            "kind": .string(item.transaction.kind.rawValue),
            "wallet_account_id": .string(wallet.terms.externalID ?? ""),
            "platform_account_id": .string(terms?.metadata[CreditIssue.platformKey] ?? ""),
            "description": .string(terms?.name ?? ""), "reason": .string(context?.reason ?? ""),
            "actor_id": .string(context?.actor?.id ?? ""),
            "actor_name": .string(context?.actor?.name ?? ""),
            "idempotency_key": .string(context?.key?.text ?? ""),
        ]
    }
}

extension Effect {
    /// The grant that it opened, if it did.
    fileprivate var openedGrant: OpenedGrant? {
        if case .grantOpened(let grant) = self { grant } else { nil }
    }
}

extension Desk {
    /// All wallets of a customer, newest first.
    func wallets(of customer: CustomerID) -> WalletWalk {
        WalletWalk(ledger: ledger(of: customer), customer: customer)
    }
}

/// The wallets of a customer, a page at a time.
struct WalletWalk: AsyncSequence, Sendable {
    let ledger: Ledger
    let customer: CustomerID

    struct Iterator: AsyncIteratorProtocol {
        let walk: WalletWalk
        var page: ArraySlice<Wallet> = []
        var place: PageRequest<Wallet>.Place? = .newest

        mutating func next() async throws -> Wallet? {
            if let place, page.isEmpty {
                let fetched = try await walk.ledger.wallets(
                    WalletQuery(
                        customer: walk.customer, page: try PageRequest(place, limit: 100)))
                page = fetched.items[...]
                self.place = fetched.hasMore ? fetched.items.last.map { .after($0.id) } : nil
            }
            return page.popFirst()
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(walk: self) }
}
