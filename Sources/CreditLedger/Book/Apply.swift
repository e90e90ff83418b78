/// Folding a journal entry into a book (R11.1).
///
/// Nothing is decided here: an effect says what is so from now on, a transaction says what remains
/// in its grant. Effects set terms and open lots; transactions set what remains; at the end, lots
/// with nothing left and nothing awaited leave the book. These three touch different words, so
/// their order within an entry does not matter, and folding an entry twice from the same book gives
/// the same book.
///
/// The trap: what a fold sets must follow from the entry and the book alone, never from a clock.
extension Book {
    /// Folds a decided entry, the next of this book by its revision.
    ///
    /// - Parameter entry: an entry of this book's customer.
    public mutating func apply(_ entry: JournalEntry) {
        for effect in entry.effects { fold(effect, at: entry.instant) }
        var cursor = 0
        var last = entry.id
        for transaction in entry.transactions {
            fold(transaction, cursor: &cursor)
            last = max(last, transaction.id.entry)
        }
        for effect in entry.effects {
            if let id = effect.lastID { last = max(last, id) }
        }
        close(entry.revision, at: entry.instant, lastID: last)
    }

    /// Ends the fold of one entry: empty lots leave, and the header moves on.
    mutating func close(_ revision: Int64, at instant: Instant, lastID: EntryID) {
        for place in lots.indices where lots[place].isSpent {
            lots.removeAll(where: \.isSpent)
            break
        }
        self.revision = revision
        self.instant = max(self.instant, instant)
        self.lastID = lastID
        if nextDue <= self.instant { nextDue = exactNextDue(after: self.instant) }
    }

    /// Counts what was applied, and sets what remains in the transaction's grant, if that stands in
    /// the book.
    ///
    /// `cursor` is where the last one stood: transactions come in consumption order, so the search
    /// for the next lot is short.
    mutating func fold(_ transaction: Transaction, cursor: inout Int) {
        countApplied(transaction)
        let count = lots.count
        for step in 0..<count {
            let index = cursor + step < count ? cursor + step : cursor + step - count
            guard lots[index].grant == transaction.grant else { continue }
            lots[index].remaining = transaction.remaining
            lots[index].isAwaited = transaction.status == .pending
            cursor = index
            return
        }
    }

    private mutating func countApplied(_ transaction: Transaction) {
        guard transaction.kind == .applied || transaction.kind == .reinstated,
            let wallet = index(of: transaction.wallet)
        else { return }
        if transaction.kind == .applied {
            wallets[wallet].applied += transaction.credits
        } else {
            wallets[wallet].applied -= transaction.credits
        }
    }

    /// Sets what an effect says.
    mutating func fold(_ effect: Effect, at instant: Instant) {
        switch effect {
        case .walletOpened(let opened):
            wallets.append(
                WalletState(
                    id: opened.id, terms: opened.shared, status: opened.status,
                    createdAt: instant, rules: opened.rules))
            nextDue = .dawn
        case .grantOpened(let opened), .grantReopened(let opened):
            open(opened)
        case .grantChanged(let opened):
            change(opened)
        case .grantClosed(let id, _):
            // The transactions of the entry say what remains; what does is held.
            if let index = index(of: id) { lots[index].hasClosed = true }
        case .holdOpened(let hold):
            open(hold)
        case .holdChanged(let hold):
            change(hold)
        case .holdEnded(let hold, let end):
            self.end(hold, end)
        case .usageReported(let report):
            replaceUsage(with: report)
        case .usageCleared(let currency, let periods):
            usage.removeAll { $0.currency == currency && periods.contains($0.period) }
        case .invoiceDrawn, .ruleFired, .refundOwed:
            break
        case .walletChanged(let id, _), .walletActivated(let id), .walletTerminated(let id, _),
            .rulesReplaced(let id, _), .rulePaused(let id, _), .ruleResumed(let id, _):
            guard let index = index(of: id) else { return }
            fold(effect, wallet: index, at: instant)
            nextDue = .dawn
        }
    }

