internal import CreditLedger

/// What a wallet held before and after each of its newest transactions, and what was asked for.
///
/// Balances are exact: the one as of the newest journal entry is known, and each older one follows
/// by undoing the entries one by one, newest first. So a page costs what lies between it and now,
/// not the whole history. A purchase that waited for its payment moved its credits when that came.
struct WalletHistory: Sendable {
    /// What the history tells of one transaction.
    struct Step: Sendable {
        /// All credits of the wallet just before it and after it.
        let before: Credits
        let after: Credits
        /// When its latest state came to be.
        let updatedAt: Instant
        /// Who asked for it in the first place, and why.
        fileprivate(set) var context: Context?
    }

    private let wallet: WalletID
    private var balance: Credits
    private var steps: [TransactionID: Step] = [:]
    private var terms: [GrantID: GrantTerms] = [:]
    private var remaining: [GrantID: Credits] = [:]

    func step(_ transaction: TransactionID) -> Step? { steps[transaction] }

    /// The present terms of a grant that was issued, or changed, in the part that was read.
    func terms(_ grant: GrantID) -> GrantTerms? { terms[grant] }

    /// What remains in a grant that moved in the part that was read.
    func remaining(_ grant: GrantID) -> Credits? { remaining[grant] }

    /// Reads a wallet's history back to an entry.
    ///
    /// - Parameters:
    ///   - wallet: the wallet.
    ///   - ledger: the ledger that serves its customer.
    ///   - oldest: the oldest entry that matters.
    ///   - latest: what may be the newest entry of the customer; that saves a look-up.
    /// - Returns: the history from now back to that entry, or a little further.
    /// - Throws: what the ledger refuses, or if the store can't answer.
    static func read(
        of wallet: Wallet, on ledger: Ledger, backTo oldest: EntryID,
        latest: JournalEntry? = nil
    ) async throws -> WalletHistory {
        let (balance, instant) = try await anchor(wallet, ledger, latest)
        var history = WalletHistory(wallet: wallet.id, balance: balance)
        var place = PageRequest<JournalEntry>.Place.newest
        while true {
            let page = try await ledger.entries(
                EntryQuery(
                    customer: wallet.customer, wallet: wallet.id,
                    page: try PageRequest(place, limit: oldest == latest?.id ? 1 : 100)))
            for entry in page.items where entry.instant <= instant { history.undo(entry) }
            guard let last = page.items.last, page.hasMore, oldest < last.id else { return history }
            place = .after(last.id)
        }
    }

    /// The wallet's balance after all entries up to the newest one's instant.
    ///
    /// The balance is right if the newest entry is still the same after it was read. Where others
    /// write without a pause, an instant that has passed serves: nothing is added to it any more,
    /// but its balance is folded from the journal's beginning.
    private static func anchor(
        _ wallet: Wallet, _ ledger: Ledger, _ latest: JournalEntry?
    ) async throws -> (Credits, Instant) {
        var candidate = latest
        if candidate == nil { candidate = try await newestEntry(of: wallet.customer, ledger) }
        var attempt = 0
        while true {
            attempt += 1
            guard let newest = candidate else { throw Refusal.walletNotFound(wallet.id) }
            let credits = try await credits(of: wallet, at: newest.instant, ledger)
            let now = try await newestEntry(of: wallet.customer, ledger)
            if now?.id == newest.id { return (credits, newest.instant) }
            if attempt > 3, let now, newest.instant < now.instant {
                return (
                    try await self.credits(of: wallet, at: newest.instant, ledger), newest.instant
                )
            }
            candidate = now
        }
    }

    private static func credits(
        of wallet: Wallet, at instant: Instant, _ ledger: Ledger
    ) async throws -> Credits {
        let balance = try await ledger.balance(
            of: wallet.id, at: instant, customer: wallet.customer)
        return balance.settled + balance.scheduled + balance.closing
    }

    private static func newestEntry(
        of customer: CustomerID, _ ledger: Ledger
    ) async throws -> JournalEntry? {
        let page = try PageRequest<JournalEntry>(.newest, limit: 1)
        return try await ledger.entries(EntryQuery(customer: customer, page: page)).items.first
    }

    private init(wallet: WalletID, balance: Credits) {
        self.wallet = wallet
        self.balance = balance
    }

    private mutating func undo(_ entry: JournalEntry) {
        for effect in entry.effects { note(effect) }
        for transaction in entry.transactions.reversed() where transaction.wallet == wallet {
            remaining[transaction.grant] = remaining[transaction.grant] ?? transaction.remaining
            let after = balance
            if transaction.status == .settled {
                balance =
                    transaction.movement.entersWallet
                    ? balance - transaction.credits : balance + transaction.credits
            }
            if steps[transaction.id] == nil {
                steps[transaction.id] = Step(
                    before: balance, after: after, updatedAt: entry.instant)
            }
            // The first entry that names it, which is undone last, says why.
            steps[transaction.id]?.context = entry.context
        }
    }

    private mutating func note(_ effect: Effect) {
        switch effect {
        case .grantOpened(let grant), .grantChanged(let grant), .grantReopened(let grant):
            terms[grant.id] = terms[grant.id] ?? grant.terms
        default: break
        }
    }
}
