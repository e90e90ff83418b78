internal import CreditLedger

/// The newest entries of a customer's journal: what a page tells the past from.
///
/// However long a history is, a page reads this much of it and no more.
struct JournalWalk: Sendable {
    /// The most entries that are read.
    static let limit = 2_000
    /// The longest past that is told, in milliseconds.
    static let span: Int64 = 366 * 86_400_000

    /// Newest first; none that is newer than what the walk began at.
    let entries: [JournalEntry]
    /// No entry since this instant was left out; `nil` if none was at all.
    let since: Instant?

    /// Reads them.
    ///
    /// - Parameters:
    ///   - ledger: the ledger that serves the customer.
    ///   - snapshot: the customer's book, at whose revision the walk begins.
    /// - Returns: the entries.
    /// - Throws: ``LedgerError`` if the store can't answer.
    static func read(_ ledger: Ledger, from snapshot: BookSnapshot) async throws -> JournalWalk {
        let oldest = try Instant(
            milliseconds: max(Instant.earliest.milliseconds, snapshot.asOf.milliseconds - span))
        var entries: [JournalEntry] = []
        var place = PageRequest<JournalEntry>.Place.newest
        while true {
            let page = try await ledger.entries(
                EntryQuery(customer: snapshot.customer, page: PageRequest(place, limit: 100)))
            for entry in page.items where entry.revision <= snapshot.revision {
                guard entry.instant >= oldest else {
                    return JournalWalk(entries: entries, since: oldest)
                }
                entries.append(entry)
            }
            guard page.hasMore, let last = page.items.last else {
                return JournalWalk(entries: entries, since: nil)
            }
            guard entries.count < limit else {
                return JournalWalk(entries: entries, since: last.instant)
            }
            place = .after(last.id)
        }
    }

    /// What remained in a wallet, from the beginning of the walk to now.
    ///
    /// - Parameters:
    ///   - wallet: the wallet.
    ///   - journalled: what remained in it after the newest entry.
    ///   - current: what remains in it now: less, or more, where something fell due since.
    ///   - now: the instant of that.
    /// - Returns: a step for each entry that moved its credits, oldest first; the first tells where
    ///   the walk begins.
    func balances(
        of wallet: Wallet, journalled: Credits, current: Credits, now: Instant
    ) -> [BalanceStep] {
        let start = since.map { max($0, wallet.createdAt) } ?? wallet.createdAt
        var value = journalled
        var steps: [BalanceStep] = []
        for entry in entries {
            guard let change = entry.change(of: wallet.id) else { continue }
            steps.append(BalanceStep(at: entry.instant, remaining: value))
            value -= change
        }
        steps.append(BalanceStep(at: start, remaining: value))
        steps.reverse()
        if current != journalled { steps.append(BalanceStep(at: now, remaining: current)) }
        return steps
    }
}

/// What remains in a wallet from an instant on.
struct BalanceStep: Hashable, Sendable {
    let at: Instant
    let remaining: Credits
}

extension JournalEntry {
    /// The credits that the entry added to a wallet, less those that it took; `nil` if none moved.
    fileprivate func change(of wallet: WalletID) -> Credits? {
        var change: Credits?
        for transaction in transactions
        where transaction.wallet == wallet && transaction.status == .settled {
            let credits = transaction.credits
            change = (change ?? 0) + (transaction.movement.entersWallet ? credits : 0 - credits)
        }
        return change
    }
}

extension Balance {
    /// All credits in the wallet's accounts: those not yet effective, and in grace, too.
    var remaining: Credits { settled + scheduled + closing }
}
