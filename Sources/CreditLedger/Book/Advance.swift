/// What time alone causes (R2.3).
///
/// Every due instant is visited in order, as of itself, so that a late sweeper changes no result:
/// advancing in one go equals advancing in any number of steps. At one instant the order is fixed:
/// holds lapse, grants close, wallets close, wallets activate, interval rules run, threshold rules
/// are checked.
/// An instant at which nothing changes journals nothing, and may be visited again without harm.
extension Book {
    /// Advances to `now`, journalling what fell due, one entry per instant.
    ///
    /// - Parameters:
    ///   - now: the instant to advance to; one that has passed in this book changes nothing.
    ///   - ids: the source of the entries' ids.
    /// - Returns: the entries, already folded into the book.
    package mutating func advance(to now: Instant, ids: any IDSource) -> [JournalEntry] {
        guard nextDue <= now, hasBegun else { return [] }
        var entries: [JournalEntry] = []
        var visited = instant
        while true {
            let due = exactNextDue(after: visited)
            guard due <= now else { return entries }
            if let entry = visit(due, recordedAt: now, ids: ids) { entries.append(entry) }
            visited = due
        }
    }

    /// Does what falls due at one instant, the first due one after the last that was visited.
    ///
    /// - Parameters:
    ///   - due: the instant.
    ///   - now: the clock's instant, which leads the ids.
    ///   - ids: the source of the entry's ids.
    /// - Returns: the entry, already folded into the book; `nil` if nothing changed.
    package mutating func visit(
        _ due: Instant, recordedAt now: Instant, ids: any IDSource
    ) -> JournalEntry? {
        var draft = Draft(taking: &self, at: due, recordedAt: now, ids: ids)
        draft.watchThresholds(asOf: due.previous)
        draft.lapseHolds()
        draft.closeWhatIsDue()
        draft.activateWhatIsDue()
        draft.runIntervalRules()
        draft.watchStarts()
        draft.checkThresholds()
        let entry = draft.finish()
        swap(&self, &draft.book)
        return entry
    }
}

extension Draft {
    /// Ends the holds whose time is over (R9.4b), in order of creation; what they free of grants
    /// that have closed expires.
    ///
    /// Where the wallet closes too, the rest of these grants goes with it, in one transaction each.
    fileprivate mutating func lapseHolds() {
        let lapsing = book.holds.filter { $0.until <= instant }
        guard !lapsing.isEmpty else { return }
        for hold in lapsing { end(hold, .lapsed) }
        expireFreed(exceptIn: walletsToClose)
    }

    /// The wallets whose close has come.
    private var walletsToClose: [Int] {
        book.wallets.indices.filter { index in
            let wallet = book.wallets[index]
            return wallet.status != .terminated && wallet.terms.value.closesAt <= instant
        }
    }

    /// Closes the grants and then the wallets whose close has come (R4.4, R3.3), in order of
    /// creation.
    ///
    /// A wallet's close releases its holds, so that each of its grants closes as a whole. Of
    /// another grant, what is held stays until its hold ends; freed after the close, it expires.
    mutating func closeWhatIsDue() {
        let ended = walletsToClose
        for index in ended { releaseHolds(ofWallet: index) }
        let closing = book.lots.filter { lot in
            lot.closesAt <= instant && !(lot.hasClosed && lot.unheld == 0)
        }
        for lot in closing.sorted(by: { ($0.wallet, $0.grant) < ($1.wallet, $1.grant) }) {
            close(lot, by: .expired)
        }
        for index in ended { record(.walletTerminated(book.wallets[index].id, .expired)) }
    }

    fileprivate mutating func activateWhatIsDue() {
        for (index, wallet) in book.wallets.enumerated() where wallet.status == .pending {
            guard case .at(let activation) = wallet.terms.value.activation, activation <= instant
            else { continue }
            record(.walletActivated(wallet.id))
            watch.activated.insert(index)
        }
    }

    fileprivate mutating func runIntervalRules() {
        for (index, wallet) in book.wallets.enumerated() where wallet.isRunning(at: instant) {
            for rule in wallet.rulesByCreation
            where !rule.isPaused && rule.addedAt < instant {
                guard rule.isInForce(at: instant), let schedule = rule.schedule,
                    schedule.occurs(at: instant)
                else { continue }
                run(rule, wallet: index, book.balance(of: index, at: instant))
            }
        }
    }

    /// Marks the threshold rules that start at this instant.
    fileprivate mutating func watchStarts() {
        for wallet in book.wallets where wallet.hasThresholdRule {
            for rule in wallet.rules where rule.anchor == instant {
                watch.touched.insert(rule.id)
            }
        }
    }
}
