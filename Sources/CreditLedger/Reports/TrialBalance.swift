/// Every account's debits, credits and balance, per wallet in credits and per currency in money
/// (R10.3).
///
/// A trial balance is the fold of the journal as it stands: what fell due by time and is not
/// journalled yet is not in it. Only settled transactions move credits (R5.2c), each between the
/// two accounts of the closed table of R10.1, so that debits equal credits in every wallet and
/// every currency. The memory that it takes grows with the wallets, not with their history: about
/// half a kilobyte each, or some 50 bytes where only the totals per currency are wanted.
///
/// ``Ledger/trialBalance(of:)`` has the store sum its whole journal up. A host that shows the
/// totals of all customers again and again folds the feed of entries instead, and goes on where it
/// stopped:
///
/// ```swift
/// var balance = TrialBalance(listsWallets: false)
/// for try await item in ledger.entries(after: last, following: false) {
///     try balance.add(item.entry)
///     last = item.position
/// }
/// ```
public struct TrialBalance: Hashable, Sendable {
    /// What was booked to one account.
    public struct Row<Amount: Hashable & Sendable>: Hashable, Sendable {
        /// The account.
        public let account: Account
        /// What left it.
        public let debits: Amount
        /// What entered it.
        public let credits: Amount
        /// Its credits less its debits.
        ///
        /// Of a wallet's account it is what the customer has; of all accounts together it is 0.
        public let balance: Amount
    }

    /// The accounts of one wallet, in its own credits.
    public struct WalletRows: Hashable, Sendable {
        /// Whose wallet it is.
        public let customer: CustomerID
        /// The wallet.
        public let wallet: WalletID
        /// Its name, as the journal last set it.
        public internal(set) var name: String
        /// The currency of its credits' worth.
        public let currency: Currency
        /// Money per credit.
        public let rate: Rate
        package internal(set) var tally = AccountTally()

        /// Every account, those without a movement included, in the order of ``Account``.
        public var rows: [Row<Credits>] {
            Account.allCases.map {
                Row(
                    account: $0, debits: tally.debits(of: $0), credits: tally.credits(of: $0),
                    balance: tally.balance(of: $0))
            }
        }

        /// The debits of all accounts; they equal ``credits``.
        public var debits: Credits { tally.debits }
        /// The credits of all accounts.
        public var credits: Credits { tally.credits }
    }

    /// The accounts of all wallets of one currency, in money.
    public struct CurrencyRows: Hashable, Sendable {
        /// The currency.
        public let currency: Currency
        /// Every account, in the order of ``Account``: exact products of credits and rate.
        public let rows: [Row<WideSum>]

        /// The debits of all accounts; they equal ``credits``.
        public var debits: WideSum { rows.reduce(.zero) { $0 + $1.debits } }
        /// The credits of all accounts.
        public var credits: WideSum { rows.reduce(.zero) { $0 + $1.credits } }
    }

    /// The one customer that it is of; all if `nil`.
    public let customer: CustomerID?
    /// Whether each wallet is listed, or only summed up in its currency.
    public let listsWallets: Bool
    /// Per wallet, in the order in which their journals were folded, and within one in order of
    /// creation; none where wallets are not listed.
    public private(set) var wallets: [WalletRows] = []
    /// Wallets that are not listed, summed up by what their credits are worth.
    private var sums: [Sum] = []
    private var sumPlaces: [Worth: Int] = [:]
    /// The position of each wallet in `wallets`, or of its sum in `sums`.
    private var places: [WalletID: UInt32] = [:]

    /// What a credit is worth.
    private struct Worth: Hashable {
        let currency: Currency
        let rate: Rate
    }

    /// What wallets whose credits have one worth have together, in these credits.
    private struct Sum: Hashable {
        let worth: Worth
        var tally = AccountTally()
    }

    /// A trial balance of an empty journal, to be folded with ``add(_:)-(JournalEntry)``.
    ///
    /// - Parameters:
    ///   - customer: the one customer whose entries will be added; all if `nil`.
    ///   - listsWallets: whether to keep the accounts of each wallet. Without them, only
    ///     ``currencies`` has rows.
    public init(of customer: CustomerID? = nil, listsWallets: Bool = true) {
        self.customer = customer
        self.listsWallets = listsWallets
    }