    private mutating func fold(_ effect: Effect, wallet index: Int, at instant: Instant) {
        switch effect {
        case .walletChanged(_, let change):
            let old = wallets[index].terms.value
            wallets[index].terms = change.shared
            if old.expiresAt != change.terms.expiresAt
                || old.graceSeconds != change.terms.graceSeconds
            {
                wallets[index].pastTerms.append(
                    WalletState.PastTerm(
                        until: instant, expiresAt: old.expiresAt, graceSeconds: old.graceSeconds))
            }
            if change.terms.reaches(lotsOf: old) { refreshLots(of: index) }
        case .walletActivated:
            wallets[index].status = .active
        case .walletTerminated(_, let end):
            wallets[index].status = .terminated
            wallets[index].end = WalletState.Ended(at: instant, by: end)
        case .rulesReplaced(_, let rules):
            wallets[index].rules = rules
        case .rulePaused(_, let rule):
            setPaused(true, rule, wallet: index)
        case .ruleResumed(_, let rule):
            setPaused(false, rule, wallet: index)
        default:
            break
        }
    }

    private mutating func setPaused(_ isPaused: Bool, _ rule: RuleID, wallet index: Int) {
        guard let place = wallets[index].rules.firstIndex(where: { $0.id == rule }) else { return }
        wallets[index].rules[place].isPaused = isPaused
    }

    private mutating func change(_ opened: OpenedGrant, reopening: Bool = false) {
        guard let index = index(of: opened.id) else { return }
        var lot = lots.remove(at: index)
        lot.terms = opened.shared
        if reopening { lot.hasClosed = false }
        place(lot)
    }

    /// Opens an empty lot; the transaction of the same entry fills it, or says that it waits.
    private mutating func open(_ opened: OpenedGrant) {
        guard let wallet = index(of: opened.wallet) else { return }
        // One that has closed still stands here while some of it is held.
        guard index(of: opened.id) == nil else { return change(opened, reopening: true) }
        place(
            Lot(
                grant: opened.id, remaining: 0, held: 0, terms: opened.shared,
                effectiveAt: opened.shared.effectiveAt, expiry: .never, closesAt: .never,
                wallet: Int32(truncatingIfNeeded: wallet), walletPriority: 0, priority: 0,
                kind: opened.shared.kind, isAwaited: false))
    }

    /// Copies the terms' order and times into a lot and puts it at its place.
    private mutating func place(_ lot: Lot) {
        let placed = refreshed(lot)
        nextDue = min(nextDue, placed.expiry)
        insert(placed)
    }

    /// Puts a lot at its place; O(log n) comparisons.
    private mutating func insert(_ lot: Lot) {
        var (low, high) = (0, lots.count)
        while low < high {
            let middle = (low + high) / 2
            if ConsumptionOrder.precedes(lots[middle], lot) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        lots.insert(lot, at: low)
    }

    private func refreshed(_ lot: Lot) -> Lot {
        var lot = lot
        let wallet = wallets[Int(lot.wallet)].terms.value
        let grant = lot.terms.value
        lot.effectiveAt = grant.effectiveAt
        // A close is final, whatever the wallet's terms become (R4.4a).
        if !lot.hasClosed {
            lot.expiry = min(grant.expiresAt ?? .never, wallet.expiresAt ?? .never)
            lot.closesAt = lot.expiry.adding(seconds: wallet.graceSeconds)
        }
        lot.walletPriority = UInt8(clamping: wallet.priority)
        lot.priority = UInt8(clamping: grant.priority)
        lot.isUnscoped = wallet.scope.isEverything && grant.scope.isEverything
        return lot
    }

    private mutating func refreshLots(of wallet: Int) {
        for place in lots.indices where lots[place].wallet == wallet {
            lots[place] = refreshed(lots[place])
        }
        lots.sort(by: ConsumptionOrder.precedes)
    }
}

extension WalletTerms {
    /// Whether lots show a difference between these terms and older ones.
    fileprivate func reaches(lotsOf old: WalletTerms) -> Bool {
        priority != old.priority || scope != old.scope || expiresAt != old.expiresAt
            || graceSeconds != old.graceSeconds
    }
}

extension Lot {
    /// Whether nothing is left of it and nothing is awaited: it is closed or depleted (R4.3c).
    var isSpent: Bool { remaining.units == 0 && !isAwaited }
}

extension Effect {
    /// The entry id under which the newest of its ids was made, where it makes any.
    fileprivate var lastID: EntryID? {
        switch self {
        case .walletOpened(let opened):
            opened.rules.map(\.id.entry).reduce(opened.id.entry, max)
        case .grantOpened(let opened): opened.id.entry
        case .holdOpened(let hold): hold.id.entry
        case .rulesReplaced(_, let rules): rules.map(\.id.entry).max()
        default: nil
        }
    }
}
