/// What came of a command that was not refused.
package enum Decision: Hashable, Sendable {
    /// It changed something: this entry, already folded into the book.
    case entry(JournalEntry)
    /// It changes nothing: a no-op.
    case unchanged
    /// It was done before: the entry of the first time (R6.8, R11.3).
    case first(JournalEntry)
}

extension Book {
    /// What `command` needs beyond the book before it can be decided for certain.
    ///
    /// Claims are not in it: a first attempt goes without, and the store's answer to the commit
    /// tells when an earlier entry has the key or the invoice.
    ///
    /// - Parameter command: the command to be decided.
    /// - Returns: what a store must be asked for first; mostly nothing.
    package func recall(for command: Command) -> Recall {
        switch command {
        case .settleTopUp(let id), .failTopUp(let id, _), .confirmCharge(let id),
            .expireGrant(let id), .voidGrant(let id):
            index(of: id) == nil ? Recall(grants: [id]) : .nothing
        case .changeGrant(let change):
            index(of: change.grant) == nil ? Recall(grants: [change.grant]) : .nothing
        case .voidCredits(let void):
            void.grant.map { index(of: $0) == nil ? Recall(grants: [$0]) : .nothing } ?? .nothing
        case .drawDown(let drawDown):
            hasCaptured ? Recall(invoices: [drawDown.invoice.id]) : .nothing
        case .reinstate(let reinstate):
            Recall(invoices: [reinstate.invoice])
        case .capture(let capture):
            Recall(
                captures: [capture.place],
                holds: index(of: capture.hold) == nil ? [capture.hold] : [])
        case .extendHold(let id, _), .releaseHold(let id):
            index(of: id) == nil ? Recall(holds: [id]) : .nothing
        default:
            .nothing
        }
    }

    /// Whether ``recall(for:)`` may name something; of the commands that come by the thousand
    /// without listing it.
    func mayRecall(for command: Command) -> Bool {
        switch command {
        case .drawDown: hasCaptured
        case .topUp, .hold, .reportUsage: false
        default: !recall(for: command).isEmpty
        }
    }

    /// Decides a command on a book that stands advanced to `now`, and folds what it decided.
    ///
    /// - Parameters:
    ///   - command: what is asked.
    ///   - context: who asks, why, under which key.
    ///   - recalled: what a store found of ``recall(for:)``, and of the claims if one was taken.
    ///   - now: the instant of the decision; one before the book's own counts as that (R2.2).
    ///   - ids: the source of the entry's ids.
    /// - Returns: the entry, or that nothing changes, or the entry of the first time.
    /// - Throws: the ``Refusal``; the book is then unchanged.
    package mutating func decide(
        _ command: Command, _ context: Context, recalled: Recalled, now: Instant,
        ids: any IDSource
    ) throws(Refusal) -> Decision {
        if let key = context.key, let earlier = recalled.entries[key] {
            guard earlier.command == command else {
                throw .idempotencyKeyReused(key, entry: earlier.id)
            }
            return .first(earlier)
        }
        if let objection = context.objection {
            // What else is wrong comes first if its case does; a copy takes the consequences.
            var copy = self
            do throws(Refusal) {
                _ = try copy.decide(command, .none, recalled: recalled, now: now, ids: ids)
            } catch {
                throw error.precedes(objection) ? error : objection
            }
            throw objection
        }
        if !recalled.invoices.isEmpty, case .drawDown(let drawDown) = command,
            let first = try earlierDrawdown(of: drawDown.invoice, recalled)
        {
            return .first(first)
        }
        let instant = max(now, self.instant)
        var draft = Draft(taking: &self, at: instant, recordedAt: now, ids: ids)
        defer { swap(&self, &draft.book) }
        draft.watchThresholds(asOf: instant)
        let isJournalled = try draft.decide(command, recalled)
        guard isJournalled else { return .unchanged }
        draft.checkThresholds()
        guard let entry = draft.finish(command, context, evenIfEmpty: true) else {
            return .unchanged
        }
        return .entry(entry)
    }
}

extension Draft {
    /// Records what a command does.
    ///
    /// - Returns: whether it is journalled; a no-op is not.
    /// - Throws: the ``Refusal``, before anything was recorded.
    fileprivate mutating func decide(
        _ command: Command, _ recalled: Recalled
    ) throws(Refusal) -> Bool {
        switch command {
        case .createWallet(let wallet): try createWallet(wallet)
        case .activateWallet(let wallet): return try activateWallet(wallet)
        case .updateWallet(let update): return try updateWallet(update)
        case .terminateWallet(let wallet): try terminateWallet(wallet)
        case .resumeRule(let wallet, let rule): return try resumeRule(rule, of: wallet)
        case .topUp(let topUp): try self.topUp(topUp)
        case .settleTopUp(let grant): return try settle(grant, recalled)
        case .failTopUp(let grant, let reason): return try fail(grant, reason, recalled)
        case .voidCredits(let void): try voidCredits(void, recalled)
        case .expireGrant(let grant): return try end(grant, by: .expired, recalled)
        case .voidGrant(let grant): return try end(grant, by: .voided, recalled)
        case .changeGrant(let change): return try changeGrant(change, recalled)
        case .drawDown(let drawDown): try self.drawDown(drawDown, recalled)
        case .reinstate(let reinstate): return try self.reinstate(reinstate, recalled)
        case .confirmCharge(let grant): return try confirmCharge(grant, recalled)
        case .reportUsage(let report): return try self.report(report)
        case .hold(let hold): try self.hold(hold)
        case .extendHold(let hold, let until): try extend(hold, until: until, recalled)
        case .capture(let capture): try self.capture(capture, recalled)
        case .releaseHold(let hold): try release(hold, recalled)
        }
        return true
    }

    /// The position of a wallet that is there to be changed.
    ///
    /// - Throws: `walletNotFound`, `walletPending` unless pending ones are welcome,
    ///   `walletTerminated`.
    func usableWallet(_ id: WalletID, allowingPending: Bool = false) throws(Refusal) -> Int {
        guard let index = book.index(of: id) else { throw .walletNotFound(id) }
        let wallet = book.wallets[index]
        switch wallet.status {
        case .pending where !allowingPending: throw .walletPending(id)
        case .terminated: throw .walletTerminated(id, at: wallet.end?.at ?? instant)
        default: return index
        }
    }
}
