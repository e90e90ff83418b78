import CreditLedger

/// What one entry has changed so far, and what its threshold checks must know (R8.5).
struct ModelNews {
    var transactions: [ModelLedger.Transaction] = []
    /// Whether anything that is journalled has changed, credits or not.
    var hasChanged = false
    /// The instant of it.
    let now: Instant
    /// Every wallet's expected balance just before it.
    let before: [Int128]
    /// Wallets that became ACTIVE in it, their creation counted.
    var activated: Set<Int> = []
    /// Rules added or resumed in it, or with a pending top-up that was settled or cancelled.
    var stirred: Set<Int> = []
    /// The instant at which a rule with this start starts; `nil` for a command.
    var starting: Instant?
}

/// What time alone does to a book (R2.3).
extension ModelBook {
    /// Every instant after `cursor` at which something may fall due; some before it too.
    func candidates(after cursor: Instant) -> [Instant] {
        var found: [Instant?] = []
        for grant in grants.indices {
            if case .closed = grants[grant].stage { continue }
            found += [effectiveExpiry(grant), close(grant)]
        }
        found += holds.filter(\.isOpen).map(\.until)
        for (index, wallet) in wallets.enumerated() where wallet.status != .terminated {
            found += [wallet.expiresAt, walletClose(index)]
            if wallet.status == .pending { found.append(wallet.activatesAt) }
            for rule in wallet.rules {
                found.append(rule.start)
                found.append(occurrence(of: rule, after: cursor))
            }
        }
        return found.compactMap { $0 }
    }

    /// The first occurrence of an interval rule after `cursor`, counted from its anchor (R8.2).
    func occurrence(of rule: Rule, after cursor: Instant) -> Instant? {
        guard case .interval(let interval) = rule.terms.trigger, rule.terms.timeZone == "UTC"
        else { return nil }
        for count in 0... {
            guard let next = ModelCalendar.instant(count, interval, after: rule.start),
                !(rule.terms.expiresAt.map { $0 <= next } ?? false)
            else { return nil }
            if next > cursor, next > rule.addedAt { return next }
        }
        return nil
    }

    /// Does what falls due at `now`; `nil` if nothing that is journalled changed.
    mutating func visit(_ now: Instant) -> [ModelLedger.Transaction]? {
        let before = Instant(unchecked: now.milliseconds - 1)
        var news = ModelNews(now: now, before: expected(at: before), starting: now)
        lapseHolds(&news)
        // What a lapse frees goes before the grants close, but with its wallet if that closes.
        let closing = closing(Array(wallets.indices), at: now)
        for wallet in wallets.indices where !closing.contains(wallet) {
            for grant in grants(of: wallet) where grants[grant].stage == .shut {
                expireFreed(grant, &news)
            }
        }
        close(Array(wallets.indices), &news)
        for wallet in wallets.indices { activate(wallet, byTimeAt: now, &news) }
        for wallet in wallets.indices {
            for rule in inOrder(wallets[wallet].rules)
            where isRunning(wallet, at: now) && !rule.isPaused
                && occurrence(of: rule, after: before) == now
            {
                run(rule, of: wallet, at: now, &news)
            }
        }
        checkThresholds(at: now, &news)
        return news.hasChanged ? news.transactions : nil
    }

    /// Closes the grants whose close has come, awaited ones as failed (R4.4), then the wallets
    /// (R3.3).
    ///
    /// A wallet that closes frees all that is held in it first, so that each grant leaves at once.
    mutating func close(_ wallets: [Int], _ news: inout ModelNews) {
        let closing = closing(wallets, at: news.now)
        for wallet in closing { endHolds(on: grants(of: wallet), &news) }
        for grant in wallets.flatMap({ grants(of: $0) }) {
            if grants[grant].stage == .shut {
                expireFreed(grant, &news)
            } else if close(grant).map({ $0 <= news.now }) ?? false {
                close(grant, &news)
            }
        }
        for wallet in closing {
            self.wallets[wallet].status = .terminated
            news.hasChanged = true
        }
    }

    /// Those of some wallets whose close has come.
    private func closing(_ wallets: [Int], at now: Instant) -> [Int] {
        wallets.filter { wallet in
            self.wallets[wallet].status != .terminated
                && (walletClose(wallet).map { $0 <= now } ?? false)
        }
    }

    /// What remains unheld leaves, the rest stays until its holds end; an empty grant goes in
    /// silence.
    private mutating func close(_ grant: Int, _ news: inout ModelNews) {
        guard grants[grant].stage == .open, held(grant) > 0 else {
            return end(grant, by: .expired, &news)
        }
        grants[grant].stage = .shut
        news.hasChanged = true
        expireFreed(grant, &news)
    }

    mutating func activate(_ wallet: Int, byTimeAt now: Instant, _ news: inout ModelNews) {
        guard wallets[wallet].status == .pending, let instant = wallets[wallet].activatesAt,
            instant <= now
        else { return }
        wallets[wallet].status = .active
        news.activated.insert(wallet)
        news.hasChanged = true
    }

    /// Ends a grant for good: what remains, held or not, leaves by `door`, an awaited payment has
    /// failed, an empty grant goes in silence.
    mutating func end(_ grant: Int, by door: GrantDoor, _ news: inout ModelNews) {
        switch grants[grant].stage {
        case .closed:
            return
        case .awaiting:
            grants[grant].stage = .closed(.failed)
            if let rule = grants[grant].rule { news.stirred.insert(rule) }
            news.append(.purchased, grant, grants[grant].issued, 0, status: .failed)
        case .open where grants[grant].remaining == 0:
            grants[grant].silentDoor = grants[grant].silentDoor ?? door
        case .open, .shut:
            endHolds(on: [grant], &news)
            let credits = grants[grant].remaining
            grants[grant].remaining = 0
            // Whichever door closed it first stays the one (R7.3).
            grants[grant].stage = .closed(grants[grant].stage == .shut ? .expired : door)
            news.append(door.kind, grant, credits, 0)
        }
    }
}

extension ModelNews {
    mutating func append(
        _ kind: TransactionKind, _ grant: Int, _ credits: Int128, _ remaining: Int128,
        status: TransactionStatus = .settled
    ) {
        transactions.append(
            ModelLedger.Transaction(
                kind: kind, grant: grant, credits: Credits(units: credits), status: status,
                remaining: Credits(units: remaining)))
        hasChanged = true
    }
}

extension GrantDoor {
    /// The transaction by which credits leave through it; nothing remains in what failed.
    var kind: TransactionKind {
        switch self {
        case .expired, .failed: .expired
        case .voided: .voided
        case .forfeited: .forfeited
        }
    }
}