    /// Per currency, in order of their codes.
    public var currencies: [CurrencyRows] {
        let listed = wallets.map {
            Sum(worth: Worth(currency: $0.currency, rate: $0.rate), tally: $0.tally)
        }
        return Dictionary(grouping: sums + listed, by: \.worth.currency).map(Self.total)
            .sorted { $0.currency.code < $1.currency.code }
    }

    /// Whether debits equal credits in every wallet and every currency (R10.2).
    ///
    /// This holds by construction, as the table of R10.1 gives each transaction one account of each
    /// side: it proves that the sums were added up right. Whether each transaction is as it must be
    /// is what ``Ledger/verify(_:)`` says.
    public var isBalanced: Bool {
        wallets.allSatisfy { $0.debits == $0.credits }
            && sums.allSatisfy { $0.tally.debits == $0.tally.credits }
            && currencies.allSatisfy { $0.debits == $0.credits }
    }

    /// Sums the accounts of wallets up in money.
    ///
    /// One product per rate and account is enough: the rate of a wallet never changes.
    private static func total(_ currency: Currency, _ sums: [Sum]) -> CurrencyRows {
        CurrencyRows(
            currency: currency,
            rows: Account.allCases.map { account in
                var (debits, credits) = (WideSum.zero, WideSum.zero)
                for sum in sums {
                    debits += WideSum(sum.tally.debits(of: account), at: sum.worth.rate)
                    credits += WideSum(sum.tally.credits(of: account), at: sum.worth.rate)
                }
                return Row(
                    account: account, debits: debits, credits: credits, balance: credits - debits)
            })
    }

    /// Folds the next entry of a journal.
    ///
    /// Entries of one customer come in order of revision, each once; those of different customers
    /// in any order, so that a journal and a feed will do.
    ///
    /// - Parameter entry: the entry.
    /// - Throws: ``StoreError`` of kind `corrupt` for a movement in a wallet that was never opened.
    public mutating func add(_ entry: JournalEntry) throws(StoreError) {
        for effect in entry.effects {
            switch effect {
            case .walletOpened(let opened):
                let place = place(
                    for: opened.id, opened.terms.name,
                    Worth(currency: opened.terms.currency, rate: opened.terms.rate),
                    of: entry.customer)
                places[opened.id] = UInt32(truncatingIfNeeded: place)
            case .walletChanged(let id, let change):
                if listsWallets, let place = places[id] {
                    wallets[Int(place)].name = change.terms.name
                }
            default:
                break
            }
        }
        for transaction in entry.transactions where transaction.status == .settled {
            guard let place = places[transaction.wallet].map(Int.init) else {
                let wallet = transaction.wallet
                throw StoreError(
                    .corrupt,
                    "Entry \(entry.id) moves credits of wallet \(wallet), which was never opened.")
            }
            if listsWallets {
                wallets[place].tally.move(transaction.credits, transaction.movement)
            } else {
                sums[place].tally.move(transaction.credits, transaction.movement)
            }
        }
    }

    /// Adds what a store has summed up of a customer who was not in it yet.
    ///
    /// - Parameter sums: all wallets of one customer; later entries go on from there.
    public mutating func add(_ sums: AccountSums) {
        for wallet in sums.wallets {
            let place = place(
                for: wallet.id, wallet.name, Worth(currency: wallet.currency, rate: wallet.rate),
                of: sums.customer)
            places[wallet.id] = UInt32(truncatingIfNeeded: place)
            if listsWallets {
                wallets[place].tally.add(wallet.tally)
            } else {
                self.sums[place].tally.add(wallet.tally)
            }
        }
    }

    /// Where the accounts of a new wallet are kept.
    private mutating func place(
        for wallet: WalletID, _ name: String, _ worth: Worth, of customer: CustomerID
    ) -> Int {
        guard !listsWallets else {
            wallets.append(
                WalletRows(
                    customer: customer, wallet: wallet, name: name, currency: worth.currency,
                    rate: worth.rate))
            return wallets.count - 1
        }
        if let place = sumPlaces[worth] { return place }
        sums.append(Sum(worth: worth))
        sumPlaces[worth] = sums.count - 1
        return sums.count - 1
    }
}
