import CreditLedger

/// Creating, changing and ending wallets (R3).
extension ModelBook {
    mutating func createWallet(
        _ create: CreateWallet, _ now: Instant, _ news: inout ModelNews,
        _ faults: inout ModelFaults
    ) {
        var wallet = Wallet(
            currency: create.currency, rate: create.rate.units, externalID: create.externalID,
            priority: create.priority, feeTypes: create.scope.feeTypes,
            prices: create.scope.prices, status: .pending, activatesAt: nil,
            expiresAt: create.expiresAt, grace: create.graceSeconds,
            minimum: create.limits.minimum, maximum: create.limits.maximum, rules: [])
        switch create.activation {
        case .atOnce: wallet.status = .active
        case .onRequest: break
        case .at(let instant):
            wallet.activatesAt = instant
            if instant <= now { wallet.status = .active }
        }
        for rule in create.rules { wallet.rules.append(add(rule, now, &news)) }
        let isTaken =
            create.externalID != nil
            && wallets.contains { $0.externalID == create.externalID }
        faults.add("invalidField", if: isTaken)
        faults.add("invalidField", if: create.expiresAt.map { $0 <= now } ?? false)
        judge(wallet, at: now, &faults)
        wallets.append(wallet)
        let index = wallets.count - 1
        for (kind, credits) in [(GrantKind.paid, create.paid), (.granted, create.granted)] {
            faults.add("invalidAmount", if: credits < 0)
            guard credits > 0 else { continue }
            faults.add("invalidAmount", if: !isInRange(credits.units, in: index))
            issue(
                Issue(
                    wallet: index, kind: kind, credits: credits.units, payment: create.payment,
                    effectiveAt: now),
                &news)
        }
        if wallet.status == .active { news.activated.insert(index) }
        news.hasChanged = true
    }

    private mutating func add(_ rule: TopUpRule, _ now: Instant, _ news: inout ModelNews) -> Rule {
        let added = Rule(serial: ruleCount, terms: rule, addedAt: now)
        ruleCount += 1
        news.stirred.insert(added.serial)
        return added
    }

    /// What must hold of a wallet's terms whenever they are set.
    private func judge(_ wallet: Wallet, at now: Instant, _ faults: inout ModelFaults) {
        faults.add("invalidField", if: !(0...100).contains(wallet.priority))
        faults.add("invalidField", if: wallet.grace < 0)
        // The activation of a wallet that is ACTIVE before it has lost its meaning.
        if wallet.status == .pending, let activation = wallet.activatesAt,
            let expiry = wallet.expiresAt
        {
            faults.add("invalidField", if: expiry <= activation)
        }
        faults.add("invalidAmount", if: wallet.minimum.map { $0 <= 0 } ?? false)
        faults.add("invalidAmount", if: wallet.maximum.map { $0 <= 0 } ?? false)
        if let minimum = wallet.minimum, let maximum = wallet.maximum {
            faults.add("invalidField", if: minimum > maximum)
        }
        for rule in wallet.rules {
            if let expiry = rule.terms.expiresAt {
                faults.add("invalidRule", if: expiry <= rule.start)
            }
            // A rule that has expired never adds anything again.
            if let expiry = rule.terms.expiresAt, expiry <= now { continue }
            guard case .fixed(let paid?, _) = rule.terms.method else { continue }
            faults.add("invalidRule", if: !wallet.allows(paid))
        }
    }

    mutating func activateWallet(
        _ id: WalletID, _ news: inout ModelNews, _ faults: inout ModelFaults
    ) {
        guard let wallet = changeable(id, whilePending: true, &faults),
            wallets[wallet].status == .pending
        else { return }
        wallets[wallet].status = .active
        news.activated.insert(wallet)
        news.hasChanged = true
    }

    mutating func updateWallet(
        _ update: UpdateWallet, _ now: Instant, _ news: inout ModelNews,
        _ faults: inout ModelFaults
    ) {
        guard let index = changeable(update.wallet, whilePending: true, &faults) else { return }
        let old = wallets[index]
        var new = old
        Self.set(&new.priority, update.priority, cleared: 50)
        Self.set(&new.feeTypes, update.feeTypes, cleared: [])
        Self.set(&new.prices, update.prices, cleared: [])
        Self.set(&new.grace, update.graceSeconds, cleared: 0)
        Self.set(&new.externalID, update.externalID)
        Self.set(&new.activatesAt, update.activatesAt)
        Self.set(&new.expiresAt, update.expiresAt)
        Self.set(&new.minimum, update.minimumTopUp)
        Self.set(&new.maximum, update.maximumTopUp)
        new.feeTypes = new.feeTypes.count == FeeType.allCases.count ? [] : new.feeTypes
        faults.add("invalidField", if: update.activatesAt != .keep && old.status != .pending)
        if case .set(let expiry) = update.expiresAt {
            faults.add("invalidField", if: expiry <= now)
        }
        if case .set(let name) = update.externalID {
            let others = wallets.indices.filter { $0 != index }
            faults.add("invalidField", if: others.contains { wallets[$0].externalID == name })
        }
        switch update.rules {
        case .keep: break
        case .clear: new.rules = []
        case .set(let rules): new.rules = replace(old.rules, by: rules, now, &news)
        }
        judge(new, at: now, &faults)
        guard update != UpdateWallet(update.wallet), faults.codes.isEmpty else { return }
        wallets[index] = new
        news.hasChanged = true
        close([index], &news)
        activate(index, byTimeAt: now, &news)
    }

    /// Of a new list of rules, those that repeat an old one field for field keep it (R3.4c).
    private mutating func replace(
        _ old: [Rule], by rules: [TopUpRule], _ now: Instant, _ news: inout ModelNews
    ) -> [Rule] {
        var unmatched = old
        return rules.map { rule in
            guard let match = unmatched.firstIndex(where: { $0.terms == rule }) else {
                return add(rule, now, &news)
            }
            return unmatched.remove(at: match)
        }
    }

    private static func set<Value>(
        _ field: inout Value, _ change: Change<Value>, cleared: Value
    ) {
        switch change {
        case .keep: break
        case .set(let value): field = value
        case .clear: field = cleared
        }
    }

    private static func set<Value>(_ field: inout Value?, _ change: Change<Value>) {
        switch change {
        case .keep: break
        case .set(let value): field = value
        case .clear: field = nil
        }
    }

    mutating func terminateWallet(
        _ id: WalletID, _ news: inout ModelNews, _ faults: inout ModelFaults
    ) {
        guard let wallet = changeable(id, &faults), faults.codes.isEmpty else { return }
        endHolds(on: grants(of: wallet), &news)
        for grant in grants(of: wallet) {
            // What a hold kept of a grant that has closed expires, as the grant did (R4.4a).
            end(grant, by: grants[grant].stage == .shut ? .expired : .forfeited, &news)
        }
        wallets[wallet].status = .terminated
        news.hasChanged = true
    }
}

extension ModelBook.Wallet {
    /// Whether one paid top-up may add so many credits (R5.3).
    func allows(_ credits: Credits) -> Bool {
        (minimum.map { $0 <= credits } ?? true) && (maximum.map { credits <= $0 } ?? true)
    }
}
