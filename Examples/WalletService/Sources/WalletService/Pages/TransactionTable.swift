internal import CreditLedger

/// A page of a customer's transactions, and the way to the others.
struct TransactionTable {
    static let pageSize = 25

    let rows: [TransactionRow]
    let isEmptyList: Bool
    let newerLink: String?
    let olderLink: String?
    let hasPages: Bool
}

/// A transaction, and what it was for.
struct TransactionRow {
    let at: Moment
    let kind: String
    let grantKind: String
    let inWallet: String
    let movedCredits: String
    let movedWorth: String
    let isIn: Bool
    let paymentStatus: String?
    let purpose: String
    let actor: String?
    let reason: String?
    let grantLeft: String
}

/// Reads a page of transactions along with the entries that tell what they were for.
struct TransactionReading {
    let ledger: Ledger
    let customer: CustomerID
    let wallet: WalletID?
    let walk: JournalWalk
    /// The customer's wallets, with what tells their credits' worth.
    let wallets: [WalletID: (wallet: Wallet, balance: Balance)]

    /// The page that a query asks for.
    func table(_ query: Fields) async throws -> TransactionTable {
        let place = try self.place(query)
        let page = try await ledger.transactions(
            TransactionQuery(
                customer: customer, wallet: wallet,
                page: PageRequest(place, limit: TransactionTable.pageSize)))
        var entries = walk.entries.reduce(into: [EntryID: JournalEntry]()) { $0[$1.id] = $1 }
        for item in page.items where entries[item.entry] == nil {
            entries[item.entry] = try await ledger.entry(item.entry)
        }
        let (hasNewer, hasOlder) =
            switch place {
            case .newest: (false, page.hasMore)
            case .after: (true, page.hasMore)
            case .before: (page.hasMore, true)
            }
        let newer = hasNewer ? page.items.first.map { link("before", $0.id) } ?? link() : nil
        let older = hasOlder ? page.items.last.map { link("after", $0.id) } : nil
        return TransactionTable(
            rows: page.items.map { row($0, entries[$0.entry]) }, isEmptyList: page.items.isEmpty,
            newerLink: newer, olderLink: older, hasPages: newer != nil || older != nil)
    }

    private func place(_ query: Fields) throws -> PageRequest<Transaction>.Place {
        if let text = try query.text("after") { return .after(try id(text, "after", query)) }
        if let text = try query.text("before") { return .before(try id(text, "before", query)) }
        return .newest
    }

    private func id(_ text: String, _ field: String, _ query: Fields) throws -> TransactionID {
        guard let id = try? TransactionID(text) else {
            throw query.invalid(field, text, "is not the id of a transaction")
        }
        return id
    }

    private func link(_ cursor: String, _ id: TransactionID) -> String {
        link([(cursor, id.description)])
    }

    private func link(_ cursor: [(String, String)] = []) -> String {
        let chosen = wallet.map { [("wallet", $0.description)] } ?? []
        return PageLink.customer(customer.text, chosen + cursor) + "#transactions"
    }

    private func row(_ item: JournalledTransaction, _ entry: JournalEntry?) -> TransactionRow {
        let transaction = item.transaction
        let credits = transaction.credits
        let isIn = transaction.movement.entersWallet
        let place = wallets[transaction.wallet]
        return TransactionRow(
            at: Moment(item.instant), kind: ShownText.capitalized(transaction.kind.rawValue),
            grantKind: transaction.grantKind.rawValue, inWallet: place?.wallet.title ?? "",
            movedCredits: AmountText.change(isIn ? credits : 0 - credits),
            movedWorth: transaction.application.map { AmountText.money($0.amount) }
                ?? place.map { AmountText.money($0.balance.worth(of: credits)) } ?? "",
            isIn: isIn,
            paymentStatus: transaction.status == .settled ? nil : transaction.status.rawValue,
            purpose: TransactionPurpose.text(transaction, entry),
            actor: TransactionPurpose.actor(entry),
            reason: entry?.context?.reason.map { ShownText.visible($0) },
            grantLeft: AmountText.credits(transaction.remaining) + " of "
                + AmountText.credits(transaction.issued))
    }
}
