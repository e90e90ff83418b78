/// What the settled transactions of one customer have moved, wallet by wallet (R10.1, R10.3).
///
/// It is the fold of the customer's journal, as far as credits go. A store that has the
/// transactions in rows of their own sums these up rather than read whole entries.
public struct AccountSums: Hashable, Sendable {
    /// One wallet, and what has moved in it.
    public struct Wallet: Hashable, Sendable, Identifiable {
        /// The wallet's id.
        public let id: WalletID
        /// Its name, as the journal last set it.
        public internal(set) var name: String
        /// The currency of its credits' worth.
        public let currency: Currency
        /// Money per credit.
        public let rate: Rate
        package private(set) var tally = AccountTally()

        /// A wallet in which nothing has moved.
        public init(id: WalletID, name: String, currency: Currency, rate: Rate) {
            self.id = id
            self.name = name
            self.currency = currency
            self.rate = rate
        }

        /// Adds what transactions of one kind have moved, one or many.
        public mutating func move(_ credits: Credits, _ movement: Movement) {
            tally.move(credits, movement)
        }
    }

    /// Whose wallets.
    public let customer: CustomerID
    /// The wallets in order of creation.
    public var wallets: [Wallet] = []

    /// The sums of a customer without wallets.
    public init(of customer: CustomerID) {
        self.customer = customer
    }

    /// The place of a wallet.
    public func place(of wallet: WalletID) -> Int? {
        // Ids ascend, so that many are not gone through; in a broken journal they may not.
        var (low, high) = (0, wallets.count)
        while low < high {
            let middle = (low + high) / 2
            if wallets[middle].id < wallet { low = middle + 1 } else { high = middle }
        }
        if low < wallets.count, wallets[low].id == wallet { return low }
        return wallets.firstIndex { $0.id == wallet }
    }

    /// Folds the next entry of the customer's journal.
    ///
    /// - Parameter entry: the entry.
    /// - Throws: ``StoreError`` of kind `corrupt` for a movement in a wallet that was never opened.
    public mutating func add(_ entry: JournalEntry) throws(StoreError) {
        for effect in entry.effects {
            switch effect {
            case .walletOpened(let opened):
                wallets.append(
                    Wallet(
                        id: opened.id, name: opened.terms.name, currency: opened.terms.currency,
                        rate: opened.terms.rate))
            case .walletChanged(let id, let change):
                if let place = place(of: id) { wallets[place].name = change.terms.name }
            default:
                break
            }
        }
        let transactions = entry.transactions
        for index in transactions.indices where transactions.span[index].status == .settled {
            let wallet = transactions.span[index].wallet
            guard let place = place(of: wallet) else {
                throw StoreError(
                    .corrupt,
                    "Entry \(entry.id) moves credits of wallet \(wallet), which was never opened.")
            }
            wallets[place].move(
                transactions.span[index].credits, transactions.span[index].movement)
        }
    }
}

/// Which customers to answer for.
public enum CustomerRange: Hashable, Sendable {
    /// One of them.
    case one(CustomerID)
    /// Those that follow one in the order of their ids' bytes, or all; at most so many.
    case after(CustomerID?, limit: Int)
}

extension LedgerStore {
    /// Sums the accounts of customers up by folding their journals (S23): what a store does that
    /// has no faster way.
    public func accountSums(
        of customers: CustomerRange
    ) async throws(StoreError) -> [AccountSums] {
        let wanted: [CustomerID]
        switch customers {
        case .one(let customer): wanted = [customer]
        case .after(let last, let limit):
            wanted = try await self.customers(after: last, limit: limit)
        }
        var answer: [AccountSums] = []
        for customer in wanted {
            var sums = AccountSums(of: customer)
            if try await fold(customer, into: &sums) > 0 { answer.append(sums) }
        }
        return answer
    }

    /// Folds a whole journal.
    ///
    /// - Returns: the revision that it ends at.
    private func fold(
        _ customer: CustomerID, into sums: inout AccountSums
    ) async throws(StoreError) -> Int64 {
        var last: Int64 = 0
        while true {
            let page = try await journal(of: customer, after: last, limit: 500)
            for entry in page {
                guard entry.revision == last + 1 else {
                    throw StoreError(
                        .corrupt,
                        "The journal of customer \(customer) goes on with revision "
                            + "\(entry.revision) after \(last).")
                }
                try sums.add(entry)
                last = entry.revision
            }
            guard page.count < 500 else { continue }
            // The book is there already, so that asking for its revision costs next to nothing.
            let revision = try await load(customer, recalling: .nothing, unless: last).revision
            guard revision > last else { return last }
            guard !page.isEmpty else {
                throw StoreError(
                    .corrupt,
                    "The journal of customer \(customer) ends at revision \(last), its book at "
                        + "\(revision).")
            }
        }
    }
}
