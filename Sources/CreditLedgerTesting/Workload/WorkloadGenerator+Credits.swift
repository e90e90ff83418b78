import CreditLedger

/// Credits, grants and payments.
extension WorkloadGenerator {
    mutating func credits() -> Credits {
        let odd = ["10.005", "0.003", "33.333333333334", "0.000000000001", "1", "1000", "12.5"]
        if chance(35) { return (try? Credits(one(of: odd, else: "1"))) ?? 1 }
        return whole(1...60)
    }

    mutating func topUp(_ book: ModelBook, at now: Instant) -> Command {
        var topUp = TopUp(wallet(of: book))
        let index = min(topUp.wallet.ordinal, book.wallets.count - 1)
        let wallet = book.wallets[index]
        if chance(60) { topUp.paid = sum(wallet) }
        if topUp.paid == nil && !chance(2) || chance(20) { topUp.granted = sum(wallet) }
        topUp.costBasis = maybe(10) { $0.costBasis(wallet.currency) }
        topUp.payment = chance(35) ? .due : .collected
        topUp.priority = maybe(30) { $0.priority() } ?? 50
        if chance(40) { topUp.scope = scope() }
        topUp.effectiveAt = maybe(30) { $0.anyInstant(now) }
        topUp.expiresAt = maybe(60) { generator in
            generator.chance(3)
                ? generator.past(now) : generator.future(max(now, topUp.effectiveAt ?? now))
        }
        topUp.ignoresLimits = chance(20)
        return .topUp(topUp)
    }

    private mutating func sum(_ wallet: ModelBook.Wallet) -> TopUp.Sum {
        if chance(2) { return .credits(Credits(units: -1_000_000_000_000)) }
        guard chance(wallet.rate == 1 ? 85 : 30) else { return .credits(credits()) }
        let given = chance(3) ? self.currency() : wallet.currency
        return .money(
            Money(units: Int128.random(in: 1...3_000, using: &random) * given.minorUnit, given))
    }

    private mutating func costBasis(_ currency: Currency) -> Money {
        let units: [Int128] = [0, 1, 500_000_000_000, 1_230_000_000_000]
        return Money(units: one(of: units, else: 0), chance(95) ? currency : self.currency())
    }

    /// Mostly an open grant; now and then any, or none.
    private mutating func grant(
        of book: ModelBook, where isWanted: (ModelBook.Grant) -> Bool = { _ in true }
    ) -> GrantID {
        let open = book.grants.indices.filter { index in
            let grant = book.grants[index]
            return grant.stage == .awaiting || grant.remaining > 0
        }
        let wanted = open.filter { isWanted(book.grants[$0]) }
        if chance(85), let index = wanted.randomElement(using: &random) { return .ordinal(index) }
        return .ordinal(Int.random(in: 0...book.grants.count, using: &random))
    }

    mutating func conclude(_ book: ModelBook) -> Command {
        let id = grant(of: book) { $0.stage == .awaiting }
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<12: return .settleTopUp(id)
        case 12..<16: return .failTopUp(id, reason: "card declined")
        case 16: return .confirmCharge(id)
        default:
            let failed = book.grants.indices.filter { book.grants[$0].stage == .closed(.failed) }
            return .confirmCharge(failed.randomElement(using: &random).map { .ordinal($0) } ?? id)
        }
    }

    mutating func voidCredits(_ book: ModelBook, at now: Instant) -> Command {
        let id = grant(of: book)
        guard chance(50), book.grants.indices.contains(id.ordinal) else {
            return .voidCredits(VoidCredits(wallet(of: book), credits()))
        }
        let grant = book.grants[id.ordinal]
        let units = chance(40) ? grant.remaining : grant.remaining / 3
        let place = chance(95) ? .ordinal(grant.wallet) : wallet(of: book)
        return .voidCredits(
            VoidCredits(place, Credits(units: units), from: chance(60) ? id : nil))
    }

    mutating func endGrant(_ book: ModelBook, at now: Instant) -> Command {
        let held = book.grants.contains { $0.stage == .shut }
        let id = grant(of: book) { !held || $0.stage == .shut }
        return chance(50) ? .expireGrant(id) : .voidGrant(id)
    }

    mutating func changeGrant(_ book: ModelBook, at now: Instant) -> Command {
        var change = ChangeGrant(grant(of: book))
        if chance(40) { change.priority = chance(20) ? .clear : .set(priority()) }
        if chance(70) || !change.priority.isNamed {
            change.expiresAt = chance(15) ? .clear : .set(chance(4) ? past(now) : future(now))
        }
        return .changeGrant(change)
    }

    mutating func resumeRule(_ book: ModelBook) -> Command {
        let paused = book.wallets.indices.flatMap { wallet in
            book.wallets[wallet].rules.indices
                .filter { book.wallets[wallet].rules[$0].isPaused }.map { (wallet, $0) }
        }
        guard chance(85), let (wallet, rule) = paused.randomElement(using: &random) else {
            let any = Int.random(in: 0...2, using: &random)
            return .resumeRule(self.wallet(of: book), .ordinal(any))
        }
        return .resumeRule(.ordinal(wallet), .ordinal(rule))
    }
}
