import CreditLedger

/// Wallets, rules and scopes.
extension WorkloadGenerator {
    /// Mostly one that is in use; now and then any, or none.
    mutating func wallet(of book: ModelBook) -> WalletID {
        let active = book.wallets.indices.filter { book.wallets[$0].status == .active }
        let pending = book.wallets.indices.filter { book.wallets[$0].status == .pending }
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<86: return .ordinal(one(of: active, else: 0))
        case 86..<95: return .ordinal(one(of: pending, else: 0))
        default: return .ordinal(Int.random(in: 0...book.wallets.count, using: &random))
        }
    }

    mutating func createWallet(at now: Instant) -> Command {
        let rates = [
            "1", "1", "1", "1", "0.03", "0.03", "3", "7", "0.333333333333", "0.5",
            "0.000000000001",
        ]
        // At the last one, a few credits are out of range, and a cent is less than a grid step.
        let rate = chance(4) ? "5000000000000" : one(of: rates, else: "1")
        var wallet = CreateWallet(
            currency: currency(), rate: (try? Rate(rate)) ?? .one)
        wallet.externalID = maybe(20) { $0.externalID() }
        wallet.priority = maybe(30) { $0.priority() } ?? 50
        wallet.scope = scope()
        switch Int.random(in: 0..<10, using: &random) {
        case 0: wallet.activation = .onRequest
        case 1, 2: wallet.activation = .at(anyInstant(now))
        default: wallet.activation = .atOnce
        }
        wallet.expiresAt = maybe(40) { $0.future($0.future(now)) }
        wallet.graceSeconds = grace()
        if chance(25) { wallet.limits = TopUpLimits(minimum: limit(low: true), maximum: limit()) }
        let count = one(of: [0, 0, 0, 1, 1, 2, 3], else: 0)
        wallet.rules = (0..<count).compactMap { _ in rule(at: now, wallet.limits) }
        wallet.paid = maybe(50) { $0.credits() } ?? 0
        wallet.granted = maybe(60) { $0.credits() } ?? 0
        if wallet.rate.units == 1 {
            // Otherwise nobody would ever see what they are worth.
            wallet.paid = maybe(50) { $0.plenty() } ?? 0
            wallet.granted = maybe(60) { $0.plenty() } ?? 0
        }
        wallet.payment = chance(25) ? .due : .collected
        return .createWallet(wallet)
    }

    mutating func updateWallet(_ book: ModelBook, at now: Instant) -> Command {
        var update = UpdateWallet(wallet(of: book))
        let index = min(update.wallet.ordinal, book.wallets.count - 1)
        let limits = TopUpLimits(
            minimum: book.wallets[index].minimum, maximum: book.wallets[index].maximum)
        if book.wallets[index].status == .pending, chance(30) {
            update.activatesAt = change(20) { $0.anyInstant(now) }
        }
        for _ in 0..<one(of: [1, 1, 1, 2, 3], else: 1) {
            switch Int.random(in: 0..<15, using: &random) {
            case 0: update.name = .set("renamed")
            case 1: update.externalID = change(20) { $0.externalID() }
            case 2: update.priority = change(30) { $0.priority() }
            case 3: update.feeTypes = change(30) { $0.feeTypes() }
            case 4: update.prices = change(60) { $0.prices() }
            case 5: update.activatesAt = change(20) { $0.anyInstant(now) }
            case 6, 7: update.expiresAt = change(25) { $0.future(now) }
            case 8, 9, 14: update.graceSeconds = change(30) { $0.grace() }
            case 10: update.minimumTopUp = change(50) { $0.limit(low: true) }
            case 11: update.maximumTopUp = change(50) { $0.limit() }
            default: update.rules = rules(book.wallets[index].rules, at: now, limits)
            }
        }
        return .updateWallet(update)
    }

    /// A longer grace, best for a wallet with grants that closed while they were empty: it must not
    /// bring these back (R7.3b).
    mutating func stretchGrace(_ book: ModelBook) -> Command {
        let closed = book.grants.filter { $0.silentDoor != nil }.map(\.wallet)
        let wallet = closed.randomElement(using: &random).map { WalletID.ordinal($0) }
        let grace: Int64 = chance(50) ? 31_536_000 : 2_592_000
        return .updateWallet(
            UpdateWallet(wallet ?? self.wallet(of: book), graceSeconds: .set(grace)))
    }

    /// A new list of rules: some of the old ones, in some order, and perhaps another.
    private mutating func rules(
        _ old: [ModelBook.Rule], at now: Instant, _ limits: TopUpLimits
    ) -> Change<[TopUpRule]> {
        if chance(10) { return .clear }
        var rules = old.map(\.terms).filter { _ in chance(75) }.shuffled(using: &random)
        if chance(60), let new = rule(at: now, limits) { rules.append(new) }
        // Twins differ in what the ledger knows of them (R3.4c).
        if chance(25), let twin = rules.randomElement(using: &random) { rules.append(twin) }
        return .set(rules)
    }

    private mutating func change<Value: Hashable & Sendable>(
        _ cleared: Int, _ value: (inout Self) -> Value
    ) -> Change<Value> {
        chance(cleared) ? .clear : .set(value(&self))
    }

    private mutating func rule(at now: Instant, _ limits: TopUpLimits) -> TopUpRule? {
        let threshold = whole(1...40)
        let isThreshold = chance(65)
        let trigger: TopUpTrigger =
            isThreshold
            ? .threshold(threshold, orEqual: chance(30))
            : .interval(one(of: [.weekly, .weekly, .monthly, .monthly, .quarterly], else: .yearly))
        let method: TopUpMethod
        if chance(50) {
            let above = whole(0...60)
            method = .target(threshold + above, kind: chance(70) ? .paid : .granted)
        } else {
            let paid = maybe(70) { $0.within(limits) }
            let granted = paid == nil || chance(40) ? small() : nil
            method = .fixed(paid: paid, granted: granted)
        }
        return try? TopUpRule(
            method: method, trigger: trigger,
            startsAt: maybe(35) { $0.anyInstant(now) },
            expiresAt: maybe(20) { $0.future(now) }, payment: chance(65) ? .due : .collected,
            timeToLiveSeconds: maybe(35) { 86_400 * Int64.random(in: 1...30, using: &$0.random) })
    }

    private mutating func within(_ limits: TopUpLimits) -> Credits {
        if chance(4) { return small() }
        return limits.minimum ?? limits.maximum ?? small()
    }

    private mutating func small() -> Credits {
        Credits(units: Int128.random(in: 1...30, using: &random) * 500_000_000_000)
    }

    private mutating func plenty() -> Credits {
        Credits(units: whole(1...60).units * 1_000_000_000_000)
    }

    mutating func whole(_ range: ClosedRange<Int128>) -> Credits {
        Credits(units: Int128.random(in: range, using: &random) * 1_000_000_000_000)
    }

    private mutating func externalID() -> String {
        "external \(Int.random(in: 0...6, using: &random))"
    }

    private mutating func limit(low: Bool = false) -> Credits {
        whole(low ? 1...4 : 12...60)
    }

    private mutating func grace() -> Int64 {
        one(of: [0, 0, 0, 1, 3_600, 86_400, 864_000, 864_000, 2_592_000], else: 0)
    }

    mutating func currency() -> Currency {
        one(of: [.usd, .usd, .usd, .usd, .usd, .usd, .eur, .jpy], else: .usd)
    }

    mutating func priority() -> Int {
        chance(2) ? 101 : one(of: [0, 10, 49, 50, 51, 100], else: 50)
    }

    mutating func scope() -> Scope {
        Scope(feeTypes: chance(50) ? [] : feeTypes(), prices: chance(80) ? [] : prices())
    }

    private mutating func feeTypes() -> Set<FeeType> {
        Set(FeeType.allCases.filter { _ in chance(50) })
    }

    private mutating func prices() -> Set<PriceCode> {
        Set(["p1", "p2"].filter { _ in chance(60) }.compactMap { try? PriceCode($0) })
    }
}
