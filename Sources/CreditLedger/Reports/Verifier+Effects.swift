extension Verifier {
    /// Takes in what an entry opens, before its transactions are checked.
    mutating func open(_ effect: Effect) {
        switch effect {
        case .walletOpened(let opened):
            guard wallets[opened.id] == nil else {
                name(
                    .walletOpened, wallet: opened.id, expected: "a new wallet",
                    found: "one that was opened before")
                return
            }
            wallets[opened.id] = WalletFacts(
                currency: opened.terms.currency, rate: opened.terms.rate)
        case .walletChanged(let id, let change):
            checkConstant(id, change.terms)
            checkNotEnded(id, found: "a change of its terms")
        case .grantOpened(let opened):
            open(opened)
        case .grantChanged(let opened), .grantReopened(let opened):
            checkConstant(opened)
            checkNotEnded(opened.wallet, opened.id, found: "a change of a grant")
            if case .grantReopened = effect { grants[opened.id]?.closed = nil }
        case .walletTerminated(let id, _):
            checkOpened(id)
            checkNotEnded(id, found: "another termination")
            wallets[id]?.ended = entry
        case .walletActivated(let id):
            checkOpened(id)
            checkNotEnded(id, found: "an activation")
        case .rulesReplaced(let id, _), .rulePaused(let id, _), .ruleResumed(let id, _):
            checkOpened(id)
            checkNotEnded(id, found: "a change of its rules")
        case .holdOpened(let hold):
            open(hold)
        case .holdChanged(let hold):
            change(hold)
        case .holdEnded(let hold, let end):
            self.end(hold, end)
        case .ruleFired(let firing):
            checkOpened(firing.wallet)
            checkNotEnded(firing.wallet, found: "a run of a rule")
        case .refundOwed(let refund):
            checkRefund(refund)
        case .grantClosed, .invoiceDrawn, .usageReported, .usageCleared:
            break
        }
    }

    /// Takes in what an entry closes, once its transactions have moved what was left.
    mutating func close(_ effect: Effect) {
        guard case .grantClosed(let id, let door) = effect else { return }
        guard grants[id] != nil else {
            name(.grantOpened, grant: id, expected: "a grant", found: "none of this id")
            return
        }
        grants[id]?.closed = door
    }

    /// After an entry, the grants that it touched hold no more than they have; closed ones have
    /// nothing left but what is held (R4.4a): what comes back to one is lost at once (R7.3).
    mutating func checkClosed(_ entry: JournalEntry) {
        var touched = Set(entry.transactions.map(\.grant))
        for effect in entry.effects {
            switch effect {
            case .grantClosed(let id, _): touched.insert(id)
            case .holdOpened(let hold), .holdChanged(let hold), .holdEnded(let hold, _):
                touched.formUnion(hold.parts.map(\.grant))
            default: break
            }
        }
        for id in touched.sorted() {
            guard let grant = grants[id] else { continue }
            if grant.held < 0 || grant.held > grant.remaining, !doubtedGrants.contains(id) {
                name(
                    .heldByHolds, wallet: grant.wallet, grant: id,
                    expected: "0 to \(grant.remaining) held", found: "\(grant.held)")
            }
            guard let door = grant.closed, grant.remaining != grant.held else { continue }
            name(
                .closedGrantIsEmpty, wallet: grant.wallet, grant: id,
                expected: "\(grant.held) in a grant closed as \(door.rawValue)",
                found: "\(grant.remaining)")
        }
    }

    /// Money is owed back once, as much as was asked for, for a top-up that has failed (R5.5c).
    private mutating func checkRefund(_ refund: RefundOwed) {
        guard let grant = grants[refund.grant] else {
            return name(
                .grantOpened, wallet: refund.wallet, grant: refund.grant, expected: "a grant",
                found: "none of this id")
        }
        if grant.issue?.status != .failed || grant.isRefundOwed {
            name(
                .refundOwedOnce, wallet: refund.wallet, grant: refund.grant,
                expected: "a refund of a top-up that failed, once",
                found: grant.isRefundOwed ? "another" : "one that has not")
        }
        if (refund.transaction, refund.amount) != (grant.transaction, grant.price) {
            name(
                .refundOwedOnce, wallet: refund.wallet, grant: refund.grant,
                expected: "\(grant.price) for \(grant.transaction)",
                found: "\(refund.amount) for \(refund.transaction)")
        }
        grants[refund.grant]?.isRefundOwed = true
    }

    private mutating func open(_ opened: OpenedGrant) {
        checkOpened(opened.wallet)
        checkNotEnded(opened.wallet, opened.id, found: "a new grant")
        guard grants[opened.id] == nil else {
            name(
                .grantOpened, wallet: opened.wallet, grant: opened.id, expected: "a new grant",
                found: "one that was opened before")
            return
        }
        grants[opened.id] = GrantFacts(
            wallet: opened.wallet, kind: opened.terms.kind, issued: opened.terms.issued,
            transaction: opened.terms.transaction, price: opened.terms.price)
    }

    private mutating func checkOpened(_ wallet: WalletID) {
        guard wallets[wallet] == nil else { return }
        name(.walletOpened, wallet: wallet, expected: "a wallet", found: "none of this id")
    }

    /// The currency and rate of a wallet never change (R3.1).
    private mutating func checkConstant(_ id: WalletID, _ terms: WalletTerms) {
        checkOpened(id)
        guard let wallet = wallets[id] else { return }
        if (wallet.currency, wallet.rate) != (terms.currency, terms.rate) {
            name(
                .walletOpened, wallet: id, expected: "\(wallet.rate) \(wallet.currency) per credit",
                found: "\(terms.rate) \(terms.currency)")
        }
    }

    /// The wallet, kind and issued credits of a grant never change.
    private mutating func checkConstant(_ changed: OpenedGrant) {
        guard let grant = grants[changed.id] else {
            name(
                .grantOpened, wallet: changed.wallet, grant: changed.id, expected: "a grant",
                found: "none of this id")
            return
        }
        let terms = changed.terms
        if changed.wallet != grant.wallet {
            name(
                .grantInWallet, wallet: changed.wallet, grant: changed.id,
                expected: "\(grant.wallet)", found: "\(changed.wallet)")
        }
        if terms.kind != grant.kind {
            name(
                .grantKindMatches, wallet: grant.wallet, grant: changed.id,
                expected: grant.kind.rawValue, found: terms.kind.rawValue)
        }
        if terms.issued != grant.issued {
            name(
                .issuedConstant, wallet: grant.wallet, grant: changed.id,
                expected: "\(grant.issued)", found: "\(terms.issued)")
        }
    }
}
