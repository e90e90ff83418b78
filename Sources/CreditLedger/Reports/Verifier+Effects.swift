extension Verifier {
    /// Takes in what an entry opens, before its transactions are checked.
    mutating func open(_ effect: Effect, at instant: Instant) {
        switch effect {
        case .walletOpened(let opened):
            guard wallets.place(of: opened.id) == nil else {
                name(
                    .walletOpened, wallet: opened.id, expected: "a new wallet",
                    found: "one that was opened before")
                return
            }
            wallets.append(
                WalletFacts(
                    id: opened.id, currency: opened.terms.currency, rate: opened.terms.rate))
        case .walletChanged(let id, let change):
            checkConstant(id, change.terms)
            checkNotEnded(id, found: "a change of its terms")
        case .grantOpened(let opened):
            open(opened)
        case .grantChanged(let opened), .grantReopened(let opened):
            checkConstant(opened)
            checkNotEnded(opened.wallet, opened.id, found: "a change of a grant")
            if case .grantReopened = effect, let place = grants.place(of: opened.id) {
                grants.rows[place].closed = nil
            }
            foldRecord(effect, at: instant)
        case .walletTerminated(let id, _):
            checkOpened(id)
            checkNotEnded(id, found: "another termination")
            if let place = wallets.place(of: id) { wallets.rows[place].ended = entry }
        case .walletActivated(let id):
            checkOpened(id)
            checkNotEnded(id, found: "an activation")
        case .rulesReplaced(let id, _), .rulePaused(let id, _), .ruleResumed(let id, _):
            checkOpened(id)
            checkNotEnded(id, found: "a change of its rules")
        case .holdOpened(let hold):
            open(hold)
            touchParts(of: hold)
        case .holdChanged(let hold):
            change(hold)
            touchParts(of: hold)
        case .holdEnded(let hold, let end):
            self.end(hold, end)
            touchParts(of: hold)
        case .ruleFired(let firing):
            checkOpened(firing.wallet)
            checkNotEnded(firing.wallet, found: "a run of a rule")
        case .refundOwed(let refund):
            checkRefund(refund)
            foldRecord(effect, at: instant)
        case .grantClosed:
            foldRecord(effect, at: instant)
        case .invoiceDrawn, .usageReported, .usageCleared:
            break
        }
    }

    /// Takes in what an entry closes, once its transactions have moved what was left.
    mutating func close(_ effect: Effect) {
        guard case .grantClosed(let id, let door) = effect else { return }
        guard let place = grants.place(of: id) else {
            name(.grantOpened, grant: id, expected: "a grant", found: "none of this id")
            return
        }
        grants.rows[place].closed = door
        touched.append(place)
    }

    /// After an entry, the grants that it touched hold no more than they have; closed ones have
    /// nothing left but what is held (R4.4a): what comes back to one is lost at once (R7.3).
    ///
    /// One that is open and holds nothing is not listed: what remains in it was checked before.
    mutating func checkTouched() {
        guard !touched.isEmpty else { return }
        let places = Set(touched).sorted { grants.rows[$0].id < grants.rows[$1].id }
        for place in places {
            let grant = grants.rows[place]
            if grant.held < 0 || grant.held > grant.remaining, !doubtedGrants.contains(grant.id) {
                name(
                    .heldByHolds, wallet: grant.wallet, grant: grant.id,
                    expected: "0 to \(grant.remaining) held", found: "\(grant.held)")
            }
            guard let door = grant.closed, grant.remaining != grant.held else { continue }
            name(
                .closedGrantIsEmpty, wallet: grant.wallet, grant: grant.id,
                expected: "\(grant.held) in a grant closed as \(door.rawValue)",
                found: "\(grant.remaining)")
        }
    }

    private mutating func touchParts(of hold: Hold) {
        for part in hold.parts {
            if let place = grants.place(of: part.grant) { touched.append(place) }
        }
    }

    /// Money is owed back once, as much as was asked for, for a top-up that has failed (R5.5c).
    private mutating func checkRefund(_ refund: RefundOwed) {
        guard let place = grants.place(of: refund.grant) else {
            return name(
                .grantOpened, wallet: refund.wallet, grant: refund.grant, expected: "a grant",
                found: "none of this id")
        }
        let grant = grants.rows[place]
        if grant.issue?.status != .failed || grant.record.isRefundOwed {
            name(
                .refundOwedOnce, wallet: refund.wallet, grant: refund.grant,
                expected: "a refund of a top-up that failed, once",
                found: grant.record.isRefundOwed ? "another" : "one that has not")
        }
        if (refund.transaction, refund.amount) != (grant.transaction, grant.price) {
            name(
                .refundOwedOnce, wallet: refund.wallet, grant: refund.grant,
                expected: "\(grant.price) for \(grant.transaction)",
                found: "\(refund.amount) for \(refund.transaction)")
        }
    }

    private mutating func open(_ opened: OpenedGrant) {
        checkOpened(opened.wallet)
        checkNotEnded(opened.wallet, opened.id, found: "a new grant")
        guard grants.place(of: opened.id) == nil else {
            name(
                .grantOpened, wallet: opened.wallet, grant: opened.id, expected: "a new grant",
                found: "one that was opened before")
            return
        }
        grants.append(GrantFacts(opened))
    }

    private mutating func checkOpened(_ wallet: WalletID) {
        guard wallets.place(of: wallet) == nil else { return }
        name(.walletOpened, wallet: wallet, expected: "a wallet", found: "none of this id")
    }

    /// The currency and rate of a wallet never change (R3.1).
    private mutating func checkConstant(_ id: WalletID, _ terms: WalletTerms) {
        checkOpened(id)
        guard let place = wallets.place(of: id) else { return }
        let (currency, rate) = (wallets.rows[place].currency, wallets.rows[place].rate)
        if (currency, rate) != (terms.currency, terms.rate) {
            name(
                .walletOpened, wallet: id, expected: "\(rate) \(currency) per credit",
                found: "\(terms.rate) \(terms.currency)")
        }
    }

    /// The wallet, kind and issued credits of a grant never change.
    private mutating func checkConstant(_ changed: OpenedGrant) {
        guard let place = grants.place(of: changed.id) else {
            name(
                .grantOpened, wallet: changed.wallet, grant: changed.id, expected: "a grant",
                found: "none of this id")
            return
        }
        let grant = grants.rows[place]
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
