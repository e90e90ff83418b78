/// Every account's debits, credits and balance, per wallet in credits and per currency in money
/// (R10.3).
///
/// A trial balance is the fold of the journal as it stands: what fell due by time and is not
/// journalled yet is not in it. Only settled transactions move credits (R5.2c), each between the
/// two accounts of the closed table of R10.1, so that debits equal credits in every wallet and
/// every currency. The memory that it takes grows with the wallets, not with their history.
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
    /// Per wallet, by customer and then in order of creation.
    public private(set) var wallets: [WalletRows] = []
    private var places: [WalletID: Int] = [:]

    /// A trial balance of an empty journal.
    package init(of customer: CustomerID? = nil) {
        self.customer = customer
    }

    /// Per currency, in order of their codes.
    public var currencies: [CurrencyRows] {
        Dictionary(grouping: wallets, by: \.currency).map(Self.total)
            .sorted { $0.currency.code < $1.currency.code }
    }

    /// Whether debits equal credits in every wallet and every currency (R10.2).
    ///
    /// This holds by construction, as the table of R10.1 gives each transaction one account of each
    /// side: it proves that the sums were added up right. Whether each transaction is as it must be
    /// is what ``Ledger/verify(_:)`` says.
    public var isBalanced: Bool {
        wallets.allSatisfy { $0.debits == $0.credits }
            && currencies.allSatisfy { $0.debits == $0.credits }
    }

    /// Sums the accounts of wallets up in money.
    ///
    /// One product per wallet and account is enough: the rate of a wallet never changes.
    private static func total(_ currency: Currency, _ wallets: [WalletRows]) -> CurrencyRows {
        CurrencyRows(
            currency: currency,
            rows: Account.allCases.map { account in
                var (debits, credits) = (WideSum.zero, WideSum.zero)
                for wallet in wallets {
                    debits += WideSum(wallet.tally.debits(of: account), at: wallet.rate)
                    credits += WideSum(wallet.tally.credits(of: account), at: wallet.rate)
                }
                return Row(
                    account: account, debits: debits, credits: credits, balance: credits - debits)
            })
    }

    /// Folds the next entry of a journal.
    ///
    /// - Throws: ``StoreError`` of kind `corrupt` for a movement in a wallet that was never opened.
    package mutating func add(_ entry: JournalEntry) throws(StoreError) {
        for effect in entry.effects {
            switch effect {
            case .walletOpened(let opened):
                places[opened.id] = wallets.count
                wallets.append(
                    WalletRows(
                        customer: entry.customer, wallet: opened.id, name: opened.terms.name,
                        currency: opened.terms.currency, rate: opened.terms.rate))
            case .walletChanged(let id, let change):
                if let place = places[id] { wallets[place].name = change.terms.name }
            default:
                break
            }
        }
        for transaction in entry.transactions where transaction.status == .settled {
            guard let place = places[transaction.wallet] else {
                let wallet = transaction.wallet
                throw StoreError(
                    .corrupt,
                    "Entry \(entry.id) moves credits of wallet \(wallet), which was never opened.")
            }
            wallets[place].tally.move(transaction.credits, transaction.movement)
        }
    }
}
