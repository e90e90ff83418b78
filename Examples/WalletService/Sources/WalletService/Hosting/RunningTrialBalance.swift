internal import CreditLedger

/// The trial balance of the whole ledger, kept up to date without reading the journal again.
///
/// It folds the feed of entries and goes on where it stopped: the first time it reads all of it,
/// later only what is new. It keeps some 50 bytes a wallet and nothing of their history, and can be
/// lost at any time, as the journal is the truth.
actor RunningTrialBalance {
    /// What stands in all accounts of all customers, per currency.
    struct Totals: Sendable {
        /// Every account, in money, in order of the currencies' codes.
        let currencies: [TrialBalance.CurrencyRows]
        /// Whether debits equal credits in every currency.
        let isBalanced: Bool
    }

    private let ledger: Ledger
    private var balance = TrialBalance(listsWallets: false)
    private var position: FeedPosition?
    private var last: Task<Totals, any Error>?

    /// Begins with nothing read.
    ///
    /// - Parameter ledger: the ledger whose feed is folded.
    init(of ledger: Ledger) {
        self.ledger = ledger
    }

    /// The totals, with everything that was committed before the call.
    ///
    /// - Returns: the totals; what fell due by time and is not journalled yet is not in them.
    /// - Throws: ``LedgerError`` if the store can't answer, or for a journal that contradicts
    ///   itself; the next call goes on from there.
    func current() async throws -> Totals {
        // One run after another: one that had begun earlier may have ended before what the caller
        // knows to be committed. A run with nothing new asks the store one question.
        let previous = last
        let run = Task {
            _ = await previous?.result
            return try await fold()
        }
        last = run
        return try await run.value
    }

    private func fold() async throws -> Totals {
        for try await item in ledger.entries(after: position, following: false) {
            do throws(StoreError) {
                try balance.add(item.entry)
            } catch {
                throw LedgerError.corrupt(error.message)
            }
            position = item.position
        }
        return Totals(currencies: balance.currencies, isBalanced: balance.isBalanced)
    }
}

extension TrialBalance.CurrencyRows {
    /// What stands in one account.
    func balance(of account: Account) -> WideSum {
        rows.first { $0.account == account }?.balance ?? .zero
    }

    /// What customers have in all their wallets of this currency.
    var held: WideSum { balance(of: .walletPaid) + balance(of: .walletGranted) }
}
